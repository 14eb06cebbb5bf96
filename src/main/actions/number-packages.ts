/** Gives the packages of a mod their numbers in a game that counts them, next to those of other mods and the player's. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { Game, GameDefinition } from '../../shared/games.ts';
import type { EntryId, Sha256 } from '../../shared/ids.ts';
import { baseName, foldKey } from '../../shared/rel-path.ts';
import {
  isPackage,
  mostPackages,
  nameWithoutNumber,
  numberPackages,
  packageNumber,
} from '../games/installers/numbered-packages.ts';
import type { PlacedFile } from '../games/installers/place-files.ts';
import { entriesOf } from '../games/locate/read-tolerantly.ts';
import type { ManifestFile, ManifestRow } from '../registry/content.ts';
import { currentLoadout } from './change-loadout.ts';
import type { Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';

/** `replaces`: an update keeps its numbers, and with them its place in the order. */
export function withNumbers(
  engine: Engine,
  game: Game,
  definition: GameDefinition | null,
  files: readonly PlacedFile[],
  replaces: EntryId | undefined,
): readonly PlacedFile[] {
  const name = definition?.targets.find(({ numbered }) => numbered === true)?.name;
  const target = game.targets.find((one) => one.name === name);
  const counted = files.filter((file) => file.target === name && isPackage(file.path));
  if (target === undefined || counted.length === 0) return files;
  const ofMods = numbersOfMods(engine, game, target.name);
  const own = replaces === undefined ? [] : (ofMods.get(replaces) ?? []);
  const others = [...ofMods].flatMap(([entry, numbers]) => (entry === replaces ? [] : numbers));
  const onDisk = entriesOf(engine.fs, target.path).flatMap((entry) => packageNumber(entry.name) ?? []);
  const taken = new Set([...others, ...onDisk.filter((number) => !own.includes(number))]);
  const names = numberPackages(
    counted.map(({ path }) => path),
    own,
    taken,
  );
  if (names === null)
    throw new LoadstoneError(
      'path_blocked',
      `${game.name} loads ${mostPackages} packages at most, and there are not enough numbers left.`,
      'Remove mods that you do not use. Nothing was installed.',
    );
  const numbered = new Map(counted.map((file, index) => [file.source, names[index] ?? file.path]));
  return files.map((file) => ({
    ...file,
    path: (counted.includes(file) ? numbered.get(file.source) : undefined) ?? file.path,
  }));
}

/**
 * Whether a manifest has the same files as these, out of the same archive, when the numbers that Loadstone gave to the
 * packages are left out of their names. Elsewhere the manifests' own names tell it already.
 */
export function createTwinCheck(
  engine: Engine,
  game: Game,
  archive: Sha256,
  files: readonly ManifestFile[],
): (manifest: ManifestRow) => boolean {
  const { content } = engine.registry;
  const target = definitionOf(engine, game)?.targets.find(({ numbered }) => numbered === true)?.name;
  if (target === undefined) return () => false;
  const own = withoutNumbers(target, files);
  return (manifest) => {
    if (manifest.archive !== archive || manifest.files !== files.length) return false;
    const theirs = content.filesOf(manifest.id).map(({ pathId, blobId }) => {
      const at = content.pathById(pathId);
      return { target: at.target, path: at.text, blob: content.blobById(blobId).hash };
    });
    return withoutNumbers(target, theirs) === own;
  };
}

const withoutNumbers = (numbered: string, files: readonly Omit<ManifestFile, 'size'>[]): string =>
  JSON.stringify(
    files
      .map(({ target, path, blob }) =>
        [target, target === numbered ? nameWithoutNumber(path) : foldKey(path), blob].join('\0'),
      )
      .toSorted(),
  );

/** Also of mods that are switched off: they may come back. */
function numbersOfMods({ registry }: Engine, game: Game, target: string): ReadonlyMap<EntryId, readonly number[]> {
  const { content } = registry;
  return new Map(
    currentLoadout(registry, game).items.map(({ entry, manifest }) => {
      const paths = content.filesOf(content.requireManifest(manifest).id).map(({ pathId }) => content.pathById(pathId));
      const numbers = paths
        .filter((row) => row.target === target)
        .flatMap(({ text }) => packageNumber(baseName(text)) ?? []);
      return [entry, [...new Set(numbers)]];
    }),
  );
}
