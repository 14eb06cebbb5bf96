/** What the store keeps beside the registry for each game: enough to add it again as it was. */
import type { GameId, Sha256 } from '../../shared/ids.ts';
import { listFormats, listName, type Game, type ListFolder } from '../../shared/games.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import { foldersOf, type GameRow, toGame } from '../registry/games.ts';
import type { ProfileRow } from '../registry/profiles.ts';
import type { Registry } from '../registry/registry.ts';
import { requireGame, type Engine } from './engine.ts';

/** A file in the store that is needed whatever becomes of the generation that captured it. */
interface HeldFile {
  readonly target: string;
  readonly path: RelPath;
  readonly blob: Sha256;
}

/** What the generations up to `upTo` left behind. Their own records may go when space is freed. */
export interface GameBase {
  readonly upTo: number;
  readonly originals: readonly (HeldFile & { readonly mode: number; readonly mtimeNs: string })[];
  readonly edits: readonly (HeldFile & { readonly generation: number; readonly capturedAt: number })[];
  readonly madeFolders: readonly { readonly target: string; readonly path: string }[];
}

export interface GameRecord extends Game {
  /** Absent in records from before there were any. */
  readonly lists?: readonly ListFolder[];
  readonly neverRewritten: readonly string[];
  readonly profiles: readonly ProfileRow[];
  readonly notes: Readonly<Record<string, string>>;
  readonly base: GameBase;
}

/** Call it after the change has been committed: a record that is a little old costs a name, not a file. */
export function writeGameRecord({ registry, store }: Pick<Engine, 'registry' | 'store'>, gameId: GameId): void {
  const row = requireGame(registry, gameId);
  const record: GameRecord = {
    ...toGame(row),
    lists: row.lists.flatMap(({ name: of, path }) => {
      const format = listFormats.find((one) => listName(one) === of);
      return format === undefined ? [] : [{ format, path }];
    }),
    neverRewritten: row.neverRewritten,
    profiles: registry.profiles.list(gameId),
    notes: Object.fromEntries(registry.content.notes(gameId)),
    base: baseOf(registry, row),
  };
  store.records.write('games', gameId, record);
}

function baseOf(registry: Registry, game: GameRow): GameBase {
  const names = new Map(foldersOf(game).map((target) => [target.id, target.name]));
  const held = ({
    targetId,
    pathId,
    blobId,
  }: Readonly<Record<'targetId' | 'pathId' | 'blobId', number>>): HeldFile => ({
    target: names.get(targetId) ?? '',
    path: registry.content.pathById(pathId).text,
    blob: registry.content.blobById(blobId).hash,
  });
  return {
    upTo: registry.history.newest(game.id),
    originals: registry.applied
      .originalsOf(game.id)
      .map((row) => ({ ...held(row), mode: row.mode, mtimeNs: row.mtimeNs.toString() })),
    edits: registry.applied
      .editsOf(game.id)
      .map((row) => ({ ...held(row), generation: row.generation, capturedAt: row.capturedAt })),
    madeFolders: registry.applied
      .createdFoldersOf(game.id)
      .map(({ targetId, path }) => ({ target: names.get(targetId) ?? '', path })),
  };
}
