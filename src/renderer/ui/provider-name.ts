import { providerIds, type ProviderId } from '../../shared/model.ts';
import { formatList } from '../i18n/format.ts';
import { i18n } from '../i18n/i18n.ts';

export const providerName = (provider: ProviderId): string => i18n.t(`provider.${provider}`);

/** "GameBanana and GitHub". Unknown names are left out. */
export function providerNames(ids: readonly string[]): string {
  const names = providerIds.filter((id) => ids.includes(id)).map(providerName);
  return formatList(names);
}
