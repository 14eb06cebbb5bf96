/**
 * A loadout as a text that another player can import: what is in it, in which order, and where each file comes from. It
 * holds no files. What an import fetches is believed only when it is byte for byte what was shared.
 */
import { z } from 'zod';
import { LoadstoneError, type ErrorData } from '../../shared/errors.ts';
import { isSha256, type EntryId, type GameId, type Sha256 } from '../../shared/ids.ts';
import { fileRefSchema } from '../../shared/ipc/inputs.ts';
import type { ChangeOutcome, FileRef, Provenance, ProviderId } from '../../shared/model.ts';
import type { Imported, ImportPlan, SharedModPlan, SkippedMod } from '../../shared/share.ts';
import { isRelPath, type RelPath } from '../../shared/rel-path.ts';
import { hashFile, removeFile } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import { undoState } from '../plan/undo-stack.ts';
import type { ManifestOrigin } from '../registry/content.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout, entryRow } from './change-loadout.ts';
import type { ChooseRequest } from './choose-winner.ts';
import { requireGame } from './engine.ts';
import { modRefOf, type FetchedMod } from './fetch-mod-file.ts';
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
  /** What nobody else can fetch, by name. */
  leftOut: z.array(text(300)).max(10_000).default([]),
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
  const leftOut = rows.filter((one) => !shared.includes(one)).map(({ row }) => row.name);
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
      leftOut,
      winners: loadout.choices.flatMap(({ entry, target, path, folder }) => {
        const mod = entry === null ? null : places.get(entry);
        return mod === undefined ? [] : [{ target, path, folder, mod }];
      }),
    },
    leftOut,
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

/** `mayFetch`: whether a provider hands files to this player. */
export function planImport(
  registry: Registry,
  gameId: GameId,
  shared: SharedLoadout,
  mayFetch: (provider: ProviderId) => boolean = () => true,
): ImportPlan {
  const game = requireGame(registry, gameId);
  const { name, mods, leftOut, winners } = shared;
  return {
    name,
    profile: freeName(registry, gameId, name),
    game: shared.game.name,
    sameGame: isSameGame(game, shared),
    fits: registry.games.list().flatMap((one) => (isSameGame(one, shared) ? [one.id] : [])),
    mods: mods.map((mod) => ({
      name: mod.name,
      version: mod.version,
      enabled: mod.enabled,
      provider: mod.file?.provider ?? null,
      pageUrl: mod.pageUrl,
      status: statusOf(registry, mod, mayFetch),
    })),
    leftOut,
    winners: winners.length,
  };
}

const isSameGame = (game: GameRow, { game: wanted }: SharedLoadout): boolean =>
  wanted.definition === 'custom' ? game.name === wanted.name : game.definition === wanted.definition;

function statusOf(
  { content }: Registry,
  { sha256: hash, file }: SharedMod,
  mayFetch: (provider: ProviderId) => boolean,
): SharedModPlan['status'] {
  if (hash !== null && content.hasArchive(hash)) return 'in-store';
  if (file === null) return 'cannot-fetch';
  return mayFetch(file.provider) ? 'to-fetch' : 'needs-sign-in';
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
  /** Told before each mod. */
  readonly begin: (mod: string, done: number, total: number) => void;
  /** Whether the player has stopped the import, and not just one of its downloads. */
  readonly stopped: () => boolean;
  /** Take a cancelled import back: as the last step, or with what else was changed meanwhile. */
  readonly undo: () => Promise<unknown>;
  readonly rollBack: (to: number) => Promise<unknown>;
  readonly removeProfile: (name: string) => Promise<unknown>;
}

/**
 * Into a profile of its own, so that nothing of the player's loadout is touched. Cancelled, it takes back what it has
 * done; what was fetched by then stays in the store.
 */
export async function importLoadout(deps: ImportDeps, gameId: GameId, shared: SharedLoadout): Promise<Imported> {
  const game = requireGame(deps.registry, gameId);
  if (!isSameGame(game, shared))
    throw new LoadstoneError(
      'invalid_input',
      `This loadout is for ${shared.game.name}, not for ${game.name}.`,
      'Import it into the game it was made for.',
    );
  const profile = freeName(deps.registry, gameId, shared.name);
  const before = game.currentGeneration;
  await deps.createProfile(profile);
  try {
    await deps.switchProfile(profile);
    return { profile, before, ...(await installAll(deps, gameId, shared)) };
  } catch (error) {
    if (deps.stopped()) await takeBack(deps, gameId, profile, before);
    throw error;
  }
}

const cancelled = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'The import was cancelled.', 'The game is as it was before.');

async function takeBack(deps: ImportDeps, gameId: GameId, profile: string, before: number): Promise<void> {
  const { currentGeneration } = requireGame(deps.registry, gameId);
  // Undone, it leaves no step of its own: the next undo takes back what was done before it.
  const isLastStep = undoState(deps.registry.history.links(gameId)).undo?.from === before;
  if (isLastStep) await deps.undo();
  else if (currentGeneration !== before) await deps.rollBack(before);
  await deps.removeProfile(profile);
}

async function installAll(
  deps: ImportDeps,
  gameId: GameId,
  shared: SharedLoadout,
): Promise<Pick<Imported, 'installed' | 'skipped'>> {
  const entries: (EntryId | null)[] = [];
  const skipped: SkippedMod[] = [];
  for (const [done, mod] of shared.mods.entries()) {
    if (deps.stopped()) throw cancelled();
    deps.begin(mod.name, done, shared.mods.length);
    const got = await installShared(deps, gameId, mod);
    entries.push('entry' in got ? got.entry : null);
    if ('error' in got)
      skipped.push({ name: mod.name, why: got.error.message, error: got.error, pageUrl: mod.pageUrl });
  }
  await settle(deps, shared, entries);
  return { installed: entries.filter((entry) => entry !== null).length, skipped };
}

function freeName({ profiles }: Registry, gameId: GameId, wanted: string): string {
  const taken = new Set(profiles.list(gameId).flatMap((row) => (row.removed ? [] : [row.name.toLowerCase()])));
  const base = wanted.trim().slice(0, 50) || 'Shared';
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? base : `${base} ${copy}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** The new entry, or why there is none. */
async function installShared(
  deps: ImportDeps,
  gameId: GameId,
  mod: SharedMod,
): Promise<{ readonly entry: EntryId } | { readonly error: ErrorData }> {
  try {
    const { file, provenance, temporary } = await fileOf(deps, mod);
    try {
      const { target, choices } = mod;
      const request: InstallRequest = {
        gameId,
        file,
        name: mod.name,
        provenance,
        ...(target === undefined ? {} : { target }),
        // Answers are of one installer: it is byte for byte the one they were given to.
        ...(choices === undefined ? {} : { choices }),
      };
      const [entry] = (await deps.install(request)).entries;
      if (entry === undefined)
        throw new LoadstoneError('nothing_to_install', 'Nothing was installed.', 'Install it by hand.');
      return { entry };
    } finally {
      if (temporary) removeFile(nodeFs, file);
    }
  } catch (error) {
    if (error instanceof LoadstoneError && !deps.stopped()) return { error: error.toData() };
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
    const known = registry.content.provenanceOf(hash);
    const told = { fileName, version, pageUrl, ref, modRef: ref === null ? null : modRefOf(ref) };
    // The author and the picture are not shared: they are known here, where the mod is.
    const provenance = { ...(known ?? provenanceOfNothing), ...told };
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
