import { defaultRangeExtractor, useVirtualizer, type Range, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundMod } from '../../../shared/catalogue.ts';
import type { GameId } from '../../../shared/ids.ts';
import { modReference } from '../../../shared/references.ts';
import { keptScroll } from '../../stores/discover.ts';
import { useRem } from '../../ui/use-rem.ts';
import { ModCard } from './mod-card.tsx';
import { ModLine } from './mod-line.tsx';
import { useColumns } from './use-columns.ts';

interface VirtualModsProps {
  readonly gameId: GameId;
  readonly mods: readonly FoundMod[];
  readonly layout: 'grid' | 'list';
  readonly scroller: HTMLElement;
  /** When it changes the list starts at its top again. */
  readonly question: string;
  readonly busy: boolean;
  readonly showProvider: boolean;
}

/** Rough heights in rem; what is on the screen is measured. */
const heights = { grid: 20.5, list: 5.25 } as const;
/** Rows that are drawn above and below what is seen, so that Tab and fast scrolling find something. */
const overscan = 6;

/** Any number of mods, of which only those in sight are drawn, and the one that holds the focus. */
export function VirtualMods(props: VirtualModsProps) {
  const { gameId, mods, layout, busy, showProvider } = props;
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const columns = useColumns(list, layout === 'grid');
  const [held, setHeld] = useState<number | null>(null);
  const virtual = useRows(props, columns, held);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = held === null ? null : indexForKey(event.key, held, columns, mods.length - 1);
    if (next === null || !(event.target instanceof Element) || !event.target.matches('.mod-open')) return;
    event.preventDefault();
    setHeld(next);
    virtual.scrollToIndex(Math.floor(next / columns));
    focusWhenDrawn(list, next);
  };
  return (
    <div
      ref={list}
      role="list"
      aria-label={t('browse.results')}
      className="mod-list"
      data-layout={layout}
      aria-busy={busy}
      data-waiting={busy || undefined}
      style={{ blockSize: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
      onFocus={(event) => setHeld(indexOf(event.target))}
      onBlur={() => setHeld(null)}
    >
      {virtual.getVirtualItems().map((row) => (
        <div
          key={row.key}
          ref={virtual.measureElement}
          role="presentation"
          className="mod-row"
          data-index={row.index}
          style={{ translate: `0 ${row.start}px`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        >
          {mods.slice(row.index * columns, (row.index + 1) * columns).map((mod, at) => (
            <Cell
              key={modReference(mod.ref)}
              gameId={gameId}
              mod={mod}
              layout={layout}
              index={row.index * columns + at}
              count={mods.length}
              showProvider={showProvider}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface CellProps extends Pick<VirtualModsProps, 'gameId' | 'layout' | 'showProvider'> {
  readonly mod: FoundMod;
  readonly index: number;
  readonly count: number;
}

function Cell({ layout, index, count, ...item }: CellProps) {
  return (
    <div role="listitem" className="mod-cell" data-mod-index={index} aria-setsize={count} aria-posinset={index + 1}>
      {layout === 'grid' ? <ModCard {...item} /> : <ModLine {...item} />}
    </div>
  );
}

/** Rows of cards, with the scroll position and the heights of the last visit. `held`: the mod with the focus. */
function useRows({ gameId, mods, layout, scroller, question }: VirtualModsProps, columns: number, held: number | null) {
  const heldRow = held === null ? null : Math.floor(held / columns);
  const unit = useRem();
  const virtual = useVirtualizer({
    count: Math.ceil(mods.length / columns),
    getScrollElement: () => scroller,
    estimateSize: () => heights[layout] * unit,
    overscan,
    initialOffset: () => keptScroll(gameId),
    initialMeasurementsCache: keptRows(gameId, layout, columns),
    rangeExtractor: (range) => withRow(range, heldRow),
  });
  useKeptScroll(scroller, gameId);
  useFromTop(scroller, question);
  const shape = `${layout} ${columns} ${unit}`;
  const lastShape = useRef(shape);
  useLayoutEffect(() => {
    if (lastShape.current === shape) return;
    lastShape.current = shape;
    // Rows hold other mods than before, of other heights.
    virtual.measure();
  }, [virtual, shape]);
  useEffect(
    () => () => void rowsOf.set(gameId, { layout, columns, rows: virtual.measurementsCache }),
    [virtual, gameId, layout, columns],
  );
  return virtual;
}

/** The row with the focus stays drawn however far one scrolls: a focus that is taken off the page is lost. */
function withRow(range: Range, row: number | null): number[] {
  const rows = defaultRangeExtractor(range);
  if (row === null || rows.includes(row) || row >= range.count) return rows;
  return [...rows, row].toSorted((a, b) => a - b);
}

function indexOf(target: Element): number | null {
  const cell = target.closest<HTMLElement>('[data-mod-index]');
  return cell === null ? null : Number(cell.dataset['modIndex']);
}

function indexForKey(key: string, index: number, columns: number, last: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + columns,
    ArrowUp: index - columns,
    ArrowRight: columns === 1 ? index : index + 1,
    ArrowLeft: columns === 1 ? index : index - 1,
    Home: 0,
    End: last,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(last, Math.max(0, step));
}

/** Frames to wait for a row that has to be drawn first. */
const patience = 10;

function focusWhenDrawn(list: RefObject<HTMLDivElement | null>, index: number, frames = patience): void {
  const open = list.current?.querySelector<HTMLElement>(`[data-mod-index="${index}"] .mod-open`);
  if (open !== null && open !== undefined) open.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(list, index, frames - 1));
}

/** Heights of rows that were drawn: coming back finds the same place only if they are known again. */
const rowsOf = new Map<
  GameId,
  { readonly layout: string; readonly columns: number; readonly rows: readonly VirtualItem[] }
>();

function keptRows(gameId: GameId, layout: string, columns: number): VirtualItem[] {
  const kept = rowsOf.get(gameId);
  return kept?.layout === layout && kept.columns === columns ? [...kept.rows] : [];
}

function useKeptScroll(scroller: HTMLElement, gameId: GameId): void {
  useLayoutEffect(() => {
    scroller.scrollTop = keptScroll(gameId);
  }, [scroller, gameId]);
}

function useFromTop(scroller: HTMLElement, question: string): void {
  const last = useRef(question);
  useLayoutEffect(() => {
    if (last.current === question) return;
    last.current = question;
    scroller.scrollTo({ top: 0 });
  }, [scroller, question]);
}
