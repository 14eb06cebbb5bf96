import { File, Folder, Star, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { FileChoice } from '../../../shared/model.ts';
import { forgetChoice } from '../../stores/conflicts.ts';
import { useEntryNames } from '../../stores/library.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { keyOf } from './paths.ts';

/** What the player decided against the load order. */
export function Choices({ gameId, choices }: { readonly gameId: GameId; readonly choices: readonly FileChoice[] }) {
  const { t } = useTranslation();
  const names = useEntryNames(gameId);
  if (choices.length === 0) {
    return (
      <EmptyState
        icon={<Star aria-hidden />}
        title={t('conflicts.choicesEmpty')}
        hint={t('conflicts.choicesEmptyHint')}
      />
    );
  }
  const winnerOf = ({ entry }: FileChoice): string =>
    entry === null ? t('conflicts.choiceNobody') : (names.get(entry) ?? t('conflicts.choiceGone'));
  return (
    <div className="choices-scroll">
      <ul className="choices panel">
        {choices.map((choice) => (
          <li key={`${keyOf(choice)} ${choice.folder}`}>
            {choice.folder ? (
              <Folder role="img" aria-label={t('conflicts.choiceFolder')} />
            ) : (
              <File role="img" aria-label={t('conflicts.choiceFile')} />
            )}
            <div className="provider-words">
              <p className="path">{choice.folder ? `${choice.path}/` : choice.path}</p>
              <p className="setting-title">
                <bdi>{winnerOf(choice)}</bdi>
              </p>
            </div>
            <Button
              size="sm"
              icon={<X aria-hidden />}
              aria-label={t('conflicts.forgetFor', { path: choice.path })}
              onClick={() => void forgetChoice(gameId, choice)}
            >
              {t('conflicts.forgetShort')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
