import { useVirtualizer } from '@tanstack/react-virtual';
import { ShieldAlert, Swords } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isExecutable } from '../../../shared/executables.ts';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { EntryFile, LibraryEntry } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useConflicts } from '../../stores/conflicts.ts';
import { useGame } from '../../stores/games.ts';
import { useEntryNames } from '../../stores/library.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { useRem, useRowHeights } from '../../ui/use-rem.ts';

/** The files a mod brings, and for each one in conflict who beats whom. */
export function EntryFiles({ gameId, entry }: { readonly gameId: GameId; readonly entry: LibraryEntry }) {
  const { t } = useTranslation();
  const generation = useGame(gameId)?.currentGeneration ?? 0;
  const [files, again] = useAsked(
    `${entry.id} ${generation}`,
    () => getBridge().library.files({ gameId, entry: entry.id }),
    true,
  );
  const [text, setText] = useState('');
  const [fought, setFought] = useState(false);
  const [runs, setRuns] = useState(false);
  const rivals = useRivals(gameId, entry.id);
  const shown = useMemo(() => {
    const words = text.toLocaleLowerCase();
    return (files.value ?? []).filter(
      (file) =>
        file.path.toLocaleLowerCase().includes(words) &&
        (!runs || isExecutable(file.path)) &&
        (!fought || file.beatenBy !== null || rivals.has(`${file.target}/${file.path}`)),
    );
  }, [files.value, text, fought, runs, rivals]);
  const programs = useMemo(() => (files.value ?? []).some(({ path }) => isExecutable(path)), [files.value]);
  if (files.value === null) {
    return files.error === null ? (
      <div className="skeleton list-skeleton" aria-hidden />
    ) : (
      <ErrorCard compact error={files.error} onRetry={again} />
    );
  }
  return (
    <>
      <div className="files-tools">
        <input
          className="text-input"
          type="text"
          aria-label={t('library.filesFilter')}
          placeholder={t('library.filesPlaceholder')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Chip icon={Swords} label={t('library.filesConflicts')} on={fought} onChange={setFought} />
        {programs && <Chip icon={ShieldAlert} label={t('library.filesPrograms')} on={runs} onChange={setRuns} />}
      </div>
      {shown.length === 0 ? (
        <p className="files-none">
          <span className="faint">{t('library.filesNone')}</span>{' '}
          <Button
            size="sm"
            onClick={() => {
              setText('');
              setFought(false);
              setRuns(false);
            }}
          >
            {t('library.clearFilters')}
          </Button>
        </p>
      ) : (
        <FileList gameId={gameId} entry={entry} files={shown} rivals={rivals} />
      )}
    </>
  );
}

/** Paths where the winner brings the same bytes as the entry. */
function useSame(gameId: GameId, entry: EntryId): ReadonlySet<string> {
  const conflicts = useConflicts(gameId).value?.conflicts;
  return useMemo(
    () =>
      new Set(
        (conflicts ?? [])
          .filter((one) => one.providers.some((each) => each.entry === entry && each.sameAsWinner))
          .map((one) => `${one.target}/${one.path}`),
      ),
    [conflicts, entry],
  );
}

/** The mods that an entry wins over, by path. */
function useRivals(gameId: GameId, entry: EntryId): ReadonlyMap<string, readonly EntryId[]> {
  const conflicts = useConflicts(gameId).value?.conflicts;
  return useMemo(
    () =>
      new Map(
        (conflicts ?? [])
          .filter((one) => one.winner === entry && one.providers.length > 1)
          .map((one) => [
            `${one.target}/${one.path}`,
            one.providers.filter((each) => each.entry !== entry).map((each) => each.entry),
          ]),
      ),
    [conflicts, entry],
  );
}

interface Fate {
  readonly kind: 'alone' | 'won' | 'lost' | 'same';
  readonly words: string;
}

interface FileListProps {
  readonly gameId: GameId;
  readonly entry: LibraryEntry;
  readonly files: readonly EntryFile[];
  readonly rivals: ReadonlyMap<string, readonly EntryId[]>;
}

function FileList({ gameId, entry, files, rivals }: FileListProps) {
  const { t } = useTranslation();
  const names = useEntryNames(gameId);
  const scroller = useRef<HTMLDivElement>(null);
  const unit = useRem();
  const virtual = useVirtualizer({
    count: files.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 2.75 * unit,
    overscan: 10,
  });
  useRowHeights(virtual, unit);
  const same = useSame(gameId, entry.id);
  const fateOf = (file: EntryFile): Fate => {
    const key = `${file.target}/${file.path}`;
    const beaten = rivals.get(key);
    if (file.beatenBy !== null) {
      const mod = names.get(file.beatenBy) ?? '';
      return same.has(key)
        ? { kind: 'same', words: t('library.sameAs', { mod }) }
        : { kind: 'lost', words: t('library.beatenBy', { mod }) };
    }
    if (beaten === undefined) return { kind: 'alone', words: formatBytes(file.size) };
    return { kind: 'won', words: t('library.beats', { mods: beaten.map((id) => names.get(id) ?? '').join(', ') }) };
  };
  return (
    // A region that scrolls has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div
      className="entry-files"
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={t('library.filesList', { mod: entry.name })}
    >
      <ul style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const file = files[item.index];
          if (file === undefined) return null;
          const fate = fateOf(file);
          return (
            <li
              key={item.key}
              aria-setsize={files.length}
              aria-posinset={item.index + 1}
              style={{ translate: `0 ${item.start}px`, blockSize: item.size }}
            >
              <span className="ellipsis" title={file.path}>
                <bdi>{file.path}</bdi>
              </span>
              <span className="file-fate" data-fate={fate.kind}>
                {fate.words}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
