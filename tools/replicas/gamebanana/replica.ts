/**
 * GameBanana on loopback: the same answers, errors, redirects and pictures, with made-up mods, and with faults on
 * demand. One server stands for all hosts of the site; `X-Forwarded-Host` says which one a request means.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { drawPicture } from '../pictures/scenes.ts';
import { answerApi, openFile } from './api.ts';
import type { ReplicaFile, ReplicaGame, ReplicaMod } from './catalogue.ts';
import { createFaults, sendAnswer, spoiled, webPage, type Answer, type Fault, type FaultRule } from './faults.ts';
import { createArchives, site, type Records } from './records.ts';
import { starlightCourier } from './starlight-courier.ts';

export interface ReplicaOptions {
  /** Default: "Starlight Courier" with its mods. */
  readonly game?: ReplicaGame;
  /** Milliseconds before every answer. */
  readonly latencyMs?: number;
  readonly faults?: readonly FaultRule[];
}

interface SeenRequest {
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Milliseconds on a clock that does not jump. */
  readonly at: number;
}

interface ReplicaControl {
  readonly requests: readonly SeenRequest[];
  readonly fail: (rule: FaultRule) => void;
  /** Ends all faults and forgets the requests seen so far. */
  readonly reset: () => void;
  readonly setLatency: (ms: number) => void;
  /** The author removes a file: it is listed no more, and its download address leads to a page. */
  readonly removeFile: (fileId: number) => void;
  readonly changeMod: (modId: number, change: Partial<ReplicaMod>) => void;
}

export interface GameBananaReplica {
  readonly url: string;
  /** The content of an endpoints file. */
  readonly endpoints: { readonly gamebanana: { readonly api: string; readonly web: string } };
  readonly control: ReplicaControl;
  readonly close: () => Promise<void>;
}

