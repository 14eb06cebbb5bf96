import { Eye, EyeOff } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInField } from '../../../shared/accounts.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/switch.tsx';

export type FieldValues = Readonly<Record<string, string>>;

const known = {
  key: 'accounts.fieldKey',
  token: 'accounts.fieldToken',
  username: 'accounts.fieldUsername',
  password: 'accounts.fieldPassword',
  email: 'accounts.fieldEmail',
  code: 'accounts.fieldCode',
  agree: 'accounts.fieldAgree',
} as const;

/** What a path means differs; each says where it is found and that it may be left out. */
const paths = {
  modio: { label: 'accounts.fieldApiPath', hint: 'accounts.apiPathHint' },
  factorio: { label: 'accounts.fieldPlayerData', hint: 'accounts.playerDataHint' },
} as const;

const pathOf = ({ name }: SignInField, provider: ProviderId) =>
  name === 'path' && (provider === 'modio' || provider === 'factorio') ? paths[provider] : null;

/** Our words for the names we know; else those of the provider. */
function labelOf(field: SignInField, provider: ProviderId): string {
  const path = pathOf(field, provider);
  if (path !== null) return i18n.t(path.label);
  return field.name in known ? i18n.t(known[field.name as keyof typeof known]) : field.label;
}

export const isComplete = (fields: readonly SignInField[], values: FieldValues): boolean =>
  fields.every((field) => field.optional === true || (values[field.name] ?? '').trim() !== '');

interface FieldsProps {
  readonly provider: ProviderId;
  readonly fields: readonly SignInField[];
  readonly values: FieldValues;
  /** Says what is missing. */
  readonly strict: boolean;
  readonly onChange: (values: FieldValues) => void;
}

export function Fields({ provider, fields, values, strict, onChange }: FieldsProps) {
  return fields.map((field) => {
    const value = values[field.name] ?? '';
    const set = (next: string): void => onChange({ ...values, [field.name]: next });
    return field.kind === 'consent' ? (
      <Consent key={field.name} field={field} on={value === 'true'} strict={strict} onChange={set} />
    ) : (
      <TextField key={field.name} provider={provider} field={field} value={value} strict={strict} onChange={set} />
    );
  });
}

interface ConsentProps {
  readonly field: SignInField;
  readonly on: boolean;
  readonly strict: boolean;
  readonly onChange: (value: string) => void;
}

function Consent({ field, on, strict, onChange }: ConsentProps) {
  const { t } = useTranslation();
  return (
    <div className="consent">
      <Checkbox label={field.label} checked={on} onChange={(next) => onChange(next ? 'true' : '')} />
      <span aria-hidden>{field.label}</span>
      {strict && !on && (
        <span className="field-error" role="alert">
          {t('accounts.missing')}
        </span>
      )}
    </div>
  );
}

interface TextFieldProps {
  readonly provider: ProviderId;
  readonly field: SignInField;
  readonly value: string;
  readonly strict: boolean;
  readonly onChange: (value: string) => void;
}

function TextField({ provider, field, value, strict, onChange }: TextFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [shown, setShown] = useState(false);
  const secret = field.kind === 'secret';
  const missing = strict && field.optional !== true && value.trim() === '';
  const label = labelOf(field, provider);
  const hint = pathOf(field, provider)?.hint ?? null;
  return (
    <div className="sign-in-field">
      <label htmlFor={id}>{label}</label>
      <div className="sign-in-input">
        <input
          id={id}
          className="text-input"
          data-code={field.kind === 'code' || undefined}
          type={secret && !shown ? 'password' : 'text'}
          inputMode={field.kind === 'email' ? 'email' : undefined}
          // Keys and codes belong into no list of earlier input.
          autoComplete="off"
          spellCheck={false}
          maxLength={8_192}
          value={value}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? `${id}-problem` : hint === null ? undefined : `${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        />
        {secret && (
          <IconButton
            label={t('accounts.show', { field: label })}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </IconButton>
        )}
      </div>
      {hint !== null && (
        <p id={`${id}-hint`} className="faint">
          {t(hint)}
        </p>
      )}
      {missing && (
        <p id={`${id}-problem`} className="field-error" role="alert">
          {t('accounts.missing')}
        </p>
      )}
    </div>
  );
}
