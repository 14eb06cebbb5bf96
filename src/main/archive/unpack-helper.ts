/**
 * The thread that unpacks a share of a zip into files: inflates, checks size and CRC, hashes, writes. It runs from the
 * source text of the functions below, so it needs no file of its own in the built app. They may use each other and
 * Node, and nothing else of this module.
 */
import type { MessagePort } from 'node:worker_threads';

/** One entry at each index, in the order of the archive. Shared, so that no thread has a copy. */
export interface EntryTable {
  readonly offset: Float64Array<SharedArrayBuffer>;
  readonly packed: Float64Array<SharedArrayBuffer>;
  readonly size: Float64Array<SharedArrayBuffer>;
  readonly crc: Uint32Array<SharedArrayBuffer>;
  /** 0 stored, 8 deflated. */
  readonly method: Uint8Array<SharedArrayBuffer>;
}

export interface HelperData {
  readonly archive: string;
  readonly entries: EntryTable;
  /** First entry of each batch, and one number behind the last. */
  readonly batches: Int32Array<SharedArrayBuffer>;
  readonly flags: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
  /** Where this thread writes: a folder of its own, an entry under its index. */
  readonly folder: string;
  /** Where content lies under its hash already, two digits and the rest: that is not written again. */
  readonly contentFolder: string;
  /** Page-aligned memory for the packed bytes of a batch, and for what is written around the cache. */
  readonly window: Uint8Array<SharedArrayBuffer>;
  readonly output: Uint8Array<SharedArrayBuffer>;
  /** The archive is read and large files are written around the page cache. */
  readonly direct: boolean;
  readonly directUnit: number;
  readonly worthDirect: number;
  /** Largest entry that is inflated as a whole. */
  readonly maxWhole: number;
}

/** What became of a batch, entry by entry. */
export interface BatchDone {
  readonly batch: number;
  /** sha256, 32 bytes each. */
  readonly hashes: Uint8Array;
  /** Modification time in nanoseconds, inode and device of each file; three zeros where nothing was written. */
  readonly stats: BigUint64Array;
}

/** `errno` is empty when it was the content that is not what the directory says. */
export interface BatchFailed {
  readonly entry: number;
  readonly errno: string;
  readonly message: string;
}

/** Where each number lies in the shared flags; `openShare` has its own copy. */
export const helperFlags = { next: 0, stop: 1, beats: 2, answers: 3, gone: 4, kibibytes: 5, length: 6 };

/** Large files end on the disk; of small ones the caller brings many there at once. */
export const helperSource = (): string =>
  `${[
    openShare,
    damaged,
    openWindow,
    openSink,
    copyStored,
    inflateStream,
    takeLarge,
    takeWhole,
    writeWhole,
    isThere,
    unpackBatch,
  ]
    .map((part) => part.toString())
    .join('\n')}\n(${unpackShare.toString()})();`;

type Stat = readonly bigint[];
/** sha256 of an entry and, unless its content was there already, what identifies the file it was written to. */
type Done = readonly [digest: Uint8Array, stat: Stat | null];

/** What all of them use. */
interface Share {
  readonly data: HelperData;
  readonly stopped: () => boolean;
  /** Tells that this thread lives, and how many bytes it has done. */
  readonly beat: (bytes: number) => void;
  readonly packed: PackedWindow;
  readonly isLarge: (at: number) => boolean;
}

/** The archive, read in stretches. */
interface PackedWindow {
  /** Reads what is about to be asked for, when it is not more than fits. */
  readonly prepare: (position: number, length: number) => void;
  /** Exactly these bytes, good until the next call. */
  readonly view: (position: number, length: number) => Uint8Array;
  readonly close: () => void;
}

interface Sink {
  readonly put: (block: Uint8Array) => void;
  /** Throws unless everything came. The file is on the disk then. */
  readonly end: () => Done;
  readonly close: () => void;
}

async function unpackShare(): Promise<void> {
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const data = workerData as HelperData;
  const share = openShare(data);
  const [next, answers, gone] = [0, 3, 4] as const;
  const add = (flag: number): number => Atomics.add(data.flags, flag, 1);
  try {
    for (let batch = add(next); batch < data.batches.length / 2 && !share.stopped(); batch = add(next)) {
      const answer = await unpackBatch(share, batch);
      if (answer === null) break;
      data.port.postMessage(answer);
      add(answers);
      Atomics.notify(data.flags, answers);
    }
  } finally {
    share.packed.close();
    data.port.close();
    add(gone);
    Atomics.notify(data.flags, gone);
  }
}

