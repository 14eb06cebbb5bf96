import { Tabs } from '@base-ui/react/tabs';
import { ExternalLink, Pin, PinOff, SquareArrowOutUpRight, Swords, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { formatBytes, formatDateTime, formatNumber } from '../../i18n/format.ts';
import type { Score } from '../../stores/conflicts.ts';
import { setEnabled, setPinned, useLibraryStore } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ConflictScore } from './conflict-score.tsx';
import { EntryChoices } from './entry-choices.tsx';
import { EntryFiles } from './entry-files.tsx';
import { EntryLacks } from './lacks-mark.tsx';
import { EntryNote } from './entry-note.tsx';
import { EntryVersions } from './entry-versions.tsx';
import type { Ask } from './library-dialogs.tsx';
import { sourceOf } from './source-of.ts';

interface LibraryDetailsProps {
  readonly gameId: GameId;
  readonly entry: LibraryEntry;
  readonly entries: readonly LibraryEntry[];
  readonly score: Score | undefined;
  readonly onClose: () => void;
  readonly onAsk: Ask;
}

export function LibraryDetails(props: LibraryDetailsProps) {
  const { gameId, entry, onClose, onAsk } = props;
  const { t } = useTranslation();
  return (
    <aside className="details" aria-label={t('library.details')}>
      <header className="details-top">
        <h2 className="details-name" title={entry.name}>
          <bdi>{entry.name}</bdi>
        </h2>
        <IconButton size="sm" label={t('library.closeDetails')} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="details-picture">
        <Picture src={entry.provenance.image} alt="" name={entry.name} />
      </div>
      <DetailsHead gameId={gameId} entry={entry} />
      <Tabs.Root defaultValue="overview" className="details-tabs">
        <Tabs.List className="tab-list">
          <Tabs.Tab className="tab" value="overview">
            {t('library.tabOverview')}
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="files">
            {t('library.tabFiles')}
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="versions">
            {t('library.tabVersions')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel className="tab-panel" value="overview">
          <EntryLacks gameId={gameId} entry={entry} />
          <DetailFacts {...props} />
          <EntryChoices gameId={gameId} entry={entry} />
          <EntryNote key={entry.id} gameId={gameId} entry={entry} />
          <DetailActions {...props} />
        </Tabs.Panel>
        <Tabs.Panel className="tab-panel" value="files">
          <EntryFiles gameId={gameId} entry={entry} />
        </Tabs.Panel>
        <Tabs.Panel className="tab-panel" value="versions">
          <EntryVersions gameId={gameId} entry={entry} onAsk={onAsk} />
        </Tabs.Panel>
      </Tabs.Root>
    </aside>
  );
}

function DetailsHead({ gameId, entry }: Pick<LibraryDetailsProps, 'gameId' | 'entry'>) {
  const { t } = useTranslation();
  const pending = useLibraryStore((store) => store.pending.get(entry.id) ?? null);
  const on = pending ?? entry.enabled;
  return (
    <div className="details-head">
      {entry.provenance.author !== null && (
        <p className="muted">{t('discover.byAuthor', { author: entry.provenance.author })}</p>
      )}
      <div className="details-state">
        <span>{on ? t('library.on') : t('library.off')}</span>
        <button
          type="button"
          className="chip"
          aria-pressed={entry.pinned}
          title={t('library.pinnedHint')}
          onClick={() => void setPinned(gameId, [entry.id], !entry.pinned)}
        >
          {entry.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          {entry.pinned ? t('library.pinned') : t('library.pin')}
        </button>
        <Switch
          label={t('library.toggleMod', { mod: entry.name })}
          checked={on}
          busy={pending !== null}
          onChange={(next) => void setEnabled(gameId, [entry.id], next)}
        />
      </div>
    </div>
  );
}

function DetailFacts({ entry, entries, score }: LibraryDetailsProps) {
  const { t } = useTranslation();
  const place = entries.findIndex((one) => one.id === entry.id) + 1;
  const rows = [
    [t('library.version'), entry.provenance.version ?? '—'],
    [t('library.source'), sourceOf(entry)],
    [t('library.category'), entry.provenance.category ?? '—'],
    [t('library.loadOrder'), t('library.placeOf', { place, count: entries.length })],
    [
      t('library.conflicts'),
      score === undefined ? t('library.noConflicts') : <ConflictScore key="score" score={score} />,
    ],
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

function DetailActions({ entry, score, onClose, onAsk }: LibraryDetailsProps) {
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
      {score !== undefined && (
        <Button
          tone="quiet"
          icon={<Swords aria-hidden />}
          onClick={() => show({ name: 'conflicts', text: entry.name })}
        >
          {t('library.showConflicts')}
        </Button>
      )}
      <Button
        tone="danger"
        icon={<Trash2 aria-hidden />}
        onClick={() => {
          onClose();
          onAsk({ about: 'remove', ids: [entry.id] });
        }}
      >
        {t('common.remove')}
      </Button>
      <p className="faint details-note">{t('library.removed')}</p>
    </div>
  );
}
