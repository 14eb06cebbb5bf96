/**
 * A loadout as a text that another player can import: what is in it, in which order, and where each file comes from. It
 * holds no files. What an import fetches is believed only when it is byte for byte what was shared.
 */
import { z } from 'zod';
import { LoadstoneError } from '../../shared/errors.ts';
import { isSha256, type EntryId, type GameId, type Sha256 } from '../../shared/ids.ts';
import { fileRefSchema } from '../../shared/ipc/inputs.ts';
import type { ChangeOutcome, FileRef, Provenance } from '../../shared/model.ts';
import type { Imported, ImportPlan } from '../../shared/share.ts';
import { isRelPath, type RelPath } from '../../shared/rel-path.ts';
import { hashFile, removeFile } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import type { ManifestOrigin } from '../registry/content.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout, entryRow } from './change-loadout.ts';
import type { ChooseRequest } from './choose-winner.ts';
import { requireGame } from './engine.ts';
import type { FetchedMod } from './fetch-mod-file.ts';
import type { InstallRequest } from './install-mod.ts';
import { provenanceOfNothing } from './record-names.ts';

const format = 1;
const text = (max: number) => z.string().max(max);
const sha256 = z.custom<Sha256>((value) => typeof value === 'string' && isSha256(value), 'not a sha256');
const relPath = z.custom<RelPath>((value) => typeof value === 'string' && isRelPath(value), 'not a relative path');

const sharedMod = z.object({
  name: text(300).min(1),
  version: text(200).nullable(),
  enabled: z.boolean(),
  pinned: z.boolean(),
  fileName: text(300),
  /** Of the download. */
  sha256: sha256.nullable(),
  file: fileRefSchema.nullable(),
  pageUrl: z
    .url({ protocol: /^https$/u })
    .max(2_000)
    .nullable()
    .catch(null),
  target: text(200).optional(),
  choices: z.record(text(500), z.array(text(500))).optional(),
});

const schema = z.object({
  loadstone: z.literal(format),
  name: text(100),
  game: z.object({ definition: text(100), name: text(200) }),
  mods: z.array(sharedMod).max(10_000),
  /** `mod` counts from 0 in `mods`; null: nobody provides it. */
  winners: z
    .array(z.object({ target: text(200), path: relPath, folder: z.boolean(), mod: z.int().min(0).nullable() }))
    .max(100_000),
});

export type SharedLoadout = z.output<typeof schema>;
type SharedMod = SharedLoadout['mods'][number];

export interface Exported {
  readonly loadout: SharedLoadout;
  /** What nobody else can fetch: archives from the player's own disk, own changes, adopted files. */
  readonly leftOut: readonly string[];
}

/** The loadout that is deployed now. */
export function exportLoadout(registry: Registry, gameId: GameId): Exported {
  const game = requireGame(registry, gameId);
  const loadout = currentLoadout(registry, game);
  const profile = registry.profiles.list(gameId).find((row) => row.id === loadout.profile);
  const rows = loadout.items.map((item) => ({ item, row: entryRow(registry, item) }));
  const shared = rows.filter(({ row }) => row.kind === 'mod' && row.provenance.ref !== null);
  const places = new Map<EntryId, number>(shared.map(({ item }, place) => [item.entry, place]));
  return {
    loadout: {
      loadstone: format,
      name: profile?.name ?? game.name,
      game: { definition: game.definition, name: game.name },
      mods: shared.map(({ item, row }) => {
        const { id, archive } = registry.content.requireManifest(item.manifest);
        const { fileName, version, pageUrl, ref } = row.provenance;
        const { enabled, pinned } = item;
        const own = { name: row.name, version, enabled, pinned, fileName, pageUrl, file: ref };
        return { ...own, sha256: archive ?? wholeFile(registry, id), ...originOf(registry.content.originOf(id)) };
      }),
      winners: loadout.choices.flatMap(({ entry, target, path, folder }) => {
        const mod = entry === null ? null : places.get(entry);
        return mod === undefined ? [] : [{ target, path, folder, mod }];
      }),
    },
    leftOut: rows.filter((one) => !shared.includes(one)).map(({ row }) => row.name),
  };
}

/** A mod that is deployed as it was downloaded is its one file. */
function wholeFile({ content }: Registry, manifestId: number): Sha256 | null {
  const [file, another] = content.filesOf(manifestId);
  return file === undefined || another !== undefined ? null : content.blobById(file.blobId).hash;
}

const originOf = ({ target, choices }: ManifestOrigin): Pick<SharedMod, 'target' | 'choices'> => ({
  ...(target === undefined ? {} : { target }),
  ...(choices === undefined
    ? {}
    : { choices: Object.fromEntries(Object.entries(choices).map(([name, picked]) => [name, [...picked]])) }),
});

/** Throws `invalid_input` for anything that is no shared loadout of this format. */
export function readSharedLoadout(given: string): SharedLoadout {
  const parsed = schema.safeParse(jsonOf(given));
  if (parsed.success) return parsed.data;
  throw new LoadstoneError(
    'invalid_input',
    'This is not a loadout that Loadstone has shared, or a newer Loadstone has.',
    'Export it again, and take the whole text.',
  );
}

function jsonOf(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return null;
  }
}

