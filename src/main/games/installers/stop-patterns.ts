/** Finds the places of an archive's files in a game with several targets, by what the game's definition says. Pure. */
import type { GameDefinition, TargetDefinition } from '../../../shared/games.ts';
import { foldKey, isRelPath, type RelPath } from '../../../shared/rel-path.ts';

export interface PlacedFile {
  /** Index into the archive's files. */
  readonly source: number;
  readonly target: string;
  readonly path: RelPath;
}

/** `unsure`: nothing in the archive says where it belongs; the names are targets it could be for. */
export type Placement =
  | { readonly kind: 'placed'; readonly files: readonly PlacedFile[] }
  | { readonly kind: 'unsure'; readonly candidates: readonly string[] };

/** `available`: names of the targets this installed game has, first one first. */
export function placeByPatterns(
  files: readonly RelPath[],
  definition: Pick<GameDefinition, 'targets' | 'installer'>,
  available: readonly string[],
): Placement {
  const targets = available.flatMap((name) => definition.targets.find((target) => target.name === name) ?? []);
  const unsure: Placement = { kind: 'unsure', candidates: targets.map(({ name }) => name) };
  const known = tree(targets);
  const root = rootOf(files, definition, known);
  if (root === null) return unsure;
  const placed: PlacedFile[] = [];
  for (const [source, path] of files.entries()) {
    if (!path.startsWith(root)) continue;
    const file = placeOf(path.slice(root.length), definition, targets, known);
    if (file === null) return unsure;
    placed.push({ source, ...file });
  }
  return placed.length === 0 ? unsure : { kind: 'placed', files: placed };
}

/** Targets below the install folder by their place there, deepest first. */
interface Known {
  readonly below: string;
  readonly target: TargetDefinition;
}

const tree = (targets: readonly TargetDefinition[]): readonly Known[] =>
  targets
    .filter(({ root }) => root === undefined || root === 'game')
    .map((target) => ({ below: target.path === '.' ? '' : `${foldKey(target.path)}/`, target }))
    .toSorted((a, b) => b.below.length - a.below.length);

/** The wrapping folders before the outermost folder that a pattern, or a place of the game, recognises. */
function rootOf(
  files: readonly RelPath[],
  { installer }: Pick<GameDefinition, 'installer'>,
  known: readonly Known[],
): string | null {
  const marks = [
    ...(installer?.stopPatterns ?? []),
    ...(installer?.topLevelFolders ?? []).map((folder) => `${folder}/`),
    ...(installer?.rootFiles ?? []),
    ...Object.keys(installer?.looseFiles ?? {}),
    ...known.flatMap(({ below }) => (below === '' ? [] : [`${below.split('/', 1)[0] ?? ''}/`])),
  ].map(matcher);
  const folders = [...new Set(files.flatMap(foldersAbove))].toSorted((a, b) => depth(a) - depth(b));
  return (
    folders.find((folder) =>
      files.some((path) => path.startsWith(folder) && marks.some((mark) => mark(path.slice(folder.length)))),
    ) ?? null
  );
}

const depth = (folder: string): number => folder.split('/').length;

/** "a/b/c" → "", "a/", "a/b/". */
const foldersAbove = (path: string): string[] => [
  '',
  ...[...path.matchAll(/\//gu)].map(({ index }) => path.slice(0, index + 1)),
];

type Place = Omit<PlacedFile, 'source'>;

function placeOf(
  path: string,
  definition: Pick<GameDefinition, 'installer'>,
  targets: readonly TargetDefinition[],
  known: readonly Known[],
): Place | null {
  const loose = path.includes('/')
    ? undefined
    : Object.entries(definition.installer?.looseFiles ?? {}).find(([name]) => matcher(name)(path));
  const inGame = loose === undefined ? path : `${loose[1]}${path}`;
  const folded = foldKey(inGame);
  const inside = known.find(
    ({ below, target }) => below !== '' && folded.startsWith(below) && accepts(target, inGame.slice(below.length)),
  );
  if (inside !== undefined) return place(inside.target, inGame.slice(inside.below.length));
  const root = known.find(({ below }) => below === '')?.target;
  const named = [...(definition.installer?.rootFiles ?? []), ...(root?.accepts ?? [])].some((name) =>
    matcher(name)(path),
  );
  if (root !== undefined && named) return place(root, path);
  if (root !== undefined && root.accepts === undefined && targets[0] === root) return place(root, inGame);
  const first = targets[0];
  return first === undefined ? null : place(first, inGame);
}

const accepts = (target: TargetDefinition, path: string): boolean =>
  target.accepts === undefined || target.accepts.some((glob) => matcher(glob)(path));

function place(target: TargetDefinition, path: string): Place | null {
  const name = target.flatten === true ? path.slice(path.lastIndexOf('/') + 1) : path;
  return isRelPath(name) ? { target: target.name, path: name } : null;
}

/** `*` stays in one folder, `**` does not; `/` at the end means a folder of that name with something in it. */
function matcher(glob: string): (path: string) => boolean {
  const source = foldKey(glob)
    .replaceAll(/[.+^${}()|\\]/gu, String.raw`\$&`)
    .replaceAll('**', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\u0000', '.*');
  const expression = new RegExp(glob.endsWith('/') ? `^${source}.` : `^${source}$`, 'u');
  return (path) => expression.test(foldKey(path));
}
