/** Filter, order and selection of the table. All of it is for the eye: the load order stays what it is. */
import { useMemo, useState } from 'react';
import type { EntryId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';
import { providerName } from '../../ui/provider-name.ts';

export type Column = 'order' | 'active' | 'name' | 'version' | 'source' | 'files' | 'size' | 'installed';

export interface Sort {
  readonly column: Column;
  readonly down: boolean;
}

export const loadOrder: Sort = { column: 'order', down: false };

/** An entry with its place in the load order, counted from 1. */
export interface Row {
  readonly entry: LibraryEntry;
  readonly place: number;
}

export interface LibraryView {
  readonly rows: readonly Row[];
  readonly filter: string;
  readonly setFilter: (text: string) => void;
  readonly sort: Sort;
  readonly setSort: (sort: Sort) => void;
  /** Selected entries that still exist. */
  readonly selected: ReadonlySet<EntryId>;
  readonly select: (ids: readonly EntryId[], on: boolean) => void;
  /** Selects from the last touched row to this one. */
  readonly selectRange: (to: EntryId) => void;
  readonly clearSelection: () => void;
}

export function useLibraryView(entries: readonly LibraryEntry[]): LibraryView {
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState<Sort>(loadOrder);
  const [chosen, setChosen] = useState<ReadonlySet<EntryId>>(new Set());
  const [anchor, setAnchor] = useState<EntryId | null>(null);
  const rows = useMemo(() => arrange(entries, filter, sort), [entries, filter, sort]);
  const selected = useMemo(
    () => new Set(entries.map((entry) => entry.id).filter((id) => chosen.has(id))),
    [entries, chosen],
  );
  const select = (ids: readonly EntryId[], on: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
    setAnchor(ids.at(-1) ?? null);
  };
  const selectRange = (to: EntryId): void => {
    const places = [anchor ?? to, to].map((id) => rows.findIndex((row) => row.entry.id === id));
    const [from = 0, until = 0] = places.toSorted((a, b) => a - b);
    setChosen(new Set([...chosen, ...rows.slice(Math.max(0, from), until + 1).map((row) => row.entry.id)]));
  };
  const clearSelection = (): void => setChosen(new Set());
  return { rows, filter, setFilter, sort, setSort, selected, select, selectRange, clearSelection };
}

export const sourceOf = (entry: LibraryEntry): string => {
  const provider = entry.provenance.modRef?.provider ?? entry.provenance.ref?.provider ?? null;
  return provider === null ? i18n.t('library.fromArchive') : providerName(provider);
};

function arrange(entries: readonly LibraryEntry[], filter: string, sort: Sort): readonly Row[] {
  const words = filter.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const rows = entries
    .map((entry, index): Row => ({ entry, place: index + 1 }))
    .filter(({ entry }) => words.length === 0 || matches(entry, words));
  const collator = new Intl.Collator(i18n.resolvedLanguage, { numeric: true, sensitivity: 'base' });
  const sign = sort.down ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a, b, sort.column, collator) || a.place - b.place);
}

function matches(entry: LibraryEntry, words: readonly string[]): boolean {
  const { author, version, fileName } = entry.provenance;
  const text = [entry.name, author ?? '', version ?? '', fileName, sourceOf(entry)].join('\n').toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

function compare(a: Row, b: Row, column: Column, collator: Intl.Collator): number {
  const text = (of: (entry: LibraryEntry) => string) => (): number => collator.compare(of(a.entry), of(b.entry));
  const amount = (of: (entry: LibraryEntry) => number) => (): number => of(a.entry) - of(b.entry);
  const compareBy: Readonly<Record<Column, () => number>> = {
    order: () => a.place - b.place,
    active: amount((entry) => (entry.enabled ? 0 : 1)),
    name: text((entry) => entry.name),
    version: text((entry) => entry.provenance.version ?? ''),
    source: text(sourceOf),
    files: amount((entry) => entry.files),
    size: amount((entry) => entry.size),
    installed: amount((entry) => entry.installedAt),
  };
  return compareBy[column]();
}
