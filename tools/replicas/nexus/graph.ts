/** Answers of v2: HTTP 200 whatever happens, unknown uids left out, pages of 20 unless asked, at most 80. */
import { hash } from 'node:crypto';
import { graphql, GraphQLError, Kind, parse, validate, visit, type DocumentNode } from 'graphql';
import type { ReplicaFile, ReplicaGame, ReplicaMod } from './catalogue.ts';
import { categoryIdOf, isAvailable, memberId, pictureUrl, uid, type ArchiveOf, type Json } from './records.ts';
import { nexusSchema } from './schema.ts';

export interface GraphState {
  games: readonly ReplicaGame[];
  readonly archiveOf: ArchiveOf;
}

const mostComplex = 10_000;
const mostNodes = 80;

/** `signedIn`: who is not sees nothing for adults. */
export async function answerGraph(state: GraphState, posted: Json, signedIn: boolean): Promise<unknown> {
  const { query, variables } = posted;
  if (typeof query !== 'string') return { errors: [{ message: 'No query string was present' }] };
  const variableValues = (typeof variables === 'object' && variables !== null ? variables : {}) as Json;
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [error instanceof GraphQLError ? error.toJSON() : { message: 'parse error' }] };
  }
  const wrong = validate(nexusSchema, document);
  if (wrong.length > 0) return { errors: wrong };
  const complexity = complexityOf(document, variableValues);
  if (complexity > mostComplex) {
    const message = `Query has complexity of ${complexity}, which exceeds max complexity of ${mostComplex}`;
    return { errors: [{ message, extensions: { code: 'QUERY_TOO_COMPLEX' } }] };
  }
  return await graphql({ schema: nexusSchema, source: query, rootValue: rootOf(state, signedIn), variableValues });
}

/** Leaves times the largest page. */
function complexityOf(document: DocumentNode, variables: Json): number {
  let leaves = 0;
  let page = Number(variables['count'] ?? 20);
  visit(document, {
    Field: (field) => {
      if (field.selectionSet === undefined) leaves += 1;
      for (const { name, value } of field.arguments ?? [])
        if (name.value === 'count' && value.kind === Kind.INT) page = Math.max(page, Number(value.value));
    },
  });
  return leaves * page;
}

interface Place {
  readonly game: ReplicaGame;
  readonly mod: ReplicaMod;
}

interface Paging {
  readonly count?: number;
  readonly offset?: number;
}

interface Condition {
  readonly op?: string;
  readonly value: string | boolean;
}
type ModsFilter = Readonly<Record<string, readonly Condition[]>>;
type ModsSort = Readonly<Record<string, { readonly direction: 'ASC' | 'DESC' }>>;

function rootOf(state: GraphState, signedIn: boolean) {
  const { games, archiveOf } = state;
  const places = games.flatMap((game) => game.mods.map((mod): Place => ({ game, mod })));
  const visible = places.filter(({ mod }) => isAvailable(mod) && (signedIn || !mod.adult));
  return {
    mods: ({ filter = {}, sort = [], ...paging }: Paging & { filter?: ModsFilter; sort?: readonly ModsSort[] }) => {
      const found = visible.filter((place) => passes(place, filter));
      return paged(found.toSorted(orderOf(sort, filter)), paging, modNode);
    },
    modsByUid: ({ uids, ...paging }: Paging & { uids: readonly string[] }) =>
      // In an order of its own.
      paged(visible.filter(({ game, mod }) => uids.includes(String(uid(game, mod.id)))).toReversed(), paging, modNode),
    mod: ({ gameId, modId }: { gameId: string; modId: string }) => {
      const found = visible.find(({ game, mod }) => String(game.id) === gameId && String(mod.id) === modId);
      if (found === undefined) throw new GraphQLError('Not found', { extensions: { code: 'NOT_FOUND' } });
      return modNode(found);
    },
    modFiles: ({ gameId, modId }: { gameId: string; modId: string }) => {
      const found = visible.find(({ game, mod }) => String(game.id) === gameId && String(mod.id) === modId);
      const files = found?.mod.files.filter(({ category }) => category !== 'REMOVED') ?? [];
      return found === undefined ? [] : files.map((file) => fileNode(found, file, archiveOf));
    },
    modFilesByUid: ({ uids, ...paging }: Paging & { uids: readonly string[] }) => {
      const found = visible.flatMap((place) =>
        place.mod.files.filter(({ id }) => uids.includes(String(uid(place.game, id)))).map((file) => ({ place, file })),
      );
      return paged(found, paging, ({ place, file }) => fileNode(place, file, archiveOf));
    },
    game: ({ id, domainName }: { id?: string; domainName?: string }) => {
      const found = games.find((game) => String(game.id) === id || game.domain === domainName);
      return found === undefined ? null : gameNode(found);
    },
    games: ({ filter = {}, ...paging }: Paging & { filter?: ModsFilter }) =>
      paged(
        games.filter(({ name }) => (filter['name'] ?? []).every((one) => meets(name, one))),
        paging,
        gameNode,
      ),
  };
}

function paged<T>(all: readonly T[], { count = 20, offset = 0 }: Paging, node: (one: T) => Json): Json {
  const some = all.slice(offset, offset + Math.min(mostNodes, count));
  return { nodes: some.map(node), nodesCount: some.length, totalCount: all.length };
}

