import { RefreshCw, ScanSearch, ShieldCheck } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { OutsideChange } from '../../../shared/model.ts';
import { useGame } from '../../stores/games.ts';
import { useEntryNames } from '../../stores/library.ts';
import { lookAgain, readWholeOutside, useIsLookingForNew, useNewFiles, useOutside } from '../../stores/outside.ts';
import { Button } from '../../ui/button.tsx';
import { IntoView } from '../../ui/into-view.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { AdoptDialog } from './adopt-dialog.tsx';
import { ChangeGroup } from './change-group.tsx';

/** Files that are not as Loadstone left them, by mod, each with its own way out. The default is to leave them. */
export function OutsideChanges({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const status = useOutside(gameId);
  const newFiles = useNewFiles(gameId);
  const looking = useIsLookingForNew(gameId) || status.loading;
  const generation = useGame(gameId)?.currentGeneration ?? 0;
  const names = useEntryNames(gameId);
  const [adopting, setAdopting] = useState<readonly OutsideChange[] | null>(null);
  /** In which generation new files were looked for on this visit: what was found is the answer to a press. */
  const [askedIn, setAskedIn] = useState<number | null>(null);
  const asked = askedIn === generation;
  const look = (): void => void lookAgain(gameId);
  const found = [...(status.value?.changes ?? []), ...(newFiles ?? [])];
  // Whatever makes another state of the game may change the list: a way back as well as a repair.
  useEffect(() => void lookAgain(gameId), [gameId, generation]);
  return (
    <section className="settings-section" aria-labelledby="outside-title">
      <div className="section-head">
        <h2 id="outside-title">{t('upkeep.outsideTitle')}</h2>
        <div className="profile-tools">
          <Button size="sm" icon={<RefreshCw aria-hidden />} busy={looking} onClick={look}>
            {looking ? t('upkeep.checking') : t('upkeep.check')}
          </Button>
          <Button
            size="sm"
            icon={<ScanSearch aria-hidden />}
            title={t('upkeep.deepHint')}
            aria-pressed={newFiles !== null}
            onClick={() => {
              setAskedIn(generation);
              void readWholeOutside(gameId);
            }}
          >
            {t('upkeep.deep')}
          </Button>
        </div>
      </div>
      {status.error !== null && <ErrorCard error={status.error} onRetry={look} />}
      {status.value === null ? (
        status.error === null && <div className="skeleton list-skeleton" aria-hidden />
      ) : found.length === 0 ? (
        <div className="panel all-well" role="status">
          <ShieldCheck aria-hidden />
          <div>
            <p className="setting-title">{t('upkeep.outsideNone')}</p>
            <p className="muted">{t('upkeep.outsideNoneHint', { count: status.value.files })}</p>
          </div>
        </div>
      ) : (
        <>
          <p className="muted">{t('upkeep.outsideLead')}</p>
          {grouped(found).map(([entry, changes]) => {
            const name = entry === null ? null : (names.get(entry) ?? '');
            const group = <ChangeGroup gameId={gameId} name={name} changes={changes} onAdopt={setAdopting} />;
            return entry === null && asked ? (
              <IntoView key="outside, asked for">{group}</IntoView>
            ) : (
              <Fragment key={entry ?? 'outside'}>{group}</Fragment>
            );
          })}
        </>
      )}
      {asked && newFiles?.length === 0 && (
        <IntoView>
          <p className="muted">{t('upkeep.noneNew')}</p>
        </IntoView>
      )}
      {adopting !== null && <AdoptDialog gameId={gameId} files={adopting} onClose={() => setAdopting(null)} />}
    </section>
  );
}

/** By mod, those of no mod last. */
function grouped(changes: readonly OutsideChange[]): readonly (readonly [EntryId | null, readonly OutsideChange[]])[] {
  const groups = new Map<EntryId | null, OutsideChange[]>();
  for (const change of changes) {
    const key = change.kind === 'added' ? null : change.entry;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups].toSorted(([a], [b]) => Number(a === null) - Number(b === null));
}
