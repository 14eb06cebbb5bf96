import type { LucideIcon } from 'lucide-react';
import './button.css';

interface ChipProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A filter that is on or off. */
export function Chip({ icon: Icon, label, on, onChange }: ChipProps) {
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={() => onChange(!on)}>
      <Icon aria-hidden />
      {label}
    </button>
  );
}
