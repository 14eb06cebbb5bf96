/** What the player sees of a job when it has ended. */
import { expect, test } from 'vitest';
import { createJobs } from '../../../src/main/actions/jobs.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { GameId, JobId } from '../../../src/shared/ids.ts';
import type { Job } from '../../../src/shared/jobs.ts';

const kit = () => {
  let last: readonly Job[] = [];
  const jobs = createJobs({
    clock: { now: () => 0 },
    log: { error: () => undefined, info: () => undefined },
    newId: () => 'one' as JobId,
    changed: (all) => {
      last = all;
    },
  });
  return { jobs, last: () => last[0] };
};
const about = { kind: 'verify' as const, gameId: 'sample' as GameId, title: '', modRef: null };
const first = { phase: 'deploying' as const, bytesDone: 10, bytesTotal: 500, filesDone: 1, filesTotal: 3000 };

test('a job that is done shows all of its files, whatever was told of it last', async () => {
  const { jobs, last } = kit();
  jobs.start(about, ({ progress }) => {
    progress(first);
    return Promise.resolve(null);
  });
  await expect.poll(last).toMatchObject({ phase: 'done', filesDone: 3000, filesTotal: 3000, bytesDone: 500 });
});

test('one that failed shows how far it came', async () => {
  const { jobs, last } = kit();
  jobs.start(about, ({ progress }) => {
    progress(first);
    return Promise.reject(new LoadstoneError('disk_full', 'Full.', 'Make room.'));
  });
  await expect.poll(last).toMatchObject({ phase: 'failed', filesDone: 1, bytesDone: 10 });
});
