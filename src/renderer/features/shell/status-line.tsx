import { CircleCheck, Layers, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { JobKind } from '../../../shared/jobs.ts';
import { useGame } from '../../stores/games.ts';
import { useHistoryStore } from '../../stores/history.ts';
import { useJobList } from '../../stores/jobs.ts';
import { useEntries, useLibrary, useLibraryStore } from '../../stores/library.ts';
import { historyScreen, show, upkeepScreen } from '../../stores/navigation.ts';
import { lookAgain, readOutside, useOutside } from '../../stores/outside.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { Hint } from '../../ui/hint.tsx';

export function StatusLine({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  useLookOnReturn(gameId);
  const library = useLibrary(gameId);
  const entries = useEntries(gameId);
  const active = entries.filter((entry) => entry.enabled).length;
  const outside = useOutside(gameId).value?.changes.length ?? 0;
  const profile = useProfiles(gameId).value?.profiles.find((one) => one.active)?.name ?? null;
  return (
    <footer className="status-line">
      {library.value === null ? (
        library.error !== null && <span className="status-part">{t('shell.statusUnknown')}</span>
      ) : (
        <>
          <span className="status-part">
            {entries.length === 0 ? t('shell.statusNone') : t('shell.status', { active, count: entries.length })}
          </span>
          <Deployed gameId={gameId} />
        </>
      )}
      {outside > 0 && (
        <button type="button" className="status-part status-alert" onClick={() => showOutside(gameId)}>
          <TriangleAlert aria-hidden />
          {t('shell.outside', { count: outside })}
        </button>
      )}
      {profile !== null && (
        <span className="status-part status-end" title={t('shell.profile', { name: profile })}>
          <Layers aria-hidden />
          <span className="ellipsis">{t('shell.profile', { name: profile })}</span>
        </span>
      )}
    </footer>
  );
}

/** The page may be on the screen already: then what it says is looked at again. */
function showOutside(gameId: GameId): void {
  show(upkeepScreen);
  void lookAgain(gameId);
}

/** Who comes back from the game or an editor may have changed files there. */
function useLookOnReturn(gameId: GameId): void {
  useEffect(() => {
    const look = (): void => void readOutside(gameId);
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [gameId]);
}

const work = {
  install: 'shell.deploying',
  import: 'shell.deploying',
  verify: 'shell.verifying',
  repair: 'shell.repairing',
  purge: 'shell.purging',
} as const satisfies Record<JobKind, string>;

/** Whether the game on disk is what the library says. */
function Deployed({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const generation = useGame(gameId)?.currentGeneration ?? 0;
  const moving = useHistoryStore((store) => store.moving?.gameId === gameId);
  const switching = useLibraryStore((store) => store.pending.size > 0);
  const job = useJobList().find((one) => one.gameId === gameId && one.phase === 'deploying');
  const doing = job === undefined ? (moving ? 'shell.moving' : switching ? 'shell.deploying' : null) : work[job.kind];
  return (
    <span className="status-part">
      {doing !== null && <LoaderCircle className="spin" aria-hidden />}
      {doing !== null && t(doing)}
      {doing === null && generation > 0 && <CircleCheck aria-hidden />}
      {doing === null && generation > 0 && t('shell.deployed')}
      {(doing !== null || generation > 0) && <span aria-hidden>·</span>}
      <Hint text={t('shell.generationHint')} side="top">
        <button type="button" className="status-link" onClick={() => show(historyScreen)}>
          {generation === 0 ? t('shell.generationZero') : t('shell.generation', { number: generation })}
        </button>
      </Hint>
    </span>
  );
}
