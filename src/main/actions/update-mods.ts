/** What updating would do, before anything is fetched. The updates themselves are installations that replace an entry. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { InstallWish } from '../../shared/jobs.ts';
import type { LibraryEntry } from '../../shared/model.ts';
import type { RequirementsPlan } from '../../shared/requirements.ts';
import type { EntryUpdate, PlannedUpdate, SkipReason, UpdatePlan } from '../../shared/updates.ts';
import { isUpdate } from './check-updates.ts';
import type { InstalledBuild } from './installed-build.ts';
import { planRequirements, type RequirementsDeps } from './plan-requirements.ts';

export interface UpdatePlanRequest {
  readonly gameId: GameId;
  readonly build: InstalledBuild;
  readonly library: readonly LibraryEntry[];
  /** What the last check said. */
  readonly checks: readonly EntryUpdate[];
  /** null: all that have one. */
  readonly entries: readonly EntryId[] | null;
}

/** Requirements of so many updates are read at the same time; the providers' own limits hold besides. */
const readAtOnce = 4;

/** Asks only about what the new versions need. Throws `not_found` for an entry that is not in the library. */
export async function planUpdates(
  deps: RequirementsDeps,
  { gameId, build, library, checks, entries }: UpdatePlanRequest,
  signal: AbortSignal,
): Promise<UpdatePlan> {
  const byEntry = new Map(checks.map((check) => [check.entry, check]));
  const wanted = entries === null ? library : entries.map((id) => needEntry(library, id));
  const updates = wanted.flatMap((entry) => plannedUpdate(entry, byEntry.get(entry.id)));
  const updated = new Set(updates.map(({ entry }) => entry));
  const skipped = wanted
    .filter(({ id }) => !updated.has(id))
    .map((entry) => ({ entry: entry.id, name: entry.name, why: reasonOf(entry, byEntry.get(entry.id)) }));
  const read = await readRequirements(deps, { library, build }, updates, signal);
  return { gameId, updates, skipped, ...read, size: sum(updates.map(({ file }) => file.size)) };
}

function needEntry(library: readonly LibraryEntry[], id: EntryId): LibraryEntry {
  const entry = library.find((one) => one.id === id);
  if (entry !== undefined) return entry;
  throw new LoadstoneError(
    'not_found',
    'One of the mods is not in the library any more.',
    'Look at the library again.',
  );
}

function plannedUpdate(entry: LibraryEntry, check: EntryUpdate | undefined): readonly PlannedUpdate[] {
  if (entry.pinned || check === undefined || !isUpdate(check.result)) return [];
  const { file, changes } = check.result;
  return [{ entry: entry.id, name: entry.name, from: entry.provenance.version, to: file.version, file, changes }];
}

function reasonOf(entry: LibraryEntry, check: EntryUpdate | undefined): SkipReason {
  if (entry.pinned) return 'pinned';
  if (entry.provenance.ref === null) return 'from-archive';
  const kind = check?.result.kind;
  return kind === undefined || kind === 'update' ? 'unchecked' : kind;
}

async function readRequirements(
  deps: RequirementsDeps,
  { library, build }: Pick<UpdatePlanRequest, 'library' | 'build'>,
  updates: readonly PlannedUpdate[],
  signal: AbortSignal,
): Promise<Pick<UpdatePlan, 'requirements' | 'unread'>> {
  const requirements: RequirementsPlan[] = [];
  const unread: EntryId[] = [];
  const afterwards = withNewVersions(library, updates);
  const once = readingOnce(deps);
  const waiting = [...updates];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { entry, file } = next;
      const modRef = library.find(({ id }) => id === entry)?.provenance.modRef ?? null;
      try {
        const request = { file: file.ref, modFile: file, modRef, library: afterwards, chosen: [], build };
        const plan = await planRequirements(once, request, signal);
        if (needsWord(plan)) requirements.push(plan);
      } catch (error) {
        if (signal.aborted || !(error instanceof LoadstoneError)) throw error;
        unread.push(entry);
      }
    }
  };
  await Promise.all(Array.from({ length: readAtOnce }, work));
  return { requirements, unread };
}

/** What is installed says the same for every update. */
function readingOnce({ installedNeeds, ...deps }: RequirementsDeps): RequirementsDeps {
  if (installedNeeds === undefined) return deps;
  let read: ReturnType<typeof installedNeeds> | null = null;
  return { ...deps, installedNeeds: () => (read ??= installedNeeds()) };
}

/** The library as it will be: what one update needs, another may bring. */
const withNewVersions = (
  library: readonly LibraryEntry[],
  updates: readonly PlannedUpdate[],
): readonly LibraryEntry[] => {
  const byEntry = new Map(updates.map((update) => [update.entry, update.file]));
  return library.map((entry) => {
    const file = byEntry.get(entry.id);
    if (file === undefined) return entry;
    return { ...entry, provenance: { ...entry.provenance, ref: file.ref, version: file.version } };
  });
};

/** Whether there is anything the player should know. */
const needsWord = ({ install, present, missing, incompatible, alternatives, outside }: RequirementsPlan): boolean =>
  install.length > 0 ||
  missing.length > 0 ||
  incompatible.length > 0 ||
  // What comes with the game has no page.
  outside.some(({ requirement }) => requirement.url !== null) ||
  alternatives.some(({ chosen }) => chosen === null) ||
  present.some(({ enabled }) => !enabled);

const sum = (sizes: readonly (number | null)[]): number | null =>
  sizes.some((size) => size === null) ? null : sizes.reduce<number>((total, size) => total + (size ?? 0), 0);

/** An update keeps the name the player knows the mod by. */
export const wishOf = (gameId: GameId, { entry, name }: PlannedUpdate): InstallWish => ({
  gameId,
  name,
  replaces: entry,
});
