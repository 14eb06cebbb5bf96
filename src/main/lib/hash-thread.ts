/**
 * sha256 of what passes through this thread, made by another: a large copy then takes as long as its reading and writing.
 * The caller is synchronous work in a worker thread; it sleeps on shared memory while the helper is behind.
 */
import { Worker } from 'node:worker_threads';
import type { Sha256 } from '../../shared/ids.ts';
import { pageMemory } from './direct-io.ts';
import { blockSize, sha256From } from './hash.ts';

export interface HashThread {
  /** Memory for the next block, aligned for direct writing. The caller may read and write it until it asks for another. */
  readonly block: () => Uint8Array<SharedArrayBuffer>;
  /** The first `length` bytes of the block come next; they may not change any more. */
  readonly push: (length: number) => void;
  /** Of everything pushed. Nothing may be pushed afterwards. */
  readonly digest: () => Sha256;
  /** Ends the thread. May be called at any time. */
  readonly close: () => void;
}

/** Blocks the helper may be behind. */
const slotsAhead = 8;
/** Where each number lies in the shared flags; behind them the length of each slot's block. `runHelper` has its own copy. */
const flag = { pushed: 0, hashed: 1, ended: 2, lengths: 3 };
const stallMs = 60_000;

interface HelperData {
  readonly ring: Uint8Array<SharedArrayBuffer>;
  readonly flags: Int32Array<SharedArrayBuffer>;
  readonly digest: Uint8Array<SharedArrayBuffer>;
  readonly blockSize: number;
  readonly slotsAhead: number;
}

export function startHashThread(): HashThread {
  const ring = pageMemory(slotsAhead * blockSize);
  const flags = new Int32Array(new SharedArrayBuffer(4 * (flag.lengths + slotsAhead)));
  const digest = new Uint8Array(new SharedArrayBuffer(32));
  // From source text, like the helper of byte-pipe.ts: it needs no file of its own in the built app.
  const worker = new Worker(`(${runHelper.toString()})();`, {
    eval: true,
    execArgv: [],
    workerData: { ring, flags, digest, blockSize, slotsAhead } satisfies HelperData,
  });
  worker.unref();
  // Without a listener an error in the helper would end the process; the caller sees it as a stall.
  worker.on('error', () => undefined);
  let pushed = 0;

  const waitUntil = (hashed: number): void => {
    for (let now = Atomics.load(flags, flag.hashed); now < hashed; now = Atomics.load(flags, flag.hashed)) {
      if (Atomics.wait(flags, flag.hashed, now, stallMs) === 'timed-out') throw new Error('the hash thread is gone');
    }
  };

  return {
    block: () => {
      waitUntil(pushed - slotsAhead + 1);
      const start = (pushed % slotsAhead) * blockSize;
      return ring.subarray(start, start + blockSize);
    },
    push: (length) => {
      flags[flag.lengths + (pushed % slotsAhead)] = length;
      pushed += 1;
      Atomics.store(flags, flag.pushed, pushed);
      Atomics.notify(flags, flag.pushed);
    },
    digest: () => {
      Atomics.store(flags, flag.ended, 1);
      // One more stands for the digest.
      Atomics.store(flags, flag.pushed, pushed + 1);
      Atomics.notify(flags, flag.pushed);
      waitUntil(pushed + 1);
      return sha256From(digest);
    },
    close: () => void worker.terminate(),
  };
}

/** Runs in the helper thread from its source text: it may use Node, and nothing else of this module. */
function runHelper(): void {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const { ring, flags, digest, blockSize: block, slotsAhead: slots } = workerData as HelperData;
  const [pushedAt, hashedAt, endedAt, lengthsAt] = [0, 1, 2, 3] as const;
  const sum = createHash('sha256');
  for (let hashed = 0; ;) {
    while (Atomics.load(flags, pushedAt) === hashed) Atomics.wait(flags, pushedAt, hashed);
    const last = Atomics.load(flags, endedAt) === 1 && Atomics.load(flags, pushedAt) === hashed + 1;
    const start = (hashed % slots) * block;
    if (last) digest.set(sum.digest());
    else sum.update(ring.subarray(start, start + (flags[lengthsAt + (hashed % slots)] ?? 0)));
    hashed += 1;
    Atomics.store(flags, hashedAt, hashed);
    Atomics.notify(flags, hashedAt);
    if (last) return;
  }
}
