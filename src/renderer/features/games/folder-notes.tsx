import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FolderWarning } from '../../../shared/games.ts';

interface FolderNotesProps {
  readonly warnings: readonly Pick<FolderWarning, 'code' | 'blocks' | 'by'>[];
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
      {warnings.map(({ code, blocks, by }) => (
        <li key={code} className="folder-note" data-tone={blocks ? 'bad' : 'warn'}>
          {blocks ? <OctagonX aria-hidden /> : <TriangleAlert aria-hidden />}
          <span>
            <strong>
              {by === undefined ? t(`gameCare.warning.${code}`) : t('gameCare.otherManager', { manager: by })}
            </strong>
            <br />
            <span className="muted">
              {by === undefined ? t(`gameCare.meaning.${code}`) : t('gameCare.otherManagerMeaning', { manager: by })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
