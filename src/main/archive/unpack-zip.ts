/**
 * Unpacks a checked zip into files with two threads: every entry stands for itself. The caller is synchronous work in a
 * worker thread; it sleeps on shared memory, and wakes to take what is done, to tell how far it is, and to stop.
 */
import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { throwIfCancelled } from '../lib/control.ts';
import { directUnit, pageMemory, worthDirect } from '../lib/direct-io.ts';
import { fingerprintOf } from '../lib/files.ts';
import { blockSize, sha256From } from '../lib/hash.ts';
import type { ArchiveFile, UnpackedFile, UnpackOptions } from './archive.ts';
import {
  type BatchDone,
  type BatchFailed,
  type EntryTable,
  helperFlags,
  helperSource,
  type HelperData,
} from './unpack-helper.ts';
import type { LocatedRecord } from './zip-directory.ts';

/** A file to unpack and where the archive has it. */
export interface ZipTask {
  readonly file: ArchiveFile;
  readonly record: LocatedRecord;
}

export interface UnpackZip {
  readonly archive: string;
  readonly tasks: readonly ZipTask[];
  /** Largest entry that is inflated as a whole, in bytes; each thread may hold one. */
  readonly maxWhole: number;
  readonly damaged: (record: LocatedRecord, cause: unknown) => Error;
}

export const unpackThreads = Math.max(1, Math.min(2, availableParallelism()));

/** What one answer of a thread holds at most. */
const batchFiles = 256;
const batchBytes = 4 * 1024 * 1024;

/** Milliseconds between two looks at the player's wish while nothing was answered. */
const lookEvery = 50;
/** Looks without a sign of life from any thread until it is given up: a minute. */
const looksUntilLost = 1_200;

/** Yields files as they are done, in any order. However it ends, no thread writes any more. */
export function* unpackZip(
  { archive, tasks, maxWhole, damaged }: UnpackZip,
  options: UnpackOptions,
): Generator<readonly UnpackedFile[]> {
  const sorted = tasks.toSorted((a, b) => a.record.offset - b.record.offset);
  const batches = batchesOf(sorted, maxWhole);
  const helpers = startHelpers(archive, tableOf(sorted), batches, maxWhole, options);
  try {
    for (let left = batches.length / 2; left > 0;) {
      throwIfCancelled(options.control);
      const answers = helpers.receive();
      for (const { helper, message } of answers) {
        if (!('batch' in message)) throw faultOf(message, sorted, damaged);
        left -= 1;
        yield resultsOf(message, batches, sorted, maxWhole, options.folders[helper] ?? '');
      }
      options.onBytes(helpers.bytes());
    }
  } finally {
    helpers.close();
  }
}

/**
 * Neighbours together, so that one read brings them; the large ones first, so that no thread is left with one at the end.
 * First entry and one behind the last of each, flat.
 */
function batchesOf(sorted: readonly ZipTask[], maxWhole: number): Int32Array<SharedArrayBuffer> {
  const batches: { readonly first: number; readonly end: number; readonly bytes: number }[] = [];
  for (let first = 0; first < sorted.length;) {
    let bytes = 0;
    let end = first;
    while (end < sorted.length && end - first < batchFiles) {
      const record = sorted[end]?.record ?? { packed: 0, size: 0 };
      const alone = isLarge(record, maxWhole);
      const cost = Math.max(record.packed, record.size);
      if (end > first && (alone || bytes + cost > batchBytes)) break;
      bytes += cost;
      end += 1;
      if (alone) break;
    }
    batches.push({ first, end, bytes });
    first = end;
  }
  const flat = new Int32Array(new SharedArrayBuffer(8 * batches.length));
  const order = batches.toSorted((a, b) => Number(b.bytes > batchBytes) - Number(a.bytes > batchBytes));
  flat.set(order.flatMap(({ first, end }) => [first, end]));
  return flat;
}

/** The helper asks the same: such an entry is taken block by block, and is on the disk when it is done. */
const isLarge = ({ packed, size }: Pick<LocatedRecord, 'packed' | 'size'>, maxWhole: number): boolean =>
  packed > maxWhole || size > maxWhole;

function tableOf(sorted: readonly ZipTask[]): EntryTable {
  const memory = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes * sorted.length);
  const table = {
    offset: new Float64Array(memory(8)),
    packed: new Float64Array(memory(8)),
    size: new Float64Array(memory(8)),
    crc: new Uint32Array(memory(4)),
    method: new Uint8Array(memory(1)),
  };
  for (const [at, { record }] of sorted.entries()) {
    table.offset[at] = record.dataOffset;
    table.packed[at] = record.packed;
    table.size[at] = record.size;
    table.crc[at] = record.crc;
    table.method[at] = record.method;
  }
  return table;
}

