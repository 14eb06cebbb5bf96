import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FolderWarning } from '../../../shared/games.ts';

interface FolderNotesProps {
  readonly warnings: readonly Pick<FolderWarning, 'code' | 'blocks'>[];
  /** Says it too when there is nothing to say. */
  readonly sayNone?: boolean;
}

/** What speaks against a folder, and what that means. */
export function FolderNotes({ warnings, sayNone = false }: FolderNotesProps) {
  const { t } = useTranslation();
  if (warnings.length === 0)
    return sayNone ? (
      <p className="folder-note" data-tone="good">
        <CircleCheck aria-hidden />
        {t('gameCare.allWell')}
      </p>
    ) : null;
  return (
    <ul className="folder-notes" aria-label={t('gameCare.checkTitle')}>
      {warnings.map(({ code, blocks }) => (
        <li key={code} className="folder-note" data-tone={blocks ? 'bad' : 'warn'}>
          {blocks ? <OctagonX aria-hidden /> : <TriangleAlert aria-hidden />}
          <span>
            <strong>{t(`gameCare.warning.${code}`)}</strong>
            <br />
            <span className="muted">{t(`gameCare.meaning.${code}`)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
