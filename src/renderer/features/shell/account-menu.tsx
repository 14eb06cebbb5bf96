import { CircleCheck, CircleDashed, LoaderCircle, Settings2, TriangleAlert, UserRound } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountState } from '../../../shared/accounts.ts';
import { i18n } from '../../i18n/i18n.ts';
import { readAccounts, useAccounts } from '../../stores/accounts.ts';
import { accountScreen, accountsScreen, show } from '../../stores/navigation.ts';
import { MenuButton, MenuItem, MenuLine } from '../../ui/menu.tsx';

/** Who is signed in where, at a glance. Every line leads to its account. */
export function AccountMenu() {
  const { t } = useTranslation();
  const accounts = useAccounts((store) => store.state?.accounts ?? noAccounts);
  useEffect(() => void readAccounts(), []);
  const trouble = accounts.some(({ problem }) => problem !== null);
  return (
    <MenuButton
      trigger={
        <button
          type="button"
          className="icon-button top-account"
          data-trouble={trouble || undefined}
          aria-label={trouble ? t('accounts.menuTrouble') : t('accounts.page')}
        >
          <UserRound aria-hidden />
        </button>
      }
    >
      {accounts.map((state) => (
        <MenuItem
          key={state.provider}
          icon={iconOf(state)}
          aside={wordsOf(state)}
          onSelect={() => show(accountScreen(state.provider))}
        >
          {state.name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<Settings2 aria-hidden />} onSelect={() => show(accountsScreen)}>
        {t('accounts.manage')}
      </MenuItem>
    </MenuButton>
  );
}

const noAccounts: readonly AccountState[] = [];

function iconOf({ account, signingIn, problem }: AccountState) {
  if (signingIn !== null) return <LoaderCircle className="spin" aria-hidden />;
  if (problem !== null) return <TriangleAlert className="tone-warn" aria-hidden />;
  return account === null ? <CircleDashed aria-hidden /> : <CircleCheck className="tone-good" aria-hidden />;
}

function wordsOf({ account, signingIn }: AccountState): string {
  if (signingIn !== null) return i18n.t('accounts.signingIn');
  return account === null ? i18n.t('accounts.signedOut') : account.name;
}
