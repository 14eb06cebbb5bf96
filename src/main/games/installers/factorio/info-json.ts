/**
 * `info.json`, with which every mod says what it is, and the names of files that follow from it.
 * Source: "Mod structure" of lua-api.factorio.com.
 */
import { z } from 'zod';
import { readJson } from './tolerant-json.ts';

export interface ModInfo {
  readonly name: string;
  /** As it was written: leading zeros are part of the file's name. */
  readonly version: string;
  readonly title: string;
  readonly author: string;
  readonly description: string;
  /** "2.0"; mods that do not say are for 0.12. */
  readonly factorioVersion: string;
  /** As they were written. */
  readonly dependencies: readonly string[];
  /** What of the expansion it needs: "quality_required". */
  readonly requires: readonly string[];
}

const text = z.string().optional().catch(undefined);
const schema = z.looseObject({
  name: z.string().min(1).max(100),
  version: z.string().min(1),
  title: text,
  author: text,
  description: text,
  factorio_version: text,
  dependencies: z
    .union([z.array(z.unknown()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
});

/** null: no `info.json`, or one without a name or a version. Never throws. */
export function readInfoJson(bytes: Uint8Array): ModInfo | null {
  const { data } = schema.safeParse(readJson(bytes));
  if (data === undefined || /[/\\\p{Cc}]/u.test(data.name + data.version)) return null;
  return {
    name: data.name,
    version: data.version,
    title: data.title ?? data.name,
    author: data.author ?? '',
    description: data.description ?? '',
    factorioVersion: data.factorio_version ?? '0.12',
    // Nothing said means the game itself; an empty list means nothing at all.
    dependencies: (data.dependencies ?? ['base']).filter((one) => typeof one === 'string'),
    requires: Object.keys(data).filter((key) => key.endsWith('_required') && data[key] === true),
  };
}

/** The name under which the game finds a mod. */
export const modFileName = ({ name, version }: Pick<ModInfo, 'name' | 'version'>): string => `${name}_${version}.zip`;

export interface NamedFile {
  readonly name: string;
  readonly version: string;
}

/** Splits at the last underscore: names hold underscores themselves. Also for unpacked folders. null: no mod's name. */
export function splitModFileName(fileName: string): NamedFile | null {
  const [, name, version] = /^(.+)_(\d+(?:\.\d+){1,2})(?:\.zip)?$/iu.exec(fileName) ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}

/** The `info.json` among the paths of an archive: in its one top folder, whatever that is called. null: no mod. */
export function infoJsonIn(paths: readonly string[]): string | null {
  const tops = new Set(paths.map((path) => path.split('/', 1)[0]));
  const found = paths.filter((path) => /^[^/]+\/info\.json$/u.test(path));
  return tops.size === 1 && found.length === 1 ? (found[0] ?? null) : null;
}

export type ModArchiveVerdict =
  | { readonly kind: 'mod'; readonly info: ModInfo; readonly fileName: string }
  | { readonly kind: 'not-a-mod'; readonly why: string };

/** Judges an archive before it goes to the mods folder. `expected`: what was asked for; null: whatever it is. */
export function judgeModArchive(info: ModInfo | null, expected: NamedFile | null): ModArchiveVerdict {
  if (info === null) return { kind: 'not-a-mod', why: 'It has no info.json with a name and a version.' };
  const same = expected === null || (info.name === expected.name && info.version.trim() === expected.version.trim());
  return same
    ? { kind: 'mod', info, fileName: modFileName(info) }
    : { kind: 'not-a-mod', why: `It says that it is ${info.name} ${info.version}.` };
}
