import { Popover } from '@base-ui/react/popover';
import { Database, RefreshCw, Square } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndexStatus as SourceStatus } from '../../../shared/catalogue.ts';
import type { Game } from '../../../shared/games.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { formatCompact, formatNumber, formatRelative, formatTime } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { forgetCatalogue, readCatalogue, startIndexing, stopIndexing, useCatalogue } from '../../stores/catalogue.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import '../../ui/menu.css';

/** How many mods this computer knows by itself, and the way to know more. Quiet: browsing works without it. */
export function IndexStatus({ game }: { readonly game: Game }) {
  const { t } = useTranslation();
  const { value } = useCatalogue(game.id);
  useEffect(() => void readCatalogue(game.id), [game.id]);
  if (value === null) return null;
  const { sources } = value;
  const mods = sources.reduce((sum, source) => sum + source.mods, 0);
  const running = sources.some(isBusy);
  return (
    <Popover.Root>
      <Popover.Trigger className="index-button" data-running={running || undefined}>
        {running ? <RefreshCw className="spin" aria-hidden /> : <Database aria-hidden />}
        <span aria-hidden>{formatCompact(mods)}</span>
        <span className="sr-only">
          {running ? t('browse.indexRunning', { count: mods }) : t('browse.indexButton', { count: mods })}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="layer-menu" sideOffset={8} align="end">
          <Popover.Popup className="popover index-panel">
            <Popover.Title className="index-title">{t('browse.indexTitle')}</Popover.Title>
            <Popover.Description className="muted">{t('browse.indexHint', { game: game.name })}</Popover.Description>
            <ul className="index-sources" aria-live="polite">
              {sources.map((source) => (
                <li key={source.provider}>
                  <span>{providerName(source.provider)}</span>
                  <span className="index-count">{t('discover.results', { count: source.mods })}</span>
                  <span className="faint">{sourceWords(source)}</span>
                </li>
              ))}
            </ul>
            <div className="index-actions">
              {running ? (
                <Button icon={<Square aria-hidden />} onClick={() => void stopIndexing(game.id)}>
                  {t('browse.indexStop')}
                </Button>
              ) : (
                <Button tone="primary" icon={<RefreshCw aria-hidden />} onClick={() => void startIndexing(game.id)}>
                  {sources.some(({ unfinished }) => unfinished) ? t('browse.indexResume') : t('browse.indexStart')}
                </Button>
              )}
              <Button tone="quiet" disabled={running || mods === 0} onClick={() => void forgetCatalogue(game.id)}>
                {t('browse.indexForget')}
              </Button>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const isBusy = ({ activity }: SourceStatus): boolean => activity.kind === 'running' || activity.kind === 'paused';

function sourceWords({ activity, seen, indexedAt, unfinished }: SourceStatus): string {
  switch (activity.kind) {
    case 'running':
      return i18n.t('browse.indexSeen', { seen: formatNumber(seen) });
    case 'paused':
      return i18n.t('browse.indexPaused', { time: formatTime(activity.until) });
    case 'failed':
      return errorWords(activity.error).message;
    case 'idle':
      if (unfinished) return i18n.t('browse.indexUnfinished');
      return indexedAt === null
        ? i18n.t('browse.indexNever')
        : i18n.t('browse.indexedAt', { when: formatRelative(indexedAt) });
    default:
      return activity satisfies never;
  }
}
