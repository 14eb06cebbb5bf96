/** A provider out of a few tables, for tests of what is done with its answers. */
import type {
  FileRef,
  InstalledFile,
  LibraryEntry,
  ModFile,
  ModRef,
  ProviderId,
  Requirement,
  UpdateCheck,
} from '../../src/shared/model.ts';
import type { FeedPage, Provider, SearchQuery } from '../../src/main/providers/provider.ts';
import type { ModPage } from '../../src/shared/model.ts';
import { fileReference } from '../../src/shared/references.ts';
import type { EntryId, Sha256 } from '../../src/shared/ids.ts';
import { quoted } from '../../src/shared/saying.ts';
import { someMod } from './mods.ts';

export interface SmallMod {
  readonly files: readonly ModFile[];
  readonly needs?: Readonly<Record<string, readonly Requirement[]>>;
}

export interface SmallProvider {
  readonly id?: ProviderId;
  readonly search?: (query: SearchQuery, signal: AbortSignal) => Promise<ModPage>;
  readonly feed?: (game: string, cursor: string | null, signal: AbortSignal) => Promise<FeedPage>;
  readonly updates?: (installed: readonly InstalledFile[]) => Promise<readonly UpdateCheck[]>;
  /** By name; a mod is named like its page. */
  readonly mods?: Readonly<Record<string, SmallMod>>;
}

const nothing = { mods: [], next: null } as const;

export function smallProvider(tables: SmallProvider): Provider {
  const id = tables.id ?? 'factorio';
  const mods = tables.mods ?? {};
  const filesOf = (name: string): readonly ModFile[] => mods[name]?.files ?? [];
  return {
    id,
    name: id,
    sorts: ['relevance', 'updated', 'name'],
    search: tables.search ?? (async () => ({ ...nothing, total: null })),
    feed: tables.feed ?? (async () => nothing),
    categories: async () => [],
    games: async () => [],
    details: async (ref) => {
      if (mods[ref.id] === undefined) return { kind: 'gone', why: quoted(`${ref.id} was removed.`) };
      const page = { description: [], gallery: [], license: null, createdAt: null, unavailable: null };
      return {
        kind: 'found',
        value: { ...someMod(ref.id, ref.id, { provider: id }), ...page, files: filesOf(ref.id) },
      };
    },
    changelog: async () => [],
    requirements: async (file) => {
      if (file.provider !== 'factorio') return [];
      return mods[file.name]?.needs?.[file.version] ?? [];
    },
    checkUpdates: tables.updates ?? (async (installed) => installed.map(() => ({ kind: 'current' }))),
    resolve: async () => ({ kind: 'gone', why: quoted('There is nothing to fetch here.') }),
    parseFileRef: () => null,
    parseModRef: () => null,
    signIn: null,
    approve: null,
  };
}

export const smallRef = (name: string, version: string): FileRef => ({
  provider: 'factorio',
  name,
  version,
  sha1: '0'.repeat(40),
});

export const smallFile = (name: string, version: string, more: Partial<ModFile> = {}): ModFile => ({
  ref: smallRef(name, version),
  name: `${name}_${version}.zip`,
  size: 1_000,
  version,
  description: '',
  uploadedAt: null,
  downloads: null,
  archived: false,
  group: null,
  gameVersion: null,
  scan: 'unknown',
  warnings: [],
  md5: null,
  sha1: null,
  sha256: null,
  ...more,
});

/** A mod with one file for each version, which need what is said. */
export const smallMod = (name: string, versions: Readonly<Record<string, readonly Requirement[]>>): SmallMod => ({
  files: Object.keys(versions).map((version) => smallFile(name, version)),
  needs: versions,
});

export const requires = (name: string, more: Partial<Requirement> = {}): Requirement => ({
  kind: 'required',
  name,
  modRef: { provider: 'factorio', id: name },
  file: null,
  versions: null,
  oneOf: null,
  unordered: false,
  note: '',
  url: null,
  ...more,
});

export function libraryEntry(
  name: string,
  ref: FileRef | null,
  more: { readonly enabled?: boolean; readonly pinned?: boolean; readonly manifest?: string } = {},
): LibraryEntry {
  const modRef: ModRef | null = ref?.provider === 'factorio' ? { provider: 'factorio', id: ref.name } : null;
  return {
    id: `entry-${name}` as EntryId,
    name,
    enabled: more.enabled ?? true,
    manifest: (more.manifest ?? 'a'.repeat(64)) as Sha256,
    archive: null,
    provenance: {
      ref,
      modRef,
      fileName: ref === null ? `${name}.zip` : fileReference(ref),
      version: ref?.provider === 'factorio' ? ref.version : null,
      author: null,
      pageUrl: null,
      image: null,
      category: null,
      rating: 'safe',
      uploadedAt: null,
      gameVersion: null,
    },
    installedAt: 0,
    pinned: more.pinned ?? false,
    kind: 'mod',
    files: 1,
    size: 1,
    note: '',
  };
}
