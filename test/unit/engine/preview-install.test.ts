import { afterEach, beforeEach, expect, test } from 'vitest';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { previewInstall } from '../../../src/main/actions/preview-install.ts';
import { provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;
let one: EntryId;

beforeEach(() => {
  kit = makeTestEngine();
  one = onlyEntry(kit.install('one', { 'shared.txt': 'one', 'same.txt': 'equal', 'gone.txt': 'g' }));
});
afterEach(() => kit.close());

const request = (file: string, replaces?: EntryId) => ({
  gameId: kit.gameId,
  file,
  name: 'two',
  provenance: provenanceOfFile(file),
  ...(replaces === undefined ? {} : { replaces }),
});
const state = () => ({
  data: readTree(`${kit.dataDir}/store`),
  game: readTree(kit.game),
  totals: kit.engine.registry.usage.totals(),
});

test('says what an installation would do, and then it does just that', () => {
  const file = kit.zip('two', {
    'shared.txt': 'two',
    'same.txt': 'equal',
    'game.cfg': 'volume=1',
    'new/tool.EXE': 'program',
  });
  const before = state();
  const preview = previewInstall(kit.engine, request(file), unwatched);
  expect(preview).toMatchObject({
    changed: { added: 1, replaced: 2, removed: 0 },
    files: [
      { path: 'game.cfg', action: 'replace' },
      { path: 'new/tool.EXE', action: 'add' },
      { path: 'shared.txt', action: 'replace' },
    ],
    mods: [{ name: 'two', change: 'added' }],
    overwrites: [{ entry: one, name: 'one', files: 1 }],
    replacesOriginals: 1,
    executables: ['new/tool.EXE'],
  });
  expect(state()).toEqual(before);
  expect(installMod(kit.engine, request(file), unwatched).changed).toEqual(preview.changed);
});

test('of an update counts what goes', () => {
  const file = kit.zip('two', { 'shared.txt': 'new', 'same.txt': 'equal', 'fresh.txt': 'f' });
  const preview = previewInstall(kit.engine, request(file, one), unwatched);
  expect(preview.changed).toEqual({ added: 1, replaced: 1, removed: 1 });
  expect(installMod(kit.engine, request(file, one), unwatched).changed).toEqual(preview.changed);
});

test('refuses what installing would refuse, and leaves nothing', () => {
  const before = state();
  const again = kit.zip('one', { 'shared.txt': 'one', 'same.txt': 'equal', 'gone.txt': 'g' });
  expect(() => previewInstall(kit.engine, request(again), unwatched)).toThrowError(
    expect.objectContaining({ code: 'already_installed' }),
  );
  expect(state()).toEqual(before);
});
