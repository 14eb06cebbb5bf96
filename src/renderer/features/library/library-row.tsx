import { CircleArrowUp, GripVertical, Pin, StickyNote } from 'lucide-react';
import { memo, type MouseEvent, type PointerEvent } from 'react';
import type { TFunction } from 'i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import { formatBytes, formatDate, formatDateTime, formatNumber } from '../../i18n/format.ts';
import type { Score } from '../../stores/conflicts.ts';
import { setEnabled } from '../../stores/library.ts';
import type { UpdateMark } from '../../stores/updates.ts';
import { Picture } from '../../ui/picture.tsx';
import { Checkbox, Switch } from '../../ui/switch.tsx';
import { ConflictScore } from './conflict-score.tsx';
import { LacksMark } from './lacks-mark.tsx';
import { sourceOf } from './source-of.ts';
import type { LibraryView, Row } from './use-library-view.ts';
import { isOnControl } from './use-row-drag.ts';

interface LibraryRowProps {
  readonly gameId: GameId;
  readonly row: Row;
  readonly index: number;
  /** CSS pixels from the top of the table's body. */
  readonly top: number;
  readonly height: number;
  /** The one row that Tab leads to. */
  readonly active: boolean;
  readonly shown: boolean;
  readonly selected: boolean;
  /** What the switch was set to while main works on it. */
  readonly pending: boolean | null;
  readonly score: Score | undefined;
  readonly update: UpdateMark | undefined;
  readonly dragged: boolean;
  /** Of the table: thousands of rows are made and let go of in passing, and each hook of each counts. */
  readonly t: TFunction;
  readonly select: LibraryView['select'];
  readonly selectRange: LibraryView['selectRange'];
  readonly onActive: (id: EntryId) => void;
  readonly onShow: (id: EntryId | null) => void;
  /** null where rows cannot be dragged. */
  readonly onDrag: ((event: PointerEvent, id: EntryId) => void) | null;
}

/** Drawn again only when something about it changed: all that it is given stays the same otherwise. */
export const LibraryRow = memo(function LibraryRow(props: LibraryRowProps) {
  const { row, index, top, height, active, shown, selected, dragged, onActive, onShow, onDrag } = props;
  const { entry } = row;
  const click = (event: MouseEvent): void => {
    onActive(entry.id);
    if (isOnControl(event.target)) return;
    if (event.shiftKey) props.selectRange(entry.id);
    else if (event.ctrlKey || event.metaKey) props.select([entry.id], !selected);
    else {
      props.select([entry.id], selected);
      onShow(entry.id);
    }
  };
  return (
    // Keys are handled by the grid, which is the one widget here.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      className="table-row body-row"
      data-index={index}
      data-entry={entry.id}
      data-off={!entry.enabled || undefined}
      data-shown={shown || undefined}
      data-dragged={dragged || undefined}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      style={{ translate: `0 ${top}px`, blockSize: height }}
      onPointerDown={onDrag === null ? undefined : (event) => onDrag(event, entry.id)}
      onClick={click}
      onContextMenu={() => onActive(entry.id)}
      onFocus={() => onActive(entry.id)}
    >
      <LeadCells {...props} />
      <FactCells {...props} />
    </div>
  );
});

function LeadCells({ gameId, row: { entry, place }, active, selected, pending, t, select, onDrag }: LibraryRowProps) {
  const tabIndex = active ? 0 : -1;
  return (
    <>
      <div role="gridcell" className="cell cell-select">
        <Checkbox
          label={t('library.selectMod', { mod: entry.name })}
          checked={selected}
          tabIndex={tabIndex}
          onChange={(on) => select([entry.id], on)}
        />
      </div>
      <div role="gridcell" className="cell cell-order" data-drags={onDrag !== null || undefined}>
        {onDrag !== null && (
          <span className="drag-handle" title={t('library.drag', { mod: entry.name })}>
            <GripVertical aria-hidden />
          </span>
        )}
        {formatNumber(place)}
      </div>
      <div role="gridcell" className="cell cell-active">
        <Switch
          label={t('library.toggleMod', { mod: entry.name })}
          checked={pending ?? entry.enabled}
          busy={pending !== null}
          tabIndex={tabIndex}
          onChange={(on) => void setEnabled(gameId, [entry.id], on)}
        />
      </div>
      <div role="gridcell" className="cell cell-name">
        <span className="row-thumb">
          <Picture src={entry.provenance.image} alt="" name={entry.name} />
        </span>
        <span className="row-words">
          <span className="row-title">
            <bdi className="row-name ellipsis">{entry.name}</bdi>
            {entry.pinned && (
              <span className="row-mark" title={t('library.pinnedHint')}>
                <Pin aria-hidden />
                <span className="sr-only">{t('library.pinned')}</span>
              </span>
            )}
            {entry.note !== '' && (
              <span className="row-mark" title={entry.note}>
                <StickyNote aria-hidden />
                <span className="sr-only">{`${t('library.note')}: ${entry.note}`}</span>
              </span>
            )}
            {entry.lacks !== undefined && <LacksMark lacks={entry.lacks} t={t} />}
          </span>
          <span className="row-author ellipsis">
            {entry.provenance.author === null
              ? entry.provenance.fileName
              : t('discover.byAuthor', { author: entry.provenance.author })}
          </span>
        </span>
      </div>
    </>
  );
}

function FactCells({ row: { entry }, score, update, t }: LibraryRowProps) {
  const { category, version } = entry.provenance;
  return (
    <>
      <div role="gridcell" className="cell cell-category">
        <span className="ellipsis">{category ?? '—'}</span>
      </div>
      <div role="gridcell" className="cell cell-version">
        <span className="ellipsis">{version ?? '—'}</span>
        {update !== undefined && (
          <span
            className="row-update"
            title={update.to === null ? t('library.updateLook') : t('library.updateTo', { version: update.to })}
          >
            <CircleArrowUp aria-hidden />
            <span className="sr-only">
              {update.to === null ? t('library.updateLook') : t('library.updateTo', { version: update.to })}
            </span>
          </span>
        )}
      </div>
      <div role="gridcell" className="cell cell-source">
        <span className="ellipsis" title={sourceOf(entry)}>
          {sourceOf(entry)}
        </span>
      </div>
      <div role="gridcell" className="cell cell-conflicts">
        <ConflictScore score={score} />
      </div>
      <div role="gridcell" className="cell cell-size">
        {formatBytes(entry.size)}
      </div>
      <div role="gridcell" className="cell cell-installed" title={formatDateTime(entry.installedAt)}>
        <span className="ellipsis">{formatDate(entry.installedAt)}</span>
      </div>
    </>
  );
}
