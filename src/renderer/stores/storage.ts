/** What the store holds, making room in it, and moving it. */
import type { Answer, Result } from '../../shared/ipc/contract.ts';
import type { Collected, Retention, StoreStats } from '../../shared/storage.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { formatBytes } from '../i18n/format.ts';
import type { Loaded } from './loading.ts';
import { noticePlain, orNotice } from './notices.ts';
import { useAsked } from './use-asked.ts';

export const useStoreStats = (): readonly [Loaded<StoreStats>, () => void] =>
  useAsked('stats', () => getBridge().storage.stats(), true);

/** What freeing space would cost; changes nothing. */
export const previewCollect = (retention: Retention): Promise<Result<Collected>> =>
  getBridge().storage.collect({ retention, dryRun: true });

/** False when it failed; the error is shown. */
export async function collect(retention: Retention): Promise<boolean> {
  const done = await orNotice(getBridge().storage.collect({ retention, dryRun: false }));
  if (done === null) return false;
  noticePlain(i18n.t('storage.freed', { bytes: formatBytes(done.bytes) }));
  return true;
}

export type ChosenPlace = NonNullable<Answer<'storage.choosePlace'>>;

/** null when nothing was chosen, or nothing that would do; the error is shown. */
export const chooseStorePlace = (home: boolean): Promise<ChosenPlace | null> =>
  orNotice(getBridge().storage.choosePlace({ home }));

/** False when it was not moved; the error is shown. */
export async function moveStore(folder: string): Promise<boolean> {
  const moved = await orNotice(getBridge().storage.move({ folder }));
  if (moved === null) return false;
  noticePlain(i18n.t('storage.moved', { bytes: formatBytes(moved.bytes) }), moved.to);
  return true;
}

export function cancelMove(): void {
  void orNotice(getBridge().storage.cancelMove());
}

/** How much of a move is done, 0 to 1. Answers how to stop listening. */
export const followMove = (tell: (done: number | null) => void): (() => void) =>
  getBridge().on('storage.moving', ({ bytesDone, bytesTotal }) =>
    tell(bytesTotal === null || bytesTotal === 0 ? null : bytesDone / bytesTotal),
  );
