/** Keeps the system awake, not the screen, while something is being fetched or changed: nobody sits before a long download. */
import type { PowerSaveBlocker } from 'electron';
import type { JobPhase } from '../../shared/jobs.ts';
import type { DesktopServices } from './host.ts';

/** Whatever waits, for the player or for its turn, lets the system sleep. */
const busy: ReadonlySet<JobPhase> = new Set(['resolving', 'downloading', 'unpacking', 'deploying']);

export function stayAwake(
  { events, handlers }: Pick<DesktopServices, 'events' | 'handlers'>,
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
): void {
  let held: number | null = null;
  const hold = (working: boolean): void => {
    if (working) held ??= blocker.start('prevent-app-suspension');
    else if (held !== null) {
      blocker.stop(held);
      held = null;
    }
  };
  const look = (): void => {
    Promise.resolve(handlers['jobs.snapshot']())
      .then(({ jobs }) => hold(jobs.some(({ phase }) => busy.has(phase))))
      // Without an answer the system does as it likes.
      .catch(() => hold(false));
  };
  look();
  events.subscribe((event) => {
    if (event === 'jobs.changed') look();
  });
}
