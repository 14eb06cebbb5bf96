/** The login of auth.factorio.com: form in, JSON out, and failures that answer 200 from version 4 on. */
import type { ReplicaAccount } from './catalogue.ts';
import type { ApiAnswer } from './api.ts';

export interface LoginState {
  readonly accounts: readonly ReplicaAccount[];
  /** Failures in a row, for all that ask. */
  failures: number;
}

const mostFailures = 8;

export function answerLogin(state: LoginState, form: URLSearchParams): ApiAnswer {
  if (state.failures >= mostFailures)
    return { status: 429, body: { message: 'Too many failed logins' }, headers: { 'retry-after': '600' } };
  const version = Number(form.get('api_version') ?? '1') || 1;
  const refuse = (error: string, text: string): ApiAnswer => {
    if (error === 'login-failed') state.failures += 1;
    const body = { data: {}, error, message: text };
    return version >= 4 ? { status: 200, body } : { status: 401, body: { ...body, status: 401 } };
  };
  const typed = form.get('username') ?? '';
  const account = state.accounts.find(({ username, email }) => typed === username || typed === email);
  if (account === undefined || account.password !== form.get('password'))
    return refuse('login-failed', 'Given username or email and password do not match any account.');
  if (account.emailCode !== null && form.get('email_authentication_code') !== account.emailCode)
    return refuse('email-authentication-required', 'A code was sent to your e-mail address.');
  if (!account.ownsGame && form.get('require_game_ownership') === 'true')
    return refuse('insufficient-membership', 'This account does not own Factorio.');
  state.failures = 0;
  return { status: 200, body: version >= 2 ? { token: account.token, username: account.username } : [account.token] };
}
