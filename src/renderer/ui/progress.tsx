import { Progress as Base } from '@base-ui/react/progress';
import './progress.css';

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null while the end is not known. */
  readonly value: number | null;
  /** Nothing moves until the player says so. */
  readonly still?: boolean;
}

export function ProgressBar({ label, value, still = false }: ProgressBarProps) {
  const known = still ? (value ?? 0) : value;
  const percent = known === null ? null : Math.min(100, Math.max(0, known * 100));
  return (
    <Base.Root className="progress" value={percent} aria-label={label} data-still={still || undefined}>
      <Base.Track className="progress-track">
        <Base.Indicator className="progress-fill" />
      </Base.Track>
    </Base.Root>
  );
}

/** A ring for small places. Decorative: the words beside it say the same. */
export function ProgressRing({ value, size = 18 }: { readonly value: number | null; readonly size?: number }) {
  const length = 2 * Math.PI * 7;
  return (
    <svg className={value === null ? 'ring spin' : 'ring'} width={size} height={size} viewBox="0 0 18 18" aria-hidden>
      <circle className="ring-track" cx="9" cy="9" r="7" />
      <circle
        className="ring-fill"
        cx="9"
        cy="9"
        r="7"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - (value ?? 0.25))}
      />
    </svg>
  );
}
