/** Reads a recorded answer the way the client would have read it: by what was asked, without any network. */
import { toErrorData } from '../../../shared/errors.ts';
import { jsonOf } from '../http/whole.ts';
import type { CommonReading, RecordedAnswer, RecordedRequest } from '../recorded.ts';
import {
  accountOf,
  changelogOf,
  doneOf,
  downloadLinksOf,
  endorsementsOf,
  filesOf,
  gameRecordsOf,
  graphFilesOf,
  graphGamesOf,
  graphModsOf,
  hashHitsOf,
  modListOf,
  modOf,
  modStatesOf,
  nodesOf,
  oneFileOf,
  requirementsOf,
  rowsOf,
  shapeUnknown,
  trackedOf,
  updatedOf,
  userOf,
} from './answers.ts';
import { apiErrorOf, thrownFor } from './errors.ts';
import { ssoMessageOf, type SsoMessage } from './sso-messages.ts';
import type {
  DownloadLink,
  Endorsement,
  HashHit,
  ModState,
  NexusFile,
  Succession,
  TrackedMod,
  Updated,
} from './types.ts';
import * as wire from './wire.ts';

export type Reading =
  | Exclude<CommonReading, { kind: 'files' }>
  | (Extract<CommonReading, { kind: 'files' }> & { readonly successions: readonly Succession[] })
  | { readonly kind: 'links'; readonly links: readonly DownloadLink[] }
  | { readonly kind: 'states'; readonly states: readonly ModState[] }
  | { readonly kind: 'updated'; readonly updated: readonly Updated[] }
  | { readonly kind: 'hashes'; readonly hits: readonly HashHit[] }
  | { readonly kind: 'tracked'; readonly mods: readonly TrackedMod[] }
  | { readonly kind: 'endorsements'; readonly endorsements: readonly Endorsement[] }
  /** What the site says about a change it made. */
  | { readonly kind: 'done'; readonly said: string }
  | { readonly kind: 'sso'; readonly message: SsoMessage }
  /** Lists of something else than mods. */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** Readable, and nothing we ask for: the names of its parts. */
  | { readonly kind: 'other'; readonly fields: readonly string[] };

/** Never throws: what the client would have thrown is the reading `error`. */
export function parseRecording(request: RecordedRequest, answer: RecordedAnswer): Reading {
  try {
    const url = new URL(request.url, 'https://api.nexusmods.com');
    if (url.hostname === 'sso.nexusmods.com' || url.protocol === 'wss:') return ssoReading(request, answer.body);
    const body = jsonOf({ status: answer.status, headers: answer.headers, text: answer.body }, 'nexus');
    const read = { status: answer.status, body };
    const path = url.pathname
      .replace(/\.json$/u, '')
      .split('/')
      .filter((part) => part !== '');
    if (path[0] === 'v2' || path.includes('graphql')) return graphReading(request.body ?? '', read);
    if (path[0] === 'v3') return v3Reading(path.slice(1), read);
    if (path[0] === 'oauth') return oauthReading(path[1] ?? '', read);
    return restReading(path[0] === 'v1' ? path.slice(1) : path, request.method ?? 'GET', read);
  } catch (error) {
    return { kind: 'error', error: toErrorData(error) };
  }
}

interface Read {
  readonly status: number;
  readonly body: unknown;
}

function restReading(path: readonly string[], method: string, answer: Read): Reading {
  const [first = '', second = ''] = path;
  if (first === 'users' && second === 'validate') return { kind: 'account', account: accountOf(userOf(answer)) };
  if (first === 'user' && second === 'tracked_mods')
    return method === 'GET' ? { kind: 'tracked', mods: trackedOf(answer) } : { kind: 'done', said: doneOf(answer) };
  if (first === 'user' && second === 'endorsements')
    return { kind: 'endorsements', endorsements: endorsementsOf(answer) };
  if (first === 'games' || first === 'file') return gameReading(path.slice(1), answer);
  return otherReading(answer);
}

function gameReading(
  [game = '', mods = '', what = '', part = '', fileId = '', last = '']: readonly string[],
  answer: Read,
): Reading {
  if (mods !== 'mods') {
    const games = gameRecordsOf(answer);
    return { kind: 'games', games: games.map(({ key, name, mods: count }) => ({ key, name, mods: count })) };
  }
  if (what === 'updated') return { kind: 'updated', updated: updatedOf(answer) };
  if (what === 'md5_search') return { kind: 'hashes', hits: hashHitsOf(answer, game) };
  if (['latest_added', 'latest_updated', 'trending'].includes(what))
    return { kind: 'mods', page: modListOf(answer, { game }) };
  const known = { game: game.toLowerCase(), modId: /^\d+$/u.test(what) ? what : undefined };
  if (part === 'changelogs') return { kind: 'changelog', changelog: changelogOf(answer) };
  if (part === 'endorse' || part === 'abstain') return { kind: 'done', said: doneOf(answer) };
  if (part === 'files' && last === 'download_link') return { kind: 'links', links: downloadLinksOf(answer) };
  if (part === 'files' && fileId !== '') {
    const file = oneFileOf(answer, known);
    return { kind: 'file', file: file.kind === 'gone' ? file : { kind: 'found', value: file.value.file } };
  }
  if (part === 'files') {
    const list = filesOf(answer, known);
    if (list.kind === 'gone') return { kind: 'files', files: list, successions: [] };
    return { kind: 'files', files: filesFound(list.value.files), successions: list.value.successions };
  }
  return { kind: 'details', details: modOf(answer, known) };
}

