import { Compass, DownloadCloud, Pause, Play, RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Download } from '../../../shared/jobs.ts';
import {
  canPause,
  clearDownloads,
  hasEnded,
  pauseAll,
  resumeAll,
  retryDownloads,
  useDownloadList,
} from '../../stores/downloads.ts';
import { discoverScreen, show, useNavigation } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { EndedRow } from './ended-row.tsx';
import { LimitSelects } from './limit-selects.tsx';
import { QueueList } from './queue-list.tsx';
import { SpeedPanel } from './speed-panel.tsx';
import './downloads.css';

/** Everything that is fetched: the queue in its order, how fast it goes, and what has ended. */
export function Downloads() {
  const { t } = useTranslation();
  const all = useDownloadList();
  const queue = all.filter(({ state }) => !hasEnded(state));
  const ended = all.filter(({ state }) => hasEnded(state)).toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  return (
    <div className="downloads">
      <header className="downloads-head">
        <div>
          <h1>{t('downloads.page')}</h1>
          <p className="muted">{t('downloads.lead')}</p>
        </div>
        <LimitSelects />
      </header>
      {all.length === 0 ? (
        <NoDownloads />
      ) : (
        <>
          <SpeedPanel queue={queue} />
          <Queue queue={queue} />
          {ended.length > 0 && <Ended ended={ended} />}
        </>
      )}
    </div>
  );
}

function NoDownloads() {
  const { t } = useTranslation();
  const inGame = useNavigation((state) => state.gameId !== null);
  return (
    <EmptyState icon={<DownloadCloud aria-hidden />} title={t('downloads.none')} hint={t('downloads.noneHint')}>
      {inGame && (
        <Button icon={<Compass aria-hidden />} onClick={() => show(discoverScreen)}>
          {t('downloads.discover')}
        </Button>
      )}
    </EmptyState>
  );
}

function Queue({ queue }: { readonly queue: readonly Download[] }) {
  const { t } = useTranslation();
  const paused = queue.some(({ state }) => state === 'paused');
  return (
    <section aria-label={t('downloads.queue')}>
      <div className="downloads-bar">
        <h2>{t('downloads.queue')}</h2>
        {queue.some(canPause) && (
          <Button size="sm" icon={<Pause aria-hidden />} onClick={() => void pauseAll()}>
            {t('downloads.pauseAll')}
          </Button>
        )}
        {paused && (
          <Button size="sm" icon={<Play aria-hidden />} onClick={() => void resumeAll()}>
            {t('downloads.resumeAll')}
          </Button>
        )}
      </div>
      {queue.length === 0 ? <p className="panel muted">{t('downloads.none')}</p> : <QueueList queue={queue} />}
    </section>
  );
}

function Ended({ ended }: { readonly ended: readonly Download[] }) {
  const { t } = useTranslation();
  const failed = ended.filter(({ state }) => state === 'failed').map(({ id }) => id);
  return (
    <section aria-label={t('downloads.history')}>
      <div className="downloads-bar">
        <h2>{t('downloads.history')}</h2>
        {failed.length > 1 && (
          <Button size="sm" icon={<RotateCw aria-hidden />} onClick={() => void retryDownloads(failed)}>
            {t('downloads.retryAll')}
          </Button>
        )}
        <Button size="sm" tone="quiet" icon={<Trash2 aria-hidden />} onClick={() => void clearDownloads(null)}>
          {t('downloads.clear')}
        </Button>
      </div>
      <ul className="panel download-list" aria-label={t('downloads.earlierList')}>
        {ended.map((one) => (
          <EndedRow key={one.id} download={one} />
        ))}
      </ul>
    </section>
  );
}
