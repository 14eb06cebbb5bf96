import { expect, it, vi } from 'vitest';
import { createEvents } from '../../../src/main/ipc/events.ts';
import type { DesktopServices } from '../../../src/main/shell/host.ts';
import { stayAwake } from '../../../src/main/shell/stay-awake.ts';

it('the system stays awake from the first job at work to the end of the last', async () => {
  const events = createEvents();
  let phases: readonly string[] = ['downloading'];
  const handlers = { 'jobs.snapshot': () => ({ jobs: phases.map((phase) => ({ phase })) }) };
  const blocker = { start: vi.fn(() => 7), stop: vi.fn(() => true) };
  stayAwake({ events, handlers: handlers as unknown as DesktopServices['handlers'] }, blocker);
  const become = async (...next: readonly string[]): Promise<void> => {
    phases = next;
    events.publish('jobs.changed', { revision: 1, since: 0, parts: [], more: false });
    await vi.waitFor(() => Promise.resolve());
  };
  await become('downloading', 'waiting-for-player');
  await become('deploying', 'done');
  expect(blocker.start.mock.calls).toEqual([['prevent-app-suspension']]);
  expect(blocker.stop).not.toHaveBeenCalled();
  await become('done', 'waiting-for-player', 'paused');
  await vi.waitFor(() => expect(blocker.stop.mock.calls).toEqual([[7]]));
  await become();
  await become('unpacking');
  await vi.waitFor(() => expect(blocker.start).toHaveBeenCalledTimes(2));
  expect(blocker.stop).toHaveBeenCalledOnce();
});
