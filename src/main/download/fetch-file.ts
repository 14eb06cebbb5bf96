/** From an address to verified bytes: streamed, hashed on the way, resumed after a drop, believed only when all fits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadstoneError } from '../../shared/errors.ts';
import type { Sha256 } from '../../shared/ids.ts';
import type { ResolvedFile } from '../../shared/model.ts';
import { asDiskError, requireSpace } from '../lib/files.ts';
import { errnoOf, nodeFs, type Fs } from '../lib/fs.ts';
import type { Http, StreamAnswer } from '../lib/http.ts';
import { archiveFormatOf, headSize } from './archive-format.ts';
import { cancelled, hashMismatch, incomplete, notAnArchive, refusedByStatus, tooLarge } from './download-errors.ts';
import { createPartFile, needSha256, type HashName, type PartFile } from './part-file.ts';
import { offerOf, rangeFits, resumeHeaders, type Offer } from './resume.ts';

interface FetchLimits {
  /** Bytes of a file whose size the provider does not tell. */
  readonly maxBytes: number;
  /** Attempts in a row that bring nothing new before we give up. */
  readonly tries: number;
  /** Attempts in all. */
  readonly maxTries: number;
  /** Milliseconds before the second attempt; doubles with each one that brought nothing. */
  readonly pause: number;
}

const defaultFetchLimits: FetchLimits = { maxBytes: 64 * 1024 ** 3, tries: 4, maxTries: 20, pause: 500 };

