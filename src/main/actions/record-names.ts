/** What the records beside the registry are called. */
import type { EntryId, Sha256 } from '../../shared/ids.ts';
import type { Provenance } from '../../shared/model.ts';
import type { EntryRow, ManifestFile, ManifestOrigin } from '../registry/content.ts';

/** An entry has one record for each version it ever had. */
export const entryRecordName = (entry: EntryId, manifest: Sha256): string => `${entry}-${manifest.slice(0, 16)}`;

/** One version of an entry, with the files of its manifest. */
export interface EntryRecord extends EntryRow {
  readonly archive: Sha256 | null;
  readonly files: readonly ManifestFile[];
  readonly origin: ManifestOrigin;
}

/** Of files that no provider and no archive brought. */
export const provenanceOfNothing: Provenance = {
  ref: null,
  modRef: null,
  fileName: '',
  version: null,
  author: null,
  pageUrl: null,
  image: null,
  category: null,
  rating: 'safe',
  uploadedAt: null,
  gameVersion: null,
};
