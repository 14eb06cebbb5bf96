/**
 * Packages of Source 2: the game loads `pak01_dir.vpk` to `pak99_dir.vpk` of a folder and nothing else, so every mod
 * needs a number of its own, whatever its author called the file. Pure.
 */
import { foldKey, relPath, type RelPath } from '../../../shared/rel-path.ts';

export const mostPackages = 99;

/** The game counts these; whatever else lies beside them keeps its name. */
export const isPackage = (name: string): boolean => foldKey(name).endsWith('.vpk');

/** The number in a name like "pak07_dir.vpk" or "pak07_001.vpk"; null: none. */
export function packageNumber(name: string): number | null {
  const [, digits] = /^pak(\d\d)_(?:dir|\d{3})\.vpk$/u.exec(foldKey(name)) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** What stays the same whichever number a package has: "pak07_dir.vpk" is the directory of some package. */
export const nameWithoutNumber = (name: string): string =>
  foldKey(name).replace(/^pak\d\d(?=_(?:dir|\d{3})\.vpk$)/u, 'pak');

/**
 * The name each file gets. Parts of one package share a number. `own`: numbers the mod has already, used first;
 * `taken`: those of others. null: there are not enough.
 */
export function numberPackages(
  names: readonly RelPath[],
  own: readonly number[],
  taken: ReadonlySet<number>,
): readonly RelPath[] | null {
  const all = Array.from({ length: mostPackages }, (_, index) => index + 1);
  const free = [...new Set([...own, ...all])].filter((number) => !taken.has(number));
  const given = new Map<string, number>();
  const numbered: RelPath[] = [];
  for (const name of names) {
    const [, stem = '', part] = /^(.*?)(?:_(dir|\d{3}))?\.vpk$/u.exec(foldKey(name)) ?? [];
    // `foo.vpk` is a whole package, `foo_dir.vpk` the directory of another.
    const key = `${stem}/${part === undefined ? 'whole' : 'parts'}`;
    const number = given.get(key) ?? free.shift();
    if (number === undefined) return null;
    given.set(key, number);
    numbered.push(relPath(`pak${String(number).padStart(2, '0')}_${part ?? 'dir'}.vpk`));
  }
  return numbered;
}
