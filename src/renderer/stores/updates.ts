/** Which mods have something newer. Whoever checks for updates puts it here; the library only marks it. */
import { create } from 'zustand';
import type { EntryId } from '../../shared/ids.ts';

export interface UpdateMark {
  /** The version it would become; null where the provider only says that there is something to look at. */
  readonly to: string | null;
}

export const useUpdates = create<{ readonly marks: ReadonlyMap<EntryId, UpdateMark> }>(() => ({ marks: new Map() }));

export function setUpdateMarks(marks: ReadonlyMap<EntryId, UpdateMark>): void {
  useUpdates.setState({ marks });
}
