import {
  ChevronDown,
  CircleCheck,
  Download,
  FileArchive,
  Replace,
  ShieldCheck,
  ShieldQuestion,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry, ModDetails, ModFile, ScanVerdict } from '../../../shared/model.ts';
import { fileReference, modReference } from '../../../shared/references.ts';
import { formatBytes, formatCompact, formatDate } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { installFile, useStarting } from '../../stores/install.ts';
import { useJobOfMod } from '../../stores/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { MenuButton, MenuItem } from '../../ui/menu.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { FileWarnings } from '../plan/file-warnings.tsx';

interface FileRowProps {
  readonly gameId: GameId;
  readonly mod: ModDetails;
  readonly file: ModFile;
  /** Of the library, from this page. */
  readonly entries: readonly LibraryEntry[];
  readonly recommended: boolean;
}

/** One file: what it is, what is known about its inside, and installing it. */
export function FileRow({ gameId, mod, file, entries, recommended }: FileRowProps) {
  const { t } = useTranslation();
  const scan = scans[file.scan];
  return (
    <article className="file">
      <div className="file-head">
        <FileArchive aria-hidden />
        <div className="file-words">
          <p className="file-name">
            <bdi title={file.name}>{file.title ?? file.name}</bdi>
            {recommended && <span className="here">{t('plan.recommended')}</span>}
          </p>
          <p className="faint">{factsOf(file).join(' · ')}</p>
          {file.title !== undefined && (
            <p className="faint file-archive">
              <bdi>{file.name}</bdi>
            </p>
          )}
        </div>
      </div>
      {file.description !== '' && <p className="muted">{file.description}</p>}
      {scan !== null && (
        <p className="file-remark" data-tone={scan.tone}>
          <scan.icon aria-hidden />
          {t(scan.words, { provider: providerName(mod.ref.provider) })}
        </p>
      )}
      <FileWarnings file={file} provider={mod.ref.provider} />
      {mod.unavailable === null && <FileAction gameId={gameId} mod={mod} file={file} entries={entries} />}
    </article>
  );
}

function factsOf({ version, size, uploadedAt, gameVersion, downloads }: ModFile): readonly string[] {
  return [
    version,
    size === null ? i18n.t('mod.sizeUnknown') : formatBytes(size),
    uploadedAt === null ? null : formatDate(uploadedAt),
    gameVersion === null ? null : i18n.t('plan.forGame', { version: gameVersion }),
    downloads === null ? null : i18n.t('discover.downloads', { value: formatCompact(downloads) }),
  ].filter((fact) => fact !== null);
}

function FileAction({ gameId, mod, file, entries }: Omit<FileRowProps, 'recommended'>) {
  const { t } = useTranslation();
  const busy = useJobOfMod(gameId, mod.ref) !== null;
  const starting = useStarting((state) => state.keys.has(modReference(mod.ref)));
  const here = entries.find(
    ({ provenance: { ref } }) => ref !== null && fileReference(ref) === fileReference(file.ref),
  );
  if (here !== undefined) {
    return (
      <p className="file-remark" data-tone="good">
        <CircleCheck aria-hidden />
        {here.enabled ? t('common.installed') : t('plan.isOff')}
      </p>
    );
  }
  const install = (
    <Button
      size="sm"
      icon={<Download aria-hidden />}
      disabled={busy || starting}
      aria-label={t('mod.installFile', { file: file.name })}
      {...(entries.length === 0 ? { onClick: () => void installFile(gameId, file, mod) } : {})}
    >
      {t('common.install')}
      {entries.length > 0 && <ChevronDown className="opens-menu" aria-hidden />}
    </Button>
  );
  if (entries.length === 0) return install;
  return (
    <MenuButton trigger={install} align="start">
      {entries.map((entry) => (
        <MenuItem
          key={entry.id}
          icon={<Replace aria-hidden />}
          disabled={entry.pinned}
          onSelect={() => void installFile(gameId, file, mod, entry.id)}
        >
          {t('plan.inPlaceOf', { file: entry.provenance.version ?? entry.provenance.fileName })}
        </MenuItem>
      ))}
      <MenuItem icon={<Download aria-hidden />} onSelect={() => void installFile(gameId, file, mod)}>
        {t('plan.inAddition')}
      </MenuItem>
    </MenuButton>
  );
}

/** Where nothing was said nothing is known: not that it is clean, and not that nobody has looked. What is flagged is a warning. */
const scans = {
  clean: { tone: 'good', icon: ShieldCheck, words: 'mod.scanClean' },
  flagged: null,
  pending: { tone: 'plain', icon: ShieldQuestion, words: 'mod.scanPending' },
  unknown: null,
} as const satisfies Record<ScanVerdict, { tone: string; icon: LucideIcon; words: string } | null>;
