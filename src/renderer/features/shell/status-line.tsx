import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { useGame } from '../../stores/games.ts';
import { useEntries } from '../../stores/library.ts';

export function StatusLine({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const entries = useEntries(gameId);
  const active = entries.filter((entry) => entry.enabled).length;
  const generation = game?.currentGeneration ?? 0;
  return (
    <footer className="status-line">
      <span>
        {entries.length === 0 ? t('shell.statusNone') : t('shell.status', { active, count: entries.length })}
        <span className="status-dot" aria-hidden>
          ·
        </span>
        {generation === 0 ? t('shell.generationZero') : t('shell.generation', { number: generation })}
      </span>
      <span className="status-end">
        <Undo2 aria-hidden />
        {t('shell.reversible')}
      </span>
    </footer>
  );
}
