/**
 * Hashes many files: a few through the port, many in helper threads that read and hash while this one looks at the next.
 * The caller is synchronous work in a worker thread; it sleeps on shared memory while the helpers are behind.
 */
import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Sha256 } from '../../shared/ids.ts';
import { hashFile } from './files.ts';
import type { Fs } from './fs.ts';
import { blockSize } from './hash.ts';

export interface FileToHash {
  readonly file: string;
  /** Bytes, as was seen: tells only how to share the work out. */
  readonly size: number;
}

/** Starting threads costs tens of milliseconds: below both, it is not worth it. */
const worthFiles = 1_000;
const worthBytes = 64 * 1024 * 1024;

/** What one message to a helper holds at most. */
const batchFiles = 500;
const batchBytes = 64 * 1024 * 1024;
const batchesAhead = 2;

/** Each item with the sha256 of its file, in order. Throws what reading a file threw. Links are not followed: the caller looked. */
export function* hashFiles<T extends FileToHash>(fs: Fs, items: Iterable<T>): Generator<readonly [T, Sha256]> {
  const source = items[Symbol.iterator]();
  const first = takeSome(source, worthFiles, worthBytes);
  if (!first.more) {
    for (const item of first.items) yield [item, hashFile(fs, item.file)];
    return;
  }
  const helpers = Array.from({ length: Math.max(1, Math.min(2, availableParallelism())) }, startHelper);
  try {
    yield* inTurns(fs, helpers, batchesOf(first.items, source));
  } finally {
    for (const helper of helpers) helper.close();
  }
}

function* inTurns<T extends FileToHash>(
  fs: Fs,
  helpers: readonly Helper[],
  batches: Iterator<readonly T[]>,
): Generator<readonly [T, Sha256]> {
  const waiting: { readonly batch: readonly T[]; readonly helper: Helper }[] = [];
  let turn = 0;
  const hand = (): void => {
    const next = batches.next();
    const helper = helpers[turn % helpers.length];
    if (next.done === true || helper === undefined) return;
    turn += 1;
    helper.send(next.value.map(({ file }) => file));
    waiting.push({ batch: next.value, helper });
  };
  for (let ahead = 0; ahead < helpers.length * batchesAhead; ahead += 1) hand();
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    hand();
    const hashes = one.helper.receive();
    for (const [at, item] of one.batch.entries()) {
      // Read again through the port what a helper could not read: that fails in the way the caller knows.
      yield [item, (hashes[at] as Sha256 | null | undefined) ?? hashFile(fs, item.file)];
    }
  }
}

function* batchesOf<T extends FileToHash>(first: readonly T[], rest: Iterator<T>): Generator<readonly T[]> {
  const all = chain(first, rest);
  for (;;) {
    const { items, more } = takeSome(all, batchFiles, batchBytes);
    if (items.length > 0) yield items;
    if (!more) return;
  }
}

function* chain<T>(first: readonly T[], rest: Iterator<T>): Generator<T> {
  yield* first;
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
}

/** Up to so many files or bytes; `more` is false when the source ended before. */
function takeSome<T extends FileToHash>(
  source: Iterator<T>,
  files: number,
  bytes: number,
): { readonly items: readonly T[]; readonly more: boolean } {
  const items: T[] = [];
  let size = 0;
  while (items.length < files && size < bytes) {
    const next = source.next();
    if (next.done === true) return { items, more: false };
    items.push(next.value);
    size += next.value.size;
  }
  return { items, more: true };
}

interface Helper {
  readonly send: (files: readonly string[]) => void;
  /** The hashes of the oldest batch that was sent; null for a file that could not be read. */
  readonly receive: () => readonly (string | null)[];
  readonly close: () => void;
}

/** Where each number lies in the shared flags; `runHelper` has its own copy. Beats tell a slow disk from a dead thread. */
const slots = { answered: 0, beats: 1 };
const stallMs = 60_000;

interface HelperData {
  readonly flags: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
  readonly blockSize: number;
}

function startHelper(): Helper {
  const { port1, port2 } = new MessageChannel();
  const flags = new Int32Array(new SharedArrayBuffer(8));
  // From source text, like the helper of byte-pipe.ts: it needs no file of its own in the built app.
  const worker = new Worker(`(${runHelper.toString()})();`, {
    eval: true,
    execArgv: [],
    workerData: { flags, port: port2, blockSize } satisfies HelperData,
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  // Without a listener an error in the helper would end the process; the reader sees it as a stall.
  worker.on('error', () => undefined);
  let received = 0;

  const waitForOne = (): void => {
    while (Atomics.load(flags, slots.answered) === received) {
      const beats = Atomics.load(flags, slots.beats);
      if (Atomics.wait(flags, slots.answered, received, stallMs) !== 'timed-out') continue;
      if (Atomics.load(flags, slots.beats) === beats) throw new Error(`no file was read for ${stallMs} ms`);
    }
  };

  return {
    send: (files) => port1.postMessage(files),
    receive: () => {
      waitForOne();
      received += 1;
      const message = receiveMessageOnPort(port1)?.message as readonly (string | null)[] | undefined;
      if (message === undefined) throw new Error('the helper thread announced hashes that are not there');
      return message;
    },
    close: () => {
      port1.close();
      void worker.terminate();
    },
  };
}

/** Runs in the helper thread from its source text: it may use Node, and nothing else of this module. */
function runHelper(): void {
  const { closeSync, fstatSync, openSync, readSync } = process.getBuiltinModule('node:fs');
  const { createHash, hash } = process.getBuiltinModule('node:crypto');
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const { flags, port, blockSize: block } = workerData as HelperData;
  const buffer = Buffer.allocUnsafeSlow(block);

  const hashOf = (file: string): string => {
    const fd = openSync(file, 'r');
    try {
      let read = readSync(fd, buffer, 0, block, 0);
      // A short read of a plain file is its end; whether it was is asked only where the size says otherwise.
      if (read < block && fstatSync(fd).size === read) return hash('sha256', buffer.subarray(0, read), 'hex');
      const sum = createHash('sha256');
      for (let position = 0; read > 0; read = readSync(fd, buffer, 0, block, position)) {
        sum.update(buffer.subarray(0, read));
        position += read;
        Atomics.add(flags, 1, 1);
      }
      return sum.digest('hex');
    } finally {
      closeSync(fd);
    }
  };

  port.on('message', (files: readonly string[]) => {
    const hashes = files.map((file) => {
      Atomics.add(flags, 1, 1);
      try {
        return hashOf(file);
      } catch {
        return null;
      }
    });
    port.postMessage(hashes);
    Atomics.add(flags, 0, 1);
    Atomics.notify(flags, 0);
  });
}
