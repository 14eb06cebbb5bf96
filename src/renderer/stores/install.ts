/** Starting installs. What happens next arrives as jobs and as a change of the game. */
import type { EntryId, GameId, JobId } from '../../shared/ids.ts';
import type { ModDetails, ModFile, ModRef } from '../../shared/model.ts';
import { modReference } from '../../shared/references.ts';
import { getBridge } from '../bridge.ts';
import { create } from 'zustand';
import { needsWord, openPlan, readPlan, titleOf, type InstallWanted } from './install-plan.ts';
import { rememberStarter } from './jobs.ts';
import { readDetails } from './mod-pages.ts';
import { show } from './navigation.ts';
import { orNotice } from './notices.ts';

/** Pages whose install was asked for and has no job yet, by `modReference`. */
export const useStarting = create<{ readonly keys: ReadonlySet<string> }>(() => ({ keys: new Set() }));

/** Installs the very file that the player chose. `replaces`: the entry whose place it takes. */
export async function installFile(
  gameId: GameId,
  file: ModFile,
  mod: Pick<ModDetails, 'ref' | 'name'>,
  replaces: EntryId | null = null,
): Promise<void> {
  await starting(mod.ref, () => lookThenBegin({ gameId, modRef: mod.ref, name: mod.name, file, replaces }));
}

/** Installs the newest file that the game takes. */
export async function installNewest(gameId: GameId, newest: ModFile, mod: ModDetails): Promise<void> {
  await starting(mod.ref, () =>
    lookThenBegin({ gameId, modRef: mod.ref, name: mod.name, file: newest, replaces: null }, true),
  );
}

/**
 * What the file needs is looked at first; when there is nothing to decide it begins at once, otherwise the plan is
 * shown. `yields`: a file that the game does not take gives way to one that it does.
 */
async function lookThenBegin(wanted: InstallWanted, yields = false): Promise<void> {
  const result = await readPlan(wanted, []);
  if (!result.ok) openPlan(wanted, null, result.error);
  else if (yields && result.value.instead !== null) await lookThenBegin({ ...wanted, file: result.value.instead });
  else if (needsWord(result.value, wanted.file)) openPlan(wanted, result.value, null);
  else await begin(wanted);
}

async function begin({ gameId, file, modRef, name, replaces }: InstallWanted): Promise<void> {
  const start = (): Promise<void> => installFile(gameId, file, { ref: modRef, name }, replaces);
  if (replaces === null) {
    const input = { gameId, file: file.ref, modRef, title: titleOf(name) };
    remember(await orNotice(getBridge().install.fromProvider(input), () => void start()), start);
    return;
  }
  const input = { gameId, files: [{ file: file.ref, modRef, replaces, title: titleOf(name) }], enable: [] };
  const started = await orNotice(getBridge().install.withRequirements(input), () => void start());
  for (const jobId of started?.jobs ?? []) rememberStarter(jobId, start);
}

/** Installs from a card: the recommended file when there is one, else the page opens for the player to choose. */
export async function installRecommended(gameId: GameId, modRef: ModRef): Promise<void> {
  await starting(modRef, async () => {
    const details = await readDetails(modRef);
    const file = details === null ? null : recommendedFile(details);
    if (details === null || file === null) show({ name: 'mod', ref: modRef });
    else await installNewest(gameId, file, details);
  });
}

export async function installFromPath(gameId: GameId, path: string): Promise<void> {
  const start = (): Promise<void> => installFromPath(gameId, path);
  remember(await orNotice(getBridge().install.fromFile({ gameId, path }), () => void start()), start);
}

export async function chooseArchive(gameId: GameId): Promise<void> {
  await orNotice(getBridge().install.chooseArchive({ gameId }));
}

/** The newest file that is neither archived nor flagged by a scanner. null when the player has to decide. */
export function recommendedFile(details: ModDetails): ModFile | null {
  if (details.unavailable !== null) return null;
  let best: ModFile | null = null;
  for (const file of details.files) {
    if (file.archived || file.scan === 'flagged') continue;
    if (best === null || (file.uploadedAt ?? 0) > (best.uploadedAt ?? 0)) best = file;
  }
  return best;
}

function remember(started: { readonly jobId: JobId } | null, start: () => Promise<void>): void {
  if (started !== null) rememberStarter(started.jobId, start);
}

async function starting(ref: ModRef, work: () => Promise<void>): Promise<void> {
  const key = modReference(ref);
  useStarting.setState(({ keys }) => ({ keys: new Set(keys).add(key) }));
  try {
    await work();
  } finally {
    useStarting.setState(({ keys }) => ({ keys: new Set([...keys].filter((one) => one !== key)) }));
  }
}
