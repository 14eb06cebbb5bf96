/**
 * `Mods/blacklist.txt` of Everest, the mod loader of Celeste: names of files and folders that are not loaded, one a line,
 * "#" begins a comment. Everest loads all others, so ours are only ever taken off. Pure.
 */
import { baseName, foldKey } from '../../../shared/rel-path.ts';
import { isText, linesOf, textOf } from './byte-lines.ts';
import type { ListChange, ListKind } from './list-format.ts';

function merge(current: Uint8Array | null, { ours, fresh }: ListChange): Uint8Array | null {
  if (current === null || !isText(current)) return current;
  const on = new Set(ours.flatMap(({ id }) => (fresh.has(id) ? [id] : [])));
  // What the encoding makes of a line only matters for comparing it.
  const lines = linesOf(textOf(current));
  const kept = lines.filter((line) => !on.has(foldKey(Buffer.from(line, 'latin1').toString('utf8').trim())));
  return kept.length === lines.length ? current : Buffer.from(kept.join(''), 'latin1');
}

export const celesteBlacklist: ListKind = {
  knownBy: { ending: /\.zip$/u },
  modOf: ({ path }) => ({ id: foldKey(path), text: baseName(path), rank: 0 }),
  merge,
  isSound: isText,
  // Without it everything is loaded.
  begins: true,
};
