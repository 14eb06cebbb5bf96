/**
 * Versions of mods and of the game: up to three numbers that are compared as numbers. Real mods write leading zeros
 * ("1.1.02"), blanks and trailing words; a file name keeps the text as it was written.
 */
export type Version = readonly [major: number, minor: number, patch: number];

/** Missing parts are 0; what follows the numbers does not count. null: does not begin with a number. */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch] = /^\s*(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?/u.exec(text) ?? [];
  return major === undefined ? null : [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
}

/** Negative when `one` is older. */
export function compareParsed(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

/** Compares texts; one that is no version is older than any that is. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [parseVersion(one), parseVersion(other)];
  if (first !== null && second !== null) return compareParsed(first, second);
  return Number(first !== null) - Number(second !== null) || (one < other ? -1 : Number(one > other));
}

/** "2.0" out of "2.0.66" and of "0.17.45", which old mods write where two parts belong. null: no version. */
export function gameLine(text: string): string | null {
  const version = parseVersion(text);
  return version === null ? null : `${version[0]}.${version[1]}`;
}

/**
 * True when a game of version `game` loads mods made for `factorioVersion`: the first two numbers must be equal.
 * The one exception is game 1.0, which also takes mods of 0.18.
 */
export function loadsMods(game: string, factorioVersion: string): boolean {
  const [line, made] = [gameLine(game), gameLine(factorioVersion)];
  return line !== null && (line === made || (line === '1.0' && made === '0.18'));
}
