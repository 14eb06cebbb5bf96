import { ContextMenu } from '@base-ui/react/context-menu';
import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import './menu.css';

interface MenuButtonProps {
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

export function MenuButton({ trigger, align = 'end', children }: MenuButtonProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner className="layer-menu" sideOffset={6} align={align}>
          <Menu.Popup className="menu">{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ContextAreaProps {
  /** The element that is right-clicked. */
  readonly area: ReactElement;
  readonly menu: ReactNode;
  readonly children: ReactNode;
}

export function ContextArea({ area, menu, children }: ContextAreaProps) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger render={area}>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="layer-menu">
          <ContextMenu.Popup className="menu">{menu}</ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Said quietly at the end of the line. */
  readonly aside?: string;
  /** The keys that do the same. */
  readonly keys?: string | undefined;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, danger = false, disabled = false, aside, keys, onSelect, children }: MenuItemProps) {
  return (
    <Menu.Item className="menu-item" data-danger={danger || undefined} disabled={disabled} onClick={onSelect}>
      <span className="menu-icon">{icon}</span>
      {children}
      {aside !== undefined && <span className="menu-aside">{aside}</span>}
      {keys !== undefined && (
        <span className="menu-aside" aria-hidden>
          {keys}
        </span>
      )}
    </Menu.Item>
  );
}

export const MenuLine = () => <Menu.Separator className="menu-line" />;

interface MenuChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly icon?: ReactNode;
    /** Said quietly at the end of the line. */
    readonly aside?: string;
  }[];
  readonly onChange: (value: T) => void;
}

export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-label">{label}</Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={(next: T) => onChange(next)}>
        {options.map((option) => (
          <Menu.RadioItem key={option.value} value={option.value} className="menu-item" closeOnClick>
            <span className="menu-icon">{option.icon}</span>
            {option.label}
            {option.aside !== undefined && <span className="menu-aside">{option.aside}</span>}
            <Menu.RadioItemIndicator className="menu-check">
              <Check aria-hidden />
            </Menu.RadioItemIndicator>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  );
}

interface MenuSwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

export function MenuSwitch({ checked, onChange, icon, children }: MenuSwitchProps) {
  return (
    <Menu.CheckboxItem className="menu-item" checked={checked} onCheckedChange={onChange}>
      <span className="menu-icon">{icon}</span>
      {children}
      <Menu.CheckboxItemIndicator className="menu-check">
        <Check aria-hidden />
      </Menu.CheckboxItemIndicator>
    </Menu.CheckboxItem>
  );
}
