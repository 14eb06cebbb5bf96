/**
 * `AppConfig.json` of Reloaded II: `EnabledMods` names the mods of one game that are loaded, in their order, by the
 * `ModId` of their `ModConfig.json`. `SortedMods` of newer versions is for the loader to fill. Pure.
 * Source: Reloaded II, IApplicationConfigV1.
 */
import { z } from 'zod';
import { arrange, type ListItem } from './arrange.ts';
import { listSpan } from './json-span.ts';
import { listText, type ListChange, type ListKind, type ListedMod, type ModFile } from './list-format.ts';

const configSchema = z.object({ EnabledMods: z.array(z.string()) });
const modSchema = z.object({ ModId: z.string().min(1).max(200) });
const largestManifest = 1024 ** 2;
const mark = '\uFEFF';

function modOf(file: Pick<ModFile, 'read'>): ListedMod | null {
  const bytes = file.read(largestManifest);
  const id = bytes === null ? undefined : modSchema.safeParse(parse(bytes)).data?.ModId;
  return id === undefined ? null : { id, text: id, rank: 0 };
}

interface Config {
  readonly before: string;
  readonly items: readonly ListItem[];
  readonly after: string;
  /** What stands before a new entry. */
  readonly lead: string;
  /** What stands before the closing bracket. */
  readonly tail: string;
}

function read(bytes: Uint8Array): Config | null {
  const text = listText(bytes);
  const mods = text === null ? undefined : configSchema.safeParse(parse(bytes)).data?.EnabledMods;
  const span = text === null || mods === undefined ? null : listSpan(text, 'EnabledMods');
  if (text === null || span === null) return null;
  const inner = text.slice(span.start + 1, span.end - 1);
  const tail = /\s*$/u.exec(inner)?.[0] ?? '';
  // Entries are plain texts, so each of them is one token.
  const items = [...inner.slice(0, inner.length - tail.length).matchAll(/\s*("(?:[^"\\]|\\.)*")\s*/gu)].map(
    ([chunk, token = '""']): ListItem => ({ id: String(JSON.parse(token)), rank: 0, chunk }),
  );
  // A member that is there twice: the last one counts, and this would be the first.
  if (items.length !== mods?.length || items.some(({ id }, index) => id !== mods[index])) return null;
  const parts = { before: text.slice(0, span.start + 1), items, after: text.slice(span.end - 1) };
  const [first] = items;
  if (first !== undefined) return { ...parts, tail, lead: /^\s+/u.exec(first.chunk)?.[0] ?? ' ' };
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /\n([^\S\n]*)"EnabledMods"/u.exec(text)?.[1];
  if (indent === undefined) return { ...parts, tail: '', lead: '' };
  return { ...parts, tail: ending + indent, lead: ending + indent.repeat(2) };
}

function merge(current: Uint8Array | null, change: ListChange): Uint8Array | null {
  const config = current === null ? null : read(current);
  if (config === null) return current;
  const { before, after, lead, tail } = config;
  const items = arrange(config.items, change, {
    add: ({ text }) => lead + JSON.stringify(text),
    switchOn: ({ chunk }) => chunk,
  });
  const same =
    items.length === config.items.length && items.every((item, index) => item.chunk === config.items[index]?.chunk);
  if (same) return current;
  const inner = items.map(({ chunk }) => chunk).join(',');
  return new TextEncoder().encode(before + inner + (items.length === 0 ? '' : tail) + after);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse((listText(bytes) ?? '').replace(mark, ''));
  } catch {
    return null;
  }
}

export const reloadedAppConfig: ListKind = {
  knownBy: { inFolder: 'modconfig.json' },
  modOf,
  merge,
  isSound: (current) => read(current) !== null,
  // Reloaded makes it when the game is added to it.
  begins: false,
};
