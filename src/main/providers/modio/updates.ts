/** The update check: up to a hundred mods in one question. What is deleted or hidden is simply not in the answer. */
import type { InstalledFile, UpdateCheck } from '../../../shared/model.ts';
import { changelogOf, listOf, modfileOf, type Answered } from './answers.ts';
import { needFile, unknownMd5, type ModioFileRef } from './refs.ts';
import { filesPath, modsByIdPath, pageSize } from './requests.ts';
import { modSchema, type ModRecord } from './wire.ts';

export type Ask = (path: string, cacheMs: number, signal: AbortSignal) => Promise<Answered>;

export async function checkUpdates(
  ask: Ask,
  installed: readonly InstalledFile[],
  signal: AbortSignal,
): Promise<readonly UpdateCheck[]> {
  const refs = installed.map((file) => needFile(file.ref));
  const records = new Map<string, ModRecord>();
  for (const [gameId, mods] of Map.groupBy(refs, (ref) => ref.gameId)) {
    const ids = [...new Set(mods.map((ref) => ref.modId))];
    for (let from = 0; from < ids.length; from += pageSize) {
      const answered = await ask(modsByIdPath(gameId, ids.slice(from, from + pageSize)), 0, signal);
      for (const record of recordsOf(answered)) records.set(`${gameId}/${record.id ?? ''}`, record);
    }
  }
  const checks: UpdateCheck[] = [];
  for (const [index, ref] of refs.entries()) {
    const file = installed[index];
    if (file !== undefined)
      checks.push(await checkOne(ask, ref, file, records.get(`${ref.gameId}/${ref.modId}`), signal));
  }
  return checks;
}

const recordsOf = (answered: Answered): readonly ModRecord[] =>
  listOf(answered).items.flatMap((item) => {
    const record = modSchema.safeParse(item).data;
    return record === undefined ? [] : [record];
  });

async function checkOne(
  ask: Ask,
  ref: ModioFileRef,
  { uploadedAt }: InstalledFile,
  record: ModRecord | undefined,
  signal: AbortSignal,
): Promise<UpdateCheck> {
  if (record === undefined) return { kind: 'gone', why: 'mod.io does not show the mod any more.' };
  const live = modfileOf(record, ref);
  if (live === null) return { kind: 'gone', why: 'The mod has no file on mod.io any more.' };
  const same = live.ref.provider === 'modio' && live.ref.fileId === ref.fileId;
  // The author may have made an older file the current one again: only what came later is an update.
  const later = uploadedAt === null || live.uploadedAt === null || live.uploadedAt > uploadedAt;
  if (same || !later || (live.md5 !== null && live.md5 === ref.md5 && ref.md5 !== unknownMd5))
    return { kind: 'current' };
  const changelog = changelogOf(await ask(filesPath(ref.gameId, ref.modId), 0, signal));
  const since = uploadedAt ?? Number.NEGATIVE_INFINITY;
  return { kind: 'update', file: live, changes: changelog.filter((entry) => (entry.publishedAt ?? 0) > since) };
}
