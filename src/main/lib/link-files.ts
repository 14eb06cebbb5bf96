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
  for (const [item, linked] of inHelpers(linking, items)) if (linked === null) left.push(item);
  return left;
}

const linking: HelperWork<FileToLink, readonly [from: string, to: string], true> = {
  messageOf: ({ from, to }) => [from, to],
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
