/** The most memory this process and the programs it runs have held since a moment, as Linux counts it. */
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';

/** @typedef {{ readonly reset: () => void, readonly read: () => number | null }} PeakMemory bytes; null where the system does not tell */

/** @returns {PeakMemory & { readonly close: () => void }} */
export function watchPeakMemory() {
  const watched = watchPrograms();
  return {
    reset: () => {
      // What preparing the job left behind is not the job's.
      /** @type {{ gc?: () => void }} */ (globalThis).gc?.();
      watched.reset();
      try {
        // "5" resets the high-water mark. Source: proc_pid_clear_refs(5).
        fs.writeFileSync('/proc/self/clear_refs', '5');
      } catch {
        // Another system, or one that does not allow it: then nothing is read either.
      }
    },
    read: () => {
      try {
        const kibibytes = /^VmHWM:\s*(\d+) kB$/mu.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1];
        return kibibytes === undefined ? null : Number(kibibytes) * 1_024 + watched.read();
      } catch {
        return null;
      }
    },
    close: watched.close,
  };
}

/**
 * Programs we start are other processes, gone when the job is done. A thread looks at them while the job runs: the job
 * itself holds up this one.
 */
function watchPrograms() {
  const most = new BigInt64Array(new SharedArrayBuffer(8));
  const worker = new Worker(`(${lookAtPrograms.toString()})();`, { eval: true, execArgv: [], workerData: most });
  worker.unref();
  worker.on('error', () => undefined);
  return {
    reset: () => void Atomics.store(most, 0, 0n),
    read: () => Number(Atomics.load(most, 0)),
    close: () => void worker.terminate(),
  };
}

/** Runs in the thread from its source text. */
function lookAtPrograms() {
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
  /** @type {BigInt64Array<SharedArrayBuffer>} */
  const most = process.getBuiltinModule('node:worker_threads').workerData;

  /** @param {string} pid @returns {number} kibibytes of all programs below a process */
  const below = (pid) => {
    let sum = 0;
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim();
      for (const child of children === '' ? [] : children.split(' ')) sum += held(child) + below(child);
    }
    return sum;
  };
  /** @param {string} pid */
  const held = (pid) => Number(/^VmHWM:\s*(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

  setInterval(() => {
    try {
      const now = BigInt(below('self')) * 1_024n;
      if (now > Atomics.load(most, 0)) Atomics.store(most, 0, now);
    } catch {
      // A program that just ended, or another system.
    }
  }, 25);
}
