import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountState, ProviderLimits } from '../../../shared/accounts.ts';
import { providerIds, type ProviderId } from '../../../shared/model.ts';
import { readAccounts, useAccounts } from '../../stores/accounts.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { providerName } from '../../ui/provider-name.ts';
import { AccountCard } from './account-card.tsx';
import { ProviderTile } from './provider-tile.tsx';
import { Limits } from './limits.tsx';
import './accounts.css';

/** The settings section with every provider: who is signed in, and how to sign in. */
export function Accounts() {
  const { t } = useTranslation();
  const state = useAccounts((store) => store.state);
  useEffect(() => void readAccounts(), []);
  return (
    <section className="settings-section" aria-label={t('accounts.page')}>
      <h2>{t('accounts.page')}</h2>
      <p className="muted">{t('accounts.lead')}</p>
      {state === null ? (
        <p className="muted" role="status">
          {t('accounts.loading')}
        </p>
      ) : (
        providerIds.map((provider) => (
          <Place key={provider} provider={provider}>
            <ProviderCard
              provider={provider}
              account={state.accounts.find((one) => one.provider === provider) ?? null}
              limits={state.limits.find((one) => one.provider === provider) ?? null}
            />
          </Place>
        ))
      )}
    </section>
  );
}

interface PlaceProps {
  readonly provider: ProviderId;
  readonly children: ReactNode;
}

/** Where a card stands. Whoever was sent to this account finds it in view, focused and marked. */
function Place({ provider, children }: PlaceProps) {
  const wanted = useNavigation(({ screen }) => screen.name === 'settings' && screen.provider === provider);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!wanted) return;
    place.current?.scrollIntoView({ block: 'start' });
    place.current?.focus({ preventScroll: true });
  }, [wanted]);
  return (
    <div ref={place} className="account-place" tabIndex={-1} data-wanted={wanted || undefined}>
      {children}
    </div>
  );
}

interface ProviderCardProps {
  readonly provider: ProviderId;
  /** null: the provider has no accounts. */
  readonly account: AccountState | null;
  readonly limits: ProviderLimits | null;
}

function ProviderCard({ provider, account, limits }: ProviderCardProps) {
  const { t } = useTranslation();
  if (account !== null) return <AccountCard account={account} limits={limits} />;
  return (
    <article className="panel account" aria-label={providerName(provider)}>
      <header className="account-head">
        <ProviderTile provider={provider} />
        <div className="account-words">
          <h3>{providerName(provider)}</h3>
          <p className="muted">{t('accounts.noAccountHint')}</p>
        </div>
        <span className="pill">{t('accounts.noAccount')}</span>
      </header>
      <Limits limits={limits} />
    </article>
  );
}
