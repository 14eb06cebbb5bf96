/** The routes of v1. */
import { hash } from 'node:crypto';
import type { ReplicaAccount, ReplicaFile, ReplicaGame, ReplicaMod } from './catalogue.ts';
import {
  fileNameOf,
  fileRecord,
  gameRecord,
  isAvailable,
  modRecord,
  updateRecords,
  userRecord,
  type ArchiveOf,
  type Json,
} from './records.ts';

export interface RestState {
  games: readonly ReplicaGame[];
  readonly archiveOf: ArchiveOf;
  /** "account mod" → Endorsed or Abstained. */
  readonly opinions: Map<string, { readonly status: string; readonly version: string; readonly date: number }>;
  /** "account domain mod" */
  readonly tracked: Set<string>;
  /** "account mod" → when it was downloaded first, in milliseconds. */
  readonly downloaded: Map<string, number>;
  /** Milliseconds between a download and an opinion. */
  opinionDelay: number;
}

export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  readonly account: ReplicaAccount;
  readonly posted: Json;
}

export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
}

const good = (body: unknown, status = 200): RestAnswer => ({ status, body });
export const problem = (status: number, message: string): RestAnswer => ({ status, body: { code: status, message } });
const noGame = problem(404, 'No Game Found');
const noMod = problem(404, 'No Mod Found');
const noFile = problem(404, 'No File Found');

