import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import { useGame } from '../../stores/games.ts';
import { removeEntries, setEnabled, useLibraryStore } from '../../stores/library.ts';
import { ContextArea } from '../../ui/menu.tsx';
import { Checkbox } from '../../ui/switch.tsx';
import { LibraryRow } from './library-row.tsx';
import { RowMenu } from './row-menu.tsx';
import { rowForKey } from '../../ui/row-keys.ts';
import { loadOrder, type Column, type LibraryView, type Row } from './use-library-view.ts';

interface LibraryTableProps {
  readonly gameId: GameId;
  readonly view: LibraryView;
  readonly shown: EntryId | null;
  readonly onShow: (id: EntryId | null) => void;
}

const columns = [
  ['order', 'library.order'],
  ['active', 'library.active'],
  ['name', 'library.name'],
  ['version', 'library.version'],
  ['source', 'library.source'],
  ['files', 'library.files'],
  ['size', 'library.size'],
  ['installed', 'library.installed'],
] as const satisfies readonly (readonly [Column, string])[];

/** In rem, so that rows grow with the text. */
const rowHeight = 3.5;
const pageStep = 10;

export function LibraryTable({ gameId, view, shown, onShow }: LibraryTableProps) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const scroller = useRef<HTMLDivElement>(null);
  const { rows } = view;
  const [active, setActive] = useState<EntryId | null>(shown);
  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.entry.id === active),
  );
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight * unit,
    overscan: 12,
    getItemKey: (index) => rows[index]?.entry.id ?? index,
  });
  const focusRow = useRowFocus(scroller, activeIndex, (index) => {
    setActive(rows[index]?.entry.id ?? null);
    virtual.scrollToIndex(index);
  });
  const pending = useLibraryStore((store) => store.pending);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[activeIndex];
    if (row !== undefined && event.target instanceof HTMLElement && event.target.role === 'row') {
      onRowKey({ event, gameId, view, row, index: activeIndex, focusRow, onShow });
    }
  };
  return (
    <ContextArea
      area={<div className="table-scroll" ref={scroller} />}
      menu={<RowMenu gameId={gameId} view={view} row={rows[activeIndex] ?? null} onShow={onShow} />}
    >
      <div
        className="table"
        role="grid"
        aria-label={t('library.table', { game: game?.name ?? '' })}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <TableHead view={view} />
        <div role="rowgroup" className="table-body" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <LibraryRow
                key={item.key}
                gameId={gameId}
                row={row}
                index={item.index}
                top={item.start}
                height={item.size}
                active={item.index === activeIndex}
                shown={row.entry.id === shown}
                selected={view.selected.has(row.entry.id)}
                pending={pending.get(row.entry.id) ?? null}
                view={view}
                onActive={setActive}
                onShow={onShow}
              />
            );
          })}
        </div>
      </div>
    </ContextArea>
  );
}

function TableHead({ view }: { readonly view: LibraryView }) {
  const { t } = useTranslation();
  const ids = view.rows.map((row) => row.entry.id);
  const chosen = ids.filter((id) => view.selected.has(id)).length;
  return (
    <div role="rowgroup" className="table-head">
      <div role="row" className="table-row" aria-rowindex={1}>
        <div role="columnheader" className="cell cell-select">
          <Checkbox
            label={t('library.selectAll')}
            checked={chosen > 0 && chosen === ids.length}
            mixed={chosen > 0 && chosen < ids.length}
            onChange={(on) => view.select(ids, on)}
          />
        </div>
        {columns.map(([column, label]) => (
          <HeadCell key={column} column={column} label={t(label)} view={view} />
        ))}
      </div>
    </div>
  );
}

interface HeadCellProps {
  readonly column: Column;
  readonly label: string;
  readonly view: LibraryView;
}

function HeadCell({ column, label, view: { sort, setSort } }: HeadCellProps) {
  const { t } = useTranslation();
  const on = sort.column === column;
  const turn = (): void => {
    if (!on) setSort({ column, down: false });
    else if (!sort.down) setSort({ column, down: true });
    else setSort(loadOrder);
  };
  return (
    <div
      role="columnheader"
      className={`cell cell-${column}`}
      aria-sort={on ? (sort.down ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="head-button" aria-label={t('library.sortBy', { column: label })} onClick={turn}>
        <span className="ellipsis">{column === 'order' ? '#' : label}</span>
        {on && (column !== 'order' || sort.down) && (sort.down ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
      </button>
    </div>
  );
}

/** Moves the focus to a row that may have to be scrolled into being first. */
function useRowFocus(
  scroller: React.RefObject<HTMLDivElement | null>,
  activeIndex: number,
  bring: (index: number) => void,
): (index: number) => void {
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current !== activeIndex) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${activeIndex}"]`);
    if (row === null || row === undefined) return;
    wanted.current = null;
    row.focus();
  });
  return (index) => {
    wanted.current = index;
    bring(index);
  };
}

interface RowKey {
  readonly event: KeyboardEvent;
  readonly gameId: GameId;
  readonly view: LibraryView;
  readonly row: Row;
  readonly index: number;
  readonly focusRow: (index: number) => void;
  readonly onShow: (id: EntryId | null) => void;
}

/** Arrows, Home, End and Page keys move; Space selects; Enter shows details; E switches; Delete removes (undoable). */
function onRowKey({ event, gameId, view, row, index, focusRow, onShow }: RowKey): void {
  const { id, enabled } = row.entry;
  const next = rowForKey(event.key, index, view.rows.length - 1, pageStep);
  if (next !== null) focusRow(next);
  else if (event.key === ' ') view.select([id], !view.selected.has(id));
  else if (event.key === 'Enter') onShow(id);
  else if (event.key === 'Escape') onShow(null);
  else if (event.key === 'Delete') void removeEntries(gameId, view.selected.size > 0 ? [...view.selected] : [id]);
  else if (event.key.toLowerCase() === 'e' && !event.ctrlKey && !event.metaKey) void setEnabled(gameId, [id], !enabled);
  else return;
  event.preventDefault();
}
