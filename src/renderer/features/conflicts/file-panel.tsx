import { Check, FileX2, RotateCcw, Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { Conflict, FileChoice } from '../../../shared/model.ts';
import { formatBytes } from '../../i18n/format.ts';
import { chooseWinner, forgetChoice, type PathChoice } from '../../stores/conflicts.ts';
import { useGame } from '../../stores/games.ts';
import { useEntries, useEntryNames } from '../../stores/library.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { foldersOf, placeOf, splitPath } from './paths.ts';

interface FilePanelProps {
  readonly gameId: GameId;
  readonly conflict: Conflict;
  readonly choices: readonly FileChoice[];
}

const onlyFile = '';

/** One path: who is on disk and why, and the choice of somebody else for the file or a folder around it. */
export function FilePanel({ gameId, conflict, choices }: FilePanelProps) {
  const { t } = useTranslation();
  const game = useGame(gameId);
  const folders = foldersOf(conflict.path);
  const [scope, setScope] = useState<string>(onlyFile);
  const [busy, setBusy] = useState<EntryId | 'nobody' | 'forget' | null>(null);
  const folder = folders.find((one) => one === scope);
  const about: PathChoice = {
    target: conflict.target,
    path: folder ?? conflict.path,
    folder: folder !== undefined,
  };
  const decided = decidingChoice(choices, conflict);
  const during = async (what: typeof busy, work: Promise<void>): Promise<void> => {
    setBusy(what);
    await work;
    setBusy(null);
  };
  return (
    <section className="side-panel" aria-label={t('conflicts.file')}>
      <header>
        <p className="panel-kicker ellipsis" title={conflict.path}>
          <bdi>{placeOf(conflict, game)}</bdi>
        </p>
        <h2>
          <bdi>{splitPath(conflict.path).name}</bdi>
        </h2>
        <Why gameId={gameId} conflict={conflict} />
      </header>
      <div className="choose-head">
        <h3>{t('conflicts.providers')}</h3>
        {folders.length > 0 && (
          <Select
            label={t('conflicts.scope')}
            showLabel
            value={scope}
            options={[
              { value: onlyFile, label: t('conflicts.scopeFile') },
              ...folders.map((one) => ({ value: one as string, label: t('conflicts.scopeFolder', { folder: one }) })),
            ]}
            onChange={setScope}
          />
        )}
      </div>
      <Providers
        gameId={gameId}
        conflict={conflict}
        wholeFolder={about.folder}
        busy={busy}
        onChoose={(entry) => void during(entry ?? 'nobody', chooseWinner(gameId, about, entry))}
      />
      {decided !== null && (
        <Button
          icon={<RotateCcw className="flip" aria-hidden />}
          busy={busy === 'forget'}
          onClick={() => void during('forget', forgetChoice(gameId, decided))}
        >
          {t('conflicts.forget')}
        </Button>
      )}
      <p className="faint">{t('history.undoable')}</p>
    </section>
  );
}

/** The choice that is behind a winner: the one nearest to the file. */
function decidingChoice(choices: readonly FileChoice[], { target, path, why }: Conflict): FileChoice | null {
  if (why === 'order') return null;
  const fitting = choices.filter(
    (one) => one.target === target && (one.folder ? path.startsWith(`${one.path}/`) : one.path === path),
  );
  return fitting.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

function Why({ gameId, conflict }: Pick<FilePanelProps, 'gameId' | 'conflict'>) {
  const { t } = useTranslation();
  const names = useEntryNames(gameId);
  const { winner, why, identical } = conflict;
  const mod = winner === null ? '' : (names.get(winner) ?? '');
  return (
    <p className="why">
      {why === 'choice' ? <Star aria-hidden /> : <Check aria-hidden />}
      {winner === null
        ? t('conflicts.whyNobody')
        : why === 'choice'
          ? t('conflicts.whyChoice', { mod })
          : identical
            ? t('conflicts.whyIdentical')
            : t('conflicts.whyOrder', { mod })}
    </p>
  );
}

interface ProvidersProps {
  readonly gameId: GameId;
  readonly conflict: Conflict;
  readonly wholeFolder: boolean;
  readonly busy: EntryId | 'nobody' | 'forget' | null;
  readonly onChoose: (entry: EntryId | null) => void;
}

/** Last in the load order first: that is the order in which they would win. */
function Providers({ gameId, conflict, wholeFolder, busy, onChoose }: ProvidersProps) {
  const { t } = useTranslation();
  const entries = useEntries(gameId);
  const names = useEntryNames(gameId);
  const { winner, providers } = conflict;
  return (
    <ul className="providers">
      {providers.toReversed().map(({ entry, size, sameAsWinner }) => {
        const won = entry === winner;
        const mod = names.get(entry) ?? '';
        return (
          <li key={entry} data-won={won || undefined} data-takes-focus={won || undefined}>
            <div className="provider-words">
              <p className="setting-title">
                <bdi>{mod}</bdi>
                {won && <span className="here">{t('conflicts.winner')}</span>}
              </p>
              <p className="faint">
                {t('conflicts.place', { place: entries.findIndex((one) => one.id === entry) + 1 })}
                {' · '}
                {formatBytes(size)}
                {!won && sameAsWinner && ` · ${t('conflicts.same')}`}
              </p>
            </div>
            {(!won || wholeFolder) && (
              <Button
                size="sm"
                busy={busy === entry}
                aria-label={t('conflicts.choose', { mod })}
                onClick={() => onChoose(entry)}
              >
                {t('conflicts.chooseShort')}
              </Button>
            )}
          </li>
        );
      })}
      <li data-won={winner === null || undefined} data-takes-focus={winner === null || undefined}>
        <FileX2 aria-hidden />
        <p className="provider-words muted">{t('conflicts.nobody')}</p>
        {(winner !== null || wholeFolder) && (
          <Button size="sm" tone="quiet" busy={busy === 'nobody'} onClick={() => onChoose(null)}>
            {t('conflicts.chooseNobody')}
          </Button>
        )}
      </li>
    </ul>
  );
}
