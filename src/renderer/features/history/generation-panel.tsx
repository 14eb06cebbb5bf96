import { Bookmark, BookmarkCheck, CloudDownload, GitCompareArrows, MapPin, RotateCcw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Generation } from '../../../shared/model.ts';
import { formatDateTime, formatRelative } from '../../i18n/format.ts';
import {
  pinGeneration,
  readComparison,
  readPreview,
  rollBack,
  useComparison,
  useHistoryStore,
} from '../../stores/history.ts';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { ChangePreviewView } from '../change/change-preview.tsx';
import { NoteField } from './note-field.tsx';
import { RollBackPreview } from './roll-back-preview.tsx';
import { outcomeSentence } from './sentences.ts';

interface GenerationPanelProps {
  readonly gameId: GameId;
  readonly generation: Generation;
  readonly current: number;
  /** The state that others are compared with; null when none is. */
  readonly base: number | null;
  readonly onBase: (base: number | null) => void;
  /** The game has moved; what was selected is no longer the question. */
  readonly onMoved: () => void;
}

/** One generation: what it was, what going back to it would do, and the button that does it. */
export function GenerationPanel({ gameId, generation, current, base, onBase, onMoved }: GenerationPanelProps) {
  const { t } = useTranslation();
  const { number, reason, subject, createdAt, mods, enabledMods, needsDownload } = generation;
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
            {' · '}
            <bdi>{generation.profile}</bdi>
          </p>
          <h2>{zero ? t('history.zero') : outcomeSentence(reason, subject)}</h2>
          <p className="muted">{t('history.state', { active: enabledMods, count: mods })}</p>
        </div>
        {!here && <RollBackButton gameId={gameId} to={number} onMoved={onMoved} />}
      </header>
      {needsDownload && (
        <p className="preview-remark" data-tone="warn">
          <CloudDownload aria-hidden />
          {t('history.needsDownloadHint')}
        </p>
      )}
      <div className="generation-marks">
        <NoteField key={`${gameId} ${number}`} gameId={gameId} generation={generation} />
        <PinButton gameId={gameId} generation={generation} />
      </div>
      {base === null || base === number ? (
        <Views gameId={gameId} generation={generation} current={current} picking={base === number} onBase={onBase} />
      ) : (
        <>
          <Comparing base={base} onStop={() => onBase(null)} />
          <h3 className="preview-title">{t('history.comparison', { from: base, to: number })}</h3>
          <Comparison gameId={gameId} from={base} to={number} />
        </>
      )}
    </section>
  );
}

function PinButton({ gameId, generation: { number, pinned } }: Pick<GenerationPanelProps, 'gameId' | 'generation'>) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="chip"
      aria-pressed={pinned}
      title={pinned ? t('history.unpin') : t('history.pinHint')}
      onClick={() => void pinGeneration(gameId, number, !pinned)}
    >
      {pinned ? <BookmarkCheck aria-hidden /> : <Bookmark aria-hidden />}
      {pinned ? t('history.restorePoint') : t('history.pin')}
    </button>
  );
}

interface ViewsProps extends Pick<GenerationPanelProps, 'gameId' | 'generation' | 'current' | 'onBase'> {
  /** This state is the one to compare with, and the other is still to be chosen. */
  readonly picking: boolean;
}

/** What going back would do, or what this step did; and the start of a comparison. */
function Views({ gameId, generation: { number, parent }, current, picking, onBase }: ViewsProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<'back' | 'changed'>('back');
  return (
    <>
      <div className="generation-views">
        {number > 0 && (
          <Segments
            label={t('history.views')}
            value={view}
            options={[
              { value: 'back', label: t('history.viewBack') },
              { value: 'changed', label: t('history.viewChanged') },
            ]}
            onChange={setView}
          />
        )}
        {!picking && (
          <Button size="sm" tone="quiet" icon={<GitCompareArrows aria-hidden />} onClick={() => onBase(number)}>
            {t('history.compare')}
          </Button>
        )}
      </div>
      {picking && <Comparing base={number} onStop={() => onBase(null)} />}
      {view === 'changed' && number > 0 ? (
        <div className="preview">
          <h3 className="preview-title">{t('history.changedTitle')}</h3>
          <Comparison gameId={gameId} from={parent} to={number} />
        </div>
      ) : number === current ? (
        <Here />
      ) : (
        <Preview gameId={gameId} current={current} to={number} />
      )}
    </>
  );
}

function Comparing({ base, onStop }: { readonly base: number; readonly onStop: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="comparing" role="status">
      <GitCompareArrows aria-hidden />
      <p>{t('history.comparing', { number: base })}</p>
      <Button size="sm" icon={<X aria-hidden />} onClick={onStop}>
        {t('history.stopComparing')}
      </Button>
    </div>
  );
}

function Comparison({ gameId, from, to }: { readonly gameId: GameId; readonly from: number; readonly to: number }) {
  const read = (): void => void readComparison(gameId, from, to);
  useEffect(() => void readComparison(gameId, from, to), [gameId, from, to]);
  return <ChangePreviewView preview={useComparison(gameId, from, to)} onRetry={read} />;
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
