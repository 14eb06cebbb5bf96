import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import type { Score } from '../../stores/conflicts.ts';

/** How many files a mod wins and loses, in colour, shape and words. */
export function ConflictScore({ score }: { readonly score: Score | undefined }) {
  // Most rows of a long list have none, and need no words.
  return score === undefined ? <span className="faint">—</span> : <Contested score={score} />;
}

function Contested({ score }: { readonly score: Score }) {
  const { t } = useTranslation();
  const { wins, loses } = score;
  const words = [
    wins > 0 ? t('library.wins', { count: wins }) : null,
    loses > 0 ? t('library.loses', { count: loses }) : null,
  ]
    .filter((one) => one !== null)
    .join(', ');
  return (
    <span className="score" title={words}>
      <span className="sr-only">{words}</span>
      {wins > 0 && (
        <span data-kind="wins" aria-hidden>
          <ChevronUp />
          {formatNumber(wins)}
        </span>
      )}
      {loses > 0 && (
        <span data-kind="loses" aria-hidden>
          <ChevronDown />
          {formatNumber(loses)}
        </span>
      )}
    </span>
  );
}
