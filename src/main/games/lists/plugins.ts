/**
 * `plugins.txt` of the games by Bethesda: one file name a line, in Latin-1, in the order they are loaded; "#" begins a
 * comment. From Skyrim Special Edition on the plugins that are loaded have a star, before that the list names no others.
 * The game's own plugins, and those of its `.ccc` file, are loaded without being named. A plugin that stands before one
 * of its masters ends the game at its start. Pure.
 * Source: Vortex, gamebryo-plugin-management (gameSupport.ts, PluginPersistor.ts).
 */
import { baseName, foldKey } from '../../../shared/rel-path.ts';
import { arrange, type ListItem } from './arrange.ts';
import { isText, linesOf, textOf } from './byte-lines.ts';
import type { ListChange, ListedMod, ListKind, ModFile } from './list-format.ts';
import { readTes4Header } from './tes4-header.ts';

/** Masters are loaded before all others; by its name one can be told that has no flag for it. */
const [master, other] = [0, 1];
const rankOf = (name: string): number => (/\.es[lm]$/iu.test(name) ? master : other);

// oxlint-disable-next-line no-control-regex -- the encoding ends there
const isLatin1 = (name: string): boolean => /^[\u0020-\u00FF]+$/u.test(name);

function modOf(file: Pick<ModFile, 'path' | 'readPart' | 'size'>): ListedMod | null {
  const text = baseName(file.path).normalize('NFC');
  if (!isLatin1(text)) return null;
  const header = readTes4Header(file);
  const rank = header?.isMaster === true ? master : rankOf(text);
  return { id: foldKey(text), text, rank, after: (header?.masters ?? []).map((name) => foldKey(name)) };
}

const plugins = (star: '*' | ''): ListKind => ({
  knownBy: { ending: /\.es[lmp]$/u },
  modOf,
  merge: (current, change) => merge(current, change, star),
  isSound: isText,
  begins: true,
});

export const starredPlugins = plugins('*');
export const plainPlugins = plugins('');

/** Plugins that are on a list with stars and have none, folded. */
export const pluginsWithoutStar = (list: Uint8Array): ReadonlySet<string> =>
  new Set(
    linesOf(textOf(list)).flatMap((line) => {
      const name = nameIn(line);
      return name === null || line.trim().startsWith('*') ? [] : [foldKey(name)];
    }),
  );

function merge(current: Uint8Array | null, change: ListChange, star: '*' | ''): Uint8Array | null {
  if (current !== null && !isText(current)) return current;
  const text = current === null ? '' : textOf(current);
  const marked = text.startsWith(byteOrderMark);
  const body = marked ? text.slice(byteOrderMark.length) : text;
  const written = (name: string): string => (marked ? Buffer.from(name, 'utf8').toString('latin1') : name);
  const items = linesOf(body).map((line) => itemOf(line, marked));
  const arranged = arrange(items, change, {
    add: ({ text: name }) => `${star}${written(name)}`,
    switchOn: ({ chunk }) => (star === '' || chunk.trim().startsWith('*') ? chunk : chunk.replace(/\S/u, '*$&')),
  });
  if (current === null && arranged.length === 0) return null;
  const lines = arranged.map(({ chunk }) => chunk);
  return Buffer.from((marked ? byteOrderMark : '') + joined(lines, body), 'latin1');
}

/** Of UTF-8, as it looks in Latin-1: some editors add it. */
const byteOrderMark = '\u00EF\u00BB\u00BF';

function nameIn(line: string): string | null {
  const name = line.trim().replace(/^\*/u, '').trim();
  return name === '' || line.trim().startsWith('#') ? null : name;
}

function itemOf(line: string, marked: boolean): ListItem {
  const found = nameIn(line);
  const name = found !== null && marked ? Buffer.from(found, 'latin1').toString('utf8') : found;
  return { id: name === null ? null : foldKey(name), rank: rankOf(name ?? ''), chunk: line };
}

/** Every line has an ending, the last one if the last one had. */
function joined(lines: readonly string[], before: string): string {
  const ending = before === '' || before.includes('\r\n') ? '\r\n' : '\n';
  const ended = before === '' || /[\r\n]$/u.test(before);
  return lines
    .map((line, index) => {
      const has = /[\r\n]$/u.test(line);
      if (index === lines.length - 1 && !ended) return line.replace(/[\r\n]+$/u, '');
      return has ? line : line + ending;
    })
    .join('');
}
