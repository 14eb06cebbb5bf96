/**
 * A long list that is told once and followed after that: what became of it is told as parts, each a stretch of the list
 * as it was or items that are new. Whatever happened to it, removals and moves included, ends in the very same list.
 */

/** `[from, count]` of the list before, or items that were not in it, or not like this. */
export type ListPart<T> = readonly [from: number, count: number] | { readonly put: readonly T[] };

/** Items are the same when they are the same objects: whoever makes the lists keeps those of what did not change. */
export function partsBetween<T extends object>(before: readonly T[], after: readonly T[]): readonly ListPart<T>[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return [
    ...stretch(0, head),
    ...middleParts(before, after.slice(head, after.length - tail), head, before.length - tail),
    ...stretch(before.length - tail, tail),
  ];
}

const stretch = (from: number, count: number): readonly (readonly [number, number])[] =>
  count === 0 ? [] : [[from, count]];

/** Only what is between the places `from` and `to` of `before` is looked for: most changes touch a few items. */
function middleParts<T extends object>(
  before: readonly T[],
  middle: readonly T[],
  from: number,
  to: number,
): readonly ListPart<T>[] {
  const places = new Map<T, number>();
  for (let place = from; place < to; place += 1) places.set(before[place] as T, place);
  const parts: ([from: number, count: number] | { readonly put: T[] })[] = [];
  for (const item of middle) {
    const place = places.get(item);
    const last = parts.at(-1);
    if (place === undefined) {
      if (last !== undefined && 'put' in last) last.put.push(item);
      else parts.push({ put: [item] });
    } else if (last !== undefined && !('put' in last) && last[0] + last[1] === place) last[1] += 1;
    else parts.push([place, 1]);
  }
  return parts;
}

/** The list after. null when the parts are not of this list. */
export function joinParts<T>(before: readonly T[], parts: readonly ListPart<T>[]): readonly T[] | null {
  const after: T[] = [];
  for (const part of parts) {
    if ('put' in part) {
      for (const item of part.put) after.push(item);
      continue;
    }
    const [from, count] = part;
    if (from < 0 || count < 0 || from + count > before.length) return null;
    for (let place = from; place < from + count; place += 1) after.push(before[place] as T);
  }
  return after;
}

/** `after` with the objects of `before` where nothing about them changed. */
export function keepSame<T extends object>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string | number,
  isSame: (a: T, b: T) => boolean,
): readonly T[] {
  const known = new Map(before.map((item) => [keyOf(item), item]));
  return after.map((item) => {
    const old = known.get(keyOf(item));
    return old !== undefined && isSame(old, item) ? old : item;
  });
}

export const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, place) => item === b[place]);
