/** The update check: up to a hundred mods in one question. What is deleted or hidden is simply not in the answer. */
import type { ChangelogEntry, InstalledFile, ModFile, UpdateCheck } from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import type { Found } from '../provider.ts';
import { richText } from '../rich-text.ts';
import { changelogOf, listOf, modfileOf, otherPlatform, type Answered } from './answers.ts';
import { apiErrorOf, goneBecause } from './errors.ts';
import { needFile, unknownMd5, type ModioFileRef } from './refs.ts';
import { filesPath, modsByIdPath, pageSize } from './requests.ts';
import { site } from './traits.ts';
import { modSchema, type ModRecord } from './wire.ts';

export type Ask = (path: string, cacheMs: number, signal: AbortSignal) => Promise<Answered>;

/** Files of more mods are not asked for one by one: sixty requests a minute are not many. */
const mostChangelogs = 20;

export async function checkUpdates(
  ask: Ask,
  installed: readonly InstalledFile[],
  signal: AbortSignal,
): Promise<readonly UpdateCheck[]> {
  const refs = installed.map((file) => needFile(file.ref));
  const found = new Map<string, Found<ModRecord>>();
  for (const [gameId, mods] of Map.groupBy(refs, (ref) => ref.gameId)) {
    const ids = [...new Set(mods.map((ref) => ref.modId))];
    for (let from = 0; from < ids.length; from += pageSize)
      for (const [id, mod] of await statesOf(ask, gameId, ids.slice(from, from + pageSize), signal))
        found.set(`${gameId}/${id}`, mod);
  }
  const checks = refs.map((ref, index) => checkOne(ref, installed[index]?.uploadedAt ?? null, found));
  return await withChanges(ask, checks, installed, signal);
}

/** A game that went away takes its mods along, and no others. */
async function statesOf(ask: Ask, gameId: string, ids: readonly string[], signal: AbortSignal) {
  const states = new Map<string, Found<ModRecord>>();
  const answered = await ask(modsByIdPath(gameId, ids), 0, signal);
  const error = apiErrorOf(answered.status, answered.body);
  const why = error === null ? null : goneBecause(error);
  if (why !== null) return new Map(ids.map((id) => [id, { kind: 'gone', why } as const]));
  for (const item of listOf(answered).items) {
    const value = modSchema.safeParse(item).data;
    if (value?.id !== undefined) states.set(value.id, { kind: 'found', value });
  }
  return states;
}

function checkOne(
  ref: ModioFileRef,
  uploadedAt: number | null,
  found: ReadonlyMap<string, Found<ModRecord>>,
): UpdateCheck {
  const mod = found.get(`${ref.gameId}/${ref.modId}`);
  if (mod === undefined) return { kind: 'gone', why: saying('modioNotShown') };
  if (mod.kind === 'gone') return mod;
  const live = modfileOf(mod.value, ref);
  if (live === null) return { kind: 'gone', why: saying('modioNoFileAnyMore') };
  const same = live.ref.provider === 'modio' && live.ref.fileId === ref.fileId;
  // The author may have made an older file the current one again: only what came later is an update.
  const later = uploadedAt === null || live.uploadedAt === null || live.uploadedAt > uploadedAt;
  const sameBytes = live.md5 !== null && live.md5 === ref.md5 && ref.md5 !== unknownMd5;
  const unfit = live.scan === 'flagged' || live.warnings.includes(otherPlatform);
  return same || sameBytes || !later || unfit ? { kind: 'current' } : { kind: 'update', file: live, changes: [] };
}

/** What is new is worth a request each, but never the check itself. */
async function withChanges(
  ask: Ask,
  checks: readonly UpdateCheck[],
  installed: readonly InstalledFile[],
  signal: AbortSignal,
): Promise<readonly UpdateCheck[]> {
  let asked = 0;
  const whole: UpdateCheck[] = [];
  for (const [index, check] of checks.entries()) {
    const own = installed[index];
    if (check.kind !== 'update' || own === undefined) {
      whole.push(check);
      continue;
    }
    asked += 1;
    const all = asked > mostChangelogs ? null : await changesOf(ask, needFile(check.file.ref), signal);
    const since = own.uploadedAt ?? Number.NEGATIVE_INFINITY;
    const changes = (all ?? lastChange(check.file)).filter(({ publishedAt }) => (publishedAt ?? 0) > since);
    whole.push({ ...check, changes });
  }
  return whole;
}

async function changesOf(ask: Ask, { gameId, modId }: ModioFileRef, signal: AbortSignal) {
  try {
    return changelogOf(await ask(filesPath(gameId, modId), 0, signal));
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

/** What the file itself tells, without asking. */
const lastChange = ({ version, uploadedAt, description }: ModFile): readonly ChangelogEntry[] =>
  description === ''
    ? []
    : [{ version, publishedAt: uploadedAt, text: richText(description, { imageHosts: [], base: site }) }];
