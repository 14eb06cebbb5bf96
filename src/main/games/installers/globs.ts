/**
 * The patterns of game definitions: names compared without case. `*` and `?` stay in one folder, `**` does not. Tests
 * take text that went through `foldKey`.
 */
import { foldKey } from '../../../shared/rel-path.ts';

export type Glob = (folded: string) => boolean;

/** For one name, or for a whole path with `/`. */
export function globOf(pattern: string): Glob {
  const source = foldKey(pattern)
    .replaceAll(/[.+^${}()|\\]/gu, String.raw`\$&`)
    .replaceAll('**', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\u0000', '.*');
  const expression = new RegExp(`^${source}$`, 'u');
  return (folded) => expression.test(folded);
}

/** Whether a list of patterns accepts a path, and how exactly it names it: 3 by name, 2 by folder, 1 by ending, 0 not. */
export interface Acceptance {
  /** `anywhere`: a pattern without a slash is about the file's name, whatever folder it is in. */
  readonly rank: (folded: string, anywhere: boolean) => number;
}

export function acceptanceOf(patterns: readonly string[]): Acceptance {
  const globs = patterns.map((pattern) => {
    const inFolder = pattern.includes('/');
    return { test: globOf(pattern), inFolder, rank: inFolder ? 2 : /[*?[]/u.test(pattern) ? 1 : 3 };
  });
  return {
    rank: (folded, anywhere) => {
      const name = folded.slice(folded.lastIndexOf('/') + 1);
      const matching = globs.filter(({ test, inFolder }) => test(!inFolder && anywhere ? name : folded));
      return Math.max(0, ...matching.map(({ rank }) => rank));
    },
  };
}
