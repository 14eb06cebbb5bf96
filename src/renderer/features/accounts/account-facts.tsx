import { Check, KeyRound, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountState, SecretProtection, Account, AccountRight } from '../../../shared/accounts.ts';
import { formatDate, formatRelative } from '../../i18n/format.ts';
import { worded } from '../../i18n/say.ts';

const rights = {
  search: 'accounts.maySearch',
  download: 'accounts.mayDownload',
  'fast-download': 'accounts.mayFastDownload',
  opinion: 'accounts.mayOpinion',
  subscriptions: 'accounts.maySubscriptions',
} as const satisfies Record<AccountRight, string>;

/** What a signed-in account may do, how long, and how it is kept. */
export function AccountFacts({ state, account }: { readonly state: AccountState; readonly account: Account }) {
  const { t } = useTranslation();
  const { may, expiresAt } = account;
  return (
    <div className="account-facts">
      <dl>
        <div>
          <dt>{t('accounts.may')}</dt>
          <dd>
            <ul className="rights">
              {may.map((right) => (
                <li key={right}>
                  <Check aria-hidden />
                  {t(rights[right])}
                </li>
              ))}
            </ul>
            {!may.includes('fast-download') && account.provider === 'nexus' && (
              <p className="muted">{t('accounts.mayNotDownload')}</p>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('accounts.expires')}</dt>
          <dd>
            {expiresAt === null
              ? t('accounts.expiresNever')
              : t('accounts.expiresAt', { date: formatDate(expiresAt), when: formatRelative(expiresAt) })}
          </dd>
        </div>
        {state.checkedAt !== null && (
          <div>
            <dt>{t('accounts.checked')}</dt>
            <dd>{formatRelative(state.checkedAt)}</dd>
          </div>
        )}
      </dl>
      {state.protection !== null && <Protection protection={state.protection} />}
    </div>
  );
}

function Protection({ protection }: { readonly protection: SecretProtection }) {
  const { t } = useTranslation();
  const { kind } = protection;
  const words = {
    encrypted: t('accounts.protectedEncrypted'),
    'key-file': t('accounts.protectedKeyFile'),
    memory: t('accounts.protectedMemory'),
  };
  const Icon = { encrypted: ShieldCheck, 'key-file': KeyRound, memory: ShieldAlert }[kind];
  return (
    <p className="protection" data-kind={kind}>
      <Icon aria-hidden />
      <span>
        <span className="sr-only">{t('accounts.protected')}: </span>
        {words[kind]} {protection.kind !== 'encrypted' && worded(protection.why)}
      </span>
    </p>
  );
}
