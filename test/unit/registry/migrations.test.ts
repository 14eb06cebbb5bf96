import fs from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registryFile } from '../../../src/main/actions/engine.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { rollBack } from '../../../src/main/actions/roll-back.ts';
import { readHistory, readLibrary, readProfiles } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { migrations } from '../../../src/main/registry/migrations/index.ts';
import { downgradeRegistry } from '../../support/downgrade.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;

beforeEach(() => {
  kit = makeTestEngine();
});
afterEach(() => kit.close());

test.each(migrations.slice(0, -1).map((migration) => migration.version))(
  'from schema %i everything is still there, and a copy of the old file',
  (version) => {
    const one = onlyEntry(kit.install('one', { 'game.cfg': 'one', 'a.txt': 'a' }));
    kit.install('two', { 'game.cfg': 'two' });
    setEnabled(kit.engine, { gameId: kit.gameId, entries: [one], enabled: false }, unwatched);
    const before = {
      library: readLibrary(kit.engine.registry, kit.gameId),
      history: readHistory(kit.engine.registry, kit.gameId, 100),
      profiles: readProfiles(kit.engine.registry, kit.gameId),
      tree: readTree(kit.game),
    };
    kit.engine.registry.close();
    downgradeRegistry(registryFile(kit.dataDir), version);
    kit = kit.reopen(false);
    expect(kit.engine.registry.check()).toEqual([]);
    expect(fs.existsSync(`${registryFile(kit.dataDir)}.schema-${version}.bak`)).toBe(true);
    expect(readLibrary(kit.engine.registry, kit.gameId)).toEqual(before.library);
    expect(readHistory(kit.engine.registry, kit.gameId, 100)).toEqual(before.history);
    expect(readProfiles(kit.engine.registry, kit.gameId)).toEqual(before.profiles);
    rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched);
    rollBack(kit.engine, { gameId: kit.gameId, to: 3 }, unwatched);
    expect(readTree(kit.game)).toEqual(before.tree);
  },
);
