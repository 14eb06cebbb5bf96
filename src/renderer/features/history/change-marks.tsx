import { useTranslation } from 'react-i18next';
import type { ChangeCounts } from '../../../shared/model.ts';
import { formatNumber } from '../../i18n/format.ts';
import '../change/change-preview.css';

/** "+12 ~3 −4", in colour and, for those who listen, in words. */
export function ChangeMarks({ changed }: { readonly changed: ChangeCounts }) {
  const { t } = useTranslation();
  const { added, replaced, removed } = changed;
  if (added + replaced + removed === 0) return <span className="faint">{t('history.unchanged')}</span>;
  return (
    <span className="marks">
      {added > 0 && <Mark kind="add" sign="+" value={added} words={t('history.files.added', { count: added })} />}
      {replaced > 0 && (
        <Mark kind="replace" sign="~" value={replaced} words={t('history.files.replaced', { count: replaced })} />
      )}
      {removed > 0 && (
        <Mark kind="remove" sign="−" value={removed} words={t('history.files.removed', { count: removed })} />
      )}
    </span>
  );
}

interface MarkProps {
  readonly kind: 'add' | 'replace' | 'remove';
  readonly sign: string;
  readonly value: number;
  readonly words: string;
}

function Mark({ kind, sign, value, words }: MarkProps) {
  return (
    <span className="mark" data-kind={kind} title={words}>
      <span aria-hidden>
        {sign}
        {formatNumber(value)}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
