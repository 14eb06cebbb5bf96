import { ArrowRight, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { LibraryEntry, ModFile } from '../../../shared/model.ts';
import type { EntryUpdate } from '../../../shared/updates.ts';
import { formatBytes, formatDate } from '../../i18n/format.ts';
import { useEntries } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { Checkbox } from '../../ui/switch.tsx';
import { ChangelogView } from '../mod/changelog-view.tsx';
import { FileWarnings } from '../plan/file-warnings.tsx';

interface UpdateListProps {
  readonly gameId: GameId;
  readonly updates: readonly EntryUpdate[];
  readonly onPlan: (entries: readonly EntryId[]) => void;
}

/** Every newer version, with what is new in it. */
export function UpdateList({ gameId, updates, onPlan }: UpdateListProps) {
  const { t } = useTranslation();
  const entries = useEntries(gameId);
  const [chosen, setChosen] = useState<ReadonlySet<EntryId>>(new Set());
  const selected = updates.filter(({ entry }) => chosen.has(entry)).map(({ entry }) => entry);
  const all = selected.length === updates.length;
  const choose = (ids: readonly EntryId[], on: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  return (
    <section aria-labelledby="available">
      <div className="updates-bar">
        <Checkbox
          label={t('updates.selectAll')}
          checked={all}
          mixed={!all && selected.length > 0}
          onChange={(on) =>
            choose(
              updates.map(({ entry }) => entry),
              on,
            )
          }
        />
        <h2 id="available">{t('updates.available', { count: updates.length })}</h2>
        {selected.length > 0 && (
          <Button size="sm" tone="primary" onClick={() => onPlan(selected)}>
            {t('updates.updateSelected', { count: selected.length })}
          </Button>
        )}
      </div>
      <ul className="update-list">
        {updates.map((update) => (
          <li key={update.entry}>
            <UpdateRow
              update={update}
              entry={entries.find(({ id }) => id === update.entry) ?? null}
              selected={chosen.has(update.entry)}
              onSelect={(on) => choose([update.entry], on)}
              onPlan={() => onPlan([update.entry])}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface UpdateRowProps {
  readonly update: EntryUpdate;
  readonly entry: LibraryEntry | null;
  readonly selected: boolean;
  readonly onSelect: (on: boolean) => void;
  readonly onPlan: () => void;
}

function UpdateRow({ update, entry, selected, onSelect, onPlan }: UpdateRowProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { result, name, version } = update;
  if (result.kind !== 'update') return null;
  const { file, changes } = result;
  const ref = entry?.provenance.modRef ?? null;
  return (
    <article className="update">
      <div className="update-row">
        <Checkbox label={t('updates.select', { mod: name })} checked={selected} onChange={onSelect} />
        <span className="row-thumb">
          <Picture
            src={entry?.provenance.image ?? null}
            alt=""
            name={name}
            blurred={entry?.provenance.rating === 'adult'}
          />
        </span>
        <div className="update-words">
          <h3>
            {ref === null ? <bdi>{name}</bdi> : <PageLink name={name} onOpen={() => show({ name: 'mod', ref })} />}
          </h3>
          <p className="update-versions">
            <span>{version ?? t('common.unknown')}</span>
            <ArrowRight className="flip" aria-hidden />
            <span className="sr-only">{t('updates.to')}</span>
            <strong>{file.version ?? file.name}</strong>
          </p>
          <p className="faint">{factsOf(file).join(' · ')}</p>
        </div>
        <div className="update-actions">
          <Button
            size="sm"
            tone="quiet"
            icon={<ChevronDown aria-hidden />}
            className="older"
            aria-expanded={open}
            aria-label={t('updates.whatsNewIn', { mod: name })}
            onClick={() => setOpen(!open)}
          >
            {t('updates.whatsNew')}
          </Button>
          <Button size="sm" aria-label={t('updates.updateMod', { mod: name })} onClick={onPlan}>
            {t('browse.update')}
          </Button>
        </div>
      </div>
      <FileWarnings file={file} provider={file.ref.provider} />
      {open && (
        <div className="update-news">
          {changes.length === 0 ? (
            <p className="muted">{t('updates.nothingWritten')}</p>
          ) : (
            <ChangelogView entries={changes} />
          )}
        </div>
      )}
    </article>
  );
}

function PageLink({ name, onOpen }: { readonly name: string; readonly onOpen: () => void }) {
  return (
    <button type="button" className="text-link" onClick={onOpen}>
      <bdi>{name}</bdi>
    </button>
  );
}

const factsOf = (file: ModFile): readonly string[] =>
  [
    providerName(file.ref.provider),
    file.size === null ? null : formatBytes(file.size),
    file.uploadedAt === null ? null : formatDate(file.uploadedAt),
    file.gameVersion,
  ].filter((fact) => fact !== null);
