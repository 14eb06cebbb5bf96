/** Which mods the table shows. All of it is for the eye: the load order stays what it is. */
import type { EntryId } from '../../../shared/ids.ts';
import type { LibraryEntry, ProviderId } from '../../../shared/model.ts';
import type { Score } from '../../stores/conflicts.ts';
import type { UpdateMark } from '../../stores/updates.ts';
import { sourceOf } from './source-of.ts';

export interface Filters {
  readonly text: string;
  readonly state: 'all' | 'on' | 'off';
  /** `archive`: mods that came from an archive of the player. */
  readonly source: ProviderId | 'archive' | 'all';
  readonly updates: boolean;
  readonly conflicts: boolean;
  readonly pinned: boolean;
}

export const noFilters: Filters = {
  text: '',
  state: 'all',
  source: 'all',
  updates: false,
  conflicts: false,
  pinned: false,
};

/** What other areas know about mods. */
export interface Marks {
  readonly scores: ReadonlyMap<EntryId, Score>;
  readonly updates: ReadonlyMap<EntryId, UpdateMark>;
}

export const isFiltered = (filters: Filters): boolean => JSON.stringify(filters) !== JSON.stringify(noFilters);

export const providerOf = (entry: LibraryEntry): ProviderId | 'archive' =>
  entry.provenance.modRef?.provider ?? entry.provenance.ref?.provider ?? 'archive';

export function filterEntries(filters: Filters, { scores, updates }: Marks): (entry: LibraryEntry) => boolean {
  const words = filters.text.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return (entry) =>
    (filters.state === 'all' || entry.enabled === (filters.state === 'on')) &&
    (filters.source === 'all' || providerOf(entry) === filters.source) &&
    (!filters.updates || updates.has(entry.id)) &&
    (!filters.conflicts || scores.has(entry.id)) &&
    (!filters.pinned || entry.pinned) &&
    (words.length === 0 || matches(entry, words));
}

function matches(entry: LibraryEntry, words: readonly string[]): boolean {
  const { author, version, fileName, category } = entry.provenance;
  const text = [entry.name, author ?? '', version ?? '', category ?? '', fileName, entry.note, sourceOf(entry)]
    .join('\n')
    .toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}
