import { CircleCheck, LogOut, RefreshCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountState, ProviderLimits } from '../../../shared/accounts.ts';
import { checkAccount, signOut } from '../../stores/accounts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { AccountFacts } from './account-facts.tsx';
import { Limits } from './limits.tsx';
import { ProviderTile } from './provider-tile.tsx';
import { emptyDraft, SignInForms, type SignInDraft } from './sign-in-form.tsx';
import { SignInSteps } from './sign-in-steps.tsx';

const isBlocked = (limits: ProviderLimits | null): boolean =>
  limits !== null && [limits, ...limits.quotas].some(({ blockedUntil }) => (blockedUntil ?? 0) > Date.now());

interface AccountCardProps {
  readonly account: AccountState;
  readonly limits: ProviderLimits | null;
}

/** One provider with accounts, in whatever state it is. */
export function AccountCard({ account: state, limits }: AccountCardProps) {
  const { t } = useTranslation();
  const { account, signingIn, problem, provider, name } = state;
  const [another, setAnother] = useState(false);
  const [draft, setDraft] = useState<SignInDraft>(emptyDraft);
  const idle = signingIn === null;
  // What went wrong the one way says nothing about another.
  const told = draft.tried === null || draft.method === draft.tried ? problem : null;
  return (
    <article className="panel account" aria-label={name}>
      <header className="account-head">
        <ProviderTile provider={provider} />
        <div className="account-words">
          <h3>{name}</h3>
          {account !== null && <bdi className="muted">{t('accounts.signedInAs', { name: account.name })}</bdi>}
        </div>
        <StatusPill state={state} />
      </header>
      {told !== null && idle && <ErrorCard error={told} compact />}
      {account !== null && <AccountFacts state={state} account={account} />}
      {signingIn !== null && <SignInSteps state={state} signingIn={signingIn} />}
      {idle && (account === null || another) && <SignInForms state={state} draft={draft} onDraft={setDraft} />}
      {/* Of somebody who has no account there, only that nothing is sent for now is worth a word. */}
      {(account !== null || isBlocked(limits)) && <Limits limits={limits} />}
      {account !== null && idle && (
        <AccountActions state={state} another={another} onAnother={() => setAnother(!another)} />
      )}
    </article>
  );
}

function StatusPill({ state: { account, signingIn, problem } }: { readonly state: AccountState }) {
  const { t } = useTranslation();
  if (signingIn !== null)
    return (
      <span className="pill" data-tone="busy">
        {t('accounts.signingIn')}
      </span>
    );
  if (account === null)
    return (
      <span className="pill" data-tone={problem === null ? undefined : 'warn'}>
        {problem !== null && <TriangleAlert aria-hidden />}
        {t('accounts.signedOut')}
      </span>
    );
  return (
    <span className="pill" data-tone="good">
      <CircleCheck aria-hidden />
      <bdi>{account.membership ?? account.name}</bdi>
    </span>
  );
}

interface ActionsProps {
  readonly state: AccountState;
  readonly another: boolean;
  readonly onAnother: () => void;
}

function AccountActions({ state: { provider, name }, another, onAnother }: ActionsProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [checking, setChecking] = useState(false);
  const check = async (): Promise<void> => {
    setChecking(true);
    await checkAccount(provider);
    setChecking(false);
  };
  return (
    <div className="account-actions">
      <Button size="sm" busy={checking} icon={<RefreshCw aria-hidden />} onClick={() => void check()}>
        {t('accounts.check')}
      </Button>
      <Button size="sm" tone="quiet" aria-expanded={another} onClick={onAnother}>
        {t('accounts.another')}
      </Button>
      <Button
        size="sm"
        tone="danger"
        className="account-out"
        icon={<LogOut className="flip" aria-hidden />}
        aria-label={t('accounts.signOutOf', { provider: name })}
        onClick={() => setAsking(true)}
      >
        {t('accounts.signOut')}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('accounts.signOutTitle', { provider: name })}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
            <Button
              tone="danger"
              onClick={() => {
                setAsking(false);
                void signOut(provider);
              }}
            >
              {t('accounts.signOut')}
            </Button>
          </>
        }
      >
        <p>{t('accounts.signOutHint')}</p>
      </Dialog>
    </div>
  );
}
