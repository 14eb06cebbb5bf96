/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/** The routes of `/apiv11`. */
import type { ReplicaFile, ReplicaMod } from './catalogue.ts';
import {
  flatError,
  good,
  index,
  inputError,
  multi,
  noSuchRecord,
  search,
  sortAliases,
  subfeed,
  type ApiAnswer,
} from './queries.ts';
import {
  categoryRecord,
  downloadPage,
  fileRecord,
  gameRecord,
  listRecord,
  multiRecord,
  profilePage,
  updateRecord,
  type Records,
} from './records.ts';

/** `path` without the leading `/apiv11/`. */
export function answerApi(records: Records, path: string, query: URLSearchParams): ApiAnswer {
  const [first = '', second = '', third = ''] = path.split('/');
  if (path === 'Util/Search/Results') return search(records, query);
  if (path === 'Util/Search/Suggestions') return suggestions(records, query);
  if (path === 'Util/Game/NameMatch') return nameMatch(records, query);
  if (first === 'Game') return gameRoute(records, second, third, query);
  if (first === 'File') return fileRoute(records, second);
  if (second === 'Index') return index(records, first, query);
  if (second === 'Multi') return multi(records, query, (mod) => multiRecord(records, mod));
  if (second === 'Categories') return categories(records, query);
  if (second === 'ListFilterConfig')
    return good({
      _aSorts: sortAliases.map((alias) => ({ _sAlias: alias, _sTitle: alias })),
      _aFilters: [],
      _aPresets: [],
    });
  if (/^\d+$/u.test(second)) return modRoute(records, { model: first, id: second, what: third }, query);
  return flatError(404, 'NO_SUCH_ROUTE', "Route doesn't exist");
}

interface ModRoute {
  readonly model: string;
  readonly id: string;
  readonly what: string;
}

function modRoute(records: Records, { model, id, what }: ModRoute, query: URLSearchParams): ApiAnswer {
  const mod = model === 'Mod' ? records.game.mods.find((one) => String(one.id) === id) : undefined;
  switch (what) {
    case 'ProfilePage':
      return mod === undefined ? noSuchRecord(200) : good(profilePage(records, mod));
    case 'DownloadPage':
      return mod === undefined ? noSuchRecord(404) : good(downloadPage(records, mod));
    case 'Updates':
      return mod === undefined ? noSuchRecord(404) : updates(records, mod, query);
    default:
      return flatError(404, 'NO_SUCH_ROUTE', "Route doesn't exist");
  }
}

function updates(records: Records, mod: ReplicaMod, query: URLSearchParams): ApiAnswer {
  const perPage = Number(query.get('_nPerpage') ?? '5');
  const from = (Number(query.get('_nPage') ?? '1') - 1) * perPage;
  return good({
    _aMetadata: {
      _nRecordCount: mod.updates.length,
      _nPerpage: perPage,
      _bIsComplete: from + perPage >= mod.updates.length,
    },
    _aRecords: mod.updates.slice(from, from + perPage).map((update) => updateRecord(records, mod, update)),
  });
}

function gameRoute(records: Records, id: string, what: string, query: URLSearchParams): ApiAnswer {
  const { game } = records;
  if (Number(id) !== game.id) return noSuchRecord(200);
  if (what === 'Subfeed') return subfeed(records, query);
  if (what === 'TopSubs')
    return good(game.mods.slice(0, 3).map((mod) => ({ ...listRecord(records, mod, false), _sPeriod: 'month' })));
  return good(gameRecord(game));
}

function fileRoute(records: Records, id: string): ApiAnswer {
  const file = openFile(records, id);
  return file === null ? noSuchRecord(404) : good({ ...fileRecord(records, file), _aArchiveFileTree: [] });
}

/** A file that the site would still hand out. */
export function openFile(records: Records, id: string): ReplicaFile | null {
  const mod = records.game.mods.find(
    ({ files, state }) => state === 'normal' && files.some((one) => String(one.id) === id),
  );
  return mod?.files.find((one) => String(one.id) === id) ?? null;
}

function categories({ game }: Records, query: URLSearchParams): ApiAnswer {
  const sort = query.get('_sSort');
  if (sort !== 'a_to_z' && sort !== 'count') return inputError('_sSort', 'UNKNOWN_SORT', 'Sort alias not recognized');
  return good(
    Number(query.get('_idGameRow')) === game.id ? game.categories.map((name) => categoryRecord(game, name)) : [],
  );
}

const suggestions = ({ game }: Records, query: URLSearchParams): ApiAnswer => {
  const text = (query.get('_sSearchString') ?? '').toLowerCase();
  return good(
    game.mods
      .map(({ name }) => name.toLowerCase())
      .filter((name) => name.includes(text))
      .slice(0, 10),
  );
};

function nameMatch({ game }: Records, query: URLSearchParams): ApiAnswer {
  const found = game.name.toLowerCase().includes((query.get('_sName') ?? '').toLowerCase()) ? [gameRecord(game)] : [];
  return good({ _aMetadata: { _nRecordCount: found.length, _bIsComplete: true }, _aRecords: found });
}