export interface FetchOptions {
  /** Made when it is not there. The file ends up in it, named after its sha256. */
  readonly folder: string;
  /** Bytes; the total is null where nobody told it. Called often. */
  readonly onProgress?: (done: number, total: number | null) => void;
  readonly limits?: Partial<FetchLimits>;
  readonly fs?: Fs;
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
 * Errors: those of `Http`, `download_not_an_archive`, `download_incomplete`, `download_hash_mismatch`, `mod_gone`,
 * `disk_full` and the other disk errors. After every one of them the folder is as it was.
 */
export async function fetchFile(
  http: Http,
  resolved: ResolvedFile,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedFile> {
  const fs = options.fs ?? nodeFs;
  const limits = { ...defaultFetchLimits, ...options.limits };
  let part: PartFile | null = null;
  try {
    fs.mkdirs(options.folder);
    requireSpace(fs, options.folder, resolved.size ?? 0, 'for the download');
    part = createPartFile(fs, options.folder, hashesFor(resolved));
    return await fetchInto({ http, resolved, part, limits, signal, onProgress: options.onProgress ?? noProgress });
  } catch (error) {
    throw errnoOf(error) === '' ? error : asDiskError(error, `storing ${resolved.fileName}`);
  } finally {
    part?.abandon();
  }
}

const noProgress = (): void => undefined;

const hashesFor = ({ md5, sha1 }: ResolvedFile): readonly HashName[] => [
  'sha256',
  ...(md5 === null ? [] : (['md5'] as const)),
  ...(sha1 === null ? [] : (['sha1'] as const)),
];

interface Fetch {
  readonly http: Http;
  readonly resolved: ResolvedFile;
  readonly part: PartFile;
  readonly limits: FetchLimits;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number | null) => void;
}

/** What is known about the file on the server, and how the attempts went. */
interface Session {
  offer: Offer | null;
  /** The bytes came from more than one answer. */
  joined: boolean;
}

async function fetchInto(fetch: Fetch): Promise<FetchedFile> {
  const { part, limits } = fetch;
  const session: Session = { offer: null, joined: false };
  let idle = 0;
  for (let tried = 1; ; tried += 1) {
    const before = part.size();
    const outcome = await attempt(fetch, session);
    if (!(outcome instanceof LoadstoneError)) return outcome;
    idle = part.size() > before ? 0 : idle + 1;
    if (idle >= limits.tries || tried >= limits.maxTries) throw part.size() > 0 ? cutOff(fetch, outcome) : outcome;
    await pause(limits.pause * 2 ** Math.min(idle, 6), fetch.signal);
  }
}

/** The file, or the fault after which another attempt makes sense. Throws where it does not. */
async function attempt(fetch: Fetch, session: Session): Promise<FetchedFile | LoadstoneError> {
  try {
    await takeBytes(fetch, session);
  } catch (error) {
    if (!isTransient(error)) throw error;
    // All bytes may have arrived although the connection ended badly.
    if (fetch.part.size() !== totalOf(fetch, session)) return error;
  }
  const total = totalOf(fetch, session);
  if (fetch.part.size() > limitOf(fetch)) throw tooLarge(fetch.resolved, limitOf(fetch));
  if (total !== null && fetch.part.size() !== total) return cutOff(fetch);
  try {
    return keepVerified(fetch);
  } catch (error) {
    // Parts of two different files can only have met through a resume: begin anew, once.
    if (!(error instanceof LoadstoneError) || !session.joined) throw error;
    beginAnew(fetch.part, session);
    return error;
  }
}

const isTransient = (error: unknown): error is LoadstoneError =>
  error instanceof LoadstoneError && ['provider_unavailable', 'offline', 'download_incomplete'].includes(error.code);

const totalOf = ({ resolved }: Fetch, { offer }: Session): number | null => resolved.size ?? offer?.total ?? null;

const limitOf = ({ resolved, limits }: Fetch): number => resolved.size ?? limits.maxBytes;

const cutOff = (fetch: Fetch, cause?: unknown): LoadstoneError =>
  incomplete(fetch.resolved, fetch.part.size(), fetch.resolved.size, cause);

function beginAnew(part: PartFile, session: Session): void {
  part.restart();
  session.offer = null;
  session.joined = false;
}

async function takeBytes(fetch: Fetch, session: Session): Promise<void> {
  const { http, resolved, part, signal } = fetch;
  if (session.offer?.etag === null || session.offer === null) beginAnew(part, session);
  const { provider, url, hosts } = resolved;
  const headers = { ...resolved.headers, ...resumeHeaders(part.size(), session.offer) };
  const answer = await http.stream({ provider, lane: 'files', url, hosts, headers }, signal);
  try {
    acceptAnswer(fetch, session, answer);
    await readBody(fetch, session, answer);
  } catch (error) {
    answer.discard();
    throw error;
  }
}

/** Decides what the bytes of an answer are: a continuation, the file from its start, or nothing we can use. */
function acceptAnswer({ part, resolved }: Fetch, session: Session, answer: StreamAnswer): void {
  const offset = part.size();
  if (answer.status === 206 && offset > 0 && rangeFits(answer.headers, offset, session.offer)) {
    session.joined = true;
    return;
  }
  if (answer.status === 200) {
    if (offset > 0) beginAnew(part, session);
    session.offer = offerOf(answer.headers);
    return;
  }
  if (answer.status !== 206 && answer.status !== 416) throw refusedByStatus(resolved, answer.status);
  beginAnew(part, session);
  throw incomplete(resolved, 0, resolved.size);
}

async function readBody(fetch: Fetch, session: Session, answer: StreamAnswer): Promise<void> {
  const { part, onProgress } = fetch;
  const limit = limitOf(fetch);
  const total = totalOf(fetch, session);
  let judged = part.size() >= headSize;
  for await (const chunk of answer.body) {
    part.write(chunk);
    if (!judged && part.size() >= headSize) {
      needArchive(fetch);
      judged = true;
    }
    if (part.size() > limit) {
      needArchive(fetch);
      return;
    }
    onProgress(part.size(), total);
  }
  if (!judged) needArchive(fetch);
}

function needArchive({ part, resolved }: Fetch): void {
  const head = part.head();
  if (head.byteLength > 0 && archiveFormatOf(head) === null) throw notAnArchive(resolved, head);
}

function keepVerified({ part, resolved }: Fetch): FetchedFile {
  const found = part.digest();
  for (const name of ['sha256', 'sha1', 'md5'] as const) {
    const expected = resolved[name];
    if (expected !== null && found[name] !== expected.toLowerCase()) throw hashMismatch(resolved, name, found[name]);
  }
  const sha256 = needSha256(found.sha256);
  const size = part.size();
  return { path: part.keep(sha256), size, sha256, md5: found.md5 ?? null, fileName: resolved.fileName };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw cancelled();
  }
}
