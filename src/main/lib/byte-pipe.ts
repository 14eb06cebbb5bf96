/**
 * Bytes that only come asynchronously (a child process, a stream decoder), for code that runs synchronously in a
 * worker thread. A small helper thread owns the source and hands blocks over; the reader sleeps on shared memory until
 * one is there. Memory is bounded: the helper stops while it is a few blocks ahead.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** A stretch of a file, decompressed. Offset and length in bytes; `length` null: to its end. */
interface DecodeSource {
  readonly kind: 'decode';
  readonly codec: 'deflate-raw' | 'gzip' | 'zstd';
  readonly file: string;
  readonly offset: number;
  readonly length: number | null;
}

/** What a program prints. Its input is closed, so it can never wait for an answer. */
interface CommandSource {
  readonly kind: 'command';
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export type ByteSource = DecodeSource | CommandSource;

/** How a source ended. `code` is a program's exit status, null when it was killed or never ran. */
interface PipeEnd {
  readonly error: string | null;
  readonly code: number | null;
  /** The first 16 KiB of what a program printed to its error output. */
  readonly stderr: string;
}

export interface BytePipe {
  /** The next block, at most 1 MB, owned by the caller; null at the end. Throws a plain Error when nothing comes for too long. */
  readonly next: () => Uint8Array | null;
  /** How the source ended; null before `next` answered null. */
  readonly end: () => PipeEnd | null;
  /** Stops the source and waits until its program is gone, so that its files are free. May be called twice. */
  readonly close: () => void;
}

/** Times out when the source gives nothing for `stallMs`; a slow reader is never the reason. */
export function openBytePipe(source: ByteSource, stallMs = 60_000): BytePipe {
  const { port1, port2 } = new MessageChannel();
  const flags = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(helperSource(), {
    eval: true,
    execArgv: [],
    workerData: { source, flags, port: port2 } satisfies HelperData,
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  worker.unref();
  port1.unref();
  // Without a listener an error in the helper would end the process; the reader sees it as a stall.
  worker.on('error', () => undefined);
  let received = 0;
  let end: PipeEnd | null = null;
  let closed = false;

  const close = (): void => {
    if (closed) return;
    closed = true;
    Atomics.store(flags, slots.stop, 1);
    Atomics.notify(flags, slots.consumed);
    port1.postMessage('stop');
    Atomics.wait(flags, slots.gone, 0, 5_000);
    port1.close();
    void worker.terminate();
  };

  const next = (): Uint8Array | null => {
    if (end !== null || closed) return null;
    while (Atomics.load(flags, slots.produced) === received) {
      if (Atomics.wait(flags, slots.produced, received, stallMs) !== 'timed-out') continue;
      close();
      throw new Error(`nothing came for ${stallMs} ms`);
    }
    const message = receiveMessageOnPort(port1)?.message as Uint8Array | PipeEnd | undefined;
    if (message === undefined) throw new Error('the helper thread announced a block that is not there');
    received += 1;
    if (!(message instanceof Uint8Array)) {
      end = message;
      return null;
    }
    Atomics.store(flags, slots.consumed, received);
    Atomics.notify(flags, slots.consumed);
    return message;
  };

  return { next, end: () => end, close };
}

/** Where each number lies in the shared flags. The helper has its own copy of this table. */
const slots = { produced: 0, consumed: 1, stop: 2, gone: 3 };

interface HelperData {
  readonly source: ByteSource;
  readonly flags: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
}

/** The helper's end of the pipe. */
interface Outlet {
  readonly stopped: () => boolean;
  /** Blocks the helper thread while the reader is too far behind. */
  readonly put: (chunk: Uint8Array) => void;
  readonly finish: (end: PipeEnd) => void;
}

/**
 * The helper thread runs from the source text of the functions below, so it needs no file of its own, neither in the
 * sources nor in the built app. They may use each other and Node, and nothing else of this module.
 */
const helperSource = (): string =>
  `${createOutlet.toString()}\n${decodeFile.toString()}\n${runCommand.toString()}\n(${runHelper.toString()})();`;

function runHelper(): void {
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const { source, flags, port } = workerData as HelperData;
  const outlet = createOutlet(flags, port);
  if (source.kind === 'decode') decodeFile(source, outlet, port);
  else runCommand(source, outlet, port);
}

function createOutlet(flags: Int32Array<SharedArrayBuffer>, port: MessagePort): Outlet {
  const [producedAt, consumedAt, stopAt, goneAt] = [0, 1, 2, 3] as const;
  const blockBytes = 1024 * 1024;
  const blocksAhead = 4;
  let block = new Uint8Array(blockBytes);
  let filled = 0;
  let sent = 0;

  const stopped = (): boolean => Atomics.load(flags, stopAt) === 1;
  const announce = (): void => {
    sent += 1;
    Atomics.store(flags, producedAt, sent);
    Atomics.notify(flags, producedAt);
  };
  const send = (): void => {
    for (;;) {
      const consumed = Atomics.load(flags, consumedAt);
      if (stopped()) return;
      if (sent - consumed < blocksAhead) break;
      Atomics.wait(flags, consumedAt, consumed);
    }
    port.postMessage(block.subarray(0, filled), [block.buffer]);
    block = new Uint8Array(blockBytes);
    filled = 0;
    announce();
  };
  const put = (chunk: Uint8Array): void => {
    for (let at = 0; at < chunk.byteLength && !stopped();) {
      const step = Math.min(chunk.byteLength - at, blockBytes - filled);
      block.set(chunk.subarray(at, at + step), filled);
      filled += step;
      at += step;
      if (filled === blockBytes) send();
    }
  };
  const finish = (end: PipeEnd): void => {
    if (filled > 0 && !stopped()) send();
    if (!stopped()) {
      port.postMessage(end);
      announce();
    }
    Atomics.store(flags, goneAt, 1);
    Atomics.notify(flags, goneAt);
    port.close();
  };
  return { stopped, put, finish };
}

function decodeFile(source: DecodeSource, outlet: Outlet, port: MessagePort): void {
  const { createReadStream } = process.getBuiltinModule('node:fs');
  const zlib = process.getBuiltinModule('node:zlib');
  const { file, offset, length, codec } = source;
  const chunkSize = 256 * 1024;
  const end = length === null ? Infinity : offset + length - 1;
  const input = createReadStream(file, { start: offset, end, highWaterMark: chunkSize });
  const decoder =
    codec === 'deflate-raw'
      ? zlib.createInflateRaw({ chunkSize })
      : codec === 'gzip'
        ? zlib.createGunzip({ chunkSize })
        : zlib.createZstdDecompress({ chunkSize });
  let ended = false;
  const endOnce = (error: string | null): void => {
    if (ended) return;
    ended = true;
    input.destroy();
    decoder.destroy();
    outlet.finish({ error, code: null, stderr: '' });
  };
  decoder.on('data', (chunk: Uint8Array) => {
    outlet.put(chunk);
    if (outlet.stopped()) endOnce('stopped');
  });
  decoder.on('end', () => endOnce(null));
  decoder.on('error', (error) => endOnce(error.message));
  input.on('error', (error) => endOnce(error.message));
  port.on('message', () => endOnce('stopped'));
  input.pipe(decoder);
}

function runCommand(source: CommandSource, outlet: Outlet, port: MessagePort): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const { command, args, env } = source;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, env });
  let stderr = '';
  child.stdout.on('data', (chunk: Uint8Array) => {
    outlet.put(chunk);
    if (outlet.stopped()) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Uint8Array) => {
    if (stderr.length < 16_384) stderr += Buffer.from(chunk).toString('utf8').slice(0, 16_384);
  });
  child.on('error', (error) => {
    // Without a process there will be no "close".
    if (child.pid === undefined) outlet.finish({ error: error.message, code: null, stderr });
  });
  child.on('close', (code) => {
    if (child.pid !== undefined) outlet.finish({ error: null, code, stderr });
  });
  port.on('message', () => child.kill('SIGKILL'));
}
