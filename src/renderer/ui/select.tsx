import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import './menu.css';
import './select.css';

interface SelectProps<T extends string> {
  readonly label: string;
  /** Shows the label in front of the value, inside the box. */
  readonly showLabel?: boolean;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function Select<T extends string>({ label, showLabel = false, value, options, onChange }: SelectProps<T>) {
  return (
    <Base.Root value={value} items={options} onValueChange={(next) => next !== null && onChange(next)}>
      <Base.Trigger className="select" aria-label={label}>
        {showLabel && <span className="select-label">{label}</span>}
        <Base.Value className="select-value" />
        <Base.Icon className="select-icon">
          <ChevronsUpDown aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="layer-menu" sideOffset={6} alignItemWithTrigger={false}>
          <Base.Popup className="select-popup">
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className="menu-item">
                <Base.ItemText>{option.label}</Base.ItemText>
                <Base.ItemIndicator className="menu-check">
                  <Check aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
