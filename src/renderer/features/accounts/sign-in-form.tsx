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

/** The ways to sign in at one provider, one of them open. */
export function SignInForms({ state }: { readonly state: AccountState }) {
  const { t } = useTranslation();
  const [method, setMethod] = useState<SignInMethod | null>(null);
  const form = state.forms.find((one) => one.method === method) ?? state.forms[0];
  if (form === undefined) return null;
  return (
    <div className="sign-in">
      {state.forms.length > 1 && (
        <Segments
          label={t('accounts.method')}
          value={form.method}
          options={state.forms.map((one) => ({ value: one.method, label: t(names[one.method]) }))}
          onChange={setMethod}
        />
      )}
      <OneForm key={form.method} state={state} form={form} />
    </div>
  );
}

function OneForm({ state: { provider, name }, form }: { readonly state: AccountState; readonly form: SignInForm }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<FieldValues>({});
  const [strict, setStrict] = useState(false);
  const { page } = form;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isComplete(form.fields, values)) {
      setStrict(true);
      return;
    }
    // What was typed leaves the window here and is not kept in it.
    setValues({});
    void signIn(provider, form.method, values);
  };
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <p className="muted">{t(abouts[form.method])}</p>
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
        {page !== null && (
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
