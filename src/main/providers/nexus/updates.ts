/** The update check: the state of many mods in one question, then the files of those that have changed. */
import type { ChangelogEntry, InstalledFile, UpdateCheck } from '../../../shared/model.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import type { Found } from '../provider.ts';
import { isWithdrawn } from './files.ts';
import { needFile, type FileParts } from './refs.ts';
import { batchSize } from './requests.ts';
import type { FileList, ModState, NexusFile } from './types.ts';
import { uidOf } from './uid.ts';

export interface UpdateQuestions {
  /** Mods that are not in the answer may be hidden from who asks. */
  readonly states: (uids: readonly string[]) => Promise<readonly ModState[]>;
  readonly files: (mod: FileParts) => Promise<Found<FileList>>;
  /** Newest first; empty when there is none. */
  readonly changelog: (mod: FileParts) => Promise<readonly ChangelogEntry[]>;
}

export async function checkUpdates(
  { states, files, changelog }: UpdateQuestions,
  installed: readonly InstalledFile[],
): Promise<readonly UpdateCheck[]> {
  const parts = installed.map(({ ref }) => needFile(ref));
  const uids = [...new Set(parts.flatMap((one) => (one.gameId === '0' ? [] : [uidOf(one.gameId, one.modId)])))];
  const known = new Map<string, ModState>();
  for (let from = 0; from < uids.length; from += batchSize)
    for (const state of await states(uids.slice(from, from + batchSize))) known.set(state.uid, state);

  const asked = new Map<string, Promise<Found<FileList>>>();
  const filesOf = (mod: FileParts): Promise<Found<FileList>> => {
    const key = `${mod.game}/${mod.modId}`;
    const answer = asked.get(key) ?? files(mod);
    asked.set(key, answer);
    return answer;
  };
  return await Promise.all(
    installed.map(async (file, index): Promise<UpdateCheck> => {
      const mod = parts[index] ?? needFile(file.ref);
      const state = known.get(uidOf(mod.gameId, mod.modId));
      // Moves with every upload, so an older one says that nothing came since.
      if (state?.available === true && (state.updatedAt ?? Infinity) <= (file.uploadedAt ?? 0))
        return { kind: 'current' };
      const list = await filesOf(mod);
      if (list.kind === 'gone') return list;
      const found = successorOf(mod.fileId, file, list.value);
      if (found.kind !== 'update') return found;
      return { kind: 'update', file: found.file.file, changes: since(file.version, await changelog(mod)) };
    }),
  );
}

type Verdict = Exclude<UpdateCheck, { kind: 'update' }> | { readonly kind: 'update'; readonly file: NexusFile };

/**
 * Along the steps the author gave, which fork and lead to files that are gone; without any, the only file on offer.
 * Source: the update checks of Vortex, MO2 and NexusMods.App.
 */
export function successorOf(fileId: string, installed: InstalledFile, { files, successions }: FileList): Verdict {
  const listed = new Map(files.map((file) => [file.fileId, file]));
  const ours = listed.get(fileId);
  const ends = endsOf(fileId, listed, successions);
  const [end, second] = ends;
  if (end !== undefined && second === undefined) return { kind: 'update', file: end };
  if (end !== undefined) return look(saying('nexusSeveralInPlace'), ends);
  if (ours !== undefined && !ours.file.archived) return { kind: 'current' };
  const uploadedAt = installed.uploadedAt ?? ours?.file.uploadedAt ?? 0;
  const offered = files.filter((one) => !one.file.archived && (one.file.uploadedAt ?? 0) > uploadedAt);
  const [only, other] = offered;
  if (only !== undefined && other === undefined && files.filter((one) => !one.file.archived).length === 1)
    return { kind: 'update', file: only };
  if (offered.length > 0) return look(saying('nexusNoneNamed'), offered);
  if (ours !== undefined && !isWithdrawn(ours)) return { kind: 'current' };
  return look(saying('nexusNoNewer'), []);
}

const look = (why: Saying, files: readonly NexusFile[]): Verdict => ({
  kind: 'look',
  why,
  files: files.map(({ file }) => file),
});

/** Where all ways from a file end; a way whose end is gone ends before it. Never the file itself. */
function endsOf(
  from: string,
  listed: ReadonlyMap<string, NexusFile>,
  successions: FileList['successions'],
): readonly NexusFile[] {
  const next = Map.groupBy(successions, (step) => step.from);
  const ends = new Map<string, NexusFile>();
  const seen = new Set<string>();
  const walk = (id: string, lastLive: NexusFile | null): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const file = listed.get(id);
    const live = id !== from && file !== undefined && !isWithdrawn(file) ? file : lastLive;
    const before = ends.size;
    const steps = next.get(id) ?? [];
    for (const { to } of steps) walk(to, live);
    if (ends.size === before && live !== null) ends.set(live.fileId, live);
  };
  walk(from, null);
  // What another way leads on from is no end.
  const all = [...ends.values()];
  const current = all.filter(({ file }) => !file.archived);
  return current.length > 0 ? current : all;
}

/** Everything above the installed version, or all of it where that one is not in the list. */
function since(version: string | null, changes: readonly ChangelogEntry[]): readonly ChangelogEntry[] {
  const ours = changes.findIndex((entry) => entry.version === version);
  return ours < 0 ? changes.slice(0, 1) : changes.slice(0, ours);
}
