/**
 * Files that a game keeps about its mods itself: changed in the same deployment as the mods, and kept with every
 * generation, so that going back brings them back too. Pure.
 */
import type { ProviderId } from '../../shared/model.ts';
import { relPath, type RelPath } from '../../shared/rel-path.ts';
import { mergeGameInfo } from './installers/deadlock/game-info.ts';
import { mergeModList, type ListedMod } from './installers/factorio/mod-list.ts';
import { splitModFileName } from './installers/factorio/info-json.ts';

export interface Companion {
  readonly target: string;
  readonly path: RelPath;
  /** What it is to become when the mods change; it answers null for a file that is not there and is not needed. null: only kept. */
  readonly merge: ((current: Uint8Array | null, change: ModFilesChange) => Uint8Array | null) | null;
}

/** Names of the files that come, change or go, and whether they are switched on. */
export interface ModFilesChange {
  readonly present: readonly { readonly fileName: string; readonly enabled: boolean }[];
  readonly removed: readonly string[];
}

interface ModdedGame {
  readonly definition: string;
  readonly providers: Readonly<Partial<Record<ProviderId, string>>>;
  readonly targets: readonly { readonly name: string; readonly layout: string }[];
}

export const isFactorio = (game: Pick<ModdedGame, 'definition' | 'providers'>): boolean =>
  game.definition === 'factorio' || game.providers.factorio !== undefined;

export function companionsOf(game: ModdedGame): readonly Companion[] {
  if (game.definition === 'deadlock' && game.targets.some(({ name }) => name === 'citadel'))
    return [{ target: 'citadel', path: relPath('gameinfo.gi'), merge: mergeGameInfo }];
  const target = game.targets.find((candidate) => candidate.layout === 'archive-as-is');
  if (!isFactorio(game) || target === undefined) return [];
  return [
    { target: target.name, path: relPath('mod-list.json'), merge: mergeFactorioList },
    { target: target.name, path: relPath('mod-settings.dat'), merge: null },
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
