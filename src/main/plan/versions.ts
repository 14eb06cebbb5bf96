/** Versions as mod authors write them. Pure. */

/** The numbers of a version: "v1.2.0-beta" → [1, 2, 0]. null: it has none. */
export function versionNumbers(text: string): readonly number[] | null {
  const match = /\d+(?:\.\d+)*/u.exec(text);
  return match === null ? null : match[0].split('.').map(Number);
}

/** Below zero when `a` is older. Missing parts count as zero: 1.2 is 1.2.0. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** False also where nobody can tell. */
export function isOlder(version: string | null, than: string | null): boolean {
  const a = version === null ? null : versionNumbers(version);
  const b = than === null ? null : versionNumbers(than);
  return a !== null && b !== null && compareVersions(a, b) < 0;
}

/**
 * Whether a version meets a rule as providers write it: ">= 1.2.0", "< 2", several of them. null: nobody can tell,
 * because the version or the rule is in words of its author.
 */
export function versionFits(version: string | null, rule: string | null): boolean | null {
  if (rule === null || rule.trim() === '') return true;
  if (version === null) return null;
  const numbers = versionNumbers(version);
  const parts = [...rule.matchAll(/(<=|>=|=|<|>)\s*v?(\d+(?:\.\d+)*)/gu)];
  if (parts.length === 0) return version.trim() === rule.trim() ? true : null;
  if (numbers === null) return null;
  return parts.every(([, operator = '', wanted = '']) =>
    holds(operator, compareVersions(numbers, versionParts(wanted))),
  );
}

const versionParts = (text: string): readonly number[] => text.split('.').map(Number);

function holds(operator: string, difference: number): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    default:
      return difference === 0;
  }
}
