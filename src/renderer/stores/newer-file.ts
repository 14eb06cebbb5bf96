/** The newer version of an installed mod, as its own page tells it: nobody has to check for updates first. */
import type { LibraryEntry, ModDetails, ModFile } from '../../shared/model.ts';
import { fileReference } from '../../shared/references.ts';
import { recommendedFile } from './install.ts';

/** null: what is there is the newest, or the page has other kinds of files beside it and only the player can tell. */
export function newerOnPage(mod: ModDetails, { provenance, pinned }: LibraryEntry): ModFile | null {
  const { ref, uploadedAt, version } = provenance;
  const file = recommendedFile(mod);
  if (pinned || ref === null || file === null || fileReference(file.ref) === fileReference(ref)) return null;
  if ((file.uploadedAt ?? 0) <= (uploadedAt ?? Infinity)) return null;
  const was = mod.files.find((one) => fileReference(one.ref) === fileReference(ref));
  if (was === undefined || was.archived) return file;
  // Both are offered: only a higher version of the same kind is known to come in the place of the other.
  const higher = (file.version ?? '').localeCompare(version ?? '', 'en', { numeric: true }) > 0;
  return version !== null && higher && was.group === file.group ? file : null;
}