function openShare(data: HelperData): Share {
  const [stop, beats, kibibytes] = [1, 2, 5] as const;
  const { flags, entries, maxWhole } = data;
  return {
    data,
    stopped: () => Atomics.load(flags, stop) !== 0,
    beat: (bytes) => {
      Atomics.add(flags, beats, 1);
      Atomics.add(flags, kibibytes, Math.round(bytes / 1_024));
    },
    packed: openWindow(data),
    isLarge: (at) => (entries.size[at] ?? 0) > maxWhole || (entries.packed[at] ?? 0) > maxWhole,
  };
}

/** The content is not what the directory says. */
function damaged(): Error {
  return Object.assign(new Error('damaged'), { damaged: true });
}

/** null when another thread has failed, or the player wants no more. */
async function unpackBatch(share: Share, batch: number): Promise<BatchDone | BatchFailed | null> {
  const { data, packed } = share;
  const { entries, batches, flags } = data;
  const [first = 0, end = 0] = batches.subarray(2 * batch, 2 * batch + 2);
  const hashes = new Uint8Array(32 * (end - first));
  const stats = new BigUint64Array(3 * (end - first));
  let at = first;
  try {
    const start = entries.offset[first] ?? 0;
    packed.prepare(start, (entries.offset[end - 1] ?? 0) + (entries.packed[end - 1] ?? 0) - start);
    for (; at < end; at += 1) {
      if (share.stopped()) return null;
      const [digest, stat] = share.isLarge(at) ? await takeLarge(share, at) : takeWhole(share, at);
      hashes.set(digest, 32 * (at - first));
      if (stat !== null) stats.set(stat, 3 * (at - first));
    }
    return { batch, hashes, stats };
  } catch (error) {
    // The first fault counts: what others meet after it may come of it.
    if (Atomics.exchange(flags, 1, 1) !== 0) return null;
    const { code, message, damaged: isDamaged } = error as Error & { code?: string; damaged?: boolean };
    return { entry: at, errno: isDamaged === true ? '' : (code ?? 'EIO'), message };
  }
}

function openWindow(data: HelperData): PackedWindow {
  const fs = process.getBuiltinModule('node:fs');
  const { window, directUnit: unit, direct } = data;
  const { O_RDONLY, O_DIRECT } = fs.constants;
  let fd = -1;
  let start = 0;
  let end = 0;

  /** From the unit that `position` lies in. */
  const fill = (position: number, length: number): void => {
    if (fd < 0) fd = fs.openSync(data.archive, direct ? O_RDONLY | O_DIRECT : O_RDONLY);
    start = position - (position % unit);
    const wanted = Math.min(window.byteLength, Math.ceil((position + length - start) / unit) * unit);
    let filled = 0;
    while (filled < wanted) {
      const read = fs.readSync(fd, window, filled, wanted - filled, start + filled);
      filled += read;
      // Only the end of the file gives less than whole units.
      if (read === 0 || filled % unit !== 0) break;
    }
    end = start + filled;
  };

  return {
    prepare: (position, length) => {
      if (length > 0 && length <= window.byteLength - unit) fill(position, length);
    },
    view: (position, length) => {
      if (position < start || position + length > end) fill(position, length);
      if (position + length > end) throw damaged();
      return window.subarray(position - start, position - start + length);
    },
    close: () => {
      if (fd >= 0) fs.closeSync(fd);
    },
  };
}

function takeWhole({ data, packed, beat }: Share, at: number): Done {
  const zlib = process.getBuiltinModule('node:zlib');
  const { hash } = process.getBuiltinModule('node:crypto');
  const { entries } = data;
  const size = entries.size[at] ?? 0;
  const source = packed.view(entries.offset[at] ?? 0, entries.packed[at] ?? 0);
  let content: Uint8Array = source;
  if (entries.method[at] !== 0) {
    try {
      // One byte more than declared is enough to know the lie.
      content = zlib.inflateRawSync(source, { maxOutputLength: size + 1, chunkSize: Math.max(64, size + 1) });
    } catch {
      throw damaged();
    }
  }
  if (content.byteLength !== size || zlib.crc32(content) !== entries.crc[at]) throw damaged();
  const digest = hash('sha256', content, 'buffer');
  beat(size);
  return [digest, isThere(data, digest, size) ? null : writeWhole(`${data.folder}/${at}`, content)];
}

