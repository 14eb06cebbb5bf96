/** The routes of the interface: games, mods, files, and what belongs to the player. */
import { good, message, notFound, nothing, refusal, type ApiAnswer, type ApiRequest } from './answer.ts';
import type { ReplicaGame, ReplicaMod } from './catalogue.ts';
import { listed } from './lists.ts';
import { answerLogin, callerOf } from './login.ts';
import {
  fileRecord,
  gameRecord,
  liveFile,
  modRecord,
  statsRecord,
  tagRecord,
  userRecord,
  type Json,
  type Scribe,
} from './records.ts';
import { linkTo, mayDownload, subscriptionsOf, type Caller, type World } from './world.ts';

/** A request that is understood, of somebody who may ask. */
interface Asked extends ApiRequest {
  readonly world: World;
  readonly caller: Caller;
  readonly scribe: Scribe;
}

export function answerApi(world: World, request: ApiRequest): ApiAnswer {
  if (request.path.join('/') === 'ping') return message('Pong!');
  const caller = callerOf(world, request);
  if ('status' in caller) return caller;
  const unfit = badForm(request);
  if (unfit !== null) return unfit;
  const [section, ...rest] = request.path;
  if (section === 'oauth' || section === 'authenticate') return answerLogin(world, request, caller);
  if (request.method !== 'GET' && caller.kind === 'key')
    return refusal(401, 11_000, 'Please use an access token, an api_key may only read.');
  const scribe: Scribe = {
    archiveOf: world.archiveOf,
    download: (game, mod, file) => (mayDownload(mod, caller) ? linkTo(world, game, mod, file) : null),
  };
  const asked: Asked = { ...request, world, caller, scribe };
  if (section === 'me') return answerMe(asked, rest);
  if (section === 'games') return answerGames(asked, rest);
  return notFound('resource');
}

/** Everything that changes something is a form with something in it. */
function badForm({ method, path, headers, form }: ApiRequest): ApiAnswer | null {
  if (method === 'GET') return null;
  const type = headers['content-type'];
  if (typeof type !== 'string') return refusal(415, 13_005, 'The Content-Type header is missing.');
  if (!type.startsWith('application/x-www-form-urlencoded'))
    return refusal(415, 13_006, 'The Content-Type header is not supported for this endpoint.');
  const empty = form.size === 0 && method !== 'DELETE' && path.at(-1) !== 'logout';
  return empty ? refusal(400, 13_008, 'The request has no payload.') : null;
}

function answerMe(asked: Asked, [what = '']: readonly string[]): ApiAnswer {
  const { caller, world, query } = asked;
  if (caller.kind === 'key') return refusal(401, 11_000, 'Please use an access token for this.');
  if (what === '') return good(userRecord(caller.account));
  // Mods of every game and of every state.
  const list = (wanted: (mod: ReplicaMod) => boolean): ApiAnswer =>
    good(
      listed(
        world.games.flatMap((game) => recordsOf(asked, game, game.mods.filter(wanted))),
        query,
      ),
    );
  if (what === 'subscribed') return list(({ id }) => subscriptionsOf(world, caller.account).has(id));
  if (what === 'purchased') return list(({ id }) => caller.account.bought.includes(id));
  if (what === 'ratings') return good(listed(ratingRecords(world, caller.account.id), query));
  return notFound('resource');
}

const ratingRecords = (world: World, accountId: number): readonly Json[] =>
  [...world.ratings].flatMap(([key, rating]) => {
    const [who, mod] = key.split(' ');
    return who === String(accountId) ? [{ mod_id: Number(mod), rating, date_added: 0 }] : [];
  });

const recordsOf = ({ scribe }: Asked, game: ReplicaGame, mods: readonly ReplicaMod[]): readonly Json[] =>
  mods.map((mod) => modRecord(scribe, game, mod));

function answerGames(asked: Asked, [gameId, section, ...rest]: readonly string[]): ApiAnswer {
  const { world, query } = asked;
  if (gameId === undefined) return good(listed(world.games.map(gameRecord), query));
  const game = world.games.find(({ id }) => String(id) === gameId);
  if (game === undefined) return refusal(404, 14_001, 'The requested game could not be found.');
  if (section === undefined) return good(gameRecord(game));
  if (section === 'tags')
    return good(
      listed(
        game.tagGroups.filter(({ hidden }) => !hidden).map((group) => tagRecord(game, group)),
        query,
      ),
    );
  return section === 'mods' ? answerMods(asked, game, rest) : notFound('resource');
}

function answerMods(asked: Asked, game: ReplicaGame, [modId, ...rest]: readonly string[]): ApiAnswer {
  const { query } = asked;
  if (modId === undefined) return modList(asked, game);
  if (modId === 'events') return good(listed(eventRecords(game), newest(query)));
  if (modId === 'stats') return good(listed(game.mods.filter(isListed).map(statsRecord), query));
  const mod = game.mods.find(({ id }) => String(id) === modId);
  if (mod === undefined || mod.status === 3) return notFound('mod id');
  if (!mod.visible) return refusal(403, 15_024, 'You do not have the required permissions to access this resource.');
  return answerMod(asked, game, mod, rest);
}

function newest(query: URLSearchParams): URLSearchParams {
  const sorted = new URLSearchParams(query);
  if (!sorted.has('_sort')) sorted.set('_sort', '-id');
  return sorted;
}

const isListed = ({ status, visible }: ReplicaMod): boolean => status === 1 && visible;
const adminOnly = /^(?:status|visible)(?:-|$)/u;

