import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseWinner } from '../../../src/main/actions/choose-winner.ts';
import { readOutlook } from '../../../src/main/actions/install-outlook.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { keepChanges } from '../../../src/main/actions/outside-changes.ts';
import { previewInstall } from '../../../src/main/actions/preview-install.ts';
import { provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
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

test('what stays above the new mod is not said to lose: the own changes of the player, and what was chosen', () => {
  const ship = 'data/ships/courier.json';
  fs.writeFileSync(path.join(kit.game, 'shared.txt'), 'mine');
  keepChanges(kit.engine, { gameId: kit.gameId, files: [{ target: '.', path: relPath('shared.txt') }] }, unwatched);
  const chosen = onlyEntry(kit.install('chosen', { [ship]: 'c', 'lost.txt': 'c' }));
  const about = { gameId: kit.gameId, target: '.', path: relPath(ship), folder: false };
  chooseWinner(kit.engine, { ...about, choice: { entry: chosen } }, unwatched);
  const wanted = request(kit.zip('two', { 'shared.txt': 'two', 'gone.txt': 'two', 'lost.txt': 'two', [ship]: 'two' }));
  const loses = [
    { entry: one, name: 'one', files: 1 },
    { entry: chosen, name: 'chosen', files: 1 },
  ];
  expect(readOutlook(kit.engine, wanted, unwatched).overwrites).toEqual(loses);
  expect(previewInstall(kit.engine, wanted, unwatched).overwrites).toEqual(loses);
  installMod(kit.engine, wanted, unwatched);
  const there = ['shared.txt', 'gone.txt', 'lost.txt', ship].map((file) => fs.readFileSync(path.join(kit.game, file)));
  expect(there.map(String)).toEqual(['mine', 'two', 'two', 'c']);
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
