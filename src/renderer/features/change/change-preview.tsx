import { useVirtualizer } from '@tanstack/react-virtual';
import {
  Check,
  CloudDownload,
  FileMinus2,
  FilePen,
  FilePlus2,
  Swords,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isListName } from '../../../shared/games.ts';
import type { ChangePreview, FileAction } from '../../../shared/model.ts';
import { formatBytes } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import type { Loaded } from '../../stores/loading.ts';
import { ErrorCard } from '../../ui/states.tsx';
import { useRem, useRowHeights } from '../../ui/use-rem.ts';
import './change-preview.css';

interface ChangePreviewViewProps {
  readonly preview: Loaded<ChangePreview>;
  readonly onRetry: () => void;
}

export const changesNothing = ({ changed, mods, choices, files }: ChangePreview): boolean =>
  changed.added + changed.replaced + changed.removed === 0 &&
  mods.length === 0 &&
  choices === 0 &&
  !files.some(({ target }) => isListName(target));

/** What a change would do: counts, mods, files, and what has to be fetched first. */
export function ChangePreviewView({ preview, onRetry }: ChangePreviewViewProps) {
  const { t } = useTranslation();
  if (preview.error !== null) return <ErrorCard error={preview.error} onRetry={onRetry} />;
  if (preview.value === null) {
    return (
      <div className="preview-loading" role="status">
        <span className="sr-only">{t('preview.loading')}</span>
        <div className="skeleton" aria-hidden />
        <div className="skeleton" aria-hidden />
      </div>
    );
  }
  if (changesNothing(preview.value)) {
    return (
      <p className="preview-nothing">
        <Check aria-hidden />
        {t('preview.nothing')}
      </p>
    );
  }
  return <ChangeBody preview={preview.value} />;
}

export function ChangeBody({ preview }: { readonly preview: ChangePreview }) {
  const { changed, mods } = preview;
  return (
    <>
      <Counts preview={preview} />
      <Remarks preview={preview} />
      <ModChanges mods={mods} />
      <FileChanges preview={preview} total={changed.added + changed.replaced + changed.removed} />
    </>
  );
}

function Remarks({ preview: { kept, downloads, choices } }: { readonly preview: ChangePreview }) {
  const { t } = useTranslation();
  return (
    <>
      {downloads.length > 0 && (
        <p className="preview-remark" data-tone="warn">
          <CloudDownload aria-hidden />
          <span>{t('preview.downloads', { count: downloads.length, names: downloadNames(downloads) })}</span>
        </p>
      )}
      {kept.length > 0 && (
        <p className="preview-remark" data-tone="warn">
          <TriangleAlert aria-hidden />
          {t('history.kept', { count: kept.length })}
        </p>
      )}
      {choices > 0 && (
        <p className="preview-remark">
          <Swords aria-hidden />
          {t('preview.choices', { count: choices })}
        </p>
      )}
    </>
  );
}

function downloadNames(downloads: ChangePreview['downloads']): string {
  const names = downloads
    .slice(0, 4)
    .map(({ name, size }) => (size === null ? name : `${name} (${formatBytes(size)})`));
  return downloads.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
}

function Counts({ preview: { changed } }: { readonly preview: ChangePreview }) {
  const { t } = useTranslation();
  return (
    <ul className="counts">
      <Count kind="add" value={changed.added} words={t('history.files.added', { count: changed.added })} />
      <Count kind="replace" value={changed.replaced} words={t('history.files.replaced', { count: changed.replaced })} />
      <Count kind="remove" value={changed.removed} words={t('history.files.removed', { count: changed.removed })} />
    </ul>
  );
}

function Count({ kind, value, words }: { readonly kind: FileAction; readonly value: number; readonly words: string }) {
  return (
    <li className="count" data-kind={kind} data-none={value === 0 || undefined}>
      {actionIcon(kind)}
      {words}
    </li>
  );
}

function ModChanges({ mods }: Pick<ChangePreview, 'mods'>) {
  const { t } = useTranslation();
  if (mods.length === 0) return null;
  return (
    <section>
      <h4 className="preview-section">{t('preview.mods')}</h4>
      <ul className="mod-changes">
        {mods.map((mod) => (
          <li key={`${mod.name} ${mod.change}`} data-change={mod.change}>
            <bdi className="ellipsis">{mod.name}</bdi>
            <span>{modWords(mod)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const modKeys = {
  added: 'history.modAdded',
  removed: 'history.modRemoved',
  enabled: 'history.modEnabled',
  disabled: 'history.modDisabled',
  version: 'history.modVersion',
  moved: 'history.modMoved',
} as const satisfies Record<ChangePreview['mods'][number]['change'], string>;

function modWords({ change, from, to }: ChangePreview['mods'][number]): string {
  if (change === 'added' && to !== null) return i18n.t('history.modAddedVersion', { to });
  const unknown = i18n.t('common.unknown');
  return i18n.t(modKeys[change], { from: from ?? unknown, to: to ?? unknown });
}

function FileChanges({ preview: { files }, total }: { readonly preview: ChangePreview; readonly total: number }) {
  const { t } = useTranslation();
  const ofGame = files.filter(({ target }) => isListName(target)).length;
  if (total + ofGame === 0) return null;
  const targets = new Set(files.map((file) => file.target).filter((target) => !isListName(target))).size;
  const more = total + ofGame - files.length;
  return (
    <section className="file-changes">
      <h4 className="preview-section">{t('preview.files')}</h4>
      <FileChangeList files={files} showTarget={targets > 1} />
      {more > 0 && <p className="faint">{t('history.moreFiles', { count: more })}</p>}
    </section>
  );
}

const actionWords = {
  add: 'history.actionAdd',
  replace: 'history.actionReplace',
  remove: 'history.actionRemove',
} as const satisfies Record<FileAction, string>;

interface FileChangeListProps {
  readonly files: ChangePreview['files'];
  readonly showTarget: boolean;
}

function FileChangeList({ files, showTarget }: FileChangeListProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const unit = useRem();
  const virtual = useVirtualizer({
    count: files.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 1.875 * unit,
    overscan: 12,
  });
  useRowHeights(virtual, unit);
  return (
    // A region that scrolls has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="file-scroll" ref={scroller} tabIndex={0} role="region" aria-label={t('preview.filesList')}>
      <ul style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const file = files[item.index];
          if (file === undefined) return null;
          return (
            <li
              key={item.key}
              className="file-change"
              data-kind={file.action}
              aria-setsize={files.length}
              aria-posinset={item.index + 1}
              style={{ translate: `0 ${item.start}px` }}
            >
              {actionIcon(file.action)}
              <span className="sr-only">{t(actionWords[file.action])}: </span>
              <span className="ellipsis" title={file.path}>
                <bdi>{showTarget && !isListName(file.target) ? `${file.target}/${file.path}` : file.path}</bdi>
                {isListName(file.target) && <span className="faint"> {t('preview.ofGame')}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const actionIcons = {
  add: FilePlus2,
  replace: FilePen,
  remove: FileMinus2,
} as const satisfies Record<FileAction, LucideIcon>;

function actionIcon(action: FileAction) {
  const Icon = actionIcons[action];
  return <Icon aria-hidden />;
}
