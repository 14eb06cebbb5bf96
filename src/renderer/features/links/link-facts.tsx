import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingLink } from '../../../shared/links.ts';
import type { FileRef, ModDetails, ModFile } from '../../../shared/model.ts';
import { fileReference } from '../../../shared/references.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { formatBytes } from '../../i18n/format.ts';
import { readDetails, useModPage } from '../../stores/mod-pages.ts';
import { providerName } from '../../ui/provider-name.ts';
import { FileWarnings } from '../plan/file-warnings.tsx';

/**
 * What a link is about, so that the player can judge it: the mod, its file and its size, as their source tells them.
 * Reading its page is all that is asked before the yes. What cannot be told is shown as the link names it.
 */
export function LinkFacts({ link }: { readonly link: PendingLink }) {
  const { t } = useTranslation();
  const { modRef, file } = link;
  const page = useModPage(modRef);
  useEffect(() => {
    void readDetails(modRef);
  }, [modRef]);
  const mod = page.value;
  const asking = mod === null && page.error === null;
  const known = mod === null || file === null ? null : fileOf(mod, file);
  const size = known?.size ?? null;
  const unknown = asking ? '…' : t('common.unknown');
  return (
    <>
      <div className="link-head" aria-busy={asking}>
        <p className="link-title">
          <bdi>{mod?.name ?? link.name ?? modRef.id}</bdi>
        </p>
        {mod !== null && mod.author !== '' && <p className="muted">{t('discover.byAuthor', { author: mod.author })}</p>}
      </div>
      <dl className="link-facts">
        {file !== null && (
          <>
            <dt>{t('links.file')}</dt>
            <dd>
              <bdi>{known === null ? idOf(file) : nameOf(known)}</bdi>
            </dd>
            <dt>{t('links.size')}</dt>
            <dd>{size === null ? unknown : formatBytes(size)}</dd>
          </>
        )}
        <dt>{t('mod.source')}</dt>
        <dd>{providerName(link.provider)}</dd>
      </dl>
      {page.error !== null && (
        <p className="muted">
          {t('links.untold', { provider: providerName(link.provider) })} {errorWords(page.error).message}
        </p>
      )}
      {known !== null && <FileWarnings file={known} provider={link.provider} />}
    </>
  );
}

const fileOf = ({ files }: ModDetails, wanted: FileRef): ModFile | null =>
  files.find(({ ref }) => fileReference(ref) === fileReference(wanted)) ?? null;

const nameOf = ({ name, version }: ModFile): string => (version === null ? name : `${name} · ${version}`);

/** Its number, as the address of the page has it. */
const idOf = (file: FileRef): string => fileReference(file).split(/[/@:]/u).at(-1) ?? '';
