import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import { formatBytes, formatDate, formatDateTime, formatNumber } from '../../i18n/format.ts';
import { setEnabled } from '../../stores/library.ts';
import { Picture } from '../../ui/picture.tsx';
import { Checkbox, Switch } from '../../ui/switch.tsx';
import { sourceOf, type LibraryView, type Row } from './use-library-view.ts';

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
  readonly view: LibraryView;
  readonly onActive: (id: EntryId) => void;
  readonly onShow: (id: EntryId | null) => void;
}

export const LibraryRow = memo(function LibraryRow(props: LibraryRowProps) {
  const { row, index, top, height, active, shown, selected, view, onActive, onShow } = props;
  const { entry } = row;
  const click = (event: MouseEvent): void => {
    onActive(entry.id);
    if (
      event.target instanceof Element &&
      event.target.closest('button, [role="switch"], [role="checkbox"]') !== null
    ) {
      return;
    }
    if (event.shiftKey) view.selectRange(entry.id);
    else if (event.ctrlKey || event.metaKey) view.select([entry.id], !selected);
    else onShow(entry.id);
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
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      style={{ translate: `0 ${top}px`, blockSize: height }}
      onClick={click}
      onContextMenu={() => onActive(entry.id)}
      onFocus={() => onActive(entry.id)}
    >
      <LeadCells {...props} />
      <FactCells row={row} />
    </div>
  );
});

function LeadCells({ gameId, row: { entry, place }, active, selected, pending, view }: LibraryRowProps) {
  const { t } = useTranslation();
  const tabIndex = active ? 0 : -1;
  return (
    <>
      <div role="gridcell" className="cell cell-select">
        <Checkbox
          label={t('library.selectMod', { mod: entry.name })}
          checked={selected}
          tabIndex={tabIndex}
          onChange={(on) => view.select([entry.id], on)}
        />
      </div>
      <div role="gridcell" className="cell cell-order">
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
          <bdi className="row-name ellipsis">{entry.name}</bdi>
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

function FactCells({ row: { entry } }: { readonly row: Row }) {
  return (
    <>
      <div role="gridcell" className="cell cell-version">
        <span className="ellipsis">{entry.provenance.version ?? '—'}</span>
      </div>
      <div role="gridcell" className="cell cell-source">
        <span className="ellipsis">{sourceOf(entry)}</span>
      </div>
      <div role="gridcell" className="cell cell-files">
        {formatNumber(entry.files)}
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
