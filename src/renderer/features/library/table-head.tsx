import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/switch.tsx';
import { useRoving } from '../../ui/use-roving.ts';
import { loadOrder, type Column, type LibraryView } from './use-library-view.ts';

const columns = [
  ['order', 'library.order'],
  ['active', 'library.active'],
  ['name', 'library.name'],
  ['category', 'library.category'],
  ['version', 'library.version'],
  ['source', 'library.source'],
  ['conflicts', 'library.conflicts'],
  ['size', 'library.size'],
  ['installed', 'library.installed'],
] as const satisfies readonly (readonly [Column, string])[];

/** With the one for the selection. */
export const columnCount = columns.length + 1;

/** Scrolling draws the table again and again, but not its head. */
export const TableHead = memo(function TableHead({ view }: { readonly view: LibraryView }) {
  const { t } = useTranslation();
  const { grouped, lines, rows, selected } = view;
  const roving = useRoving();
  const ids = useMemo(
    () =>
      grouped ? lines.flatMap((line) => (line.kind === 'group' ? line.ids : [])) : rows.map((row) => row.entry.id),
    [grouped, lines, rows],
  );
  const chosen = useMemo(() => ids.filter((id) => selected.has(id)).length, [ids, selected]);
  return (
    <div role="rowgroup" className="table-head">
      <div role="row" className="table-row" aria-rowindex={1} {...roving}>
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
});

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
        <span className="ellipsis" title={label}>
          {column === 'order' ? '#' : label}
        </span>
        {on && (column !== 'order' || sort.down) && (sort.down ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
      </button>
    </div>
  );
}
