/** The window's lists over the made-up main: whatever is missed on the way, they end as a fresh snapshot has them. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { unwrap } from '../../src/renderer/bridge.ts';
import { createFollowedPerGame } from '../../src/renderer/stores/follow-list.ts';
import { heldHistory, readHistory } from '../../src/renderer/stores/history.ts';
import { heldLibrary, readLibrary, setModNote } from '../../src/renderer/stores/library.ts';
import { heldConflicts, readConflicts } from '../../src/renderer/stores/conflicts.ts';
import { readJobs, takeJobs, useJobs } from '../../src/renderer/stores/jobs.ts';
import type { EntryId } from '../../src/shared/ids.ts';
import type { EventPayload, LibraryState } from '../../src/shared/ipc/contract.ts';
import { createFakeBridge } from '../support/fake-bridge.ts';
import { celeste, funkin } from '../support/fake-data.ts';

// One for all tests: a window lives as long as its main.
const fake = createFakeBridge({ speed: 1_000 });

beforeAll(() => {
  vi.stubGlobal('window', { loadstone: fake.bridge });
  return () => {
    fake.services.stop();
    vi.unstubAllGlobals();
  };
});
afterEach(() => vi.restoreAllMocks());

const ids = (): EntryId[] => (heldLibrary(funkin)?.entries ?? []).map(({ id }) => id);

async function expectFresh(): Promise<void> {
  await Promise.all([readLibrary(funkin), readHistory(funkin), readConflicts(funkin)]);
  const { bridge } = fake;
  expect(heldLibrary(funkin)?.entries).toEqual(unwrap(await bridge.library.snapshot({ gameId: funkin })).entries);
  expect(heldConflicts(funkin)?.conflicts).toEqual(
    unwrap(await bridge.conflicts.snapshot({ gameId: funkin })).conflicts,
  );
  expect(heldHistory(funkin)?.generations).toEqual(
    unwrap(await bridge.history.snapshot({ gameId: funkin, limit: 1_000 })).generations,
  );
}

test('removals, moves and switches end in the list of a fresh snapshot, and what stayed is the same object', async () => {
  await expectFresh();
  const snapshot = vi.spyOn(fake.bridge.library, 'snapshot');
  const [first, second, third, fourth] = ids();
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error();
  const kept = heldLibrary(funkin)?.entries.find(({ id }) => id === fourth);
  const { library, history } = fake.bridge;
  unwrap(await library.setEnabled({ gameId: funkin, entries: [first], enabled: false }));
  unwrap(await library.reorder({ gameId: funkin, entries: [second], beside: fourth, place: 'after' }));
  // Nobody looked in between: three changes are followed with one look.
  unwrap(await library.remove({ gameId: funkin, entries: [third] }));
  await readLibrary(funkin);
  expect(snapshot).not.toHaveBeenCalled();
  expect(ids()).not.toContain(third);
  expect(ids().indexOf(second)).toBe(ids().indexOf(fourth) + 1);
  expect(heldLibrary(funkin)?.entries.find(({ id }) => id === fourth)).toBe(kept);
  unwrap(await history.undo({ gameId: funkin }));
  await expectFresh();
  expect(ids()).toContain(third);
  await setModNote(funkin, first, 'mine');
  expect(heldLibrary(funkin)?.entries.find(({ id }) => id === first)?.note).toBe('mine');
});

test('a revision that main does not know is read whole', async () => {
  await expectFresh();
  const [first] = ids();
  if (first === undefined) throw new Error();
  vi.spyOn(fake.bridge.library, 'changes').mockResolvedValueOnce({ ok: true, value: null });
  const snapshot = vi.spyOn(fake.bridge.library, 'snapshot');
  unwrap(await fake.bridge.library.remove({ gameId: funkin, entries: [first] }));
  await readLibrary(funkin);
  expect(snapshot).toHaveBeenCalledOnce();
  expect(ids()).not.toContain(first);
  // Parts of another list are as good as none.
  vi.spyOn(fake.bridge.library, 'changes').mockResolvedValueOnce({
    ok: true,
    value: {
      gameId: funkin,
      revision: 9_999,
      since: heldLibrary(funkin)?.revision ?? 0,
      parts: [[0, 500]],
      more: false,
    },
  });
  await readLibrary(funkin);
  expect(snapshot).toHaveBeenCalledTimes(2);
  await expectFresh();
});

test('jobs whose event was missed are read again', async () => {
  await readJobs();
  const heard: EventPayload<'jobs.changed'>[] = [];
  fake.bridge.on('jobs.changed', (payload) => heard.push(payload));
  const start = async (path: string): Promise<void> => {
    unwrap(await fake.bridge.install.fromFile({ gameId: celeste, path }));
  };
  await start('/home/player/one.zip');
  await start('/home/player/two.zip');
  await vi.waitUntil(() => heard.length > 4);
  const [, ...rest] = heard;
  for (const payload of rest) takeJobs(payload);
  await vi.waitFor(async () => {
    const { revision, jobs } = unwrap(await fake.bridge.jobs.snapshot());
    for (const payload of heard.splice(0)) takeJobs(payload);
    expect(useJobs.getState().state).toEqual({ revision, jobs });
    expect(jobs.every(({ phase }) => phase === 'done')).toBe(true);
  });
  expect(useJobs.getState().state?.jobs).toHaveLength(2);
});

test('a library of thousands comes in pieces, and is taken when it is whole', async () => {
  const many = createFakeBridge({ state: 'many', speed: 1_000 });
  vi.stubGlobal('window', { loadstone: many.bridge });
  const { bridge } = many;
  const pieces = vi.spyOn(bridge.library, 'changes');
  const list = createFollowedPerGame({
    snapshot: (gameId) => bridge.library.snapshot({ gameId }),
    changes: (gameId, since) => bridge.library.changes({ gameId, since }),
    itemsOf: (state: LibraryState) => state.entries,
    join: ({ revision, gameId }, entries) => ({ revision, gameId, entries }),
  });
  const seen = new Set<number>();
  list.useStore.subscribe(({ games }) => seen.add(games[funkin]?.value?.entries.length ?? 0));
  await list.read(funkin);
  const all = list.held(funkin)?.entries ?? [];
  expect(all.length).toBeGreaterThan(9_000);
  expect(pieces.mock.calls.length).toBeGreaterThan(10);
  expect([...seen]).toEqual([0, all.length]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  // Nearly all of them change at once.
  const entries = all.slice(10, 9_000).map(({ id }) => id);
  unwrap(await bridge.library.setEnabled({ gameId: funkin, entries, enabled: false }));
  await list.read(funkin);
  const order = list.held(funkin)?.entries ?? [];
  expect(order.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect(order.filter(({ id, enabled }) => enabled && entries.includes(id))).toEqual([]);
  expect(order[0]).toBe(all[0]);
  many.services.stop();
});
