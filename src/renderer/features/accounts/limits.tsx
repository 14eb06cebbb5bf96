import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProviderLimits, QuotaView } from '../../../shared/accounts.ts';
import { formatRelative, formatTime } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { ProgressBar } from '../../ui/progress.tsx';
import { useNow } from '../../ui/use-now.ts';

const names = {
  requests: 'accounts.quotaRequests',
  hourly: 'accounts.quotaHourly',
  daily: 'accounts.quotaDaily',
  core: 'accounts.quotaCore',
  search: 'accounts.quotaSearch',
  changes: 'accounts.quotaChanges',
} as const;

const quotaName = (name: string): string => (name in names ? i18n.t(names[name as keyof typeof names]) : name);

/** What a provider still allows, and until when nothing is sent. */
export function Limits({ limits }: { readonly limits: ProviderLimits | null }) {
  const { t } = useTranslation();
  const now = useNow(limits === null ? null : 5_000);
  if (limits === null || (limits.quotas.length === 0 && limits.blockedUntil === null)) return null;
  const waits = [limits.blockedUntil, ...limits.quotas.map((one) => one.blockedUntil)];
  const blockedUntil = Math.max(0, ...waits.map((one) => one ?? 0));
  return (
    <div className="limits">
      <h4 title={t('accounts.limitsHint')}>{t('accounts.limits')}</h4>
      {blockedUntil > now && (
        <p className="limits-blocked">
          <Clock aria-hidden />
          {t('accounts.blocked', { time: formatTime(blockedUntil), when: formatRelative(blockedUntil, now) })}
        </p>
      )}
      <ul>
        {limits.quotas.map((quota) => (
          <Quota key={quota.name} quota={quota} now={now} />
        ))}
      </ul>
    </div>
  );
}

/** In milliseconds: what is so near is not worth a word. */
const soon = 5_000;

function Quota({ quota, now }: { readonly quota: QuotaView; readonly now: number }) {
  const { t } = useTranslation();
  const { name, left, size, resetAt } = quota;
  const label = quotaName(name);
  return (
    <li className="quota" data-low={left / size < 0.1 || undefined}>
      <span>{label}</span>
      <ProgressBar label={`${label}: ${t('accounts.quota', { left, size })}`} value={size > 0 ? left / size : 0} />
      <span className="quota-count">{t('accounts.quota', { left, size })}</span>
      <span className="faint">
        {resetAt !== null &&
          left < size &&
          resetAt - now > soon &&
          t('accounts.quotaReset', { when: formatRelative(resetAt, now) })}
      </span>
    </li>
  );
}
