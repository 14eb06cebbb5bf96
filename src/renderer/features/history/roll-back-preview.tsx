import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, FileMinus2, FilePen, FilePlus2, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ChangePreview, FileAction } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';
import { readPreview, usePreview } from '../../stores/history.ts';
import { ErrorCard } from '../../ui/states.tsx';

interface RollBackPreviewProps {
  readonly gameId: GameId;
  readonly current: number;
  readonly to: number;
}

export function RollBackPreview({ gameId, current, to }: RollBackPreviewProps) {
  const { t } = useTranslation();
  const preview = usePreview(gameId, current, to);
  if (preview.error !== null) {
    return <ErrorCard error={preview.error} onRetry={() => void readPreview(gameId, current, to)} />;
  }
  if (preview.value === null) {
    return (
      <div className="preview-loading" role="status">
        <span className="sr-only">{t('history.previewLoading')}</span>
        <div className="skeleton" aria-hidden />
        <div className="skeleton" aria-hidden />
      </div>
    );
  }
  const { changed, mods, kept } = preview.value;
  const total = changed.added + changed.replaced + changed.removed;
  if (total === 0 && mods.length === 0) return <SameAsNow />;
  return (
    <div className="preview">
      <h3 className="preview-title">
        {to === 0 ? t('history.previewTitleZero') : t('history.previewTitle', { number: to })}
      </h3>
      <Counts preview={preview.value} />
      {kept.length > 0 && (
        <p className="preview-kept">
          <TriangleAlert aria-hidden />
          {t('history.kept', { count: kept.length })}
        </p>
      )}
      <ModChanges mods={mods} />
      <FileChanges preview={preview.value} total={total} />
    </div>
  );
}

function Counts({ preview: { changed } }: { readonly preview: ChangePreview }) {
  const { t } = useTranslation();
  return (
    <ul className="counts">
      <Count kind="add" value={changed.added} words={t('history.added', { count: changed.added })} />
      <Count kind="replace" value={changed.replaced} words={t('history.replaced', { count: changed.replaced })} />
      <Count kind="remove" value={changed.removed} words={t('history.removed', { count: changed.removed })} />
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
      <h4 className="preview-section">{t('history.modChanges')}</h4>
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
  if (total === 0) return null;
  const targets = new Set(files.map((file) => file.target)).size;
  const more = total - files.length;
  return (
    <section className="file-changes">
      <h4 className="preview-section">{t('history.fileChanges')}</h4>
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
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const virtual = useVirtualizer({
    count: files.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 1.875 * unit,
    overscan: 12,
  });
  return (
    // A region that scrolls has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="file-scroll" ref={scroller} tabIndex={0} role="region" aria-label={t('history.filesList')}>
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
                <bdi>{showTarget ? `${file.target}/${file.path}` : file.path}</bdi>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function SameAsNow() {
  const { t } = useTranslation();
  return (
    <div className="generation-here">
      <Check aria-hidden />
      <div>
        <h3>{t('history.sameAsNow')}</h3>
        <p className="muted">{t('history.sameAsNowHint')}</p>
      </div>
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