export function planImport(registry: Registry, gameId: GameId, shared: SharedLoadout): ImportPlan {
  const game = requireGame(registry, gameId);
  return {
    name: shared.name,
    sameGame: isSameGame(game, shared),
    mods: shared.mods.map((mod) => ({ name: mod.name, version: mod.version, status: statusOf(registry, mod) })),
  };
}

const isSameGame = (game: GameRow, { game: wanted }: SharedLoadout): boolean =>
  wanted.definition === 'custom' ? game.name === wanted.name : game.definition === wanted.definition;

function statusOf({ content }: Registry, { sha256: hash, file }: SharedMod): ImportPlan['mods'][number]['status'] {
  if (hash !== null && content.hasArchive(hash)) return 'in-store';
  return file === null ? 'cannot-fetch' : 'to-fetch';
}

/** The verbs an import is made of; where they run is not its business. */
export interface ImportDeps {
  readonly registry: Registry;
  readonly archivePath: (hash: Sha256) => string;
  readonly fetch: (file: FileRef) => Promise<FetchedMod>;
  readonly install: (request: InstallRequest) => Promise<ChangeOutcome>;
  readonly createProfile: (name: string) => Promise<unknown>;
  readonly switchProfile: (name: string) => Promise<ChangeOutcome>;
  readonly setEnabled: (entries: readonly EntryId[], enabled: boolean) => Promise<unknown>;
  readonly setPinned: (entries: readonly EntryId[]) => Promise<unknown>;
  readonly choose: (request: Omit<ChooseRequest, 'gameId'>) => Promise<unknown>;
}

/** Into a profile of its own, so that nothing of the player's loadout is touched. */
export async function importLoadout(deps: ImportDeps, gameId: GameId, shared: SharedLoadout): Promise<Imported> {
  const game = requireGame(deps.registry, gameId);
  if (!isSameGame(game, shared))
    throw new LoadstoneError(
      'invalid_input',
      `This loadout is for ${shared.game.name}, not for ${game.name}.`,
      'Import it into the game it was made for.',
    );
  const profile = freeName(deps.registry, gameId, shared.name);
  await deps.createProfile(profile);
  await deps.switchProfile(profile);
  const entries: (EntryId | null)[] = [];
  const skipped: { name: string; why: string }[] = [];
  for (const mod of shared.mods) {
    const got = await installShared(deps, gameId, mod);
    entries.push(typeof got === 'string' ? null : got.entry);
    if (typeof got === 'string') skipped.push({ name: mod.name, why: got });
  }
  await settle(deps, shared, entries);
  const installed = entries.filter((entry) => entry !== null).length;
  return { profile, installed, skipped, before: game.currentGeneration };
}

function freeName({ profiles }: Registry, gameId: GameId, wanted: string): string {
  const taken = new Set(profiles.list(gameId).flatMap((row) => (row.removed ? [] : [row.name.toLowerCase()])));
  const base = wanted.trim().slice(0, 50) || 'Shared';
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? base : `${base} ${copy}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** The new entry, or in words why there is none. */
async function installShared(deps: ImportDeps, gameId: GameId, mod: SharedMod): Promise<{ entry: EntryId } | string> {
  try {
    const { file, provenance, temporary } = await fileOf(deps, mod);
    try {
      const { target } = mod;
      const request = { gameId, file, name: mod.name, provenance, ...(target === undefined ? {} : { target }) };
      const [entry] = (await deps.install(request)).entries;
      return entry === undefined ? 'Nothing was installed.' : { entry };
    } finally {
      if (temporary) removeFile(nodeFs, file);
    }
  } catch (error) {
    if (error instanceof LoadstoneError && error.code !== 'cancelled') return error.message;
    throw error;
  }
}

interface SharedFile {
  readonly file: string;
  readonly provenance: Provenance;
  readonly temporary: boolean;
}

async function fileOf({ registry, archivePath, fetch }: ImportDeps, mod: SharedMod): Promise<SharedFile> {
  const { fileName, version, pageUrl, file: ref, sha256: hash } = mod;
  if (hash !== null && registry.content.hasArchive(hash)) {
    const provenance = { ...provenanceOfNothing, fileName, version, pageUrl, ref };
    return { file: archivePath(hash), provenance, temporary: false };
  }
  if (ref === null)
    throw new LoadstoneError('not_found', 'It came from no provider.', 'Ask who shared it for the archive.');
  const { file, provenance } = await fetch(ref);
  if (hash === null || hashFile(nodeFs, file) === hash) return { file, provenance, temporary: true };
  removeFile(nodeFs, file);
  throw new LoadstoneError(
    'download_hash_mismatch',
    'The file at the provider is another one than the one that was shared.',
    'Install the mod from its page, if you want the new one.',
  );
}

async function settle(deps: ImportDeps, shared: SharedLoadout, entries: readonly (EntryId | null)[]): Promise<void> {
  const pick = (wanted: (mod: SharedMod) => boolean): readonly EntryId[] =>
    shared.mods.flatMap((mod, place) => (wanted(mod) ? (entries[place] ?? []) : []));
  const off = pick((mod) => !mod.enabled);
  if (off.length > 0) await deps.setEnabled(off, false);
  const pinned = pick((mod) => mod.pinned);
  if (pinned.length > 0) await deps.setPinned(pinned);
  for (const { target, path, folder, mod } of shared.winners) {
    const entry = mod === null ? null : (entries[mod] ?? undefined);
    // Its mod could not be had.
    if (entry !== undefined) await deps.choose({ target, path, folder, choice: { entry } });
  }
}
