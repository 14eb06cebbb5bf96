import { Check, Minus } from 'lucide-react';
import './switch.css';

// Plain buttons: a list that is scrolled fast makes dozens of them a frame.

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly busy?: boolean;
  readonly tabIndex?: number;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, checked, busy = false, tabIndex = 0, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-label={label}
      aria-checked={checked}
      aria-busy={busy || undefined}
      aria-readonly={busy || undefined}
      data-checked={checked || undefined}
      tabIndex={tabIndex}
      onClick={() => {
        if (!busy) onChange(!checked);
      }}
    >
      <span className="switch-thumb" />
    </button>
  );
}

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly mixed?: boolean;
  readonly tabIndex?: number;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, checked, mixed = false, tabIndex = 0, onChange }: CheckboxProps) {
  return (
    <button
      type="button"
      role="checkbox"
      className="checkbox"
      aria-label={label}
      aria-checked={mixed ? 'mixed' : checked}
      data-checked={(checked && !mixed) || undefined}
      data-indeterminate={mixed || undefined}
      tabIndex={tabIndex}
      onClick={() => onChange(!checked)}
    >
      {(checked || mixed) && (
        <span className="checkbox-mark">{mixed ? <Minus aria-hidden /> : <Check aria-hidden />}</span>
      )}
    </button>
  );
}
