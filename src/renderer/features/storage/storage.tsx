import { FolderOpen, HardDrive } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreStats } from '../../../shared/storage.ts';
import { getBridge } from '../../bridge.ts';
import { formatBytes } from '../../i18n/format.ts';
import { orNotice } from '../../stores/notices.ts';
import { useStoreStats } from '../../stores/storage.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorCard } from '../../ui/states.tsx';
import { MakeRoom } from './make-room.tsx';
import { RegistryCare } from './registry-care.tsx';
import { StorePlace } from './store-place.tsx';
import { StoredGames, StoredMods } from './stored-tables.tsx';
import '../profiles/profiles.css';
import './storage.css';

/** What the store holds and what for, and how to make room. */
export function Storage() {
  const { t } = useTranslation();
  const [stats, again] = useStoreStats();
  return (
    <section className="settings-section storage" aria-labelledby="storage-title">
      <div className="section-head">
        <div>
          <h2 id="storage-title">{t('storage.title')}</h2>
          <p className="muted">{t('storage.lead')}</p>
        </div>
        <Button
          size="sm"
          icon={<FolderOpen aria-hidden />}
          onClick={() => void orNotice(getBridge().app.openFolder({ folder: 'data' }))}
        >
          {t('storage.folder')}
        </Button>
      </div>
      {stats.value === null ? (
        stats.error === null ? (
          <div className="skeleton storage-skeleton" aria-hidden />
        ) : (
          <ErrorCard error={stats.error} onRetry={again} />
        )
      ) : stats.value.bytes + stats.value.archiveBytes === 0 ? (
        <>
          <EmptyState icon={<HardDrive aria-hidden />} title={t('storage.empty')} hint={t('storage.emptyHint')} />
          <StorePlace stats={stats.value} onMoved={again} />
        </>
      ) : (
        <>
          <Overview stats={stats.value} />
          <StorePlace stats={stats.value} onMoved={again} />
          <MakeRoom onFreed={again} />
          <StoredGames stats={stats.value} />
          <StoredMods stats={stats.value} />
        </>
      )}
      <RegistryCare />
    </section>
  );
}

function Overview({ stats }: { readonly stats: StoreStats }) {
  const { t } = useTranslation();
  const { bytes, historyBytes, archiveBytes, archives, generations, unsharedBytes, freeBytes } = stats;
  const total = bytes + archiveBytes;
  const saved = unsharedBytes - bytes;
  const parts = [
    { kind: 'mods', label: t('storage.current'), hint: t('storage.currentHint'), bytes: bytes - historyBytes },
    {
      kind: 'history',
      label: t('storage.history'),
      hint: t('storage.historyHint', { count: generations }),
      bytes: historyBytes,
    },
    {
      kind: 'archives',
      label: t('storage.archives'),
      hint: t('storage.archivesHint', { count: archives }),
      bytes: archiveBytes,
    },
  ] as const;
  return (
    <div className="panel storage-overview">
      <p className="storage-total">
        <span>{formatBytes(total)}</span>
        {freeBytes !== null && <span className="faint">{t('storage.free', { bytes: formatBytes(freeBytes) })}</span>}
      </p>
      <div className="storage-bar" aria-hidden>
        {parts.map((part) => (
          <span key={part.kind} data-kind={part.kind} style={{ '--share': part.bytes / total } as CSSProperties} />
        ))}
      </div>
      <dl className="storage-parts" aria-label={t('storage.bar')}>
        {parts.map((part) => (
          <div key={part.kind} data-kind={part.kind}>
            <dt>{part.label}</dt>
            <dd>
              <span className="storage-amount">{formatBytes(part.bytes)}</span>
              <span className="faint">{part.hint}</span>
            </dd>
          </div>
        ))}
      </dl>
      {saved > 0 && <p className="muted">{t('storage.saved', { bytes: formatBytes(saved) })}</p>}
    </div>
  );
}
