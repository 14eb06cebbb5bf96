import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Hint } from './hint.tsx';
import './button.css';

interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'sm' | 'md' | 'lg';
  readonly icon?: ReactNode;
  /** Shows a spinner in place of the icon and takes no presses, but keeps the focus. */
  readonly busy?: boolean;
}

export function Button({ tone = 'plain', size = 'md', icon, busy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${className ?? ''}`}
      data-tone={tone}
      data-size={size}
      aria-disabled={busy || rest['aria-disabled']}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : rest.onClick}
    >
      {busy ? <LoaderCircle className="spin" aria-hidden /> : icon}
      {children !== undefined && <span className="button-label">{children}</span>}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Read aloud, and shown as a hint. */
  readonly label: string;
  readonly size?: 'sm' | 'md';
  readonly children: ReactNode;
}

/** A button that shows only a picture. Its label is its name and its hint. */
export function IconButton({ label, size = 'md', className, children, ...rest }: IconButtonProps) {
  return (
    <Hint text={label}>
      <button type="button" {...rest} className={`icon-button ${className ?? ''}`} data-size={size} aria-label={label}>
        {children}
      </button>
    </Hint>
  );
}
