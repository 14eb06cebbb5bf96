/** Filter, order, groups and selection of the table. All of it is for the eye: the load order stays what it is. */
import { useMemo, useState } from 'react';
import type { EntryId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';
import { filterEntries, noFilters, type Filters, type Marks } from './library-filters.ts';
import { useSteady } from '../../ui/use-steady.ts';
import { sourceOf } from './source-of.ts';

export type Column =
  | 'order'
  | 'active'
  | 'name'
  | 'category'
  | 'version'
  | 'source'
  | 'conflicts'
  | 'size'
  | 'installed';

export interface Sort {
  readonly column: Column;
  readonly down: boolean;
}

export const loadOrder: Sort = { column: 'order', down: false };

/** An entry with its place in the load order, counted from 1. */
export interface Row {
  readonly kind: 'mod';
  readonly key: string;
  readonly entry: LibraryEntry;
  readonly place: number;
}

export interface GroupRow {
  readonly kind: 'group';
  readonly key: string;
  /** Empty for mods without one. */
  readonly category: string;
  readonly ids: readonly EntryId[];
  readonly open: boolean;
}

export type Line = Row | GroupRow;

export interface LibraryView {
  /** What the table draws, in order. */
  readonly lines: readonly Line[];
  /** The mods among them. */
  readonly rows: readonly Row[];
  readonly marks: Marks;
  readonly filters: Filters;
  readonly setFilters: (change: Partial<Filters>) => void;
  readonly clearFilters: () => void;
  readonly sort: Sort;
  readonly setSort: (sort: Sort) => void;
  readonly grouped: boolean;
  readonly setGrouped: (grouped: boolean) => void;
  readonly toggleGroup: (category: string) => void;
  /** True where a row may be dragged: the table shows the load order itself. */
  readonly inLoadOrder: boolean;
  /** Selected entries that still exist, in load order. */
  readonly selected: ReadonlySet<EntryId>;
  readonly select: (ids: readonly EntryId[], on: boolean) => void;
  /** Selects from the last touched row to this one. */
  readonly selectRange: (to: EntryId) => void;
  readonly clearSelection: () => void;
}

export function useLibraryView(entries: readonly LibraryEntry[], marks: Marks): LibraryView {
  const [filters, setAllFilters] = useState<Filters>(noFilters);
  const [sort, setSort] = useState<Sort>(loadOrder);
  const [grouped, setGrouped] = useState(false);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<ReadonlySet<EntryId>>(new Set());
  const [anchor, setAnchor] = useState<EntryId | null>(null);
  const sorted = useMemo(() => arrange(entries, filters, sort, marks), [entries, filters, sort, marks]);
  const lines = useMemo(() => (grouped ? groupRows(sorted, closed) : sorted), [sorted, grouped, closed]);
  const rows = useMemo(
    () => (grouped ? lines.filter((line) => line.kind === 'mod') : sorted),
    [sorted, lines, grouped],
  );
  const selected = useMemo(
    () => (chosen.size === 0 ? chosen : new Set(entries.map((entry) => entry.id).filter((id) => chosen.has(id)))),
    [entries, chosen],
  );
  const select = useSteady((ids: readonly EntryId[], on: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
    setAnchor(ids.at(-1) ?? null);
  });
  const selectRange = useSteady((to: EntryId): void => {
    if (anchor === null) setAnchor(to);
    const places = [anchor ?? to, to].map((id) => rows.findIndex((row) => row.entry.id === id));
    const [from = 0, until = 0] = places.toSorted((a, b) => a - b);
    setChosen(new Set([...chosen, ...rows.slice(Math.max(0, from), until + 1).map((row) => row.entry.id)]));
  });
  const toggleGroup = (category: string): void => {
    const next = new Set(closed);
    if (!next.delete(category)) next.add(category);
    setClosed(next);
  };
  return {
    lines,
    rows,
    marks,
    filters,
    setFilters: (change) => setAllFilters({ ...filters, ...change }),
    clearFilters: () => setAllFilters(noFilters),
    sort,
    setSort,
    grouped,
    setGrouped,
    toggleGroup,
    inLoadOrder: !grouped && sort.column === 'order' && !sort.down,
    selected,
    select,
    selectRange,
    clearSelection: () => setChosen(new Set()),
  };
}

function arrange(entries: readonly LibraryEntry[], filters: Filters, sort: Sort, marks: Marks): readonly Row[] {
  const wanted = filterEntries(filters, marks);
  const rows = entries.map((entry, index) => rowOf(entry, index + 1)).filter(({ entry }) => wanted(entry));
  if (sort.column === 'order') return sort.down ? rows.toReversed() : rows;
  const compare = comparing(sort.column, marks);
  const sign = sort.down ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a.entry, b.entry) || a.place - b.place);
}

const rowsOfEntries = new WeakMap<LibraryEntry, Row>();

/** The same object as long as nothing about it changes: a row that did not change is not drawn again. */
function rowOf(entry: LibraryEntry, place: number): Row {
  const known = rowsOfEntries.get(entry);
  if (known?.place === place) return known;
  const row: Row = { kind: 'mod', key: entry.id, entry, place };
  rowsOfEntries.set(entry, row);
  return row;
}

type Compare = (a: LibraryEntry, b: LibraryEntry) => number;

const amount =
  (of: (entry: LibraryEntry) => number): Compare =>
  (a, b) =>
    of(a) - of(b);

function comparing(column: Exclude<Column, 'order'>, { scores }: Marks): Compare {
  const collator = new Intl.Collator(i18n.resolvedLanguage, { numeric: true, sensitivity: 'base' });
  const text =
    (of: (entry: LibraryEntry) => string): Compare =>
    (a, b) =>
      collator.compare(of(a), of(b));
  switch (column) {
    case 'active':
      return amount((entry) => (entry.enabled ? 0 : 1));
    case 'name':
      return text((entry) => entry.name);
    case 'category':
      return text((entry) => entry.provenance.category ?? '\uffff');
    case 'version':
      return text((entry) => entry.provenance.version ?? '');
    case 'source':
      return text(sourceOf);
    case 'conflicts':
      return amount((entry) => {
        const score = scores.get(entry.id);
        return score === undefined ? 0 : score.wins + score.loses;
      });
    case 'size':
      return amount((entry) => entry.size);
    case 'installed':
      return amount((entry) => entry.installedAt);
    default:
      return column satisfies never;
  }
}

/** Categories in the order of their names, mods within them in the order they have. */
function groupRows(rows: readonly Row[], closed: ReadonlySet<string>): readonly Line[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const category = row.entry.provenance.category ?? '';
    const group = groups.get(category);
    if (group === undefined) groups.set(category, [row]);
    else group.push(row);
  }
  const collator = new Intl.Collator(i18n.resolvedLanguage, { numeric: true, sensitivity: 'base' });
  return [...groups]
    .toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : collator.compare(a, b)))
    .flatMap(([category, members]): readonly Line[] => {
      const open = !closed.has(category);
      const ids = members.map((row) => row.entry.id);
      const head: GroupRow = { kind: 'group', key: `group ${category}`, category, ids, open };
      return open ? [head, ...members] : [head];
    });
}
