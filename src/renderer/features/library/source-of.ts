import type { LibraryEntry } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';
import { providerName } from '../../ui/provider-name.ts';

/** Where a mod came from, in words. */
export function sourceOf(entry: LibraryEntry): string {
  if (entry.kind === 'own-changes') return i18n.t('library.ownChanges');
  if (entry.kind === 'adopted') return i18n.t('library.adopted');
  const provider = entry.provenance.modRef?.provider ?? entry.provenance.ref?.provider ?? null;
  return provider === null ? i18n.t('library.fromArchive') : providerName(provider);
}