export function answerRest(state: RestState, request: RestRequest): RestAnswer {
  const path = request.url.pathname.replace(/^\/v1\//u, '').replace(/\.json$/u, '');
  const [first = '', second = '', third = '', ...rest] = path.split('/').map(decodeURIComponent);
  if (path === 'users/validate') return good(userRecord(request.account));
  if (first === 'user') return userRoute(state, request, second);
  if (first !== 'games') return problem(404, 'Not Found');
  if (second === '') return good(state.games.map(gameRecord));
  const game = state.games.find(({ domain }) => domain === second);
  if (game === undefined) return noGame;
  if (third === '') return good(gameRecord(game));
  return third === 'mods' ? modsRoute(state, request, game, rest) : problem(404, 'Not Found');
}

function modsRoute(state: RestState, request: RestRequest, game: ReplicaGame, path: readonly string[]): RestAnswer {
  const [which = '', what = '', fileId = '', more = ''] = path;
  if (which === 'updated') return updated(game, request.url.searchParams.get('period') ?? '');
  if (which === 'md5_search') return byHash(state, game, what);
  const lists: Readonly<Record<string, (mod: ReplicaMod) => number>> = {
    latest_added: ({ created }) => created,
    latest_updated: (mod) => mod.updated,
    trending: ({ downloads }) => downloads,
  };
  const order = lists[which];
  if (order !== undefined) {
    const ten = game.mods.toSorted((one, other) => order(other) - order(one)).slice(0, 10);
    return good(ten.map((mod) => modRecord(game, mod, null)));
  }
  const mod = game.mods.find(({ id }) => String(id) === which);
  if (mod === undefined) return noMod;
  if (what === '') return good(modRecord(game, mod, endorsementOf(state, request.account, mod)));
  if (what === 'endorse' || what === 'abstain') return opinion(state, request, mod, what);
  if (!isAvailable(mod)) return problem(403, 'Mod not available');
  if (what === 'changelogs') return good(mod.changelogs);
  if (what !== 'files') return problem(404, 'Not Found');
  if (fileId === '') return files(state, request.url, game, mod);
  const file = mod.files.find(({ id }) => String(id) === fileId);
  if (file === undefined) return noFile;
  if (more === 'download_link') return downloadLink(state, request, { game, mod, file });
  return good(fileRecord(game, mod, file, state.archiveOf));
}

/** What was put away or removed is in no list. */
function files({ archiveOf }: RestState, url: URL, game: ReplicaGame, mod: ReplicaMod): RestAnswer {
  const wanted = url.searchParams.get('category')?.split(',') ?? [];
  const listed = mod.files
    .filter(({ category }) => category !== 'REMOVED' && category !== 'ARCHIVED')
    .filter(({ category }) => wanted.length === 0 || wanted.includes(category.toLowerCase()));
  return good({
    files: listed.map((file) => fileRecord(game, mod, file, archiveOf)),
    file_updates: updateRecords(mod),
  });
}

const periods: Readonly<Record<string, number>> = { '1d': 1, '1w': 7, '1m': 31 };

function updated(game: ReplicaGame, period: string): RestAnswer {
  const days = periods[period];
  if (days === undefined) return problem(422, 'Invalid period');
  const since = Date.now() / 1_000 - days * 86_400;
  const rows = game.mods.filter((mod) => mod.updated >= since);
  return good(
    rows.map((mod) => ({ mod_id: mod.id, latest_file_update: mod.updated, latest_mod_activity: mod.updated + 60 })),
  );
}

function byHash({ archiveOf }: RestState, game: ReplicaGame, md5: string): RestAnswer {
  if (!/^[0-9a-f]{32}$/u.test(md5)) return problem(422, 'That is not a valid MD5 Hash');
  const hits = game.mods.flatMap((mod) =>
    mod.files
      .filter((file) => archiveOf(file).md5 === md5)
      .map((file) => ({
        mod: modRecord(game, mod, null),
        file_details: { ...fileRecord(game, mod, file, archiveOf), md5 },
      })),
  );
  return hits.length === 0 ? problem(404, 'File hash does not exist') : good(hits);
}

const of = (account: ReplicaAccount, mod: ReplicaMod): string => `${account.id} ${mod.id}`;

function endorsementOf({ opinions }: RestState, account: ReplicaAccount, mod: ReplicaMod): Json {
  const kept = opinions.get(of(account, mod));
  if (kept === undefined) return { endorse_status: 'Undecided', timestamp: null, version: null };
  return { endorse_status: kept.status, timestamp: kept.date, version: kept.version };
}

function opinion(
  { opinions, downloaded, opinionDelay }: RestState,
  { method, account, posted }: RestRequest,
  mod: ReplicaMod,
  what: 'endorse' | 'abstain',
): RestAnswer {
  if (method !== 'POST') return problem(405, 'Method Not Allowed');
  const version = posted['Version'] ?? posted['version'];
  if (typeof version !== 'string' || version === '') return problem(400, 'Missing version');
  if (account.name === mod.author) return problem(403, 'IS_OWN_MOD');
  const since = downloaded.get(of(account, mod));
  if (since === undefined) return problem(403, 'NOT_DOWNLOADED_MOD');
  if (Date.now() - since < opinionDelay) return problem(403, 'TOO_SOON_AFTER_DOWNLOAD');
  const status = what === 'endorse' ? 'Endorsed' : 'Abstained';
  opinions.set(of(account, mod), { status, version, date: Math.floor(Date.now() / 1_000) });
  return good({ message: `Updated to: ${status}`, status });
}

function userRoute(state: RestState, request: RestRequest, what: string): RestAnswer {
  const { account, method, posted, url } = request;
  if (what === 'endorsements') return good(endorsements(state, account));
  if (what !== 'tracked_mods') return problem(404, 'Not Found');
  const mine = [...state.tracked].map((row) => row.split(' ')).filter(([id]) => id === String(account.id));
  if (method === 'GET') return good(mine.map(([, domain, modId]) => ({ mod_id: Number(modId), domain_name: domain })));
  const domain = url.searchParams.get('domain_name') ?? posted['domain_name'];
  if (typeof domain !== 'string') return noMod;
  const modId = Number(posted['mod_id']);
  const game = state.games.find((one) => one.domain === domain);
  if (game?.mods.some(({ id }) => id === modId) !== true) return noMod;
  const row = `${account.id} ${domain} ${modId}`;
  if (method === 'POST') {
    if (state.tracked.has(row)) return problem(422, `User ${account.id} is already Tracking Mod: ${modId}`);
    state.tracked.add(row);
    return good({ message: `User ${account.id} is now Tracking Mod: ${modId}` }, 201);
  }
  if (!state.tracked.delete(row)) return problem(404, 'Users is not tracking mod. Unable to untrack.');
  return good({ message: `User ${account.id} is no longer tracking ${modId}` });
}

const endorsements = ({ games, opinions }: RestState, account: ReplicaAccount): readonly Json[] =>
  games.flatMap((game) =>
    game.mods.flatMap((mod) => {
      const kept = opinions.get(of(account, mod));
      return kept === undefined ? [] : [{ mod_id: mod.id, domain_name: game.domain, ...kept }];
    }),
  );

// ---- downloads --------------------------------------------------------------------------------

interface Place {
  readonly game: ReplicaGame;
  readonly mod: ReplicaMod;
  readonly file: ReplicaFile;
}

/** What the site puts into an nxm link: good for one account, one file and until then. */
export const grantKey = (account: ReplicaAccount, fileId: number, expires: number): string =>
  hash('sha256', `grant ${account.id} ${fileId} ${expires}`, 'base64url').slice(0, 22);

export const signatureOf = (path: string, expires: number, userId: number): string =>
  hash('md5', `${path} ${expires} ${userId} replica`, 'base64url');

const premiumOnly =
  "You don't have permission to get download links from the API without visting nexusmods.com - this is for premium users only.";
const wrongGrant = "Provided key and expire time isn't correct for this user/file.";

function downloadLink(state: RestState, { url, account }: RestRequest, place: Place): RestAnswer {
  const { mod, file } = place;
  if (file.category === 'REMOVED') return noFile;
  const key = url.searchParams.get('key');
  const expires = url.searchParams.get('expires');
  if (!account.premium && !mod.directDownload) {
    if (key === null && expires === null) return problem(403, premiumOnly);
    if (key !== grantKey(account, file.id, Number(expires))) return problem(400, wrongGrant);
    if (Number(expires) * 1_000 <= Date.now()) return problem(410, 'The download key has expired.');
  }
  const at = of(account, mod);
  if (!state.downloaded.has(at)) state.downloaded.set(at, Date.now());
  return good(mirrorsOf(account, place));
}

const premiumMirrors = ['Amsterdam', 'Prague', 'Chicago', 'Los Angeles', 'Miami', 'Singapore'] as const;

/** Names stand in the addresses as they are: blanks, "#" and "%". */
function mirrorsOf(account: ReplicaAccount, { game, mod, file }: Place): readonly Json[] {
  const expires = Math.floor(Date.now() / 1_000) + 4 * 3_600;
  const path = `/${game.id}/${mod.id}/${fileNameOf(mod, file)}`;
  const signed = `md5=${signatureOf(path, expires, account.id)}&expires=${expires}&user_id=${account.id}`;
  const first = {
    name: 'Nexus Global Content Delivery Network',
    short_name: 'Nexus CDN',
    URI: `https://cf-files.nexusmods.com/cdn${path}?${signed}`,
  };
  if (!account.premium) return [first];
  const more = premiumMirrors.map((town) => ({
    name: `${town} (Premium)`,
    short_name: town,
    URI: `https://${town.toLowerCase().replace(' ', '-')}-premium.nexus-cdn.com${path}?${signed}`,
  }));
  return [first, ...more];
}
