import { Check, Copy, ExternalLink, LoaderCircle, WifiOff } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountState, SignInMethod, SignInStep } from '../../../shared/accounts.ts';
import { getBridge } from '../../bridge.ts';
import { formatDuration } from '../../i18n/format.ts';
import { answerSignIn, cancelSignIn } from '../../stores/accounts.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Fields, isComplete, type FieldValues } from './fields.tsx';

type SigningIn = NonNullable<AccountState['signingIn']>;

/** A sign-in under way: where it is, what the player has to do, and the way out. */
export function SignInSteps({ state, signingIn }: { readonly state: AccountState; readonly signingIn: SigningIn }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { step, method } = signingIn;
  // The form that held the focus is gone; without this the focus would be lost.
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body)
      box.current?.focus({ preventScroll: true });
  }, [step?.kind]);
  return (
    <div
      className="steps"
      ref={box}
      tabIndex={-1}
      role="group"
      aria-label={t('accounts.signInTo', { provider: state.name })}
    >
      <Track method={method} step={step} />
      <div className="step-now" role="status">
        <StepNow state={state} step={step} />
      </div>
      {step?.kind === 'asking' ? <Question key={step.text} state={state} step={step} /> : <Cancel state={state} />}
    </div>
  );
}

function Cancel({ state }: { readonly state: AccountState }) {
  const { t } = useTranslation();
  return (
    <Button size="sm" className="step-cancel" onClick={() => void cancelSignIn(state.provider)}>
      {t('accounts.cancel')}
    </Button>
  );
}

/** All steps in a row, so that the player sees how far it is. */
function Track({ method, step }: { readonly method: SignInMethod; readonly step: SignInStep | null }) {
  const { t } = useTranslation();
  const middle =
    method === 'browser' ? t('accounts.stepBrowser') : method === 'email' ? t('accounts.stepAnswer') : null;
  const names = [t('accounts.stepStart'), ...(middle === null ? [] : [middle]), t('accounts.stepCheck')];
  const at = step === null ? 0 : step.kind === 'checking' ? names.length - 1 : Math.min(1, names.length - 1);
  return (
    <ol className="track" aria-label={t('accounts.steps')}>
      {names.map((name, index) => (
        <li
          key={name}
          data-state={index < at ? 'done' : index === at ? 'now' : 'next'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="track-mark" aria-hidden>
            {index < at ? <Check /> : index === at ? <LoaderCircle className="spin" /> : null}
          </span>
          {name}
        </li>
      ))}
    </ol>
  );
}

function StepNow({ state, step }: { readonly state: AccountState; readonly step: SignInStep | null }): ReactNode {
  const { t } = useTranslation();
  const provider = state.name;
  if (step === null) return <p>{t('accounts.starting', { provider })}</p>;
  switch (step.kind) {
    case 'waiting':
      return <Waiting step={step} />;
    case 'reconnecting':
      return (
        <>
          <p className="step-title">
            <WifiOff aria-hidden />
            {t('accounts.reconnecting', { count: step.attempt })}
          </p>
          <p className="muted">{t('accounts.reconnectingHint')}</p>
        </>
      );
    case 'asking':
      return <p className="step-title">{t('accounts.asking', { provider })}</p>;
    case 'checking':
      return <p>{t('accounts.checking', { provider })}</p>;
    default:
      return step satisfies never;
  }
}

function Waiting({ step }: { readonly step: Extract<SignInStep, { kind: 'waiting' }> }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const left = Math.max(0, step.until - now) / 1_000;
  const { code } = step;
  return (
    <>
      <p className="step-title">{t('accounts.waiting')}</p>
      {code !== null && <Code code={code} />}
      <div className="step-line">
        <Button
          size="sm"
          icon={<ExternalLink className="flip" aria-hidden />}
          onClick={() => void orNotice(getBridge().app.openExternal({ url: step.url }))}
        >
          {t('accounts.openAgain')}
        </Button>
        {/* Said once, not every second. */}
        <span className="faint" aria-hidden>
          {t('accounts.waitingUntil', { time: formatDuration(left) })}
        </span>
      </div>
    </>
  );
}

function Code({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if ((await orNotice(getBridge().app.copyText({ text: code }).then(toTrue))) === true) setCopied(true);
  };
  return (
    <div className="step-code">
      <span>{t('accounts.code')}</span>
      <code>{code}</code>
      <Button size="sm" icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={() => void copy()}>
        {copied ? t('accounts.copied') : t('accounts.copyCode')}
      </Button>
    </div>
  );
}

/** The call answers null, and so would a failed one. */
const toTrue = <T extends { readonly ok: boolean }>(result: T): T => (result.ok ? { ...result, value: true } : result);

interface QuestionProps {
  readonly state: AccountState;
  readonly step: Extract<SignInStep, { kind: 'asking' }>;
}

function Question({ state, step }: QuestionProps) {
  const { t } = useTranslation();
  const [values, setValues] = useState<FieldValues>({});
  const [strict, setStrict] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isComplete(step.fields, values)) void answerSignIn(state.provider, values);
    else setStrict(true);
  };
  return (
    <form ref={form} className="sign-in-form" onSubmit={submit}>
      <p className="question">{step.text}</p>
      {step.links.length > 0 && (
        <ul className="question-links">
          {step.links.map(({ label, url }) => (
            <li key={url}>
              <Button
                size="sm"
                tone="quiet"
                icon={<ExternalLink className="flip" aria-hidden />}
                onClick={() => void orNotice(getBridge().app.openExternal({ url }))}
              >
                {label}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Fields provider={state.provider} fields={step.fields} values={values} strict={strict} onChange={setValues} />
      <div className="sign-in-actions">
        <Button tone="primary" type="submit">
          {t('accounts.continue')}
        </Button>
        <Cancel state={state} />
      </div>
    </form>
  );
}