/** Binds a free port of 127.0.0.1. */
export async function startGameBananaReplica(options: ReplicaOptions = {}): Promise<GameBananaReplica> {
  const state: State = {
    records: { game: options.game ?? starlightCourier, archiveOf: createArchives() },
    pictures: new Map(),
    latencyMs: options.latencyMs ?? 0,
  };
  const faults = createFaults(options.faults);
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const seen = seenRequest(request);
    requests.push(seen);
    const fault = faults.take(`${seen.host}${seen.path}`);
    void answer(state, seen, fault, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    endpoints: { gamebanana: { api: `${url}/apiv11`, web: url } },
    control: {
      requests,
      fail: faults.add,
      reset: () => {
        faults.clear();
        requests.length = 0;
      },
      setLatency: (ms) => {
        state.latencyMs = ms;
      },
      removeFile: (fileId) =>
        changeMods(state, (mod) => ({ ...mod, files: mod.files.filter(({ id }) => id !== fileId) })),
      changeMod: (modId, change) => changeMods(state, (mod) => (mod.id === modId ? { ...mod, ...change } : mod)),
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

interface State {
  records: Records;
  readonly pictures: Map<string, Buffer>;
  latencyMs: number;
}

function changeMods(state: State, change: (mod: ReplicaMod) => ReplicaMod): void {
  const { game, archiveOf } = state.records;
  state.records = { archiveOf, game: { ...game, mods: game.mods.map(change) } };
}

function seenRequest(request: IncomingMessage): SeenRequest {
  const forwarded = request.headers['x-forwarded-host'];
  const host = typeof forwarded === 'string' ? forwarded : 'gamebanana.com';
  return { host, path: request.url ?? '/', headers: request.headers, at: performance.now() };
}

async function answer(state: State, seen: SeenRequest, fault: Fault | null, response: ServerResponse): Promise<void> {
  if (state.latencyMs > 0) await sleep(state.latencyMs);
  await sendAnswer(response, spoiled(rightAnswer(state, seen, fault), fault), fault);
}

function rightAnswer(state: State, seen: SeenRequest, fault: Fault | null): Answer {
  const url = new URL(seen.path, site);
  const api = /^\/apiv\d+\/(.*)$/u.exec(url.pathname)?.[1];
  if (api !== undefined) return apiAnswer(state, api, url, seen);
  const picture = /^\/img\/(?:ss\/mods|embed)\/(?:(\d+)-90_)?([\w-]+)\.png$/u.exec(url.pathname);
  if (picture !== null) return pictureAnswer(state, picture[2] ?? '', Number(picture[1] ?? '800'));
  const [, fileId] = /^\/(?:mm)?dl\/(\d+)$/u.exec(url.pathname) ?? [];
  if (fileId !== undefined) return downloadStart(state, fileId);
  const [, id, name] = /^\/mods\/(\d+)_(.+)$/u.exec(url.pathname) ?? [];
  const file = id === undefined ? null : openFile(state.records, id);
  if (file === null || file.name !== name) return webPage(`GameBanana replica: ${url.pathname}`);
  if (seen.host !== 'files.gamebanana.com') return fileAnswer(state, file, seen.headers, fault);
  return {
    status: 302,
    headers: { location: `https://filecache31.gamebanana.com${url.pathname}` },
    body: Buffer.alloc(0),
  };
}

/** Slashes are escaped, and half of the answers call themselves HTML. */
function apiAnswer({ records }: State, path: string, url: URL, { headers }: SeenRequest): Answer {
  const { status, body } = answerApi(records, path, url.searchParams);
  const text = Buffer.from(JSON.stringify(body).replaceAll('/', String.raw`\/`));
  const type = { 'content-type': path.length % 2 === 0 ? 'application/json' : 'text/html; charset=UTF-8' };
  if (headers['accept-encoding']?.includes('gzip') !== true) return { status, headers: type, body: text };
  return { status, headers: { ...type, 'content-encoding': 'gzip' }, body: zlib.gzipSync(text) };
}

/** The address of a removed file fails no request: it leads to a page. */
function downloadStart({ records }: State, fileId: string): Answer {
  const file = openFile(records, fileId);
  const mod = records.game.mods.find(({ files }) => files.some(({ id }) => String(id) === fileId));
  const location =
    file === null
      ? `${site}/mods/download/${mod?.id ?? 0}`
      : `https://files.gamebanana.com/mods/${file.id}_${file.name}`;
  return { status: 302, headers: { location }, body: Buffer.alloc(0) };
}

function fileAnswer(
  { records }: State,
  file: ReplicaFile,
  headers: IncomingMessage['headers'],
  fault: Fault | null,
): Answer {
  const { bytes, md5 } = records.archiveOf(file);
  const etag = `"${fault?.kind === 'other-etag' ? `other-${md5}` : md5}"`;
  const about = { 'content-type': 'application/zip', 'accept-ranges': 'bytes', etag };
  const [, from] = /^bytes=(\d+)-$/u.exec(headers.range ?? '') ?? [];
  const same = headers['if-range'] === undefined || headers['if-range'] === etag;
  if (from === undefined || !same || fault?.kind === 'ignore-range')
    return { status: 200, headers: about, body: bytes };
  if (Number(from) >= bytes.byteLength)
    return { status: 416, headers: { 'content-range': `bytes */${bytes.byteLength}` }, body: Buffer.alloc(0) };
  const claimed = Number(from) + (fault?.kind === 'wrong-range' ? 1 : 0);
  const range = `bytes ${claimed}-${bytes.byteLength - 1}/${bytes.byteLength}`;
  return { status: 206, headers: { ...about, 'content-range': range }, body: bytes.subarray(Number(from)) };
}

function pictureAnswer({ records, pictures }: State, name: string, width: number): Answer {
  const [id, index] = name.split('-');
  const mod = records.game.mods.find((one) => String(one.id) === id) ?? records.game.mods[0];
  const order = mod?.pictures[Number(index)] ?? mod?.pictures[0];
  if (order === undefined || width < 16 || width > 1_280) return webPage('No such picture', 404);
  const key = `${width} ${order.scene} ${order.palette} ${order.seed}`;
  const bytes = pictures.get(key) ?? drawPicture(order, width);
  pictures.set(key, bytes);
  return { status: 200, headers: { 'content-type': 'image/png', 'cache-control': 'max-age=604800' }, body: bytes };
}
