import { Bookmark, CloudDownload } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Generation } from '../../../shared/model.ts';
import { formatDateTime, formatRelative } from '../../i18n/format.ts';
import { useGame } from '../../stores/games.ts';
import { PickList } from '../../ui/pick-list.tsx';
import { ChangeMarks } from './change-marks.tsx';
import { reasonIcon } from './reason-icon.tsx';
import { outcomeSentence } from './sentences.ts';
import { byDay } from './timeline-filters.ts';

interface TimelineProps {
  readonly gameId: GameId;
  readonly generations: readonly Generation[];
  readonly current: number;
  readonly selected: number;
  /** The state that others are compared with; null when none is. */
  readonly base: number | null;
  readonly onSelect: (generation: number) => void;
  /** Keys about the chosen state. True: taken care of. */
  readonly onKey: (event: KeyboardEvent, generation: Generation) => boolean;
}

/** States of a game along time, newest first, by day. */
export function Timeline({ gameId, generations, current, selected, base, onSelect, onKey }: TimelineProps) {
  const {
    t,
    i18n: { language },
  } = useTranslation();
  const game = useGame(gameId);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the headings are in the language of the window
  const items = useMemo(() => byDay(generations), [generations, language]);
  const last = generations.at(-1)?.number;
  return (
    <PickList
      className="timeline-scroll"
      label={t('history.timeline', { game: game?.name ?? '' })}
      items={items}
      selected={String(selected)}
      onSelect={(_, generation) => onSelect(generation.number)}
      onKey={onKey}
      optionClass="moment"
      height={4.75}
      optionProps={({ number, pinned }) => ({
        'data-generation': number,
        'data-current': number === current || undefined,
        'data-base': number === base || undefined,
        'data-pinned': pinned || undefined,
        'data-last': number === last || undefined,
      })}
      render={(generation) => <Moment generation={generation} here={generation.number === current} />}
    />
  );
}

function Moment({ generation, here }: { readonly generation: Generation; readonly here: boolean }) {
  const { t } = useTranslation();
  const { number, createdAt, reason, subject, changed, note, pinned, needsDownload } = generation;
  const zero = number === 0;
  return (
    <>
      <span className="moment-node" aria-hidden>
        {reasonIcon(zero ? 'start' : reason)}
      </span>
      <span className="moment-words">
        <span className="moment-sentence">{zero ? t('history.zero') : outcomeSentence(reason, subject)}</span>
        {(pinned || note !== '') && (
          <span className="moment-note">
            {pinned && (
              <>
                <Bookmark aria-hidden />
                <span className={note === '' ? undefined : 'sr-only'}>{t('history.restorePoint')}</span>
              </>
            )}
            {note !== '' && <bdi>{note}</bdi>}
          </span>
        )}
        <span className="moment-facts">
          {here && <span className="here">{t('history.current')}</span>}
          <time dateTime={new Date(createdAt).toISOString()} title={formatDateTime(createdAt)}>
            {formatRelative(createdAt)}
          </time>
          {zero ? <span>{t('history.zeroHint')}</span> : <ChangeMarks changed={changed} />}
          {needsDownload && (
            <span className="needs-download" title={t('history.needsDownloadHint')}>
              <CloudDownload aria-hidden />
              {t('history.needsDownload')}
            </span>
          )}
        </span>
      </span>
      <span className="moment-number">
        <span className="sr-only">{t('history.number', { number })}</span>
        <span aria-hidden>{number}</span>
      </span>
    </>
  );
}
