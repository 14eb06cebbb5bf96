/**
 * `Mods/blacklist.txt` of Everest, the mod loader of Celeste: names of files and folders that are not loaded, one a line,
 * "#" begins a comment. Everest loads all others, so ours are only ever taken off. Pure.
 */
import { baseName, foldKey } from '../../../shared/rel-path.ts';
import { maxListBytes, type ListChange, type ListKind } from './list-format.ts';

const isSound = (current: Uint8Array): boolean => current.byteLength <= maxListBytes && !current.includes(0);

function merge(current: Uint8Array | null, { ours, fresh }: ListChange): Uint8Array | null {
  if (current === null || !isSound(current)) return current;
  const on = new Set(ours.flatMap(({ id }) => (fresh.has(id) ? [id] : [])));
  // One byte is one character here: what the encoding makes of a line only matters for comparing it.
  const text = Buffer.from(current).toString('latin1');
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/gu) ?? [];
  const kept = lines.filter((line) => !on.has(foldKey(Buffer.from(line, 'latin1').toString('utf8').trim())));
  return kept.length === lines.length ? current : Buffer.from(kept.join(''), 'latin1');
}

export const celesteBlacklist: ListKind = {
  knownBy: { ending: /\.zip$/u },
  modOf: ({ path }) => ({ id: foldKey(path), text: baseName(path), rank: 0 }),
  merge,
  isSound,
  // Without it everything is loaded.
  begins: true,
};
