/** What the store holds, and making room in it. */
import type { Result } from '../../shared/ipc/contract.ts';
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
