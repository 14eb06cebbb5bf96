import { MapPin, RotateCcw } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Generation } from '../../../shared/model.ts';
import { formatDateTime, formatRelative } from '../../i18n/format.ts';
import { readPreview, rollBack, useHistoryStore } from '../../stores/history.ts';
import { Button } from '../../ui/button.tsx';
import { NoteField } from './note-field.tsx';
import { RollBackPreview } from './roll-back-preview.tsx';
import { outcomeSentence } from './sentences.ts';

interface GenerationPanelProps {
  readonly gameId: GameId;
  readonly generation: Generation;
  readonly current: number;
  /** The game has moved; what was selected is no longer the question. */
  readonly onMoved: () => void;
}

/** One generation: what it was, what going back to it would do, and the button that does it. */
export function GenerationPanel({ gameId, generation, current, onMoved }: GenerationPanelProps) {
  const { t } = useTranslation();
  const { number, reason, subject, createdAt, mods, enabledMods } = generation;
  const zero = number === 0;
  const here = number === current;
  return (
    <section className="generation" aria-label={t('history.preview')}>
      <header className="generation-head">
        <div className="generation-words">
          <p className="generation-kicker">
            {t('history.number', { number })}
            {' · '}
            <time dateTime={new Date(createdAt).toISOString()} title={formatRelative(createdAt)}>
              {formatDateTime(createdAt)}
            </time>
          </p>
          <h2>{zero ? t('history.zero') : outcomeSentence(reason, subject)}</h2>
          <p className="muted">{t('history.state', { active: enabledMods, count: mods })}</p>
        </div>
        {!here && <RollBackButton gameId={gameId} to={number} onMoved={onMoved} />}
      </header>
      <NoteField gameId={gameId} generation={generation} />
      {here ? <Here /> : <Preview gameId={gameId} current={current} to={number} />}
    </section>
  );
}

function RollBackButton(props: { readonly gameId: GameId; readonly to: number; readonly onMoved: () => void }) {
  const { gameId, to, onMoved } = props;
  const { t } = useTranslation();
  const moving = useHistoryStore((store) => store.moving);
  const busy = moving?.gameId === gameId && moving.verb === 'roll-back' && moving.to === to;
  return (
    <div className="roll-back">
      <Button
        tone="primary"
        size="lg"
        icon={<RotateCcw className="flip" aria-hidden />}
        busy={busy}
        onClick={() => void rollBack(gameId, to).then(onMoved)}
      >
        {busy ? t('history.rollingBack') : t('history.rollBackHere')}
      </Button>
      <p className="faint">{t('history.undoable')}</p>
    </div>
  );
}

function Preview({ gameId, current, to }: { readonly gameId: GameId; readonly current: number; readonly to: number }) {
  useEffect(() => {
    void readPreview(gameId, current, to);
  }, [gameId, current, to]);
  return <RollBackPreview gameId={gameId} current={current} to={to} />;
}

function Here() {
  const { t } = useTranslation();
  return (
    <div className="generation-here">
      <MapPin aria-hidden />
      <div>
        <h3>{t('history.currentTitle')}</h3>
        <p className="muted">{t('history.currentHint')}</p>
      </div>
    </div>
  );
}
