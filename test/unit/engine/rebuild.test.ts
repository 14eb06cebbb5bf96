import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { collectStore } from '../../../src/main/actions/collect-store.ts';
import { openEngine, registryFile } from '../../../src/main/actions/engine.ts';
import { purge } from '../../../src/main/actions/purge.ts';
import { rebuildRegistry } from '../../../src/main/actions/rebuild-registry.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { setGameSources } from '../../../src/main/actions/set-game-sources.ts';
import { setNote } from '../../../src/main/actions/set-note.ts';
import { readStatus } from '../../../src/main/actions/verify.ts';
import { readHistory, readLibrary } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import { makeTestEngine, quiet, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

/** A history with everything in it that a rebuild has to find again. */
function live(kit: TestEngine): void {
  const one = kit.install('one', { 'game.cfg': 'one', 'data/ships/one.json': '{}', 'deep/er/a.pak': 'linked' });
  kit.install('two', { 'game.cfg': 'two', 'data/palette.txt': 'two' });
  const [first] = one.entries;
  if (first !== undefined) kit.install('one-b', { 'game.cfg': 'one b', 'deep/er/b.pak': 'linked b' }, first);
  undo(kit.engine, { gameId: kit.gameId }, unwatched);
  setGameSources(kit.engine, { gameId: kit.gameId, providers: { nexus: 'starlight' } });
  purge(kit.engine, { gameId: kit.gameId }, unwatched);
  undo(kit.engine, { gameId: kit.gameId }, unwatched);
  setNote(kit.engine, { gameId: kit.gameId, generation: 2, note: 'worth keeping' });
  fs.writeFileSync(path.join(kit.game, 'data/ships/one.json'), '{"edited":true}');
}

test.each(['lost', 'damaged'])('a registry that is %s is made anew from the store', (how) => {
  const kit = makeTestEngine({ neverRewritten: ['.pak'] });
  const pristine = readTree(kit.game);
  live(kit);
  const { gameId, dataDir } = kit;
  const game = kit.engine.registry.games.get(gameId);
  const library = readLibrary(kit.engine.registry, gameId);
  const history = readHistory(kit.engine.registry, gameId, 100);
  const tree = readTree(kit.game);
  kit.engine.registry.close();
  for (const suffix of ['-wal', '-shm']) fs.rmSync(registryFile(dataDir) + suffix, { force: true });
  if (how === 'lost') fs.rmSync(registryFile(dataDir));
  else fs.writeFileSync(registryFile(dataDir), 'x'.repeat(20_000));

  const rebuilt = rebuildRegistry(dataDir);
  expect(rebuilt).toMatchObject({ games: 1, generations: history.generations.length - 1, lostEntries: 0 });
  expect(rebuilt.kept === null).toBe(how === 'lost');

  const { engine, close } = openEngine(dataDir, quiet);
  try {
    expect(engine.registry.check()).toEqual([]);
    expect(engine.registry.games.get(gameId)).toEqual(game);
    expect(readLibrary(engine.registry, gameId)).toEqual(library);
    expect(readHistory(engine.registry, gameId, 100)).toEqual(history);
    expect(readTree(kit.game)).toEqual(tree);
    expect(
      readStatus(engine, { gameId, added: false }, unwatched).changes.map((change) => [change.path, change.kind]),
    ).toEqual([['data/ships/one.json', 'edited']]);
    const [first] = library;
    if (first !== undefined) removeMods(engine, { gameId, entries: [first.id] }, unwatched);
    rollBack(engine, { gameId, to: 3 }, unwatched);
    expect(fs.readFileSync(path.join(kit.game, 'deep/er/b.pak'), 'utf8')).toBe('linked b');
    rollBack(engine, { gameId, to: 0 }, unwatched);
    expect(readTree(kit.game)).toEqual(pristine);
  } finally {
    close();
    fs.rmSync(path.dirname(dataDir), { recursive: true });
  }
});

test('files that a cut-off deployment had put aside are kept when its journal is lost', () => {
  const kit = makeTestEngine();
  kit.install('one', { 'game.cfg': 'one' });
  const retired = path.join(kit.game, '.loadstone/retired/cut-off');
  fs.mkdirSync(retired, { recursive: true });
  fs.writeFileSync(path.join(retired, '0'), 'the only copy');
  kit.engine.registry.close();
  for (const suffix of ['', '-wal', '-shm']) fs.rmSync(registryFile(kit.dataDir) + suffix, { force: true });
  const { recovered } = rebuildRegistry(kit.dataDir);
  const reopened = openEngine(kit.dataDir, quiet);
  expect(
    recovered.flatMap(({ setAside }) => setAside).map((folder) => fs.readFileSync(path.join(folder, '0'), 'utf8')),
  ).toEqual(['the only copy']);
  reopened.close();
  fs.rmSync(path.dirname(kit.dataDir), { recursive: true });
});

test('what an earlier run left open is taken back before its journal goes', () => {
  let placed = 0;
  // As if the drive broke when the second file of the game is placed: from then on no file can be moved.
  const rename = (from: string, to: string): void => {
    if (from.includes(`${path.sep}stage${path.sep}`)) placed += 1;
    if (placed > 1) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    nodeFs.rename(from, to);
  };
  const vanilla = { 'a.cfg': 'a', 'b.cfg': 'b', 'c.cfg': 'c' };
  const kit = makeTestEngine({ vanilla, ports: { fs: { ...nodeFs, rename } } });
  const before = readTree(kit.game);
  expect(() => kit.install('all', { 'a.cfg': 'mod', 'b.cfg': 'mod', 'c.cfg': 'mod' })).toThrow();
  expect(kit.engine.registry.journal.unfinished()).toHaveLength(1);
  expect(readTree(kit.game)).not.toEqual(before);
  kit.engine.registry.close();
  const { recovered } = rebuildRegistry(kit.dataDir);
  expect(recovered).toMatchObject([{ gameId: kit.gameId, subject: 'all' }]);
  expect(readTree(kit.game)).toEqual(before);
  fs.rmSync(kit.folder, { recursive: true });
});

test('what an old generation captured is there after it was let go of and the registry was lost', () => {
  let kit = makeTestEngine();
  const before = readTree(kit.game);
  kit.install('one', { 'game.cfg': 'one', 'new/a.txt': 'a' });
  kit.install('two', { 'b.txt': 'b' });
  kit.install('three', { 'c.txt': 'c' });
  collectStore(kit.engine, { generations: 1, days: 0, budget: null, archives: true }, false);
  const { dataDir, gameId } = kit;
  kit.engine.registry.close();
  rebuildRegistry(dataDir);
  kit = kit.reopen(false);
  rollBack(kit.engine, { gameId, to: 0 }, unwatched);
  expect(readTree(kit.game)).toEqual(before);
  kit.close();
});
