import { ExternalLink, SquareArrowOutUpRight, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { formatBytes, formatDateTime, formatNumber } from '../../i18n/format.ts';
import { removeEntries, setEnabled, useLibraryStore } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Switch } from '../../ui/switch.tsx';
import { sourceOf } from './use-library-view.ts';

interface LibraryDetailsProps {
  readonly gameId: GameId;
  readonly entry: LibraryEntry;
  readonly entries: readonly LibraryEntry[];
  readonly onClose: () => void;
}

export function LibraryDetails({ gameId, entry, entries, onClose }: LibraryDetailsProps) {
  const { t } = useTranslation();
  const pending = useLibraryStore((store) => store.pending.get(entry.id) ?? null);
  const on = pending ?? entry.enabled;
  return (
    <aside className="details" aria-label={t('library.details')}>
      <div className="details-picture">
        <Picture src={entry.provenance.image} alt="" name={entry.name} />
        <IconButton size="sm" label={t('library.closeDetails')} className="details-close" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div className="details-body">
        <div>
          <h2 className="details-name">
            <bdi>{entry.name}</bdi>
          </h2>
          {entry.provenance.author !== null && (
            <p className="muted">{t('discover.byAuthor', { author: entry.provenance.author })}</p>
          )}
        </div>
        <div className="details-state">
          <span>{on ? t('library.on') : t('library.off')}</span>
          <Switch
            label={t('library.toggleMod', { mod: entry.name })}
            checked={on}
            busy={pending !== null}
            onChange={(next) => void setEnabled(gameId, [entry.id], next)}
          />
        </div>
        <DetailFacts entry={entry} entries={entries} />
        <DetailActions gameId={gameId} entry={entry} onClose={onClose} />
      </div>
    </aside>
  );
}

function DetailFacts({ entry, entries }: Pick<LibraryDetailsProps, 'entry' | 'entries'>) {
  const { t } = useTranslation();
  const place = entries.findIndex((one) => one.id === entry.id) + 1;
  const rows = [
    [t('library.version'), entry.provenance.version ?? '—'],
    [t('library.source'), sourceOf(entry)],
    [t('library.loadOrder'), t('library.placeOf', { place, count: entries.length })],
    [t('library.files'), formatNumber(entry.files)],
    [t('library.size'), formatBytes(entry.size)],
    [t('library.installed'), formatDateTime(entry.installedAt)],
    [t('library.archive'), entry.provenance.fileName],
  ] as const;
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function DetailActions({ gameId, entry, onClose }: Pick<LibraryDetailsProps, 'gameId' | 'entry' | 'onClose'>) {
  const { t } = useTranslation();
  const { modRef, pageUrl } = entry.provenance;
  return (
    <div className="details-actions">
      {modRef !== null && (
        <Button icon={<SquareArrowOutUpRight aria-hidden />} onClick={() => show({ name: 'mod', ref: modRef })}>
          {t('library.openModPage')}
        </Button>
      )}
      {pageUrl !== null && (
        <Button
          tone="quiet"
          icon={<ExternalLink aria-hidden />}
          onClick={() => void orNotice(getBridge().app.openExternal({ url: pageUrl }))}
        >
          {t('library.openOnSite', { provider: sourceOf(entry) })}
        </Button>
      )}
      <Button
        tone="danger"
        icon={<Trash2 aria-hidden />}
        onClick={() => {
          onClose();
          void removeEntries(gameId, [entry.id]);
        }}
      >
        {t('common.remove')}
      </Button>
      <p className="faint details-note">{t('library.removed')}</p>
    </div>
  );
}
