/** Who is signed in where, sign-ins under way, and what the providers still allow. */
import { create } from 'zustand';
import type { AccountState, SignInMethod } from '../../shared/accounts.ts';
import type { AccountsState } from '../../shared/ipc/contract.ts';
import type { ProviderId } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { errorWords } from '../i18n/error-words.ts';
import { i18n } from '../i18n/i18n.ts';
import { goOnAfterSignIn } from './after-sign-in.ts';
import { announce } from './announcer.ts';
import { noticePlain, orNotice } from './notices.ts';
import { isNews } from './revision.ts';

export const useAccounts = create<{ readonly state: AccountsState | null }>(() => ({ state: null }));

type Fields = Readonly<Record<string, string>>;

export function takeAccounts(state: AccountsState): void {
  const held = useAccounts.getState().state;
  if (!isNews(state, held)) return;
  useAccounts.setState({ state });
  for (const account of state.accounts) {
    const before = held?.accounts.find(({ provider }) => provider === account.provider);
    if (before !== undefined) announceChange(before, account);
  }
}

export async function readAccounts(): Promise<void> {
  const state = await orNotice(getBridge().accounts.snapshot(), () => void readAccounts());
  if (state !== null) takeAccounts(state);
}

export const signIn = (provider: ProviderId, method: SignInMethod, fields: Fields): Promise<null> =>
  orNotice(getBridge().accounts.signIn({ provider, method, fields }));

export const answerSignIn = (provider: ProviderId, fields: Fields): Promise<null> =>
  orNotice(getBridge().accounts.answer({ provider, fields }));

export const cancelSignIn = (provider: ProviderId): Promise<null> =>
  orNotice(getBridge().accounts.cancel({ provider }));

export const signOut = (provider: ProviderId): Promise<null> => orNotice(getBridge().accounts.signOut({ provider }));

export const checkAccount = (provider: ProviderId): Promise<null> => orNotice(getBridge().accounts.check({ provider }));

function announceChange(before: AccountState, after: AccountState): void {
  const provider = after.name;
  if (before.account === null && after.account !== null) {
    const words = i18n.t('accounts.announceIn', { provider, name: after.account.name });
    // On the page of the accounts its card says so.
    if (goOnAfterSignIn(after.provider)) noticePlain(words);
    else announce(words);
  } else if (before.account !== null && after.account === null) announce(i18n.t('accounts.announceOut', { provider }));
  else if (before.signingIn !== null && after.signingIn === null && after.problem !== null)
    announce(i18n.t('accounts.announceFailed', { provider, message: errorWords(after.problem).message }));
}
