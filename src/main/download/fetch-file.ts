/** From an address to verified bytes: streamed, hashed on the way, resumed after a drop, believed only when all fits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadstoneError } from '../../shared/errors.ts';
import type { Sha256 } from '../../shared/ids.ts';
import type { ResolvedFile } from '../../shared/model.ts';
import { asDiskError, requireSpace } from '../lib/files.ts';
import { errnoOf, nodeFs, type Fs } from '../lib/fs.ts';
import type { Http, StreamAnswer } from '../lib/http.ts';
import { archiveFormatOf, headSize } from './archive-format.ts';
import { createSource, type Source } from './download-source.ts';
import { cancelled, hashMismatch, incomplete, notAnArchive, refusedByStatus, tooLarge } from './download-errors.ts';
import { needSha256, openPartFile, type HashName, type PartFile } from './part-file.ts';
import { offerOf, rangeFits, resumeHeaders } from './resume.ts';
import { createStallWatch, type StallLimits } from './stall-watch.ts';
import { unthrottled, type Throttle } from './throttle.ts';

export interface FetchLimits {
  /** Bytes of a file whose size the provider does not tell. */
  readonly maxBytes: number;
  /** Attempts in a row that bring nothing new before we give up. */
  readonly tries: number;
  /** Attempts in all. */
  readonly maxTries: number;
  /** Milliseconds before the second attempt; doubles with each one that brought nothing. */
  readonly pause: number;
  /** A connection that brings less is closed and the rest asked for anew, where that costs nothing. */
  readonly stall: StallLimits;
}

const defaultFetchLimits: FetchLimits = {
  maxBytes: 64 * 1024 ** 3,
  tries: 4,
  maxTries: 20,
  pause: 500,
  stall: { ms: 30_000, bytes: 30 * 1024 },
};

export interface FetchOptions {
  /** Made when it is not there, and for this download alone. The file ends up in it, named after its sha256. */
  readonly folder: string;
  /** Bytes; the total is null where nobody told it. Called often. */
  readonly onProgress?: (done: number, total: number | null) => void;
  /** true: what has arrived stays in `folder` after a fault that time may heal, and the next call goes on with it. */
  readonly resumable?: boolean;
  /** Finds out a fresh address when the one there is has run out. Its errors end the download. */
  readonly refresh?: (signal: AbortSignal) => Promise<ResolvedFile>;
  readonly throttle?: Throttle;
  readonly limits?: Partial<FetchLimits>;
  readonly fs?: Fs;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
}

export interface FetchedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: Sha256;
  /** null where the provider gave none to compare with. */
  readonly md5: string | null;
  /** The provider's name for the file; never part of `path`. */
  readonly fileName: string;
}

/**
 * Errors: those of `Http` and of `refresh`, `download_not_an_archive`, `download_incomplete`, `download_hash_mismatch`,
 * `mod_gone`, `disk_full` and the other disk errors. After every one of them the folder is as it was, unless the download
 * is `resumable` and can be gone on with.
 */
export async function fetchFile(
  http: Http,
  resolved: ResolvedFile,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedFile> {
  const fs = options.fs ?? nodeFs;
  let part: PartFile | null = null;
  try {
    fs.mkdirs(options.folder);
    if (options.resumable !== true) requireSpace(fs, options.folder, resolved.size ?? 0, 'for the download');
    part = await openPartFile(fs, options.folder, hashesFor(resolved));
    requireSpace(fs, options.folder, (resolved.size ?? 0) - part.size(), 'for the download');
    return await fetchInto(begin(http, resolved, part, options, signal));
  } catch (thrown) {
    const error = errnoOf(thrown) === '' ? thrown : asDiskError(thrown, `storing ${resolved.fileName}`);
    if (options.resumable === true && part !== null && timeMayHeal(error)) await parkQuietly(part);
    throw error;
  } finally {
    await part?.abandon();
  }
}

/** Of the last block nothing is lost but itself when the disk refuses it. */
async function parkQuietly(part: PartFile): Promise<void> {
  if (part.offer()?.validator === null) return;
  try {
    await part.park();
  } catch {
    // The checksums tell how far the file can be believed.
  }
}

const lasting = new Set(['download_hash_mismatch', 'download_not_an_archive', 'mod_gone', 'internal']);

const timeMayHeal = (error: unknown): boolean =>
  error instanceof LoadstoneError && !lasting.has(error.code) && error.details?.['tooLarge'] === undefined;

const noProgress = (): void => undefined;

const hashesFor = ({ md5, sha1 }: ResolvedFile): readonly HashName[] => [
  'sha256',
  ...(md5 === null ? [] : (['md5'] as const)),
  ...(sha1 === null ? [] : (['sha1'] as const)),
];

interface Fetch {
  readonly http: Http;
  readonly part: PartFile;
  /** Where the bytes come from; the file it tells about stays the same. */
  readonly source: Source;
  readonly limits: FetchLimits;
  readonly throttle: Throttle;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number | null) => void;
  /** The bytes came from more than one answer. */
  joined: boolean;
}

const begin = (
  http: Http,
  resolved: ResolvedFile,
  part: PartFile,
  options: FetchOptions,
  signal: AbortSignal,
): Fetch => ({
  http,
  part,
  source: createSource(resolved, options.refresh ?? null),
  limits: { ...defaultFetchLimits, ...options.limits },
  throttle: options.throttle ?? unthrottled,
  now: options.now ?? (() => performance.now()),
  signal,
  onProgress: options.onProgress ?? noProgress,
  joined: part.size() > 0,
});

