/** What the records beside the registry are called. */
import type { EntryId, Sha256 } from '../../shared/ids.ts';
import type { EntryRow, ManifestFile } from '../registry/content.ts';

/** An entry has one record for each version it ever had. */
export const entryRecordName = (entry: EntryId, manifest: Sha256): string => `${entry}-${manifest.slice(0, 16)}`;

/** One version of an entry, with the files of its manifest. */
export interface EntryRecord extends EntryRow {
  readonly archive: Sha256 | null;
  readonly files: readonly ManifestFile[];
}