const fields: Readonly<Record<string, (place: Place) => string | boolean>> = {
  gameId: ({ game }) => String(game.id),
  gameDomainName: ({ game }) => game.domain,
  categoryName: ({ mod }) => mod.category,
  author: ({ mod }) => mod.author,
  name: ({ mod }) => mod.name,
  nameStemmed: ({ mod }) => mod.name,
  description: ({ mod }) => mod.description,
  adultContent: ({ mod }) => mod.adult,
  createdAt: ({ mod }) => String(mod.created),
  updatedAt: ({ mod }) => String(mod.updated),
};

const passes = (place: Place, filter: ModsFilter): boolean =>
  Object.entries(fields).every(([name, of]) => (filter[name] ?? []).every((condition) => meets(of(place), condition)));

function meets(actual: string | boolean, { op = 'EQUALS', value }: Condition): boolean {
  if (typeof actual === 'boolean') return op === 'NOT_EQUALS' ? actual !== value : actual === value;
  const wanted = String(value);
  const words = (): boolean =>
    wanted
      .toLowerCase()
      .split(/[\s*]+/u)
      .every((word) => actual.toLowerCase().includes(stem(word)));
  switch (op) {
    case 'NOT_EQUALS':
      return actual !== wanted;
    case 'GT':
      return Number(actual) > Number(wanted);
    case 'GTE':
      return Number(actual) >= Number(wanted);
    case 'LT':
      return Number(actual) < Number(wanted);
    case 'LTE':
      return Number(actual) <= Number(wanted);
    case 'MATCHES':
    case 'WILDCARD':
      return words();
    default:
      return actual === wanted;
  }
}

/** "sails" finds "sail" and the other way round. */
const stem = (word: string): string => (word.length > 4 ? word.replace(/s$/u, '') : word);

function orderOf(sort: readonly ModsSort[], filter: ModsFilter): (one: Place, other: Place) => number {
  const words = String(filter['nameStemmed']?.[0]?.value ?? '').toLowerCase();
  const keys: Readonly<Record<string, (place: Place) => number | string>> = {
    createdAt: ({ mod }) => mod.created,
    updatedAt: ({ mod }) => mod.updated,
    downloads: ({ mod }) => mod.downloads,
    endorsements: ({ mod }) => mod.endorsements,
    name: ({ mod }) => mod.name.toLowerCase(),
    relevance: ({ mod }) => (mod.name.toLowerCase().startsWith(words) ? 2 : 1),
  };
  const rules = sort.flatMap((one) =>
    Object.entries(one).flatMap(([name, { direction }]) => {
      const of = keys[name];
      return of === undefined ? [] : [{ of, sign: direction === 'ASC' ? 1 : -1 }];
    }),
  );
  return (one, other) => {
    for (const { of, sign } of rules) {
      const [first, second] = [of(one), of(other)];
      if (first !== second) return first < second ? -sign : sign;
    }
    return one.mod.id - other.mod.id;
  };
}

const dateOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace('.000', '');

const gameNode = (game: ReplicaGame): Json => ({
  id: game.id,
  domainName: game.domain,
  name: game.name,
  modCount: game.mods.length,
});

function modNode({ game, mod }: Place): Json {
  const category = categoryIdOf(game, mod);
  return {
    id: hash('md5', `${game.id} ${mod.id}`, 'hex'),
    uid: String(uid(game, mod.id)),
    modId: mod.id,
    gameId: game.id,
    game: gameNode(game),
    name: mod.name,
    summary: mod.summary,
    description: mod.description,
    author: mod.author,
    category: mod.category,
    modCategory: { id: `${category},${game.id}`, categoryId: category, name: mod.category },
    version: mod.version,
    status: mod.status,
    adultContent: mod.adult,
    createdAt: dateOf(mod.created),
    updatedAt: dateOf(mod.updated),
    downloads: mod.downloads,
    endorsements: mod.endorsements,
    pictureUrl: pictureUrl(game, mod),
    thumbnailUrl: pictureUrl(game, mod, true),
    thumbnailLargeUrl: pictureUrl(game, mod, true),
    uploader: { memberId: memberId(mod.author), name: mod.author, avatar: '' },
    modRequirements: {
      dlcRequirements: [],
      nexusRequirements: (paging: Paging) =>
        paged(mod.requirements, paging, (one) => ({
          id: hash('md5', one.name, 'hex').slice(0, 8),
          gameId: String(game.id),
          modId: String(one.modId ?? 0),
          modName: one.name,
          url: one.url,
          notes: one.notes,
          externalRequirement: one.modId === null,
        })),
    },
    directDownloadEnabled: mod.directDownload,
    viewerEndorsed: null,
    viewerTracked: null,
  };
}

function fileNode(place: Place, file: ReplicaFile, archiveOf: ArchiveOf): Json {
  const { game, mod } = place;
  const { bytes, sha256 } = archiveOf(file);
  return {
    id: String(file.id),
    uid: String(uid(game, file.id)),
    fileId: file.id,
    modId: mod.id,
    game: gameNode(game),
    mod: () => modNode(place),
    name: file.name,
    version: file.version,
    // A path within the storage, no name.
    uri: `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256.slice(4, 36)}`,
    description: file.description,
    changelogText: mod.changelogs[file.version] ?? [],
    size: Math.round(bytes.byteLength / 1_024),
    sizeInBytes: String(bytes.byteLength),
    date: file.uploaded,
    category: file.category,
    categoryId: file.category,
    primary: 0,
    manager: 0,
    scanned: file.scan === 'QUARANTINED' ? 0 : 1,
    scannedV2: file.scan,
    totalDownloads: file.downloads,
    uniqueDownloads: file.downloads,
  };
}
