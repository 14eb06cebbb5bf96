import {
  ChevronDown,
  Download,
  FileArchive,
  Info,
  ShieldAlert,
  ShieldCheck,
  ShieldQuestion,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModDetails, ModFile, ProviderId, ScanVerdict } from '../../../shared/model.ts';
import { formatBytes, formatDate } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { installFile, recommendedFile, refKey, useStarting } from '../../stores/install.ts';
import { useJobOfMod } from '../../stores/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';

interface FileListProps {
  readonly gameId: GameId;
  readonly mod: ModDetails;
}

export function FileList({ gameId, mod }: FileListProps) {
  const { t } = useTranslation();
  const [showOld, setShowOld] = useState(false);
  const current = mod.files.filter((file) => !file.archived);
  const old = mod.files.filter((file) => file.archived);
  const unsure = current.length > 0 && mod.unavailable === null && recommendedFile(mod) === null;
  return (
    <section aria-labelledby="files" className="panel">
      <h2 id="files" className="mod-section">
        {t('mod.files')}
      </h2>
      {mod.files.length === 0 && <p className="muted">{t('mod.noFiles')}</p>}
      {unsure && <p className="muted files-unsure">{t('mod.noInstallable')}</p>}
      <ul className="file-list">
        {current.map((file) => (
          <li key={JSON.stringify(file.ref)}>
            <FileRow gameId={gameId} mod={mod} file={file} />
          </li>
        ))}
      </ul>
      {old.length > 0 && (
        <>
          <Button
            size="sm"
            tone="quiet"
            className="older"
            icon={<ChevronDown aria-hidden />}
            aria-expanded={showOld}
            onClick={() => setShowOld(!showOld)}
          >
            {t('mod.archivedFiles', { count: old.length })}
          </Button>
          {showOld && (
            <ul className="file-list">
              {old.map((file) => (
                <li key={JSON.stringify(file.ref)}>
                  <FileRow gameId={gameId} mod={mod} file={file} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

function FileRow({ gameId, mod, file }: FileListProps & { readonly file: ModFile }) {
  const { t } = useTranslation();
  const busy = useJobOfMod(gameId, mod.ref) !== null;
  const starting = useStarting((state) => state.keys.has(refKey(mod.ref)));
  const facts = [
    file.version,
    file.size === null ? t('mod.sizeUnknown') : formatBytes(file.size),
    file.uploadedAt === null ? null : formatDate(file.uploadedAt),
  ].filter((fact) => fact !== null);
  const scan = scans[file.scan];
  const provider = providerName(mod.ref.provider);
  return (
    <article className="file">
      <div className="file-head">
        <FileArchive aria-hidden />
        <div className="file-words">
          <p className="file-name">
            <bdi>{file.name}</bdi>
          </p>
          <p className="faint">{facts.join(' · ')}</p>
        </div>
      </div>
      {file.description !== '' && <p className="muted">{file.description}</p>}
      <p className="file-remark" data-tone={scan.tone}>
        <scan.icon aria-hidden />
        {t(scan.words, { provider })}
      </p>
      {file.warnings.map((warning) => (
        <p key={warning} className="file-remark" data-tone={warning === 'contains_exe' ? 'warn' : 'plain'}>
          {warning === 'contains_exe' ? <TriangleAlert aria-hidden /> : <Info aria-hidden />}
          {warningWords(warning, mod.ref.provider)}
        </p>
      ))}
      {mod.unavailable === null && (
        <Button
          size="sm"
          icon={<Download aria-hidden />}
          disabled={busy || starting}
          aria-label={t('mod.installFile', { file: file.name })}
          onClick={() => void installFile(gameId, file, mod)}
        >
          {t('common.install')}
        </Button>
      )}
    </article>
  );
}

/** Nothing said is not "clean", and is not called so. */
const scans = {
  clean: { tone: 'good', icon: ShieldCheck, words: 'mod.scanClean' },
  flagged: { tone: 'bad', icon: ShieldAlert, words: 'mod.scanFlagged' },
  pending: { tone: 'plain', icon: ShieldQuestion, words: 'mod.scanPending' },
  unknown: { tone: 'plain', icon: ShieldQuestion, words: 'mod.scanUnknown' },
} as const satisfies Record<ScanVerdict, { tone: string; icon: LucideIcon; words: string }>;

function warningWords(warning: string, id: ProviderId): string {
  if (warning === 'contains_exe') return i18n.t('mod.warnContainsExe');
  if (warning === 'nested_archive') return i18n.t('mod.warnNestedArchive');
  return i18n.t('mod.warnOther', { provider: providerName(id), warning: warning.replaceAll('_', ' ') });
}
