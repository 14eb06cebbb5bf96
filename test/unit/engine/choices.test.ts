import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseWinner } from '../../../src/main/actions/choose-winner.ts';
import { purge } from '../../../src/main/actions/purge.ts';
import { readConflicts, readEntryFiles } from '../../../src/main/actions/read-conflicts.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;
let one: EntryId;
let two: EntryId;

beforeEach(() => {
  kit = makeTestEngine();
  one = onlyEntry(
    kit.install('one', { 'game.cfg': 'one', 'ui/a.txt': 'one a', 'ui/deep/b.txt': 'one b', 'o.txt': 'o' }),
  );
  two = onlyEntry(kit.install('two', { 'game.cfg': 'two', 'UI/a.txt': 'two a', 'ui/deep/b.txt': 'two b' }));
});
afterEach(() => kit.close());

const read = (name: string): string => fs.readFileSync(path.join(kit.game, name), 'utf8');
const there = (name: string): boolean => fs.existsSync(path.join(kit.game, name));
const choose = (where: string, entry: EntryId | null, folder = false) =>
  chooseWinner(
    kit.engine,
    { gameId: kit.gameId, target: '.', path: relPath(where), folder, choice: { entry } },
    unwatched,
  );
const forget = (where: string, folder = false) =>
  chooseWinner(
    kit.engine,
    { gameId: kit.gameId, target: '.', path: relPath(where), folder, choice: { forget: true } },
    unwatched,
  );

describe('a winner chosen for a file', () => {
  test('stands against the order, is said to be chosen, and can be forgotten', () => {
    expect(choose('game.cfg', one)).toMatchObject({ reason: 'choose-winner', changed: { replaced: 1 } });
    expect(read('game.cfg')).toBe('one');
    expect(read('ui/a.txt')).toBe('two a');
    expect(readConflicts(kit.engine.registry, kit.gameId)[0]).toMatchObject({
      path: 'game.cfg',
      winner: one,
      why: 'choice',
    });
    forget('game.cfg');
    expect(read('game.cfg')).toBe('two');
  });

  test('is found in whatever casing', () => {
    choose('GAME.CFG', one);
    expect(read('game.cfg')).toBe('one');
  });

  test('leaves the file to the order while its mod is off, and counts again when it is on', () => {
    choose('game.cfg', one);
    setEnabled(kit.engine, { gameId: kit.gameId, entries: [one], enabled: false }, unwatched);
    expect(read('game.cfg')).toBe('two');
    setEnabled(kit.engine, { gameId: kit.gameId, entries: [one], enabled: true }, unwatched);
    expect(read('game.cfg')).toBe('one');
  });

  test('goes with its mod, and comes back with it', () => {
    choose('game.cfg', one);
    const before = readTree(kit.game);
    removeMods(kit.engine, { gameId: kit.gameId, entries: [one] }, unwatched);
    expect(read('game.cfg')).toBe('two');
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
  });

  test('is part of every generation', () => {
    choose('game.cfg', one);
    rollBack(kit.engine, { gameId: kit.gameId, to: 2 }, unwatched);
    expect(read('game.cfg')).toBe('two');
    rollBack(kit.engine, { gameId: kit.gameId, to: 3 }, unwatched);
    expect(read('game.cfg')).toBe('one');
  });

  test('that could never take effect is refused', () => {
    expect(() => choose('o.txt', two)).toThrowError(expect.objectContaining({ code: 'not_found' }));
    expect(() => choose('nothing.txt', two)).toThrowError(expect.objectContaining({ code: 'not_found' }));
  });
});

describe('a winner chosen for a folder', () => {
  test('counts for everything below it, except where a choice is nearer', () => {
    choose('ui', one, true);
    expect([read('ui/a.txt'), read('ui/deep/b.txt'), read('game.cfg')]).toEqual(['one a', 'one b', 'two']);
    choose('ui/deep', two, true);
    expect([read('ui/a.txt'), read('ui/deep/b.txt')]).toEqual(['one a', 'two b']);
    choose('ui/a.txt', two);
    expect(read('ui/a.txt')).toBe('two a');
    forget('ui/a.txt');
    expect(read('ui/a.txt')).toBe('one a');
  });

  test('counts for files a later version brings', () => {
    choose('ui', one, true);
    kit.install('two-new', { 'ui/a.txt': 'two A', 'ui/new.txt': 'two new' }, two);
    kit.install('one-new', { 'ui/a.txt': 'one A', 'ui/new.txt': 'one new' }, one);
    expect([read('ui/a.txt'), read('ui/new.txt')]).toEqual(['one A', 'one new']);
  });
});

describe('nobody', () => {
  test('keeps a file of mods away, and the original stays safe', () => {
    choose('game.cfg', null);
    expect(there('game.cfg')).toBe(false);
    expect(readConflicts(kit.engine.registry, kit.gameId)[0]).toMatchObject({ winner: null, why: 'choice' });
    purge(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(read('game.cfg')).toBe('volume=7\n');
  });

  test('keeps away also what somebody else puts there, and nothing of it is lost', () => {
    choose('game.cfg', null);
    fs.writeFileSync(path.join(kit.game, 'game.cfg'), 'put there since');
    const outcome = setEnabled(kit.engine, { gameId: kit.gameId, entries: [one], enabled: false }, unwatched);
    expect(there('game.cfg')).toBe(false);
    const [saved] = outcome.captured;
    expect(fs.readFileSync(kit.engine.store.blobs.path(saved?.blob ?? ('' as never)), 'utf8')).toBe('put there since');
    rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
    expect(read('game.cfg')).toBe('volume=7\n');
  });

  test('and going back to the untouched game', () => {
    choose('game.cfg', null);
    rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
    expect(read('game.cfg')).toBe('volume=7\n');
  });
});

test('the files of a mod say who is on disk instead', () => {
  choose('ui/a.txt', one);
  expect(readEntryFiles(kit.engine.registry, kit.gameId, one)).toEqual([
    { target: '.', path: 'game.cfg', size: 3, beatenBy: two },
    { target: '.', path: 'o.txt', size: 1, beatenBy: null },
    { target: '.', path: 'ui/a.txt', size: 5, beatenBy: null },
    { target: '.', path: 'ui/deep/b.txt', size: 5, beatenBy: two },
  ]);
});
