import { CloudDownload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { EntryVersion, LibraryEntry } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { reasonIcon } from '../history/reason-icon.tsx';
import type { Ask } from './library-dialogs.tsx';

interface EntryVersionsProps {
  readonly gameId: GameId;
  readonly entry: LibraryEntry;
  readonly onAsk: Ask;
}

/** Every version a mod has had, and the way back to each. */
export function EntryVersions({ gameId, entry, onAsk }: EntryVersionsProps) {
  const { t } = useTranslation();
  const [versions, again] = useAsked(
    `${entry.id} ${entry.manifest}`,
    () => getBridge().library.versions({ gameId, entry: entry.id }),
    true,
  );
  if (versions.value === null) {
    return versions.error === null ? (
      <div className="skeleton list-skeleton" aria-hidden />
    ) : (
      <ErrorCard compact error={versions.error} onRetry={again} />
    );
  }
  const list = versions.value;
  return (
    <>
      <p className="muted">{list.length > 1 ? t('library.versionsHint') : t('library.versionsOne')}</p>
      <ul className="versions" aria-label={t('library.versionsList', { mod: entry.name })}>
        {list.map((version) => (
          <li key={version.manifest} data-current={version.current || undefined}>
            <Version version={version} onBack={() => onAsk(questionOf(entry, version))} />
          </li>
        ))}
      </ul>
    </>
  );
}

const nameOf = ({ version, fileName }: EntryVersion): string => version ?? fileName;

const questionOf = (entry: LibraryEntry, version: EntryVersion) => ({
  about: 'revert' as const,
  id: entry.id,
  manifest: version.manifest,
  version: `${entry.name} ${version.version ?? i18n.t('library.versionUnknown')}`,
});

function Version({ version, onBack }: { readonly version: EntryVersion; readonly onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="version-words">
        <p className="setting-title">
          {nameOf(version)}
          {version.current && <span className="here">{t('library.versionCurrent')}</span>}
          {version.previous && <span className="faint"> {t('library.versionPrevious')}</span>}
        </p>
        <p className="faint">{formatDateTime(version.installedAt)}</p>
        {version.needsDownload && (
          <p className="needs-download">
            <CloudDownload aria-hidden />
            {t('library.versionDownload')}
          </p>
        )}
      </div>
      {!version.current && (
        <Button
          size="sm"
          tone={version.previous ? 'primary' : 'plain'}
          icon={reasonIcon('revert')}
          aria-label={t('library.versionBackTo', { version: nameOf(version) })}
          onClick={onBack}
        >
          {t('library.revertConfirm')}
        </Button>
      )}
    </>
  );
}
