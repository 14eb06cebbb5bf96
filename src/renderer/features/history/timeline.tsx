import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { HistoryState } from '../../../shared/ipc/contract.ts';
import type { Generation } from '../../../shared/model.ts';
import { formatDateTime, formatRelative } from '../../i18n/format.ts';
import { useGame } from '../../stores/games.ts';
import { ChangeMarks } from './change-marks.tsx';
import { reasonIcon } from './reason-icon.tsx';
import { rowForKey } from '../../ui/row-keys.ts';
import { outcomeSentence } from './sentences.ts';

interface TimelineProps {
  readonly gameId: GameId;
  readonly state: HistoryState;
  readonly selected: number;
  readonly onSelect: (generation: number) => void;
}

const pageStep = 8;

/** A list box: arrows move along time, and what is chosen is what the panel shows. */
export function Timeline({ gameId, state, selected, onSelect }: TimelineProps) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const scroller = useRef<HTMLDivElement>(null);
  const { generations, current } = state;
  const index = Math.max(
    0,
    generations.findIndex((one) => one.number === selected),
  );
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const virtual = useVirtualizer({
    count: generations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 4.75 * unit,
    overscan: 8,
    getItemKey: (at) => generations[at]?.number ?? at,
  });
  useEffect(() => virtual.scrollToIndex(index), [virtual, index]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rowForKey(event.key, index, generations.length - 1, pageStep);
    const next = row === null ? undefined : generations[row];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.number);
  };
  return (
    <div className="timeline-scroll" ref={scroller}>
      <div
        role="listbox"
        className="timeline"
        aria-label={t('history.timeline', { game: game?.name ?? '' })}
        aria-activedescendant={optionId(selected)}
        tabIndex={0}
        style={{ blockSize: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map((item) => {
          const generation = generations[item.index];
          if (generation === undefined) return null;
          return (
            <TimelineItem
              key={item.key}
              ref={virtual.measureElement}
              generation={generation}
              index={item.index}
              count={generations.length}
              top={item.start}
              current={generation.number === current}
              selected={generation.number === selected}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}

const optionId = (generation: number): string => `generation-${generation}`;

interface TimelineItemProps {
  readonly ref: (element: HTMLElement | null) => void;
  readonly generation: Generation;
  readonly index: number;
  readonly count: number;
  readonly top: number;
  readonly current: boolean;
  readonly selected: boolean;
  readonly onSelect: (generation: number) => void;
}

function TimelineItem({ ref, generation, index, count, top, current, selected, onSelect }: TimelineItemProps) {
  const { t } = useTranslation();
  const { number, createdAt, reason, subject, changed, note } = generation;
  const zero = number === 0;
  return (
    // Keys are handled by the list box, which holds the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={ref}
      id={optionId(number)}
      role="option"
      className="moment"
      data-index={index}
      data-generation={number}
      data-current={current || undefined}
      data-last={index === count - 1 || undefined}
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      tabIndex={-1}
      style={{ translate: `0 ${top}px` }}
      onClick={() => onSelect(number)}
    >
      <span className="moment-node" aria-hidden>
        {reasonIcon(zero ? 'start' : reason)}
      </span>
      <span className="moment-words">
        <span className="moment-sentence">{zero ? t('history.zero') : outcomeSentence(reason, subject)}</span>
        {note !== '' && <span className="moment-note">{note}</span>}
        <span className="moment-facts">
          {current && <span className="here">{t('history.current')}</span>}
          <time dateTime={new Date(createdAt).toISOString()} title={formatDateTime(createdAt)}>
            {formatRelative(createdAt)}
          </time>
          {zero ? <span>{t('history.zeroHint')}</span> : <ChangeMarks changed={changed} />}
        </span>
      </span>
      <span className="moment-number" aria-label={t('history.number', { number })}>
        {number}
      </span>
    </div>
  );
}