const filesFound = (files: readonly NexusFile[]) => ({ kind: 'found', value: files.map(({ file }) => file) }) as const;

/** What came back says more than the question, which may have been written in many ways. */
function graphReading(asked: string, answer: Read): Reading {
  const error = apiErrorOf(answer);
  if (error !== null) throw thrownFor(error);
  const data = wire.graphSchema.safeParse(answer.body).data?.data ?? {};
  const variables = variablesOf(asked);
  const known = { game: variables.gameId, modId: variables.modId };
  const name = Object.keys(data).find((key) => data[key] !== null) ?? Object.keys(data)[0] ?? '';
  const part = data[name];
  switch (name) {
    case 'mods':
    case 'legacyMods':
    case 'legacyModsByDomain':
      return { kind: 'mods', page: graphModsOf(answer, variables.offset, {}, name) };
    case 'modsByUid':
      return modsByUidReading(answer, variables.uids);
    case 'mod':
      return { kind: 'mods', page: graphModsOf({ status: 200, body: { data: { mod: [part] } } }, 0, known, 'mod') };
    case 'modFiles':
    case 'modFilesByUid': {
      const files = graphFilesOf(answer, known, name);
      return { kind: 'files', files: files.kind === 'gone' ? files : filesFound(files.value), successions: [] };
    }
    case 'game':
    case 'games':
      return {
        kind: 'games',
        games: graphGamesOf(answer, name).map(({ key, name: title, mods }) => ({ key, name: title, mods })),
      };
    default:
      return { kind: 'other', fields: Object.keys(data) };
  }
}

function modsByUidReading(answer: Read, uids: readonly string[]): Reading {
  const { nodes } = nodesOf(wire.graphSchema.safeParse(answer.body).data?.data?.['modsByUid']);
  const rows = rowsOf(wire.graphModSchema, nodes, 'mods');
  if (rows.some(({ modRequirements }) => modRequirements !== undefined && modRequirements !== null))
    return { kind: 'requirements', requirements: requirementsOf(answer, (game) => game) };
  if (rows.length > 0 && rows.every(({ name }) => name === undefined || name === null))
    return { kind: 'states', states: modStatesOf(answer, uids) };
  return { kind: 'mods', page: graphModsOf(answer, 0, {}, 'modsByUid') };
}

/** The parts of the question that answers may leave out; written as variables or into the question itself. */
function variablesOf(asked: string) {
  const uids = [...asked.matchAll(/\b(\d{9,20})\b/gu)].map(([, uid = '']) => uid);
  const numberOf = (name: string): string | undefined =>
    new RegExp(`\\b${name}\\\\?"?\\s*:\\s*\\\\?"?(\\d{1,20})`, 'u').exec(asked)?.[1];
  return { uids, gameId: numberOf('gameId'), modId: numberOf('modId'), offset: Number(numberOf('offset') ?? 0) };
}

/** Bodies are wrapped in `data`, ids are uids as texts. We ask none of it; what it says can be read. */
function v3Reading(path: readonly string[], answer: Read): Reading {
  const error = apiErrorOf(answer);
  if (error !== null) throw thrownFor(error);
  const { body } = answer;
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : body;
  const mod = wire.v3ModSchema.safeParse(data).data;
  if (path[0] === 'games' && path[2] === 'mods' && mod !== undefined) {
    const scoped = mod.game_scoped_id;
    if (scoped === null || scoped === undefined) return otherReading({ status: answer.status, body: data });
    const record = { mod_id: scoped, game_id: mod.game_id, name: mod.name };
    return {
      kind: 'details',
      details: modOf({ status: 200, body: record }, { game: path[1], modId: scoped }),
    };
  }
  return otherReading({ status: answer.status, body: data });
}

function oauthReading(what: string, answer: Read): Reading {
  if (what === 'userinfo') return { kind: 'account', account: accountOf(userOf(answer)) };
  return otherReading(answer);
}

function otherReading(answer: Read): Reading {
  const error = apiErrorOf(answer);
  if (error !== null) throw thrownFor(error);
  const { body } = answer;
  if (typeof body !== 'object' || body === null) throw shapeUnknown('an answer');
  if (!Array.isArray(body)) return { kind: 'other', fields: Object.keys(body) };
  const rows: readonly unknown[] = body;
  return {
    kind: 'names',
    names: rows.flatMap((row) =>
      typeof row === 'object' && row !== null && 'name' in row && typeof row.name === 'string' ? [row.name] : [],
    ),
  };
}

/** `body` of the request: what we said before. */
function ssoReading(request: RecordedRequest, text: string): Reading {
  const said = request.body ?? '';
  const id = /"id"\s*:\s*"([^"]*)"/u.exec(said)?.[1] ?? '';
  const protocol = said === '' || /"protocol"\s*:\s*2/u.test(said) ? 2 : 1;
  return { kind: 'sso', message: ssoMessageOf(text, id, protocol) };
}