async function fetchInto(fetch: Fetch): Promise<FetchedFile> {
  const { part, limits, signal } = fetch;
  let idle = 0;
  for (let tried = 1; ; tried += 1) {
    const before = part.size();
    const outcome = await attempt(fetch);
    if (!(outcome instanceof LoadstoneError)) return outcome;
    const moved = part.size() > before;
    idle = moved ? 0 : idle + 1;
    if (idle >= limits.tries || tried >= limits.maxTries) throw part.size() > 0 ? cutOff(fetch, outcome) : outcome;
    if (moved) fetch.source.worked();
    else fetch.source.turn();
    await pause(limits.pause * 2 ** Math.min(idle, 6), signal);
  }
}

/** The file, or the fault after which another attempt makes sense. Throws where it does not. */
async function attempt(fetch: Fetch): Promise<FetchedFile | LoadstoneError> {
  const { part, source, signal } = fetch;
  try {
    if (part.size() === 0 || part.size() !== totalOf(fetch)) await takeBytes(fetch);
  } catch (error) {
    if (isRefusal(error)) return await source.otherAfter(error, signal);
    if (!isTransient(error)) throw error;
    // All bytes may have arrived although the connection ended badly.
    if (part.size() !== totalOf(fetch)) return error;
  }
  const total = totalOf(fetch);
  if (part.size() > limitOf(fetch)) throw tooLarge(source.file(), limitOf(fetch));
  if (total !== null && part.size() !== total) return cutOff(fetch);
  try {
    return await keepVerified(fetch);
  } catch (error) {
    // Parts of two different files can only have met through a resume: begin anew, once.
    if (!(error instanceof LoadstoneError) || !fetch.joined) throw error;
    await beginAnew(fetch);
    return error;
  }
}

const isTransient = (error: unknown): error is LoadstoneError =>
  error instanceof LoadstoneError && ['provider_unavailable', 'offline', 'download_incomplete'].includes(error.code);

/** An answer of the file server itself, as `refusedByStatus` tells it. */
const isRefusal = (error: unknown): error is LoadstoneError =>
  error instanceof LoadstoneError &&
  ['mod_gone', 'needs_sign_in', 'provider_refused'].includes(error.code) &&
  error.details?.['status'] !== undefined;

const totalOf = ({ source, part }: Fetch): number | null => source.file().size ?? part.offer()?.total ?? null;

const limitOf = ({ source, limits }: Fetch): number => source.file().size ?? limits.maxBytes;

const cutOff = ({ source, part }: Fetch, cause?: unknown): LoadstoneError =>
  incomplete(source.file(), part.size(), source.file().size, cause);

async function beginAnew(fetch: Fetch): Promise<void> {
  await fetch.part.restart(null);
  fetch.joined = false;
}

async function takeBytes(fetch: Fetch): Promise<void> {
  const { http, source, part, signal } = fetch;
  if ((part.offer()?.validator ?? null) === null) await beginAnew(fetch);
  const { provider, hosts, headers: given } = source.file();
  const headers = { ...given, ...resumeHeaders(part.size(), part.offer()) };
  const answer = await http.stream({ provider, lane: 'files', url: source.url(), hosts, headers }, signal);
  try {
    await acceptAnswer(fetch, answer);
    await readBody(fetch, answer);
  } catch (error) {
    answer.discard();
    throw error;
  }
}

/** Decides what the bytes of an answer are: a continuation, the file from its start, or nothing we can use. */
async function acceptAnswer(fetch: Fetch, answer: StreamAnswer): Promise<void> {
  const { part, source } = fetch;
  const offset = part.size();
  if (answer.status === 206 && offset > 0 && rangeFits(answer.headers, offset, part.offer())) {
    fetch.joined = true;
    return;
  }
  if (answer.status === 200) {
    await part.restart(offerOf(answer.headers));
    fetch.joined = false;
    return;
  }
  if (answer.status !== 206 && answer.status !== 416) throw refusedByStatus(source.file(), answer.status);
  await beginAnew(fetch);
  throw incomplete(source.file(), 0, source.file().size);
}

async function readBody(fetch: Fetch, answer: StreamAnswer): Promise<void> {
  const { part, onProgress, throttle, signal } = fetch;
  const limit = limitOf(fetch);
  const total = totalOf(fetch);
  const stalls = createStallWatch(fetch.limits.stall, fetch.now);
  const resumable = part.offer()?.validator !== null;
  let judged = part.size() >= headSize;
  for await (const chunk of answer.body) {
    await part.write(chunk);
    if (!judged && part.size() >= headSize) {
      needArchive(fetch);
      judged = true;
    }
    if (part.size() > limit) {
      needArchive(fetch);
      return;
    }
    onProgress(part.size(), total);
    if (stalls.note(chunk.byteLength) && resumable && part.size() !== total) throw cutOff(fetch);
    const held = throttle.take(chunk.byteLength, signal);
    if (held === null) continue;
    await held;
    stalls.restart();
  }
  if (!judged) needArchive(fetch);
}

function needArchive({ part, source }: Fetch): void {
  const head = part.head();
  if (head.byteLength > 0 && archiveFormatOf(head) === null) throw notAnArchive(source.file(), head);
}

async function keepVerified({ part, source }: Fetch): Promise<FetchedFile> {
  const file = source.file();
  const found = await part.digest();
  for (const name of ['sha256', 'sha1', 'md5'] as const) {
    const expected = file[name];
    if (expected !== null && found[name] !== expected.toLowerCase()) throw hashMismatch(file, name, found[name]);
  }
  const sha256 = needSha256(found.sha256);
  const size = part.size();
  return { path: await part.keep(sha256), size, sha256, md5: found.md5 ?? null, fileName: file.fileName };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw cancelled();
  }
}
