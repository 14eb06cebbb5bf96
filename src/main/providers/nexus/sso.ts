/**
 * Signing in through the browser: a socket waits while the player says yes on the site. The same id and token join
 * again after a broken line; the first key ends it, and nothing that comes later counts.
 */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { Socket, SocketEvents, Sockets } from '../../lib/sockets.ts';
import { cancelledError, type Timing } from '../http/timing.ts';
import type { SignInDialog } from '../provider.ts';
import { helloOf, ssoMessageOf, ssoPage, type Protocol } from './sso-messages.ts';
import { signInHosts, signInSocket, site } from './traits.ts';

export interface SsoDeps {
  readonly sockets: Sockets;
  readonly timing: Pick<Timing, 'now' | 'wait'>;
  /** A random UUID. */
  readonly newId: () => string;
  /** The name the application is registered by. */
  readonly slug: string;
  /** Default 2, which every maintained client speaks. */
  readonly protocol?: Protocol;
}

const pingEvery = 30_000;
/** Milliseconds the player has for it, all in all. */
export const ssoPatience = 5 * 60_000;
/** The server says "here I am" at once; longer than this it is not listening. Source: MO2. */
const firstWord = 10_000;
/** Broken lines in a row, refilled by every pong. Source: Vortex. */
const mostTries = 5;
const reconnectAfter = 5_000;

/** Answers the key. Errors: `cancelled`, `sign_in_failed`, `provider_unavailable`. */
export async function askForKey(deps: SsoDeps, dialog: SignInDialog, signal: AbortSignal): Promise<string> {
  if (signal.aborted) throw cancelledError();
  const { timing, protocol = 2, slug } = deps;
  const id = deps.newId();
  const attempt: Attempt = {
    ...deps,
    protocol,
    id,
    page: ssoPage(site, id, slug, protocol),
    until: timing.now() + ssoPatience,
    token: null,
    pageOpened: false,
    tries: 0,
  };
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  const tooLate = timing.wait(ssoPatience, ended).then(() => {
    throw failed('Nobody confirmed the sign-in within five minutes.', 'Begin anew and confirm it in your browser.');
  });
  try {
    return await Promise.race([keepAsking(attempt, dialog, ended), tooLate]);
  } catch (error) {
    throw signal.aborted ? cancelledError() : error;
  } finally {
    over.abort();
    tooLate.catch(() => undefined);
  }
}

interface Attempt extends SsoDeps {
  readonly protocol: Protocol;
  readonly id: string;
  readonly page: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
  token: string | null;
  /** Once for all connections. */
  pageOpened: boolean;
  tries: number;
}

async function keepAsking(attempt: Attempt, dialog: SignInDialog, signal: AbortSignal): Promise<string> {
  for (;;) {
    const key = await connection(attempt, dialog, signal);
    if (key !== null) return key;
    attempt.tries += 1;
    if (attempt.tries > mostTries) throw unreachable();
    dialog.show({ kind: 'reconnecting', attempt: attempt.tries, until: attempt.until });
    await attempt.timing.wait(reconnectAfter, signal);
  }
}

/** One connection. null: it broke. */
function connection(attempt: Attempt, dialog: SignInDialog, signal: AbortSignal): Promise<string | null> {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  let pending = true;
  let answered = false;
  let alive = true;
  const settle = (finish: () => void): void => {
    if (!pending) return;
    pending = false;
    over.abort();
    signal.removeEventListener('abort', stop);
    socket.close();
    finish();
  };
  const stop = (): void => settle(() => reject(cancelledError()));
  const lost = (): void => settle(() => resolve(null));
  const fail = (error: unknown): void =>
    settle(() => reject(error instanceof Error ? error : new Error(String(error))));

  const events: SocketEvents = {
    opened: () => {
      if (!pending) return;
      socket.send(helloOf(attempt.id, attempt.slug, attempt.token, attempt.protocol));
      void watch().catch(() => undefined);
      if (attempt.protocol === 1) greeted();
      else void patience().catch(() => undefined);
    },
    message: (text) => {
      if (!pending) return;
      const message = ssoMessageOf(text, attempt.id, attempt.protocol);
      switch (message.kind) {
        case 'key':
          settle(() => resolve(message.key));
          return;
        case 'token':
          attempt.token ??= message.token;
          greeted();
          return;
        case 'refused':
          fail(refused(message.why));
          return;
        case 'ignored':
          return;
        default:
          message satisfies never;
      }
    },
    pong: () => {
      alive = true;
      attempt.tries = 0;
    },
    closed: lost,
  };

  /** The server knows us: the player may go to the page, once. */
  const greeted = (): void => {
    if (answered) return;
    answered = true;
    dialog.show({ kind: 'waiting', url: attempt.page, code: null, until: attempt.until });
    if (attempt.pageOpened) return;
    attempt.pageOpened = true;
    dialog.openPage(attempt.page).catch(fail);
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      await attempt.timing.wait(pingEvery, until);
      if (!alive) return lost();
      alive = false;
      socket.ping();
    }
  };
  const patience = async (): Promise<void> => {
    await attempt.timing.wait(firstWord, until);
    if (!answered) lost();
  };

  signal.addEventListener('abort', stop, { once: true });
  const socket: Socket = attempt.sockets.open({ provider: 'nexus', url: signInSocket, hosts: signInHosts }, events);
  return promise;
}

const details = { provider: 'nexus' } as const;

export const failed = (message: string, hint: string): LoadstoneError =>
  new LoadstoneError('sign_in_failed', message, hint, { details });

const refused = (why: string): LoadstoneError =>
  failed(
    why === '' ? 'Nexus Mods refused the sign-in.' : `Nexus Mods refused the sign-in: ${why.replace(/[.!]+$/u, '')}.`,
    'Begin anew, or paste a key from the settings of your account.',
  );

const unreachable = (): LoadstoneError =>
  new LoadstoneError(
    'provider_unavailable',
    'The sign-in of Nexus Mods cannot be reached.',
    'Try again later, or paste a key from the settings of your account.',
    { details },
  );
