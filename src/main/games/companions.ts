/**
 * Files that a game keeps about its mods itself: changed in the same deployment as the mods, and kept with every
 * generation, so that going back brings them back too. Pure.
 */
import { listName, type ListDefinition } from '../../shared/games.ts';
import type { ProviderId } from '../../shared/model.ts';
import { relPath, type RelPath } from '../../shared/rel-path.ts';
import { mergeGameInfo } from './installers/deadlock/game-info.ts';
import { mergeModList, type ListedMod } from './installers/factorio/mod-list.ts';
import { splitModFileName } from './installers/factorio/info-json.ts';
import type { ModFilesChange } from './mod-files-change.ts';

export interface Companion {
  /** A target of the game, or the folder of a list. */
  readonly target: string;
  readonly path: RelPath;
  readonly changes: CompanionChanges;
}

/** What a companion is to become when the mods change. */
export type CompanionChanges =
  /** It is only kept. */
  | { readonly by: 'nothing' }
  /** Answers null for a file that is not there and is not needed. */
  | {
      readonly by: 'file-names';
      readonly merge: (current: Uint8Array | null, change: ModFilesChange) => Uint8Array | null;
    }
  | { readonly by: 'list'; readonly list: ListDefinition };

interface ModdedGame {
  readonly definition: string;
  readonly providers: Readonly<Partial<Record<ProviderId, string>>>;
  readonly targets: readonly { readonly name: string; readonly layout: string }[];
  readonly lists: readonly { readonly name: string }[];
}

export const isFactorio = (game: Pick<ModdedGame, 'definition' | 'providers'>): boolean =>
  game.definition === 'factorio' || game.providers.factorio !== undefined;

/** `lists`: those of the game's definition. One whose folder is not known yet is left alone. */
export function companionsOf(game: ModdedGame, lists: readonly ListDefinition[] = []): readonly Companion[] {
  // Of two definitions of one format, for two systems, one stands for both: they only differ in the folder.
  const byFormat = new Map(lists.map((list) => [list.format, list]));
  const known = [...byFormat.values()].flatMap((list): readonly Companion[] => {
    const target = folderOfList(game, list);
    return target === null ? [] : [{ target, path: relPath(list.file), changes: { by: 'list', list } }];
  });
  return [...ownCompanions(game), ...known];
}

function folderOfList({ lists, targets }: ModdedGame, { format, root, of }: ListDefinition): string | null {
  const places = root === 'target' ? targets : lists;
  const wanted = root === 'target' ? of : listName(format);
  return places.some(({ name }) => name === wanted) ? wanted : null;
}

function ownCompanions(game: ModdedGame): readonly Companion[] {
  if (game.definition === 'deadlock' && game.targets.some(({ name }) => name === 'citadel')) {
    const changes = { by: 'file-names', merge: mergeGameInfo } as const;
    return [{ target: 'citadel', path: relPath('gameinfo.gi'), changes }];
  }
  const target = game.targets.find((candidate) => candidate.layout === 'archive-as-is');
  if (!isFactorio(game) || target === undefined) return [];
  return [
    {
      target: target.name,
      path: relPath('mod-list.json'),
      changes: { by: 'file-names', merge: mergeFactorioList },
    },
    { target: target.name, path: relPath('mod-settings.dat'), changes: { by: 'nothing' } },
  ];
}

function mergeFactorioList(current: Uint8Array | null, { present, removed }: ModFilesChange): Uint8Array {
  const mods = present.flatMap(({ fileName, enabled }): readonly ListedMod[] => {
    const named = splitModFileName(fileName);
    return named === null ? [] : [{ ...named, enabled }];
  });
  const names = removed.flatMap((fileName) => splitModFileName(fileName)?.name ?? []);
  return mergeModList(current, mods, names);
}
