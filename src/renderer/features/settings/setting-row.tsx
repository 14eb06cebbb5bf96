import type { ReactNode } from 'react';

interface SettingRowProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** One setting: what it is, and its control at the end of the line. */
export function SettingRow({ title, hint, children }: SettingRowProps) {
  return (
    <div className="setting-row">
      <div className="setting-words">
        <p className="setting-title">{title}</p>
        {hint !== undefined && <p className="muted">{hint}</p>}
      </div>
      <div className="setting-control">{children}</div>
    </div>
  );
}
