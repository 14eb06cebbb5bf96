/** Asks providers about newer versions of what is installed: each once, for all its mods together. */
import type { GameId } from '../../shared/ids.ts';
import type { InstalledFile, LibraryEntry, ProviderId, UpdateCheck } from '../../shared/model.ts';
import { fileReference } from '../../shared/references.ts';
import type { EntryUpdate, GameUpdates, UpdateFailure } from '../../shared/updates.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { KeptCheck } from '../catalogue/update-checks.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Provider } from '../providers/provider.ts';
import { unknownProvider } from './downloads.ts';
import { answerOf } from './search-mods.ts';

export interface UpdateDeps {
  readonly catalogue: Catalogue;
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  readonly clock: Clock;
  readonly log: Log;
}

type Checkable = LibraryEntry & { readonly file: InstalledFile };

/** Entries that a provider can be asked about. Pinned ones are left out: the player keeps them as they are. */
function checkable(library: readonly LibraryEntry[]): readonly Checkable[] {
  return library.flatMap((entry) => {
    const { ref, fileName, version, uploadedAt, gameVersion } = entry.provenance;
    if (ref === null || entry.pinned || entry.kind !== 'mod') return [];
    return [{ ...entry, file: { ref, fileName, version, uploadedAt, gameVersion } }];
  });
}

/**
 * Asks about all of `library` that can be asked about. A provider that fails keeps the others from nothing, and its
 * earlier answers are kept. Throws only `cancelled`.
 */
export async function checkUpdates(
  deps: UpdateDeps,
  gameId: GameId,
  library: readonly LibraryEntry[],
  signal: AbortSignal,
): Promise<readonly UpdateFailure[]> {
  const byProvider = Map.groupBy(checkable(library), ({ file }) => file.ref.provider);
  const failures = await Promise.all(
    [...byProvider].map(async ([id, entries]): Promise<readonly UpdateFailure[]> => {
      try {
        const checks = await askProvider(deps, id, entries, signal);
        await deps.catalogue.ask('keepChecks', { game: gameId, checks });
        return [];
      } catch (error) {
        if (signal.aborted) throw error;
        return [{ provider: id, answer: answerOf(error, deps) }];
      }
    }),
  );
  return failures.flat();
}

async function askProvider(
  { providers, clock }: UpdateDeps,
  id: ProviderId,
  entries: readonly Checkable[],
  signal: AbortSignal,
): Promise<readonly KeptCheck[]> {
  const provider = providers.get(id);
  if (provider === undefined) throw unknownProvider(id);
  const answers = await provider.checkUpdates(
    entries.map(({ file }) => file),
    signal,
  );
  const checkedAt = clock.now();
  return entries.flatMap(({ id: entry, manifest, pinned: _pinned }, at) => {
    const result = answers[at];
    return result === undefined ? [] : [{ entry, manifest, checkedAt, result }];
  });
}

/** What is known without asking anybody. Answers about versions that are installed no more are left out. */
export async function readUpdates(
  { catalogue, log }: Pick<UpdateDeps, 'catalogue' | 'log'>,
  gameId: GameId,
  library: readonly LibraryEntry[],
): Promise<Omit<GameUpdates, 'checking' | 'failures'>> {
  const kept = await catalogue.ask('readChecks', gameId).catch((error: unknown) => {
    log.error('the answers of the last update check could not be read', error);
    return [] as readonly KeptCheck[];
  });
  const byEntry = new Map(kept.map((check) => [check.entry, check]));
  const asked = checkable(library);
  const entries = asked.flatMap((entry) => shownCheck(entry, byEntry.get(entry.id)));
  return {
    gameId,
    checkedAt: entries.length === 0 ? null : Math.min(...entries.map(({ checkedAt }) => checkedAt)),
    entries,
    pinned: library.filter(({ pinned }) => pinned).map(({ id }) => id),
    unknown: library.filter(({ provenance }) => provenance.ref === null).map(({ id }) => id),
  };
}

function shownCheck(entry: LibraryEntry, check: KeptCheck | undefined): readonly EntryUpdate[] {
  if (check === undefined) return [];
  const { checkedAt } = check;
  const result = check.manifest === entry.manifest ? check.result : afterUpdate(check.result, entry);
  if (result === null) return [];
  return [{ entry: entry.id, name: entry.name, version: entry.provenance.version, checkedAt, result }];
}

/** What was said about the version before still stands when the entry became just what it named: the newest. */
function afterUpdate(said: UpdateCheck, { provenance: { ref } }: LibraryEntry): UpdateCheck | null {
  if (!isUpdate(said) || ref === null) return null;
  return fileReference(said.file.ref) === fileReference(ref) ? { kind: 'current' } : null;
}

/** An update that can be made without a further question. */
export const isUpdate = (result: UpdateCheck): result is Extract<UpdateCheck, { kind: 'update' }> =>
  result.kind === 'update';
