import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { TFunction } from 'i18next';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import { useGame } from '../../stores/games.ts';
import { reorder, useLibraryStore } from '../../stores/library.ts';
import { useSettings } from '../../stores/settings.ts';
import { ContextArea } from '../../ui/menu.tsx';
import { useRem, useRowHeights } from '../../ui/use-rem.ts';
import { GroupLine } from './group-line.tsx';
import { LibraryRow } from './library-row.tsx';
import { onLineKey } from './line-keys.ts';
import { RowMenu } from './row-menu.tsx';
import { columnCount, TableHead } from './table-head.tsx';
import type { Ask } from './library-dialogs.tsx';
import { useRowDrag, type RowDrag } from './use-row-drag.ts';
import { useRowFocus } from './use-row-focus.ts';
import type { LibraryView, Line } from './use-library-view.ts';

interface LibraryTableProps {
  readonly gameId: GameId;
  readonly view: LibraryView;
  readonly shown: EntryId | null;
  readonly onShow: (id: EntryId | null) => void;
  readonly onAsk: Ask;
}

/** In rem, so that rows grow with the text. */
const rowHeights = { comfortable: 3.5, compact: 2.5 } as const;
const groupHeight = 2.5;

export function LibraryTable({ gameId, view, shown, onShow, onAsk }: LibraryTableProps) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const scroller = useRef<HTMLDivElement>(null);
  const { lines, rows } = view;
  const [active, setActive] = useState<string | null>(shown);
  const activeIndex = useActiveIndex(lines, active);
  const unit = useRem();
  const rowHeight = rowHeights[useSettings((settings) => settings.density)] * unit;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'group' ? groupHeight * unit : rowHeight),
    overscan: 12,
    // A new function would make it measure all lines again.
    getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
  });
  useRowHeights(virtual, rowHeight);
  const { focusRow, watch } = useRowFocus(scroller, activeIndex, (index) => {
    setActive(lines[index]?.key ?? null);
    virtual.scrollToIndex(index);
  });
  const { drag, startDrag } = useRowDrag({
    scroller,
    rows,
    rowHeight,
    selected: view.selected,
    onDrop: (ids, to) => void reorder(gameId, ids, to),
  });
  const activeLine = lines[activeIndex];
  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[activeIndex];
    if (line !== undefined && event.target instanceof HTMLElement && event.target.role === 'row') {
      onLineKey({ event, gameId, view, line, index: activeIndex, focusRow, onShow, onAsk });
    }
  };
  return (
    <ContextArea
      area={<div className="table-scroll" ref={scroller} />}
      menu={
        <RowMenu
          gameId={gameId}
          view={view}
          row={activeLine?.kind === 'mod' ? activeLine : null}
          onShow={onShow}
          onAsk={onAsk}
        />
      }
    >
      <div
        className="table"
        role="grid"
        aria-label={t('library.table', { game: game?.name ?? '' })}
        aria-description={t('library.keys')}
        aria-rowcount={lines.length + 1}
        aria-colcount={columnCount}
        aria-multiselectable
        tabIndex={-1}
        data-takes-focus
        onKeyDown={onKeyDown}
        {...watch}
      >
        <TableHead view={view} />
        <TableBody
          t={t}
          gameId={gameId}
          view={view}
          virtual={virtual}
          activeIndex={activeIndex}
          shown={shown}
          drag={drag}
          dropAt={drag === null ? 0 : drag.gap * rowHeight}
          onDrag={view.inLoadOrder ? startDrag : null}
          onActive={setActive}
          onShow={onShow}
        />
      </div>
    </ContextArea>
  );
}

interface TableBodyProps {
  readonly t: TFunction;
  readonly gameId: GameId;
  readonly view: LibraryView;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly activeIndex: number;
  readonly shown: EntryId | null;
  readonly drag: RowDrag | null;
  /** CSS pixels from the top of the body. */
  readonly dropAt: number;
  readonly onDrag: ((event: PointerEvent, id: EntryId) => void) | null;
  readonly onActive: (key: string) => void;
  readonly onShow: (id: EntryId | null) => void;
}

function TableBody(props: TableBodyProps) {
  const { t, gameId, view, virtual, activeIndex, shown, drag, dropAt, onDrag, onActive, onShow } = props;
  const { marks, select, selectRange } = view;
  const pending = useLibraryStore((store) => store.pending);
  const dragged = new Set(drag?.ids);
  return (
    <div
      role="rowgroup"
      className="table-body"
      data-dragging={drag !== null || undefined}
      style={{ blockSize: virtual.getTotalSize() }}
    >
      {drag !== null && <div className="drop-line" aria-hidden style={{ translate: `0 ${dropAt}px` }} />}
      {virtual.getVirtualItems().map((item) => {
        const line = view.lines[item.index];
        if (line === undefined) return null;
        const active = item.index === activeIndex;
        const place = { index: item.index, top: item.start, height: item.size, active, onActive };
        if (line.kind === 'group') return <GroupLine key={item.key} line={line} view={view} {...place} />;
        const { id } = line.entry;
        return (
          <LibraryRow
            key={item.key}
            gameId={gameId}
            row={line}
            shown={id === shown}
            selected={view.selected.has(id)}
            pending={pending.get(id) ?? null}
            score={marks.scores.get(id)}
            update={marks.updates.get(id)}
            dragged={dragged.has(id)}
            t={t}
            select={select}
            selectRange={selectRange}
            onDrag={onDrag}
            onShow={onShow}
            {...place}
          />
        );
      })}
    </div>
  );
}

/** When the active line goes away, the one that takes its place is active. */
function useActiveIndex(lines: readonly Line[], active: string | null): number {
  const last = useRef(0);
  const found = useMemo(() => lines.findIndex((line) => line.key === active), [lines, active]);
  const index = found === -1 ? Math.min(last.current, Math.max(0, lines.length - 1)) : found;
  last.current = index;
  return index;
}
