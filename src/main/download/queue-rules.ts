/** What the queue of downloads decides, without doing any of it. */
import { LoadstoneError, sayingOf, toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { DownloadRecord, DownloadState, WaitsFor } from '../../shared/jobs.ts';

export interface QueueLimits {
  /** Downloads that run at the same time. */
  readonly atOnce: number;
  /** Of them, from one provider: its servers are shared with everybody else. */
  readonly perProvider: number;
}

/** Nothing happens any more unless the player asks for it. */
export const hasEnded = (state: DownloadState): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

/** Those to start now, in their order. One that waits for its provider lets the ones behind it pass. */
export function toStart(
  records: readonly DownloadRecord[],
  running: ReadonlySet<JobId>,
  { atOnce, perProvider }: QueueLimits,
  now: number,
): readonly JobId[] {
  const busy = new Map<string, number>();
  const load = ({ file }: DownloadRecord): number => busy.get(file.provider) ?? 0;
  const occupy = (record: DownloadRecord): void => {
    busy.set(record.file.provider, load(record) + 1);
  };
  for (const record of records) if (running.has(record.id)) occupy(record);
  const starting: JobId[] = [];
  for (const record of records) {
    if (running.size + starting.length >= atOnce) break;
    const ready = record.state === 'queued' && !running.has(record.id) && hasCome(record.notBefore, now);
    if (!ready || load(record) >= perProvider) continue;
    occupy(record);
    starting.push(record.id);
  }
  return starting;
}

const day = 24 * 60 * 60 * 1_000;

/** Nothing is made to wait longer than a day: such a time was written under another clock. */
const hasCome = (time: number | null, now: number): boolean => time === null || time <= now || time > now + day;

/** When the next one that waits for a time may start; null when none does. */
export function nextTime(records: readonly DownloadRecord[], running: ReadonlySet<JobId>): number | null {
  const times = records.flatMap(({ id, state, notBefore }) =>
    state === 'queued' && !running.has(id) && notBefore !== null ? [notBefore] : [],
  );
  return times.length === 0 ? null : Math.min(...times);
}

/** `id` moved in front of `before`; null: to the end. Unknown ids change nothing. */
export function placedBefore(ids: readonly JobId[], id: JobId, before: JobId | null): readonly JobId[] {
  if (!ids.includes(id) || id === before || (before !== null && !ids.includes(before))) return ids;
  const others = ids.filter((other) => other !== id);
  const at = before === null ? others.length : others.indexOf(before);
  return others.toSpliced(at, 0, id);
}

/** What a fault means for a download. */
export type Verdict =
  | { readonly kind: 'again'; readonly at: number; readonly error: ErrorData; readonly counts: boolean }
  | { readonly kind: 'park'; readonly waitsFor: WaitsFor }
  | { readonly kind: 'fail'; readonly error: ErrorData };

const passing = new Set(['offline', 'provider_unavailable', 'download_incomplete']);

/**
 * `retryAfter`: milliseconds before each further try after faults that pass by themselves; `tried` of them are used up.
 * A pause that a provider asked for is waited out and uses up none.
 */
export function judgeFault(
  thrown: unknown,
  { file }: DownloadRecord,
  tried: number,
  retryAfter: readonly number[],
  now: number,
): Verdict {
  const error = toErrorData(thrown);
  if (!(thrown instanceof LoadstoneError)) return { kind: 'fail', error };
  const why = sayingOf(error);
  const page = error.details?.['url'];
  if (error.code === 'needs_user_action' && typeof page === 'string')
    return { kind: 'park', waitsFor: { kind: 'page', url: page, why } };
  if (error.code === 'needs_sign_in')
    return { kind: 'park', waitsFor: { kind: 'sign-in', provider: file.provider, why } };
  const until = error.details?.['until'];
  if (error.code === 'rate_limited' && typeof until === 'number' && retryAfter.length > 0)
    return { kind: 'again', at: until, error, counts: false };
  const wait = retryAfter[tried];
  const mayPass = passing.has(error.code) && error.details?.['tooLarge'] === undefined;
  return mayPass && wait !== undefined
    ? { kind: 'again', at: now + wait, error, counts: true }
    : { kind: 'fail', error };
}
