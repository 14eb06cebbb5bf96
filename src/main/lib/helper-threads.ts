/**
 * Work over many files in helper threads, in order. The caller is synchronous work in a worker thread; it sleeps on
 * shared memory while the helpers are behind. A helper knows nothing of the engine: it is given paths, makes plain
 * calls and answers null where one failed. Then the caller makes that call himself, through the port, and meets
 * whatever is wrong the way it always does.
 */
import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { fingerprintOf } from './files.ts';

/** Starting threads costs tens of milliseconds: below this, it is not worth it. */
export const worthFiles = 1_000;
export const worthBytes = 64 * 1024 * 1024;

/** What one message to a helper holds at most. */
const batchFiles = 500;
const batchBytes = 64 * 1024 * 1024;
const batchesAhead = 2;

/** `T` is an item of the caller, `I` what the helper is told of it, `O` what it answers. */
export interface HelperWork<T, I extends Cloneable, O extends Cloneable> {
  readonly messageOf: (item: T) => I;
  /** Bytes of an item, which tell only how to share the work out. */
  readonly sizeOf: (item: T) => number;
  /** Runs in the helper from its source text: it may use Node and what it is given. `beat` says that it is still at it. */
  readonly start: (beat: () => void, fingerprint: typeof fingerprintOf) => (message: I) => O;
  /**
   * What only reads may be given up when a disk does not answer. What writes is waited for like a plain call:
   * nothing may change after the caller went on.
   */
  readonly writes: boolean;
}

type Cloneable = string | number | boolean | readonly Cloneable[] | { readonly [name: string]: Cloneable | null };

/** Each item with its answer, in order. When it is left early, no helper does anything any more. */
export function* inHelpers<T extends U, U, I extends Cloneable, O extends Cloneable>(
  work: HelperWork<U, I, O>,
  items: Iterable<T>,
): Generator<readonly [T, O | null]> {
  const count = Math.max(1, Math.min(2, availableParallelism()));
  const helpers = Array.from({ length: count }, () => startHelper<I, O>(work));
  const batches = batchesOf<T>(items, work.sizeOf);
  const waiting: { readonly batch: readonly T[]; readonly helper: Helper<I, O> }[] = [];
  let turn = 0;
  const hand = (): void => {
    const next = batches.next();
    const helper = helpers[turn % helpers.length];
    if (next.done === true || helper === undefined) return;
    turn += 1;
    helper.send(next.value.map(work.messageOf));
    waiting.push({ batch: next.value, helper });
  };
  try {
    for (let ahead = 0; ahead < helpers.length * batchesAhead; ahead += 1) hand();
    for (let one = waiting[0]; one !== undefined; one = waiting[0]) {
      const answers = one.helper.receive();
      waiting.shift();
      hand();
      for (const [at, item] of one.batch.entries()) yield [item, answers[at] ?? null];
    }
  } finally {
    for (const helper of helpers) helper.stop();
    if (work.writes) for (const { helper } of waiting) helper.receive();
    for (const helper of helpers) helper.close();
  }
}

function* batchesOf<T>(items: Iterable<T>, sizeOf: (item: T) => number): Generator<readonly T[]> {
  let batch: T[] = [];
  let size = 0;
  for (const item of items) {
    batch.push(item);
    size += sizeOf(item);
    if (batch.length < batchFiles && size < batchBytes) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

interface Helper<I, O> {
  readonly send: (messages: readonly I[]) => void;
  /** The answers to the oldest batch that was sent. */
  readonly receive: () => readonly (O | null)[];
  /** What was sent and not begun is left, and answered with null. */
  readonly stop: () => void;
  readonly close: () => void;
}

/** Where each number lies in the shared flags; `runHelper` has its own copy. Beats tell a slow disk from a dead thread. */
const slots = { answered: 0, beats: 1, stopped: 2 };
const stallMs = 60_000;

interface HelperData {
  readonly flags: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
}

function startHelper<I extends Cloneable, O extends Cloneable>({
  start,
  writes,
}: Pick<HelperWork<never, I, O>, 'start' | 'writes'>): Helper<I, O> {
  const { port1, port2 } = new MessageChannel();
  const flags = new Int32Array(new SharedArrayBuffer(12));
  // From source text, like the helper of byte-pipe.ts: it needs no file of its own in the built app.
  const worker = new Worker(`(${runHelper.toString()})(${start.toString()}, ${fingerprintOf.toString()});`, {
    eval: true,
    execArgv: [],
    workerData: { flags, port: port2 } satisfies HelperData,
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
      if (Atomics.wait(flags, slots.answered, received, writes ? Infinity : stallMs) !== 'timed-out') continue;
      if (Atomics.load(flags, slots.beats) === beats) throw new Error(`no file was read for ${stallMs} ms`);
    }
  };

  return {
    send: (messages) => port1.postMessage(messages),
    receive: () => {
      waitForOne();
      received += 1;
      const message = receiveMessageOnPort(port1)?.message as readonly (O | null)[] | undefined;
      if (message === undefined) throw new Error('the helper thread announced answers that are not there');
      return message;
    },
    stop: () => {
      Atomics.store(flags, slots.stopped, 1);
    },
    close: () => {
      port1.close();
      void worker.terminate();
    },
  };
}

/** Runs in the helper thread from its source text: it may use Node, and nothing else of this module. */
function runHelper(start: HelperWork<never, Cloneable, Cloneable>['start'], fingerprint: typeof fingerprintOf): void {
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const { flags, port } = workerData as HelperData;
  const beat = (): void => {
    Atomics.add(flags, 1, 1);
  };
  const work = start(beat, fingerprint);
  port.on('message', (messages: readonly Cloneable[]) => {
    const answers = messages.map((message) => {
      if (Atomics.load(flags, 2) === 1) return null;
      beat();
      try {
        return work(message);
      } catch {
        return null;
      }
    });
    port.postMessage(answers);
    Atomics.add(flags, 0, 1);
    Atomics.notify(flags, 0);
  });
}
