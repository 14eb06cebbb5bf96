import { ArrowDownToLine, FileText, LibraryBig } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { Conflict } from '../../../shared/model.ts';
import { scoresOf } from '../../stores/conflicts.ts';
import { reorder, useEntries, useEntryNames } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { PickList, type PickItem } from '../../ui/pick-list.tsx';
import { ConflictScore } from '../library/conflict-score.tsx';
import { keyOf } from './paths.ts';

interface ByModProps {
  readonly gameId: GameId;
  readonly conflicts: readonly Conflict[];
  readonly onFile: (key: string) => void;
}

/** Mods in load order with what they win and lose, and for one of them against whom. */
export function ByMod({ gameId, conflicts, onFile }: ByModProps) {
  const { t } = useTranslation();
  const entries = useEntries(gameId);
  const scores = useMemo(() => scoresOf(conflicts, true), [conflicts]);
  const items = useMemo(
    () =>
      entries
        .filter((entry) => scores.has(entry.id))
        .map((entry): PickItem<EntryId> => ({ kind: 'option', key: entry.id, value: entry.id })),
    [entries, scores],
  );
  const names = useEntryNames(gameId);
  const [chosen, setChosen] = useState<EntryId | null>(null);
  const selected = chosen !== null && scores.has(chosen) ? chosen : (items[0]?.key ?? null);
  const entry = entries.find((one) => one.id === selected);
  return (
    <div className="two-panes">
      <PickList
        label={t('conflicts.mods')}
        items={items}
        selected={selected}
        onSelect={(_, id) => setChosen(id)}
        optionClass="conflict"
        height={2.75}
        render={(id) => (
          <>
            <span className="conflict-name ellipsis">
              <bdi>{names.get(id)}</bdi>
            </span>
            <ConflictScore score={scores.get(id)} />
          </>
        )}
      />
      {entry !== undefined && (
        <ModPanel key={entry.id} gameId={gameId} entry={entry.id} conflicts={conflicts} onFile={onFile} />
      )}
    </div>
  );
}

interface ModPanelProps extends ByModProps {
  readonly entry: EntryId;
}

function ModPanel({ gameId, entry, conflicts, onFile }: ModPanelProps) {
  const { t } = useTranslation();
  const names = useEntryNames(gameId);
  const name = names.get(entry) ?? '';
  const { won, lost } = useMemo(() => duels(conflicts, entry), [conflicts, entry]);
  return (
    <section className="side-panel" aria-label={t('conflicts.mod', { mod: name })}>
      <header className="section-head">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <Button size="sm" icon={<LibraryBig aria-hidden />} onClick={() => show({ name: 'library', select: entry })}>
          {t('conflicts.openMod')}
        </Button>
      </header>
      {[...lost].map(([rival, files]) => (
        <Duel
          key={`lost ${rival}`}
          title={t('conflicts.losesTo', { count: files.length })}
          rival={names.get(rival) ?? ''}
          files={files}
          onFile={onFile}
          onMove={() => reorder(gameId, [entry], { beside: rival, place: 'after' })}
        />
      ))}
      {[...won].map(([rival, files]) => (
        <Duel
          key={`won ${rival}`}
          title={t('conflicts.winsOver', { count: files.length })}
          rival={names.get(rival) ?? ''}
          files={files}
          onFile={onFile}
          onMove={null}
        />
      ))}
    </section>
  );
}

function put(to: Map<EntryId, Conflict[]>, rival: EntryId, conflict: Conflict): void {
  const files = to.get(rival);
  if (files === undefined) to.set(rival, [conflict]);
  else files.push(conflict);
}

/** For each rival the files won from it and lost to it. */
function duels(conflicts: readonly Conflict[], entry: EntryId) {
  const won = new Map<EntryId, Conflict[]>();
  const lost = new Map<EntryId, Conflict[]>();
  for (const conflict of conflicts) {
    if (conflict.providers.every((one) => one.entry !== entry)) continue;
    if (conflict.winner === entry) {
      for (const one of conflict.providers) if (one.entry !== entry) put(won, one.entry, conflict);
    } else if (conflict.winner !== null) put(lost, conflict.winner, conflict);
  }
  return { won, lost };
}

interface DuelProps {
  readonly title: string;
  readonly rival: string;
  readonly files: readonly Conflict[];
  readonly onFile: (key: string) => void;
  /** null where there is nothing to win. */
  readonly onMove: (() => Promise<void>) | null;
}

const shownFiles = 6;

function Duel({ title, rival, files, onFile, onMove }: DuelProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const move = async (): Promise<void> => {
    setBusy(true);
    await onMove?.();
    setBusy(false);
  };
  return (
    <div className="duel" data-lost={onMove !== null || undefined}>
      <div className="section-head">
        <h3>
          <span className="duel-title">{title}</span> <bdi>{rival}</bdi>
        </h3>
        {onMove !== null && (
          <Button
            size="sm"
            icon={<ArrowDownToLine aria-hidden />}
            busy={busy}
            title={t('conflicts.moveAfterHint')}
            onClick={() => void move()}
          >
            {t('conflicts.moveAfter', { mod: rival })}
          </Button>
        )}
      </div>
      <ul>
        {files.slice(0, shownFiles).map((file) => (
          <li key={keyOf(file)}>
            <button
              type="button"
              className="duel-file"
              aria-label={t('conflicts.showFile', { file: file.path })}
              onClick={() => onFile(keyOf(file))}
            >
              <FileText aria-hidden />
              <bdi className="ellipsis">{file.path}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {files.length > shownFiles && (
        <p className="faint">{t('conflicts.moreFiles', { count: files.length - shownFiles })}</p>
      )}
    </div>
  );
}
