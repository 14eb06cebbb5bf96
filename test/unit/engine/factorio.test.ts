import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addGame } from '../../../src/main/actions/add-game.ts';
import { collectStore } from '../../../src/main/actions/collect-store.ts';
import { readInstalledNeeds } from '../../../src/main/actions/installed-needs.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { rebuildRegistry } from '../../../src/main/actions/rebuild-registry.ts';
import { provenanceOfNothing } from '../../../src/main/actions/record-names.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId, GameId } from '../../../src/shared/ids.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree, writeTree } from '../../support/trees.ts';

let kit: TestEngine;
let game: string;
let gameId: GameId;

const list = (...mods: object[]): string =>
  JSON.stringify({ mods: [{ name: 'base', enabled: true }, ...mods] }, null, 2);

beforeEach(() => {
  kit = makeTestEngine();
  game = path.join(path.dirname(kit.game), 'factorio');
  writeTree(game, {
    'data/base/info.json': '{"name":"base","version":"2.0.66"}',
    'mods/mod-list.json': list({ name: 'by-hand', enabled: false }),
    'mods/mod-settings.dat': 'settings one',
    'mods/by-hand_1.0.0.zip': 'not ours',
  });
  gameId = addGame(kit.engine, { path: game, as: null }).id;
});
afterEach(() => kit.close());

const mods = (): { name: string; enabled: boolean; version?: string }[] =>
  (JSON.parse(fs.readFileSync(path.join(game, 'mods/mod-list.json'), 'utf8')) as { mods: [] }).mods;
const settings = (text?: string): string => {
  const file = path.join(game, 'mods/mod-settings.dat');
  if (text !== undefined) fs.writeFileSync(file, text);
  return fs.readFileSync(file, 'utf8');
};
const zips = (): string[] =>
  fs
    .readdirSync(path.join(game, 'mods'))
    .filter((name) => name.endsWith('.zip'))
    .toSorted();

function install(name: string, version: string, replaces?: EntryId) {
  const file = kit.zip(`${name}-${version}-download`, {
    [`${name}_${version}/info.json`]: JSON.stringify({ name, version, factorio_version: '2.0' }),
    [`${name}_${version}/data.lua`]: `-- ${version}`,
  });
  const provenance = { ...provenanceOfNothing, fileName: 'download.zip', version };
  const request = { gameId, file, name, provenance, ...(replaces === undefined ? {} : { replaces }) };
  return installMod(kit.engine, request, unwatched);
}

describe('a Factorio mod', () => {
  test('stays a zip under the name the game wants, and is in the list, pinned; nothing else in the list changes', () => {
    const outcome = install('krastor', '1.3.0');
    expect(outcome.changed).toEqual({ added: 1, replaced: 0, removed: 0 });
    expect(zips()).toEqual(['by-hand_1.0.0.zip', 'krastor_1.3.0.zip']);
    expect(mods()).toEqual([
      { name: 'base', enabled: true },
      { name: 'by-hand', enabled: false },
      { name: 'krastor', enabled: true, version: '1.3.0' },
    ]);
  });

  test('updated, the pin moves on; removed, its line goes; the untouched game has its own bytes again', () => {
    const before = readTree(game);
    const entry = onlyEntry(install('krastor', '1.3.0'));
    install('krastor', '1.4.0', entry);
    expect(mods().at(-1)).toEqual({ name: 'krastor', enabled: true, version: '1.4.0' });
    removeMods(kit.engine, { gameId, entries: [entry] }, unwatched);
    expect(mods().map((mod) => mod.name)).toEqual(['base', 'by-hand']);
    rollBack(kit.engine, { gameId, to: 0 }, unwatched);
    expect(readTree(game)).toEqual(before);
  });

  test('what the player switched in the game is left alone by changes to other mods', () => {
    install('krastor', '1.3.0');
    fs.writeFileSync(
      path.join(game, 'mods/mod-list.json'),
      list({ name: 'by-hand', enabled: true }, { name: 'krastor', enabled: false, version: '1.3.0' }),
    );
    install('other', '0.1.0');
    expect(Object.fromEntries(mods().map(({ name, enabled }) => [name, enabled]))).toEqual({
      base: true,
      'by-hand': true,
      krastor: false,
      other: true,
    });
  });

  test('that is no mod is refused, and leaves nothing', () => {
    const before = readTree(game);
    const file = kit.zip('nonsense', { 'readme.txt': 'hello' });
    expect(() =>
      installMod(kit.engine, { gameId, file, name: 'nonsense', provenance: provenanceOfNothing }, unwatched),
    ).toThrowError(expect.objectContaining({ code: 'archive_refused' }));
    expect(readTree(game)).toEqual(before);
  });
});

test('what installed mods need is read from their own archives, of those that are on', () => {
  const file = (name: string, dependencies?: readonly string[]) =>
    kit.zip(`${name}-needs`, {
      [`${name}_1.0.0/info.json`]: JSON.stringify({ name, version: '1.0.0', dependencies }),
    });
  const add = (name: string, archive: string): EntryId => {
    const ref = { provider: 'factorio', name, version: '1.0.0', sha1: '' } as const;
    const provenance = { ...provenanceOfNothing, ref, fileName: `${name}_1.0.0.zip`, version: '1.0.0' };
    return onlyEntry(installMod(kit.engine, { gameId, file: archive, name, provenance }, unwatched));
  };
  add('app', file('app', ['lib < 2', '? extra']));
  add('plain', file('plain'));
  const off = add('off', file('off', ['lib']));
  setEnabled(kit.engine, { gameId, entries: [off], enabled: false }, unwatched);
  expect([...readInstalledNeeds(kit.engine, { gameId }, unwatched)]).toEqual([
    ['factorio:app@1.0.0', ['lib < 2', '? extra']],
    ['factorio:plain@1.0.0', ['base']],
  ]);
});

describe('going back', () => {
  test('brings list and settings back as they were when the generation was left', () => {
    const entry = onlyEntry(install('krastor', '1.3.0'));
    settings('settings of 1');
    const one = readTree(game);
    setEnabled(kit.engine, { gameId, entries: [entry], enabled: false }, unwatched);
    settings('settings of 2');
    const two = readTree(game);
    rollBack(kit.engine, { gameId, to: 1 }, unwatched);
    expect(readTree(game)).toEqual(one);
    undo(kit.engine, { gameId }, unwatched);
    expect(readTree(game)).toEqual(two);
    rollBack(kit.engine, { gameId, to: 0 }, unwatched);
    expect(settings()).toBe('settings one');
  });

  test('works after the registry was lost, and what it needs is never collected', () => {
    install('krastor', '1.3.0');
    settings('settings of 1');
    const one = readTree(game);
    install('other', '0.1.0');
    settings('settings of 2');
    collectStore(kit.engine, { generations: 50, days: 30, budget: 0, archives: true }, true);
    kit.engine.registry.close();
    rebuildRegistry(kit.dataDir);
    kit = kit.reopen(false);
    rollBack(kit.engine, { gameId, to: 1 }, unwatched);
    expect(readTree(game)).toEqual(one);
  });
});