function writeWhole(file: string, bytes: Uint8Array): Stat {
  const fs = process.getBuiltinModule('node:fs');
  const fd = fs.openSync(file, 'wx', 0o444);
  try {
    for (let done = 0; done < bytes.byteLength;) done += fs.writeSync(fd, bytes, done, bytes.byteLength - done);
    const { mtimeNs, ino, dev } = fs.fstatSync(fd, { bigint: true });
    return [mtimeNs, ino, dev];
  } finally {
    fs.closeSync(fd);
  }
}

function isThere({ contentFolder }: HelperData, digest: Buffer, size: number): boolean {
  const { lstatSync } = process.getBuiltinModule('node:fs');
  const hex = digest.toString('hex');
  const stat = lstatSync(`${contentFolder}/${hex.slice(0, 2)}/${hex.slice(2)}`, { throwIfNoEntry: false });
  return stat !== undefined && stat.isFile() && stat.size === size;
}

async function takeLarge(share: Share, at: number): Promise<Done> {
  const sink = openSink(share, at);
  try {
    if (share.data.entries.method[at] === 0) copyStored(share, at, sink);
    else await inflateStream(share, at, sink);
    return sink.end();
  } finally {
    sink.close();
  }
}

function openSink({ data, stopped, beat }: Share, at: number): Sink {
  const fs = process.getBuiltinModule('node:fs');
  const { crc32 } = process.getBuiltinModule('node:zlib');
  const { createHash } = process.getBuiltinModule('node:crypto');
  const { O_CREAT, O_EXCL, O_WRONLY, O_DIRECT } = fs.constants;
  const { entries, output, directUnit: unit } = data;
  const size = entries.size[at] ?? 0;
  const around = data.direct && size >= data.worthDirect;
  const fd = fs.openSync(`${data.folder}/${at}`, around ? O_CREAT | O_EXCL | O_WRONLY | O_DIRECT : 'wx', 0o444);
  const sum = createHash('sha256');
  let [crc, taken, filled] = [0, 0, 0];

  const flush = (length: number): void => {
    for (let done = 0; done < length;) done += fs.writeSync(fd, output, done, length - done);
    filled = 0;
  };
  const gather = (block: Uint8Array): void => {
    for (let from = 0; from < block.byteLength;) {
      const step = Math.min(block.byteLength - from, output.byteLength - filled);
      output.set(block.subarray(from, from + step), filled);
      filled += step;
      from += step;
      if (filled === output.byteLength) flush(filled);
    }
  };
  return {
    put: (block) => {
      if (stopped()) throw new Error('stopped');
      taken += block.byteLength;
      if (taken > size) throw damaged();
      crc = crc32(block, crc);
      sum.update(block);
      gather(block);
      beat(block.byteLength);
    },
    end: () => {
      if (taken !== size || crc !== entries.crc[at]) throw damaged();
      // Around the cache whole units are written, and cut off again.
      flush(around ? Math.ceil(filled / unit) * unit : filled);
      if (around) fs.ftruncateSync(fd, size);
      fs.fdatasyncSync(fd);
      const { mtimeNs, ino, dev } = fs.fstatSync(fd, { bigint: true });
      return [sum.digest(), [mtimeNs, ino, dev]];
    },
    close: () => fs.closeSync(fd),
  };
}

function copyStored({ data, packed }: Share, at: number, sink: Sink): void {
  const { entries, output } = data;
  const size = entries.size[at] ?? 0;
  for (let done = 0; done < size; done += output.byteLength) {
    sink.put(packed.view((entries.offset[at] ?? 0) + done, Math.min(output.byteLength, size - done)));
  }
}

/** The decoder works beside this thread, which hashes and writes what it gives. */
function inflateStream({ data }: Share, at: number, sink: Sink): Promise<void> {
  const { createReadStream } = process.getBuiltinModule('node:fs');
  const { createInflateRaw } = process.getBuiltinModule('node:zlib');
  const chunkSize = 512 * 1_024;
  const start = data.entries.offset[at] ?? 0;
  const end = start + (data.entries.packed[at] ?? 0) - 1;
  return new Promise((resolve, reject) => {
    const input = createReadStream(data.archive, { start, end, highWaterMark: chunkSize });
    const decoder = createInflateRaw({ chunkSize });
    const fail = (error: Error): void => {
      input.destroy();
      decoder.destroy();
      reject(error);
    };
    decoder.on('data', (chunk: Uint8Array) => {
      try {
        sink.put(chunk);
      } catch (error) {
        fail(error as Error);
      }
    });
    decoder.on('end', resolve);
    decoder.on('error', () => fail(damaged()));
    input.on('error', fail);
    input.pipe(decoder);
  });
}
