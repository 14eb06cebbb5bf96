/** What a game's definition says about places for mods, ready for the files of an archive. Pure. */
import type { GameDefinition, Layout, TargetDefinition } from '../../../shared/games.ts';
import { foldKey } from '../../../shared/rel-path.ts';
import { holds, markOf, type ArchiveFolder, type Mark } from './archive-tree.ts';
import { acceptanceOf, globOf, type Acceptance, type Glob } from './globs.ts';

/** A target of the installed game: where its files really go. */
export interface GameTarget {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly layout: Layout;
}

export interface ModdableGame {
  readonly root: string;
  readonly targets: readonly GameTarget[];
}

/** One target of the definition, whether the installed game has it yet or not. */
export interface Place {
  readonly name: string;
  readonly layout: Layout;
  readonly flatten: boolean;
  /** Folded parts of its path, one list for each spelling; none for the install folder itself. */
  readonly paths: readonly (readonly string[])[];
  /** The first of them as the definition spells it. */
  readonly spelled: readonly string[];
  /** Below the install folder. */
  readonly inGame: boolean;
  readonly accepts: Acceptance | null;
  /** Names that are only found in a mod's own folder. */
  readonly signs: readonly Mark[];
  /** Files like "any .dll": a mod's own folder unless something says otherwise. */
  readonly hints: readonly Mark[];
}

export interface GamePlaces {
  readonly places: readonly Place[];
  /** Any of these makes a folder of the archive the root of a mod. */
  readonly marks: readonly Mark[];
  /** Single files, or folders, and the parts of the path in the game that they go to. */
  readonly loose: readonly { readonly test: Glob; readonly isFolder: boolean; readonly to: readonly string[] }[];
  readonly rootFiles: readonly Glob[];
  readonly stopFiles: readonly Glob[];
  readonly stopFolders: readonly Glob[];
  readonly topLevel: readonly Glob[];
  readonly discard: readonly Glob[];
  readonly strip: readonly string[];
  /** Names of folders that say where a mod goes, so none of them is the name of a mod. */
  readonly noNames: ReadonlySet<string>;
}

/** `only`: everything goes to this target, whatever it accepts. */
export function gamePlaces(
  definition: Pick<GameDefinition, 'targets' | 'installer'>,
  game: ModdableGame,
  only?: string,
): GamePlaces {
  const { installer } = definition;
  const all = targetsByName(definition.targets, game).map(placeOf);
  const places = only === undefined ? all : all.filter(({ name }) => name === only).map(acceptingAll);
  const stops = installer?.stopPatterns ?? [];
  const topLevel = installer?.topLevelFolders ?? [];
  const loose = Object.entries(installer?.looseFiles ?? {});
  const strip = (installer?.stripPrefixes ?? []).map((prefix) => foldKey(prefix.replace(/\/$/u, '')));
  const marks = [
    ...stops,
    ...topLevel.map((folder) => `${folder}/`),
    ...(installer?.rootFiles ?? []),
    ...loose.map(([name]) => name),
    ...definition.targets.flatMap(({ unit = [] }) => unit),
    ...all.flatMap(({ paths }) => paths.flatMap(tailsOf)).map((tail) => `${tail.join('/')}/`),
  ];
  return {
    places,
    marks: [...new Set(marks)].map(markOf),
    loose: loose.map(([name, to]) => ({
      test: globOf(name.replace(/\/$/u, '')),
      isFolder: name.endsWith('/'),
      to: to.split('/').filter((part) => part !== '' && part !== '.'),
    })),
    rootFiles: only === undefined ? (installer?.rootFiles ?? []).map(globOf) : [],
    stopFiles: stops.filter((pattern) => !pattern.includes('/')).map(globOf),
    stopFolders: stops.filter((pattern) => /^[^/]+\/$/u.test(pattern)).map((pattern) => globOf(pattern.slice(0, -1))),
    topLevel: topLevel.map(globOf),
    discard: ['fomod', ...(installer?.discard ?? [])].map(globOf),
    strip,
    noNames: new Set([
      ...strip,
      ...topLevel.map(foldKey),
      ...stops.filter((pattern) => /^[^/*]+\/$/u.test(pattern)).map((pattern) => foldKey(pattern.slice(0, -1))),
      ...all.flatMap(({ paths }) => paths.flat()),
    ]),
  };
}

/** Of two definitions of one name (for two systems) the one whose path the installed target has. */
function targetsByName(targets: readonly TargetDefinition[], game: ModdableGame): readonly TargetDefinition[] {
  const chosen = new Map<string, TargetDefinition>();
  for (const target of targets) {
    const at = game.targets.find(({ name }) => name === target.name)?.path.replaceAll('\\', '/');
    const fits = at !== undefined && foldKey(at).endsWith(foldKey(target.path));
    if (!chosen.has(target.name) || fits) chosen.set(target.name, target);
  }
  return [...chosen.values()];
}

const isHint = (pattern: string): boolean => /^\*\.[^.*/]+$/u.test(pattern);

function placeOf({ name, layout, flatten, path, alternatives, root, accepts, unit = [] }: TargetDefinition): Place {
  return {
    name,
    layout,
    flatten: flatten ?? false,
    paths: [path, ...(alternatives ?? [])].filter((one) => one !== '.').map((one) => foldKey(one).split('/')),
    spelled: path === '.' ? [] : path.split('/'),
    inGame: root === undefined || root === 'game',
    accepts: accepts === undefined ? null : acceptanceOf(accepts),
    signs: unit.filter((pattern) => !isHint(pattern)).map(markOf),
    hints: unit.filter(isHint).map(markOf),
  };
}

const acceptingAll = (place: Place): Place => ({ ...place, accepts: null, flatten: false });

/** "a/b/c" → a/b/c, b/c, c. */
export const tailsOf = (parts: readonly string[]): readonly (readonly string[])[] =>
  parts.map((_, from) => parts.slice(from));

export type FindUnit = (folder: ArchiveFolder, kind: 'signs' | 'hints') => Place | null;

/** Finds the place whose mod folders look like a folder. Remembers: it is asked for every file below. */
export function unitFinder({ places }: Pick<GamePlaces, 'places'>): FindUnit {
  const known = { signs: new Map<ArchiveFolder, Place | null>(), hints: new Map<ArchiveFolder, Place | null>() };
  return (folder, kind) => {
    const before = known[kind].get(folder);
    if (before !== undefined) return before;
    const found = places.find((place) => place[kind].some((mark) => holds(folder, mark))) ?? null;
    known[kind].set(folder, found);
    return found;
  };
}
