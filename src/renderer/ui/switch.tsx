import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { Check, Minus } from 'lucide-react';
import './switch.css';

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly busy?: boolean;
  readonly tabIndex?: number;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, checked, busy = false, tabIndex = 0, onChange }: SwitchProps) {
  return (
    <BaseSwitch.Root
      className="switch"
      aria-label={label}
      aria-busy={busy || undefined}
      checked={checked}
      readOnly={busy}
      tabIndex={tabIndex}
      onCheckedChange={onChange}
    >
      <BaseSwitch.Thumb className="switch-thumb" />
    </BaseSwitch.Root>
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
    <BaseCheckbox.Root
      className="checkbox"
      aria-label={label}
      checked={checked}
      indeterminate={mixed}
      tabIndex={tabIndex}
      onCheckedChange={onChange}
    >
      <BaseCheckbox.Indicator className="checkbox-mark">
        {mixed ? <Minus aria-hidden /> : <Check aria-hidden />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
}
