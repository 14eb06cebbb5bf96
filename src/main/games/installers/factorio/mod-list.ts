/**
 * `mod-list.json`, in which the game keeps what is switched on. Pure: bytes in, bytes out. What is not ours stays as it
 * is, in its order. Only to be written while the game does not run: it writes the file anew when it ends.
 */
import { z } from 'zod';
import { readJson } from './tolerant-json.ts';

export interface ListedMod {
  readonly name: string;
  readonly enabled: boolean;
  /** The one version that is loaded; null: the newest that is there. */
  readonly version: string | null;
}

export interface ModList {
  readonly mods: readonly ListedMod[];
  /** The text was no list of mods; the game begins a new one then, and so do we. */
  readonly damaged: boolean;
}

const entrySchema = z.object({
  name: z.string().min(1),
  enabled: z.boolean().catch(true),
  version: z.string().optional().catch(undefined),
});

type Entry = z.output<typeof entrySchema>;

/** As it was parsed, so that nothing moves. */
type RawList = { readonly mods: readonly unknown[] };

function listIn(bytes: Uint8Array): RawList | null {
  const list = readJson(bytes);
  return typeof list === 'object' && list !== null && 'mods' in list && Array.isArray(list.mods)
    ? (list as RawList)
    : null;
}

/** Never throws. Entries without a name are left out. */
export function readModList(bytes: Uint8Array): ModList {
  const list = listIn(bytes);
  const mods = (list?.mods ?? []).flatMap((entry) => {
    const mod = entrySchema.safeParse(entry).data;
    return mod === undefined ? [] : [{ name: mod.name, enabled: mod.enabled, version: mod.version ?? null }];
  });
  return { mods, damaged: list === null };
}

/** Comes with the game and has to stay on. */
const base = 'base';
/** Come with the game as well: they may be off, but their entries stay. Source: the game's own folder of data. */
const builtIn: ReadonlySet<string> = new Set([base, 'core', 'elevated-rails', 'quality', 'space-age', 'recycler']);

/**
 * The list with our mods in it and the removed ones gone. Fields and entries that we do not know, their order, and what
 * the player switched on or off among other mods stay as they are. A version pins a mod, so that a newer file that lies
 * beside ours is not loaded in its place; without one, a pin that is there stays. Doing it twice changes nothing more.
 */
export function mergeModList(
  current: Uint8Array | null,
  mods: readonly ListedMod[],
  removed: readonly string[],
): Uint8Array {
  const list = (current === null ? null : listIn(current)) ?? { mods: [] };
  const ours = new Map(mods.filter(({ name }) => name !== base).map((mod) => [mod.name, mod]));
  const dropped = new Set(removed.filter((name) => !ours.has(name) && !builtIn.has(name)));
  const kept = list.mods.flatMap((entry) => {
    const known = entrySchema.safeParse(entry).data;
    if (known === undefined) return [entry];
    if (dropped.has(known.name)) return [];
    return [mergedEntry(entry, known, ours.get(known.name))];
  });
  const present = new Set(kept.flatMap((entry) => entrySchema.safeParse(entry).data?.name ?? []));
  const start = present.has(base) ? [] : [{ name: base, enabled: true }];
  const added = [...ours.values()].filter(({ name }) => !present.has(name)).map(newEntry);
  return new TextEncoder().encode(`${written({ ...list, mods: [...start, ...kept, ...added] }, '')}\n`);
}

function mergedEntry(entry: unknown, known: Entry, ours: ListedMod | undefined): unknown {
  const original = entry as Readonly<Record<string, unknown>>;
  if (known.name === base) return known.enabled ? entry : { ...original, enabled: true };
  if (ours === undefined) return entry;
  return { ...original, enabled: ours.enabled, ...pin(ours) };
}

const newEntry = (mod: ListedMod): object => ({ name: mod.name, enabled: mod.enabled, ...pin(mod) });

const pin = ({ version }: ListedMod): object => (version === null ? {} : { version });

/** As the game writes: two blanks a level, and what a name holds begins on a line of its own. */
function written(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const lines = Array.isArray(value)
    ? value.map((item) => inner + written(item, inner))
    : Object.entries(value).map(([name, held]) => `${inner}${JSON.stringify(name)}:${apart(held, inner)}`);
  return lines.length === 0 ? open + close : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

const apart = (value: unknown, indent: string): string =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? `\n${indent}${written(value, indent)}`
    : ` ${written(value, indent)}`;
