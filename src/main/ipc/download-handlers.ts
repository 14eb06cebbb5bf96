/** The calls about downloads and links. */
import type { CallName } from '../../shared/ipc/channels.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { JobId } from '../../shared/ids.ts';
import { hasEnded } from '../download/queue-rules.ts';
import { startInstall } from './installs.ts';
import type { Services } from './services.ts';

type Area<A extends string> = Pick<Handlers, Extract<CallName, `${A}.${string}`>>;

function each(ids: readonly JobId[], work: (id: JobId) => void): null {
  for (const id of ids) work(id);
  return null;
}

export function downloadsHandlers(services: Services): Area<'downloads'> {
  const { downloads, jobs, revisions } = services;
  return {
    'downloads.snapshot': () => ({ revision: revisions.current('downloads'), downloads: downloads.list() }),
    'downloads.pause': ({ ids }) => each(ids, downloads.pause),
    'downloads.resume': ({ ids }) => each(ids, (id) => downloads.resume(id)),
    // The installation of what is here already belongs to the job.
    'downloads.cancel': ({ ids }) => each(ids, (id) => (jobs.isRunning(id) ? jobs.cancel(id) : downloads.cancel(id))),
    'downloads.retry': ({ ids }) =>
      each(ids, (id) => {
        downloads.retry(id);
        startInstall(services, id);
      }),
    'downloads.reorder': ({ id, before }) => {
      downloads.move(id, before);
      return null;
    },
    'downloads.clear': ({ ids }) => {
      const ended = downloads.list().filter(({ state }) => hasEnded(state));
      downloads.clear(ids ?? ended.map(({ id }) => id));
      services.announceDownloads();
      return null;
    },
  };
}

export function linksHandlers({ links, revisions }: Services): Area<'links'> {
  return {
    'links.snapshot': () => ({ revision: revisions.current('links'), ...links.state() }),
    'links.receive': ({ text }) => {
      links.receive(text);
      return null;
    },
    'links.dismiss': ({ id }) => {
      links.dismiss(id);
      return null;
    },
    'links.confirm': ({ id, gameId }) => ({ jobId: links.confirm(id, gameId) }),
  };
}