function modList(asked: Asked, game: ReplicaGame): ApiAnswer {
  const { query, headers } = asked;
  if ([...query.keys()].some((name) => adminOnly.test(name)))
    return refusal(403, 15_025, 'The authenticated user has applied an admin-only filter or value to the request.');
  const revenue = query.get('revenue_type') ?? '0';
  const mods = game.mods
    .filter((mod) => isListed(mod) && isFor(mod, headers['x-modio-platform']))
    .filter(({ price }) => revenue === '2' || price > 0 === (revenue === '1'));
  return good(listed(recordsOf(asked, game, mods), query));
}

/** Who does not say what he plays on, or says something unknown, plays on Windows. */
function isFor(mod: ReplicaMod, header: string | readonly string[] | undefined): boolean {
  const known = ['source', 'windows', 'mac', 'linux', 'android', 'ios', 'ps5', 'switch'];
  const asked = typeof header === 'string' && known.includes(header.toLowerCase()) ? header.toLowerCase() : 'windows';
  const platforms = liveFile(mod)?.platforms ?? [];
  return platforms.length === 0 || platforms.some((one) => one.toLowerCase() === asked);
}

function eventRecords({ mods }: ReplicaGame): readonly Json[] {
  return mods.filter(isListed).flatMap((mod) =>
    mod.files.map((file, index) => ({
      id: file.id,
      mod_id: mod.id,
      user_id: 9_000_000,
      date_added: file.added,
      event_type: index === 0 ? 'MOD_AVAILABLE' : 'MODFILE_CHANGED',
    })),
  );
}

function answerMod(
  asked: Asked,
  game: ReplicaGame,
  mod: ReplicaMod,
  [what, fileId, more]: readonly string[],
): ApiAnswer {
  const { method, query, scribe } = asked;
  if (what === 'subscribe') return subscribe(asked, game, mod);
  if (what === 'ratings' && method === 'POST') return rate(asked, mod);
  if (method !== 'GET' || more !== undefined) return notFound('resource');
  if (what === undefined) return good(modRecord(scribe, game, mod));
  if (what === 'files' && fileId === undefined)
    return good(
      listed(
        mod.files.map((file) => fileRecord(scribe, game, mod, file)),
        query,
      ),
    );
  if (what === 'files') {
    const file = mod.files.find(({ id }) => String(id) === fileId);
    return file === undefined
      ? refusal(404, 15_010, 'The requested modfile could not be found.')
      : good(fileRecord(scribe, game, mod, file));
  }
  if (what === 'dependencies') return good(listed(dependencyRecords(asked, game, mod), query));
  if (what === 'dependants')
    return good(
      listed(
        recordsOf(
          asked,
          game,
          game.mods.filter(({ needs }) => needs.includes(mod.id)),
        ),
        query,
      ),
    );
  if (what === 'stats') return good(statsRecord(mod));
  if (what === 'tags')
    return good(
      listed(
        mod.tags.map((name) => ({ name, date_added: 0 })),
        query,
      ),
    );
  if (what === 'team' || what === 'comments' || what === 'metadatakvp') return good(listed([], query));
  return notFound('resource');
}

const deepest = 5;

/** Whole mods, of every state, with the depth they were found at. Only what is needed directly, unless asked for more. */
function dependencyRecords({ scribe, query }: Asked, game: ReplicaGame, mod: ReplicaMod): readonly Json[] {
  const found = new Map<number, Json>();
  let row = mod.needs;
  for (let depth = 0; depth < (query.get('recursive') === 'true' ? deepest : 1) && row.length > 0; depth += 1) {
    const mods = game.mods.filter(({ id }) => row.includes(id) && !found.has(id));
    for (const one of mods) found.set(one.id, { ...modRecord(scribe, game, one), dependency_depth: depth });
    row = mods.flatMap(({ needs }) => needs);
  }
  return [...found.values()];
}

function subscribe({ world, caller, method, scribe }: Asked, game: ReplicaGame, mod: ReplicaMod): ApiAnswer {
  if (caller.kind === 'key') return refusal(401, 11_000, 'Please use an access token for this.');
  if (!caller.token.scopes.includes('write')) return refusal(403, 11_003, 'The token is missing the write scope.');
  const own = subscriptionsOf(world, caller.account);
  if (method === 'DELETE')
    return own.delete(mod.id)
      ? nothing
      : refusal(400, 15_005, 'The requested user is not currently subscribed to the requested mod.');
  if (!mayDownload(mod, caller)) return refusal(403, 15_002, 'This mod has to be purchased first.');
  if (mod.files.length === 0) return refusal(403, 15_020, 'The mod has no file.');
  const known = own.has(mod.id);
  own.add(mod.id);
  return good(modRecord(scribe, game, mod), known ? 200 : 201);
}

function rate({ world, caller, form }: Asked, mod: ReplicaMod): ApiAnswer {
  if (caller.kind === 'key') return refusal(401, 11_000, 'Please use an access token for this.');
  if (!caller.token.scopes.includes('write')) return refusal(403, 11_003, 'The token is missing the write scope.');
  const rating = Number(form.get('rating'));
  if (![-1, 0, 1].includes(rating))
    return refusal(422, 13_009, 'Validation Failed. Please see below to fix invalid input.', {
      rating: 'The rating must be 1, 0 or -1.',
    });
  const key = `${caller.account.id} ${mod.id}`;
  const before = world.ratings.get(key) ?? 0;
  if (rating === before)
    return rating === 0
      ? refusal(400, 15_043, "The authenticated user is trying to revert a rating that doesn't exist.")
      : refusal(400, 15_028, 'The authenticated user has already submitted a rating for this mod.');
  if (rating === 0) world.ratings.delete(key);
  else world.ratings.set(key, rating);
  return message('You have successfully submitted a rating for the mod.', 201);
}
