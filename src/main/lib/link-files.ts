/** Gives very many files another name each, in helper threads. */
import { inHelpers, worthFiles, type HelperWork } from './helper-threads.ts';

export interface FileToLink {
  readonly from: string;
  readonly to: string;
}

/** Answers what it left to the caller: what was refused, or all of it where it is too little to start threads for. */
export function linkFiles<T extends FileToLink>(items: readonly T[]): readonly T[] {
  if (items.length < worthFiles) return items;
  const left: T[] = [];
  let at = 0;
  for (const [, linked] of inHelpers(linking, pathsOf(items))) {
    const item = items[at];
    if (linked === null && item !== undefined) left.push(item);
    at += 1;
  }
  return left;
}

function* pathsOf(items: readonly FileToLink[]): Generator<[string, string]> {
  for (const { from, to } of items) yield [from, to];
}

const linking: HelperWork<[from: string, to: string], true> = {
  sizeOf: () => 0,
  writes: true,
  start: () => {
    const { linkSync } = process.getBuiltinModule('node:fs');
    return ([from, to]) => {
      linkSync(from, to);
      return true;
    };
  },
};
