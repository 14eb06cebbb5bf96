import { Eye, EyeOff } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInField } from '../../../shared/accounts.ts';
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
  path: 'accounts.fieldPath',
} as const;

/** Our words for the names we know; else those of the provider. */
const labelOf = ({ name, label }: SignInField): string =>
  name in known ? i18n.t(known[name as keyof typeof known]) : label;

export const isComplete = (fields: readonly SignInField[], values: FieldValues): boolean =>
  fields.every((field) => field.optional === true || (values[field.name] ?? '').trim() !== '');

interface FieldsProps {
  readonly fields: readonly SignInField[];
  readonly values: FieldValues;
  /** Says what is missing. */
  readonly strict: boolean;
  readonly onChange: (values: FieldValues) => void;
}

export function Fields({ fields, values, strict, onChange }: FieldsProps) {
  return fields.map((field) => {
    const value = values[field.name] ?? '';
    const set = (next: string): void => onChange({ ...values, [field.name]: next });
    return field.kind === 'consent' ? (
      <Consent key={field.name} field={field} on={value === 'true'} strict={strict} onChange={set} />
    ) : (
      <TextField key={field.name} field={field} value={value} strict={strict} onChange={set} />
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
  readonly field: SignInField;
  readonly value: string;
  readonly strict: boolean;
  readonly onChange: (value: string) => void;
}

function TextField({ field, value, strict, onChange }: TextFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [shown, setShown] = useState(false);
  const secret = field.kind === 'secret';
  const missing = strict && field.optional !== true && value.trim() === '';
  const label = labelOf(field);
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
          aria-describedby={missing ? `${id}-problem` : undefined}
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
      {missing && (
        <p id={`${id}-problem`} className="field-error" role="alert">
          {t('accounts.missing')}
        </p>
      )}
    </div>
  );
}
