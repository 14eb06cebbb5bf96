import { Star } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Game } from '../../../shared/games.ts';
import type { GameId } from '../../../shared/ids.ts';
import type { Conflict, FileChoice } from '../../../shared/model.ts';
import { useGame } from '../../stores/games.ts';
import { useEntryNames } from '../../stores/library.ts';
import { PickList, type PickItem } from '../../ui/pick-list.tsx';
import { FilePanel } from './file-panel.tsx';
import { keyOf, placeOf, splitPath } from './paths.ts';

interface ByFileProps {
  readonly gameId: GameId;
  readonly conflicts: readonly Conflict[];
  readonly choices: readonly FileChoice[];
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
}

/** Every path that several mods bring, by folder, and the panel that decides about one of them. */
export function ByFile({ gameId, conflicts, choices, selected, onSelect }: ByFileProps) {
  const { t } = useTranslation();
  const names = useEntryNames(gameId);
  const game = useGame(gameId);
  const items = useMemo(() => byFolder(conflicts, game), [conflicts, game]);
  const shown = conflicts.find((one) => keyOf(one) === selected) ?? conflicts[0];
  return (
    <div className="two-panes">
      <PickList
        label={t('conflicts.files')}
        items={items}
        selected={shown === undefined ? null : keyOf(shown)}
        onSelect={onSelect}
        optionClass="conflict"
        height={3.25}
        render={(conflict) => (
          <>
            <span className="conflict-name ellipsis" title={conflict.path}>
              <bdi>{splitPath(conflict.path).name}</bdi>
            </span>
            <span className="conflict-winner ellipsis">
              {conflict.why === 'choice' && (
                <span className="chosen-mark" title={t('conflicts.chosen')}>
                  <Star aria-hidden />
                  <span className="sr-only">{t('conflicts.chosen')}: </span>
                </span>
              )}
              {conflict.winner === null
                ? t('conflicts.nobodyWins')
                : t('conflicts.wins', { mod: names.get(conflict.winner) ?? '' })}
            </span>
            <span className="conflict-count">{t('conflicts.count', { count: conflict.providers.length })}</span>
          </>
        )}
      />
      {shown !== undefined && <FilePanel key={keyOf(shown)} gameId={gameId} conflict={shown} choices={choices} />}
    </div>
  );
}

/** Paths come in order, so that files of a folder stand together; its name stands above them. */
function byFolder(conflicts: readonly Conflict[], game: Game | null): readonly PickItem<Conflict>[] {
  const folders = new Map<string, Conflict[]>();
  for (const conflict of conflicts) {
    const folder = placeOf(conflict, game);
    const group = folders.get(folder);
    if (group === undefined) folders.set(folder, [conflict]);
    else group.push(conflict);
  }
  return [...folders].flatMap(([folder, members]): readonly PickItem<Conflict>[] => [
    { kind: 'header', key: `folder ${folder}`, text: folder === '' ? '/' : `${folder}/` },
    ...members.map((conflict) => ({ kind: 'option' as const, key: keyOf(conflict), value: conflict })),
  ]);
}
