/** One sign-in at a time: what it shows, what it asks, and how it ends. */
import { LoadstoneError, toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { SignInField, SignInMethod, SignInStep } from '../../shared/accounts.ts';
import { maskData } from '../lib/known-secrets.ts';
import type { Log } from '../lib/log.ts';
import type { Provider, SignedIn, SignIn, SignInDialog } from '../providers/provider.ts';

export type FieldValues = Readonly<Record<SignInField['name'], string>>;

export interface SignInAttempts {
  readonly current: () => { readonly method: SignInMethod; readonly step: SignInStep | null } | null;
  /** The answer never rejects. Throws `sign_in_busy` and `invalid_input` at once. */
  readonly start: (method: SignInMethod, fields: FieldValues) => Promise<void>;
  /** Throws `not_found` when nothing was asked. */
  readonly answer: (fields: FieldValues) => void;
  readonly cancel: () => void;
  /** When nothing runs any more. */
  readonly idle: () => Promise<void>;
}

export interface AttemptDeps {
  /** Opens a page in the player's own browser. */
  readonly openPage: (url: string) => Promise<void>;
  readonly log: Log;
  readonly changed: () => void;
  /** A new sign-in may begin only then. */
  readonly ready: Promise<void>;
  readonly succeeded: (signedIn: SignedIn) => Promise<void>;
  /** null: what an earlier one said is over. */
  readonly failed: (problem: ErrorData | null) => void;
}

interface Attempt {
  readonly method: SignInMethod;
  readonly stop: AbortController;
  /** What was typed, in all steps. */
  readonly typed: Record<string, string>;
  step: SignInStep | null;
  asked: PromiseWithResolvers<FieldValues> | null;
}

export function createSignInAttempts(provider: Provider, signIn: SignIn, deps: AttemptDeps): SignInAttempts {
  const { openPage, log, changed, ready, succeeded, failed } = deps;
  let attempt: Attempt | null = null;
  let running: Promise<void> = Promise.resolve();

  const run = async (mine: Attempt): Promise<void> => {
    const { signal } = mine.stop;
    try {
      await ready;
      if (signal.aborted) return;
      const signedIn = await signIn.run(
        mine.method,
        { ...mine.typed },
        createDialog(mine, { openPage, changed, signIn }),
        signal,
      );
      if (!signal.aborted) await succeeded(signedIn);
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      if (!(error instanceof LoadstoneError)) log.error(`signing in at ${provider.id} failed`, error);
      failed(withoutTyped(toErrorData(error), mine.typed, signIn));
    } finally {
      attempt = null;
      changed();
    }
  };
  return {
    current: () => (attempt === null ? null : { method: attempt.method, step: attempt.step }),
    start: (method, fields) => {
      if (attempt !== null) throw busy(provider);
      if (signIn.forms.every((form) => form.method !== method)) throw noSuchMethod(provider, signIn, method);
      attempt = { method, stop: new AbortController(), typed: { ...fields }, step: null, asked: null };
      failed(null);
      changed();
      running = run(attempt);
      return running;
    },
    answer: (fields) => {
      if (attempt === null || attempt.asked === null) throw notAsked(provider);
      const { asked } = attempt;
      Object.assign(attempt.typed, fields);
      attempt.asked = null;
      attempt.step = { kind: 'checking' };
      changed();
      asked.resolve(fields);
    },
    cancel: () => {
      attempt?.stop.abort();
      attempt?.asked?.reject(cancelled());
    },
    idle: () => running,
  };
}

function createDialog(
  mine: Attempt,
  { openPage, changed, signIn }: Pick<AttemptDeps, 'openPage' | 'changed'> & { readonly signIn: SignIn },
): SignInDialog {
  const { signal } = mine.stop;
  const show = (step: SignInStep): void => {
    if (signal.aborted) return;
    mine.step = withoutTyped(step, mine.typed, signIn);
    changed();
  };
  return {
    openPage: async (url) => {
      if (!signal.aborted) await openPage(url);
    },
    show,
    ask: (step) => {
      if (signal.aborted) return Promise.reject(cancelled());
      const asked = Promise.withResolvers<FieldValues>();
      mine.asked = asked;
      show(step);
      return asked.promise;
    },
  };
}

/** A provider may quote what was typed; only what is no secret may be seen again. */
function withoutTyped<T>(said: T, typed: FieldValues, { forms }: SignIn): T {
  const open = new Set(
    forms.flatMap((form) => form.fields.flatMap(({ name, kind }) => (hidden.has(kind) ? [] : [name]))),
  );
  const values = Object.entries(typed).flatMap(([name, value]) => (open.has(name) || value.length < 4 ? [] : [value]));
  return maskData(said, (text) => values.reduce((clean, value) => clean.replaceAll(value, '…'), text));
}

const hidden: ReadonlySet<SignInField['kind']> = new Set(['secret', 'code']);

const isCancelled = (error: unknown): boolean => error instanceof LoadstoneError && error.code === 'cancelled';

const cancelled = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'The sign-in was cancelled.', 'Start it again whenever you like.');

const busy = ({ id, name }: Provider): LoadstoneError =>
  new LoadstoneError('sign_in_busy', `A sign-in at ${name} is under way.`, 'Finish or cancel it first.', {
    details: { provider: id },
  });

const notAsked = ({ name }: Provider): LoadstoneError =>
  new LoadstoneError('not_found', `${name} has asked nothing.`, 'The sign-in may have ended meanwhile.');

const noSuchMethod = ({ name }: Provider, { forms }: SignIn, method: string): LoadstoneError =>
  new LoadstoneError(
    'invalid_input',
    `${name} has no sign-in by ${method}.`,
    `It has: ${forms.map((form) => form.method).join(', ')}.`,
  );
