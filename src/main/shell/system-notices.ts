/** Messages of the system for what ends or waits while no window of ours has the focus. Off until the player wants them. */
import { Notification } from 'electron';
import type { EventPayload } from '../../shared/ipc/contract.ts';
import type { Job, JobPhase } from '../../shared/jobs.ts';
import type { DesktopServices } from './host.ts';
import type { Speech } from './speech.ts';

/** Only these are worth an interruption. */
const keys = {
  done: 'installed',
  failed: 'notInstalled',
  'waiting-for-player': 'waits',
} as const satisfies Partial<Record<JobPhase, string>>;
const isTold = (phase: JobPhase): phase is keyof typeof keys => phase in keys;

export interface NoticesDeps {
  readonly services: Pick<DesktopServices, 'events' | 'handlers'>;
  readonly say: Speech['say'];
  /** The player is looking at our window. */
  readonly isWatched: () => boolean;
  /** Brings it to the front. */
  readonly show: () => void;
}

export function followJobs({ services: { events, handlers }, say, isWatched, show }: NoticesDeps): void {
  let wanted = false;
  const known = new Map<Job['id'], JobPhase>();
  // Electron keeps no message alive, and one that is gone hears no click: https://github.com/electron/electron/issues/16922
  const shown = new Set<Notification>();
  Promise.resolve(handlers['settings.get']())
    .then((settings) => (wanted = settings.systemNotices))
    // Without an answer nobody is disturbed.
    .catch(() => undefined);
  const look = ({ parts }: EventPayload<'jobs.changed'>): void => {
    for (const { id, phase, title } of parts.flatMap((part) => ('put' in part ? part.put : []))) {
      const isNews = known.get(id) !== phase;
      known.set(id, phase);
      if (!isTold(phase) || !isNews) continue;
      if (!wanted || !Notification.isSupported() || isWatched()) continue;
      const notice = new Notification({ title, body: say(keys[phase]) });
      shown.add(notice);
      notice.on('click', () => {
        shown.delete(notice);
        show();
      });
      notice.on('close', () => shown.delete(notice));
      notice.on('failed', () => shown.delete(notice));
      notice.show();
    }
  };
  events.subscribe((event, payload) => {
    if (event === 'settings.changed' && 'systemNotices' in payload) wanted = payload.systemNotices;
    if (event === 'jobs.changed' && 'parts' in payload) look(payload);
  });
}
