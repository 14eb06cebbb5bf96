import { useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobId } from '../../../shared/ids.ts';
import type { Download } from '../../../shared/jobs.ts';
import { announce } from '../../stores/announcer.ts';
import { moveDownload } from '../../stores/downloads.ts';
import { QueueRow } from './queue-row.tsx';

/** Where a dragged row would land: in front of this one, null: at the end. */
type Landing = { readonly before: JobId | null };

/** The downloads in their order, to be moved by dragging or with Alt and the arrows. */
export function QueueList({ queue }: { readonly queue: readonly Download[] }) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<JobId | null>(null);
  const [landing, setLanding] = useState<Landing | null>(null);
  const place = async (id: JobId, to: number): Promise<void> => {
    const others = queue.filter((one) => one.id !== id);
    if (to < 0 || to > others.length) return;
    const title = queue.find((one) => one.id === id)?.title ?? '';
    await moveDownload(id, others[to]?.id ?? null);
    announce(t('downloads.moved', { title, place: to + 1, count: queue.length }));
  };
  const onKeyDown = (event: KeyboardEvent, at: number, id: JobId): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    void place(id, event.key === 'ArrowUp' ? at - 1 : at + 1);
  };
  const onDragOver = (event: DragEvent<HTMLElement>, at: number): void => {
    if (dragged === null) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const after = event.clientY > top + height / 2;
    setLanding({ before: queue[after ? at + 1 : at]?.id ?? null });
  };
  const end = (): void => {
    setDragged(null);
    setLanding(null);
  };
  const drop = (event: DragEvent): void => {
    if (dragged === null || landing === null) return;
    event.preventDefault();
    const others = queue.filter((one) => one.id !== dragged);
    const to = others.findIndex((one) => one.id === landing.before);
    // In front of itself is where it is already.
    if (landing.before !== dragged) void place(dragged, to < 0 ? others.length : to);
    end();
  };
  return (
    <ul className="panel download-list" aria-label={t('downloads.list')}>
      {queue.map((one, at) => (
        // The keys of a row are those of everything in it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <li
          key={one.id}
          className="download"
          data-state={one.state}
          data-dragged={one.id === dragged || undefined}
          data-landing={
            landing === null || dragged === null
              ? undefined
              : landing.before === one.id
                ? 'before'
                : landing.before === null && at === queue.length - 1
                  ? 'after'
                  : undefined
          }
          onKeyDown={(event) => onKeyDown(event, at, one.id)}
          onDragOver={(event) => onDragOver(event, at)}
          onDrop={drop}
        >
          <QueueRow
            download={one}
            first={at === 0}
            last={at === queue.length - 1}
            onUp={() => void place(one.id, at - 1)}
            onDown={() => void place(one.id, at + 1)}
            onDrag={(dragging) => (dragging ? setDragged(one.id) : end())}
          />
        </li>
      ))}
    </ul>
  );
}
