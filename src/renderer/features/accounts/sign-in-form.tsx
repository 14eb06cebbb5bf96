import { ExternalLink, LogIn } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountState, SignInForm, SignInMethod } from '../../../shared/accounts.ts';
import { getBridge } from '../../bridge.ts';
import { signIn } from '../../stores/accounts.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Fields, isComplete, type FieldValues } from './fields.tsx';

const names = {
  browser: 'accounts.methodBrowser',
  key: 'accounts.methodKey',
  email: 'accounts.methodEmail',
  password: 'accounts.methodPassword',
  'game-file': 'accounts.methodGameFile',
} as const satisfies Record<SignInMethod, string>;

const abouts = {
  browser: 'accounts.aboutBrowser',
  key: 'accounts.aboutKey',
  email: 'accounts.aboutEmail',
  password: 'accounts.aboutPassword',
  'game-file': 'accounts.aboutGameFile',
} as const satisfies Record<SignInMethod, string>;

/** What a form was left with: a try that was refused is corrected, not begun anew. Holds no secret. */
export interface SignInDraft {
  /** The way that was chosen; null: the recommended one. */
  readonly method: SignInMethod | null;
  /** The way that was last tried. */
  readonly tried: SignInMethod | null;
  readonly values: FieldValues;
}

export const emptyDraft: SignInDraft = { method: null, tried: null, values: {} };

interface SignInFormsProps {
  readonly state: AccountState;
  readonly draft: SignInDraft;
  readonly onDraft: (draft: SignInDraft) => void;
}

/** The ways to sign in at one provider, one of them open. */
export function SignInForms({ state, draft, onDraft }: SignInFormsProps) {
  const { t } = useTranslation();
  const form = state.forms.find((one) => one.method === draft.method) ?? state.forms[0];
  if (form === undefined) return null;
  return (
    <div className="sign-in">
      {state.forms.length > 1 && (
        <Segments
          label={t('accounts.method')}
          value={form.method}
          options={state.forms.map((one) => ({ value: one.method, label: t(names[one.method]) }))}
          onChange={(method) => onDraft({ ...draft, method })}
        />
      )}
      <OneForm
        key={form.method}
        state={state}
        form={form}
        start={withoutSecrets(form, draft.values)}
        onTry={(values) => onDraft({ method: form.method, tried: form.method, values })}
      />
    </div>
  );
}

/** What may be kept in the window while the sign-in is under way. */
const withoutSecrets = ({ fields }: SignInForm, values: FieldValues): FieldValues =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }) => (kind === 'text' || kind === 'email' ? [[name, values[name] ?? '']] : [])),
  );

interface OneFormProps {
  readonly state: AccountState;
  readonly form: SignInForm;
  readonly start: FieldValues;
  readonly onTry: (kept: FieldValues) => void;
}

function OneForm({ state: { provider, name }, form, start, onTry }: OneFormProps) {
  const { t } = useTranslation();
  const [values, setValues] = useState(start);
  const [strict, setStrict] = useState(false);
  const { page } = form;
  const makesKey = form.fields.some((field) => field.kind === 'secret' && field.name !== 'password');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isComplete(form.fields, values)) {
      setStrict(true);
      return;
    }
    // Secrets that were typed leave the window here and are not kept in it.
    const kept = withoutSecrets(form, values);
    setValues(kept);
    onTry(kept);
    void signIn(provider, form.method, values);
  };
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <p className="muted">
        {t(abouts[form.method])}
        {form.method === 'email' && makesKey && ` ${t('accounts.aboutEmailKey', { provider: name })}`}
      </p>
      <Fields provider={provider} fields={form.fields} values={values} strict={strict} onChange={setValues} />
      <div className="sign-in-actions">
        <Button
          tone="primary"
          type="submit"
          icon={<LogIn className="flip" aria-hidden />}
          aria-label={t('accounts.signInTo', { provider: name })}
        >
          {t('accounts.signIn')}
        </Button>
        {page !== null && makesKey && (
          <Button
            icon={<ExternalLink className="flip" aria-hidden />}
            onClick={() => void orNotice(getBridge().app.openExternal({ url: page }))}
          >
            {t('accounts.getKey')}
          </Button>
        )}
      </div>
    </form>
  );
}
