import { useTranslation } from 'react-i18next';
import type { ChangelogEntry } from '../../../shared/model.ts';
import { formatDate } from '../../i18n/format.ts';
import { RichText } from './rich-text.tsx';

/** What authors wrote about their versions, newest first. */
export function ChangelogView({ entries }: { readonly entries: readonly ChangelogEntry[] }) {
  const { t } = useTranslation();
  return (
    <ol className="changelog">
      {entries.map((entry, index) => (
        // Versions may be missing or told twice; the order is the provider's.
        <li key={index}>
          <p className="changelog-head">
            <strong>{entry.version ?? t('updates.noVersion')}</strong>
            {entry.publishedAt !== null && <span className="faint">{formatDate(entry.publishedAt)}</span>}
          </p>
          <RichText nodes={entry.text} blurred={false} />
        </li>
      ))}
    </ol>
  );
}
