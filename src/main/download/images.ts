/** Pictures of mods: fetched when the window asks for one, kept on disk, addressed by an id that tells nothing. */
import fs from 'node:fs';
import { LoadstoneError } from '../../shared/errors.ts';
import { isSha256 } from '../../shared/ids.ts';
import type { ProviderId } from '../../shared/model.ts';
import { sha256Of } from '../lib/hash.ts';
import { hostAllowed, type Http } from '../lib/http.ts';
import { cancelled } from './download-errors.ts';
import { imageTypeOf, type ImageType } from './image-type.ts';
import { createShelf, type Shelf } from './image-shelf.ts';
import { createTurns, type Turns } from './turns.ts';

interface Picture {
  readonly bytes: Uint8Array;
  /** Found in the bytes, never believed from a header. */
  readonly contentType: ImageType;
}

export interface ImageCache {
  /** The id of an address: its sha256. Nothing is fetched yet. */
  readonly register: (url: string) => string;
  /** The id of a picture in a file of ours; another one after every change of it. null: it is not there. */
  readonly registerFile: (file: string) => string | null;
  /** Takes in a picture that came from no address, as one out of an archive. Answers its id. */
  readonly keep: (bytes: Uint8Array) => Promise<string>;
  /** null: unknown id, an address we do not go to, or nothing that is a picture. Throws `cancelled` only. */
  readonly get: (id: string, signal: AbortSignal) => Promise<Picture | null>;
}

/** Who serves pictures from where: exact hosts, or a leading dot for subdomains. */
interface ImageSource {
  readonly id: ProviderId;
  readonly imageHosts: readonly string[];
}

export interface ImageCacheDeps {
  readonly http: Http;
  readonly folder: string;
  readonly sources: readonly ImageSource[];
  /** Bytes of one picture. */
  readonly maxBytes?: number;
  /** Bytes of all pictures on disk; the oldest go first. */
  readonly maxFolderBytes?: number;
  /** Pictures fetched at the same time. */
  readonly concurrent?: number;
  /** Milliseconds on any clock that does not jump. */
  readonly monotonic?: () => number;
}

const maxAddresses = 50_000;
/** Milliseconds before a picture that failed is asked for again. */
const failureRest = 5 * 60 * 1_000;

export function createImageCache(deps: ImageCacheDeps): ImageCache {
  const addresses = new Map<string, string>();
  const files = new Map<string, string>();
  const failures = new Map<string, number>();
  const underWay = new Map<string, Shared>();
  const now = deps.monotonic ?? (() => performance.now());
  const context: Context = {
    http: deps.http,
    sources: deps.sources,
    maxBytes: deps.maxBytes ?? 8 * 1024 * 1024,
    shelf: createShelf(deps.folder, deps.maxFolderBytes ?? 256 * 1024 * 1024),
    turns: createTurns(deps.concurrent ?? 4),
  };

  const fetchOnce = async (id: string, url: string, signal: AbortSignal): Promise<Picture | null> => {
    try {
      const picture = await fetchPicture(context, id, url, signal);
      if (picture === null) failures.set(id, now() + failureRest);
      bounded(failures);
      return picture;
    } catch (error) {
      // The network failed, not the picture: the next one who asks may be luckier.
      if (error instanceof LoadstoneError) return null;
      throw error;
    }
  };
  return {
    register: (url) => {
      const id = sha256Of(url);
      addresses.delete(id);
      addresses.set(id, url);
      bounded(addresses);
      return id;
    },
    registerFile: (file) => {
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (stat === undefined || stat.size > context.maxBytes) return null;
      const id = sha256Of(`${file}\0${stat.size}\0${stat.mtimeMs}`);
      files.set(id, file);
      bounded(files);
      return id;
    },
    keep: async (bytes) => {
      const id = sha256Of(bytes);
      await context.shelf.keep(id, bytes);
      return id;
    },
    get: async (id, signal) => {
      if (!isSha256(id)) return null;
      const file = files.get(id);
      const kept = await (file === undefined ? context.shelf.read(id) : fs.promises.readFile(file).catch(() => null));
      const contentType = kept === null ? null : imageTypeOf(kept);
      if (kept !== null && contentType !== null) return { bytes: kept, contentType };
      const url = addresses.get(id);
      if (url === undefined || (failures.get(id) ?? 0) > now()) return null;
      return await shared(underWay, id, signal, (inner) => fetchOnce(id, url, inner));
    },
  };
}

interface Context {
  readonly http: Http;
  readonly sources: readonly ImageSource[];
  readonly maxBytes: number;
  readonly shelf: Shelf;
  readonly turns: Turns;
}

function bounded(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > maxAddresses && oldest !== undefined) map.delete(oldest);
}

/** One fetch for all who wait for the same picture; it ends when the last of them has gone. */
interface Shared {
  readonly picture: Promise<Picture | null>;
  readonly leave: () => void;
  waiting: number;
}

async function shared(
  underWay: Map<string, Shared>,
  id: string,
  signal: AbortSignal,
  start: (signal: AbortSignal) => Promise<Picture | null>,
): Promise<Picture | null> {
  let entry = underWay.get(id);
  if (entry === undefined) {
    const controller = new AbortController();
    const forget = (): void => {
      if (underWay.get(id) === entry) underWay.delete(id);
    };
    const picture = start(controller.signal).finally(forget);
    const leave = (): void => {
      forget();
      controller.abort();
    };
    entry = { picture, leave, waiting: 0 };
    underWay.set(id, entry);
  }
  return await waitFor(entry, signal);
}

async function waitFor(entry: Shared, signal: AbortSignal): Promise<Picture | null> {
  const gone = Promise.withResolvers<never>();
  const onAbort = (): void => gone.reject(cancelled());
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  entry.waiting += 1;
  try {
    return await Promise.race([entry.picture, gone.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    entry.waiting -= 1;
    if (entry.waiting === 0) entry.leave();
  }
}

async function fetchPicture(context: Context, id: string, url: string, signal: AbortSignal): Promise<Picture | null> {
  const source = sourceOf(url, context.sources);
  if (source === null) return null;
  const bytes = await context.turns.take(signal, () => download(context, url, source, signal));
  const contentType = bytes === null ? null : imageTypeOf(bytes);
  if (bytes === null || contentType === null) return null;
  await context.shelf.keep(id, bytes);
  return { bytes, contentType };
}

function sourceOf(url: string, sources: readonly ImageSource[]): ImageSource | null {
  const address = URL.parse(url);
  if (address === null || address.protocol !== 'https:') return null;
  return sources.find(({ imageHosts }) => hostAllowed(address.hostname, imageHosts)) ?? null;
}

async function download(
  { http, maxBytes }: Context,
  url: string,
  { id: provider, imageHosts: hosts }: ImageSource,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const answer = await http.stream({ provider, lane: 'images', url, hosts, headers: { accept: 'image/*' } }, signal);
  if (answer.status !== 200 || Number(answer.headers['content-length'] ?? 0) > maxBytes) {
    answer.discard();
    return null;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body) {
    size += part.byteLength;
    if (size > maxBytes) {
      answer.discard();
      return null;
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
