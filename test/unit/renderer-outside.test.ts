/** What was changed outside: the badge, the status line and the page say the same, whoever looked last. */
import { beforeAll, expect, test, vi } from 'vitest';
import { unwrap } from '../../src/renderer/bridge.ts';
import { heldOutside, lookAgain, readOutside, readWholeOutside } from '../../src/renderer/stores/outside.ts';
import { stillTrue, type UpkeepState } from '../../src/renderer/stores/upkeep.ts';
import type { ChangeOutcome, OutsideChange } from '../../src/shared/model.ts';
import { relPath } from '../../src/shared/rel-path.ts';
import { createFakeBridge } from '../support/fake-bridge.ts';
import { funkin } from '../support/fake-data.ts';

const fake = createFakeBridge({ speed: 1_000 });

beforeAll(() => {
  vi.stubGlobal('window', { loadstone: fake.bridge });
  return () => {
    fake.services.stop();
    vi.unstubAllGlobals();
  };
});

const paths = (): string[] => (heldOutside(funkin)?.changes ?? []).map((change) => change.path);

test('a look for new files tells the one list, too, and new files are none of it', async () => {
  await readOutside(funkin);
  const all = paths();
  expect(all).toContain('fonts/vcr.ttf');
  const files = [{ target: 'mods', path: relPath('fonts/vcr.ttf') }];
  unwrap(await fake.bridge.outside.restore({ gameId: funkin, files }));
  expect(paths()).toEqual(all);
  await readWholeOutside(funkin);
  expect(paths()).toEqual(all.filter((one) => one !== 'fonts/vcr.ttf'));
  unwrap(await fake.bridge.history.undo({ gameId: funkin }));
  await lookAgain(funkin);
  expect(paths()).toEqual(all);
});

const change: OutsideChange = { target: 'mods', path: relPath('a.txt'), kind: 'edited', entry: null };
const state = (found: readonly OutsideChange[]): UpkeepState => ({
  running: null,
  error: null,
  verified: { gameId: funkin, generation: 4, files: 10, changes: found, damagedBlobs: [] },
  repaired: { generation: 4 } as ChangeOutcome,
});

test('a good word is taken back by another state of the game, and by the first change since', () => {
  const well = state([]);
  expect(stillTrue(well, 4, 0)).toEqual(well);
  expect(stillTrue(well, 5, 0)).toMatchObject({ verified: null, repaired: null });
  expect(stillTrue(well, 4, 1)).toMatchObject({ verified: null, repaired: null });
  // What a verification found wrong is in the list as well.
  expect(stillTrue(state([change]), 4, 1).verified?.changes).toEqual([change]);
  expect(stillTrue(state([change]), 5, 1).verified).toBeNull();
});
