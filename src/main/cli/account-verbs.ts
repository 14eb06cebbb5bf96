/** Accounts on the command line. Secrets are typed unseen or come through stdin, never back. */
import { type AccountState, signInMethods, type SignInStep } from '../../shared/accounts.ts';
import { fromErrorData } from '../../shared/errors.ts';
import { providerIds, type ProviderId } from '../../shared/model.ts';
import { MisuseError, oneOf } from './arguments.ts';
import { createFieldReader, type FieldReader } from './field-reader.ts';
import { onlyOne, type VerbCall, type VerbList } from './verb.ts';

export const accountVerbs: VerbList = {
  'account status': {
    usage: 'account status',
    does: 'who is signed in where, and what the providers still allow; asks nobody',
    run: async ({ session }) => ({ accounts: await session.accounts().list(), limits: session.limits() }),
  },
  'account sign-in': {
    usage: 'account sign-in PROVIDER [--method M] [--field NAME=VALUE]… [--secret-stdin]',
    does: 'sign in; what is not given is asked for on a terminal, secrets can come through stdin, a line each',
    run: signIn,
  },
  'account check': {
    usage: 'account check PROVIDER',
    does: 'ask the provider whether the sign-in still holds',
    run: (call) => call.session.accounts().check(providerOf(call)),
  },
  'account sign-out': {
    usage: 'account sign-out PROVIDER',
    does: 'sign out and remove the secret',
    run: async (call) => {
      const provider = providerOf(call);
      await call.session.accounts().signOut(provider);
      return { signedOut: provider };
    },
  },
};

const providerOf = ({ words }: VerbCall): ProviderId => oneOf(onlyOne(words, 'provider'), providerIds, 'PROVIDER');

async function signIn(call: VerbCall): Promise<AccountState> {
  const { session, options } = call;
  const id = providerOf(call);
  const accounts = session.accounts();
  const before = (await accounts.list()).find((one) => one.provider === id);
  if (before === undefined) throw new MisuseError(`there are no accounts at ${id}`);
  const wanted = options.method === undefined ? null : oneOf(options.method, signInMethods, '--method');
  const form = wanted === null ? before.forms[0] : before.forms.find(({ method }) => method === wanted);
  const methods = before.forms.map(({ method }) => method).join(', ');
  if (form === undefined) throw new MisuseError(`${id} has no such sign-in; it has ${methods}`);

  const reader = createFieldReader(fieldOptions(options.field ?? []), options['secret-stdin'] === true, session.tell);
  const stop = session.onAccounts(() => {
    follow(call, id, reader).catch((fault: unknown) => {
      failed ??= fault;
      accounts.cancel(id);
    });
  });
  let failed: unknown = null;
  try {
    if (form.page !== null) session.tell(`What is asked for is on ${form.page}`);
    const after = await accounts.signIn(id, form.method, await reader.read(form.fields));
    if (failed instanceof Error) throw failed;
    if (after.problem !== null) throw fromErrorData(after.problem);
    return after;
  } finally {
    stop();
    reader.close();
  }
}

/** "token=abc" → the value of the field. */
function fieldOptions(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const cut = text.indexOf('=');
      if (cut < 1) throw new MisuseError('--field takes NAME=VALUE');
      return [text.slice(0, cut), text.slice(cut + 1)];
    }),
  );
}

const told = new WeakSet<SignInStep>();

/** Says where the sign-in is, and answers what it asks. Each step once. */
async function follow({ session }: VerbCall, id: ProviderId, reader: FieldReader): Promise<void> {
  const accounts = session.accounts();
  const step = (await accounts.list()).find((one) => one.provider === id)?.signingIn?.step ?? null;
  if (step === null || told.has(step)) return;
  told.add(step);
  for (const line of wordsOf(step)) session.tell(line);
  if (step.kind === 'asking') accounts.answer(id, await reader.read(step.fields));
}

function wordsOf(step: SignInStep): readonly string[] {
  switch (step.kind) {
    case 'waiting':
      return [
        `Waiting until ${new Date(step.until).toLocaleTimeString()} for your answer on ${step.url}`,
        ...(step.code === null ? [] : [`The code to type there: ${step.code}`]),
      ];
    case 'reconnecting':
      return [`The connection was lost; trying again (${step.attempt}).`];
    case 'asking':
      return [step.text, ...step.links.map(({ label, url }) => `  ${label}: ${url}`)];
    case 'checking':
    default:
      return ['Checking…'];
  }
}
