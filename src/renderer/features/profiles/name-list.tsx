import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** More lines than this say nothing more. */
export const linesShown = 200;

interface SectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly count: number;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled list; nothing when it is empty. */
export function ShareSection({ title, hint, count, aside, children }: SectionProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <section className="share-section">
      <div className="share-head">
        <div>
          <h3 className="plan-heading">
            {title} <span className="share-count">{count}</span>
          </h3>
          {hint !== undefined && <p className="faint share-hint">{hint}</p>}
        </div>
        {aside}
      </div>
      <ul className="plan-list">
        {children}
        {count > linesShown && <li className="share-line faint">{t('share.more', { count: count - linesShown })}</li>}
      </ul>
    </section>
  );
}

interface NameListProps {
  readonly title: string;
  readonly hint?: string;
  readonly names: readonly string[];
}

export function NameList({ names, ...rest }: NameListProps) {
  return (
    <ShareSection {...rest} count={names.length}>
      {names.slice(0, linesShown).map((name, index) => (
        // Two mods may have one name, and the list does not change.
        <li key={index} className="share-line">
          <bdi className="ellipsis">{name}</bdi>
        </li>
      ))}
    </ShareSection>
  );
}
