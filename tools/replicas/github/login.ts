/** The device flow: codes, the page where they are typed, and who waits for them. */
import { randomBytes } from 'node:crypto';
import type { Answer } from '../shared/answer.ts';
import type { ReplicaAccount } from './catalogue.ts';

export interface LoginState {
  accounts: readonly ReplicaAccount[];
  readonly codes: Map<string, Pending>;
  /** Seconds. */
  interval: number;
  expiresIn: number;
  readonly clientIds: readonly string[];
}

interface Pending {
  readonly userCode: string;
  readonly until: number;
  interval: number;
  lastAsked: number;
  outcome: ReplicaAccount | 'denied' | null;
}

const json = (body: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(JSON.stringify(body)),
});
const failure = (error: string, more: Readonly<Record<string, unknown>> = {}): Answer =>
  json({
    error,
    error_description: error.replaceAll('_', ' '),
    error_uri: 'https://docs.github.com/developers',
    ...more,
  });

export function answerLogin(state: LoginState, method: string, path: string, posted: URLSearchParams): Answer | null {
  if (method === 'POST' && path === '/login/device/code') return newCode(state, posted);
  if (method === 'POST' && path === '/login/oauth/access_token') return accessToken(state, posted);
  if (path === '/login/device') return method === 'POST' ? decide(state, posted) : codePage(state);
  return null;
}

function newCode(state: LoginState, posted: URLSearchParams): Answer {
  if (!state.clientIds.includes(posted.get('client_id') ?? '')) return json({ error: 'Not Found' }, 404);
  const letters = 'BCDFGHJKLMNPQRSTVWXZ';
  const drawn = [...randomBytes(8)].map((byte) => letters.charAt(byte % letters.length)).join('');
  const userCode = `${drawn.slice(0, 4)}-${drawn.slice(4)}`;
  const deviceCode = randomBytes(20).toString('hex');
  state.codes.set(deviceCode, {
    userCode,
    until: performance.now() + state.expiresIn * 1_000,
    interval: state.interval,
    lastAsked: Number.NEGATIVE_INFINITY,
    outcome: null,
  });
  return json({
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: 'https://github.com/login/device',
    expires_in: state.expiresIn,
    interval: state.interval,
  });
}

function accessToken(state: LoginState, posted: URLSearchParams): Answer {
  const pending = state.codes.get(posted.get('device_code') ?? '');
  if (posted.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:device_code')
    return failure('unsupported_grant_type');
  if (pending === undefined) return failure('incorrect_device_code');
  const now = performance.now();
  if (now >= pending.until) return failure('expired_token');
  const early = now - pending.lastAsked < pending.interval * 1_000 - 50;
  pending.lastAsked = now;
  if (early) {
    pending.interval += 5;
    return failure('slow_down', { interval: pending.interval });
  }
  if (pending.outcome === null) return failure('authorization_pending');
  state.codes.delete(posted.get('device_code') ?? '');
  if (pending.outcome === 'denied') return failure('access_denied');
  return json({
    access_token: pending.outcome.token,
    token_type: 'bearer',
    scope: (pending.outcome.scopes ?? []).join(','),
  });
}

const html = (body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: Buffer.from(
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Device activation</title>` +
      `<style>body{font:16px system-ui;max-width:28rem;margin:4rem auto;padding:0 1rem}label{display:block;margin:1rem 0}` +
      `input,select,button{font:inherit;padding:.5rem .75rem}</style></head><body>${body}</body></html>`,
  ),
});

const codePage = ({ accounts }: LoginState): Answer =>
  html(
    `<h1>Device activation</h1><p>Enter the code displayed in Loadstone.</p><form method="post" action="/login/device">` +
      `<label>Code <input name="user_code" autocomplete="off" required></label>` +
      `<label>Account <select name="login">${accounts.map(({ login }) => `<option>${login}</option>`).join('')}</select></label>` +
      `<button name="decision" value="authorize">Authorize</button> <button name="decision" value="cancel">Cancel</button></form>`,
  );

function decide({ codes, accounts }: LoginState, posted: URLSearchParams): Answer {
  const typed = (posted.get('user_code') ?? '').toUpperCase().replaceAll(/[^A-Z]/gu, '');
  const pending = [...codes.values()].find(({ userCode }) => userCode.replace('-', '') === typed);
  if (pending === undefined || performance.now() >= pending.until)
    return html('<h1>Device activation</h1><p role="alert">That code is not known, or it has run out.</p>', 404);
  if (posted.get('decision') !== 'authorize') {
    pending.outcome = 'denied';
    return html('<h1>Authorization cancelled</h1>');
  }
  const account = accounts.find(({ login }) => login === posted.get('login')) ?? accounts[0];
  pending.outcome = account ?? 'denied';
  return html('<h1>Congratulations, you’re all set!</h1><p>Your device is now connected.</p>');
}