interface Answer {
  readonly helper: number;
  readonly message: BatchDone | BatchFailed;
}

interface Helpers {
  /** What was answered since; empty when the caller should look around. */
  readonly receive: () => readonly Answer[];
  /** Bytes unpacked so far, about. */
  readonly bytes: () => number;
  /** Stops the threads and waits until none of them has a file open. */
  readonly close: () => void;
}

function startHelpers(
  archive: string,
  entries: EntryTable,
  batches: Int32Array<SharedArrayBuffer>,
  maxWhole: number,
  { folders, contentFolder, direct }: UnpackOptions,
): Helpers {
  const flags = new Int32Array(new SharedArrayBuffer(4 * helperFlags.length));
  const windowSize = maxWhole + 65_536;
  const memory = pageMemory(folders.length * (windowSize + blockSize));
  const helpers = folders.map((folder, nth) => {
    const own = memory.subarray(nth * (windowSize + blockSize), (nth + 1) * (windowSize + blockSize));
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(helperSource(), {
      eval: true,
      execArgv: [],
      workerData: {
        archive,
        entries,
        batches,
        flags,
        port: port2,
        folder,
        contentFolder,
        window: own.subarray(0, windowSize),
        output: own.subarray(windowSize),
        direct,
        directUnit,
        worthDirect,
        maxWhole,
      } satisfies HelperData,
      transferList: [port2],
      // What was inflated is let go of early: a thread of this kind otherwise holds tens of megabytes of it.
      resourceLimits: { maxYoungGenerationSizeMb: 2 },
    });
    worker.unref();
    port1.unref();
    // Without a listener an error in the helper would end the process; the caller sees it as a stall.
    worker.on('error', () => undefined);
    return { worker, port: port1 };
  });
  let answered = 0;
  let beats = 0;
  let looks = 0;

  const noteLife = (): void => {
    const now = Atomics.load(flags, helperFlags.beats);
    looks = now === beats ? looks + 1 : 0;
    beats = now;
    if (looks > looksUntilLost) throw new Error('nothing was unpacked for a minute');
  };

  return {
    receive: () => {
      if (Atomics.wait(flags, helperFlags.answers, answered, lookEvery) === 'timed-out') noteLife();
      const answers: Answer[] = [];
      for (const [helper, { port }] of helpers.entries()) {
        for (let one = receiveMessageOnPort(port); one !== undefined; one = receiveMessageOnPort(port)) {
          answers.push({ helper, message: one.message as BatchDone | BatchFailed });
        }
      }
      answered += answers.length;
      return answers;
    },
    bytes: () => Atomics.load(flags, helperFlags.kibibytes) * 1_024,
    close: () => {
      Atomics.store(flags, helperFlags.stop, 1);
      for (let gone = Atomics.load(flags, helperFlags.gone); gone < helpers.length;) {
        if (Atomics.wait(flags, helperFlags.gone, gone, looksUntilLost * lookEvery) === 'timed-out') break;
        gone = Atomics.load(flags, helperFlags.gone);
      }
      for (const { worker, port } of helpers) {
        port.close();
        void worker.terminate();
      }
    },
  };
}

function resultsOf(
  { batch, hashes, stats }: BatchDone,
  batches: Int32Array,
  sorted: readonly ZipTask[],
  maxWhole: number,
  folder: string,
): readonly UnpackedFile[] {
  const first = batches[2 * batch] ?? 0;
  const end = batches[2 * batch + 1] ?? 0;
  return sorted.slice(first, end).map(({ file, record }, nth) => {
    const hash = sha256From(hashes.subarray(32 * nth, 32 * nth + 32));
    const [mtimeNs = 0n, ino = 0n, dev = 0n] = stats.subarray(3 * nth, 3 * nth + 3);
    if (mtimeNs === 0n && ino === 0n) return { file, hash, written: null };
    const fingerprint = fingerprintOf({ size: file.size, mtimeNs, ino, dev });
    return { file, hash, written: { at: `${folder}/${first + nth}`, fingerprint, large: isLarge(record, maxWhole) } };
  });
}

function faultOf(
  { entry, errno, message }: BatchFailed,
  sorted: readonly ZipTask[],
  damaged: UnpackZip['damaged'],
): Error {
  const record = sorted[entry]?.record;
  if (errno !== '' || record === undefined) return Object.assign(new Error(message), { code: errno });
  return damaged(record, new Error(message));
}
