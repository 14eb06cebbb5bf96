/**
 * GameBanana on loopback: the same answers, errors, redirects and pictures, with made-up mods, and with faults on
 * demand. One server stands for all hosts of the site; `X-Forwarded-Host` says which one a request means.
 */
import { packed, redirectTo, webPage, type Answer } from '../shared/answer.ts';
import { fileArchives, rangedAnswer } from '../shared/archives.ts';
import type { Fault } from '../shared/faults.ts';
import { createPictures } from '../shared/pictures.ts';
import { startReplicaServer, type SeenRequest, type SharedControl, type SharedOptions } from '../shared/server.ts';
import { answerApi, openFile } from './api.ts';
import type { ReplicaGame, ReplicaMod } from './catalogue.ts';
import { site, type Records } from './records.ts';
import { starlightCourier } from './starlight-courier.ts';

export interface ReplicaOptions extends SharedOptions {
  /** Default: "Starlight Courier" with its mods. */
  readonly game?: ReplicaGame;
}

interface ReplicaControl extends SharedControl {
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
    records: { game: options.game ?? starlightCourier, archiveOf: fileArchives() },
    pictures: createPictures(),
  };
  const server = await startReplicaServer(
    { hostFor: () => 'gamebanana.com', answer: (seen, fault) => rightAnswer(state, seen, fault) },
    options,
  );
  const { url } = server;
  return {
    ...server,
    endpoints: { gamebanana: { api: `${url}/apiv11`, web: url } },
    control: {
      ...server.control,
      removeFile: (fileId) =>
        changeMods(state, (mod) => ({ ...mod, files: mod.files.filter(({ id }) => id !== fileId) })),
      changeMod: (modId, change) => changeMods(state, (mod) => (mod.id === modId ? { ...mod, ...change } : mod)),
    },
  };
}

interface State {
  records: Records;
  readonly pictures: ReturnType<typeof createPictures>;
}

function changeMods(state: State, change: (mod: ReplicaMod) => ReplicaMod): void {
  const { game, archiveOf } = state.records;
  state.records = { archiveOf, game: { ...game, mods: game.mods.map(change) } };
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
  const { bytes, md5 } = state.records.archiveOf(file);
  if (seen.host !== 'files.gamebanana.com') return rangedAnswer(bytes, md5, seen.headers, fault);
  return redirectTo(`https://filecache31.gamebanana.com${url.pathname}`);
}

/** Slashes are escaped, and half of the answers call themselves HTML. */
function apiAnswer({ records }: State, path: string, url: URL, { headers }: SeenRequest): Answer {
  const { status, body } = answerApi(records, path, url.searchParams);
  const text = Buffer.from(JSON.stringify(body).replaceAll('/', String.raw`\/`));
  const type = { 'content-type': path.length % 2 === 0 ? 'application/json' : 'text/html; charset=UTF-8' };
  return packed({ status, headers: type, body: text }, headers);
}

/** The address of a removed file fails no request: it leads to a page. */
function downloadStart({ records }: State, fileId: string): Answer {
  const file = openFile(records, fileId);
  const mod = records.game.mods.find(({ files }) => files.some(({ id }) => String(id) === fileId));
  const location =
    file === null
      ? `${site}/mods/download/${mod?.id ?? 0}`
      : `https://files.gamebanana.com/mods/${file.id}_${file.name}`;
  return redirectTo(location);
}

function pictureAnswer({ records, pictures }: State, name: string, width: number): Answer {
  const [id, index] = name.split('-');
  const mod = records.game.mods.find((one) => String(one.id) === id) ?? records.game.mods[0];
  const order = mod?.pictures[Number(index)] ?? mod?.pictures[0];
  return pictures(order, width);
}
