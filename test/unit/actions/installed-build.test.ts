/** Which build of a game lies in its folder now. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { readBuild } from '../../../src/main/actions/installed-build.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import { tempFolder, writeTree } from '../../support/trees.ts';

const info = (version: string): string => JSON.stringify({ name: 'base', version });

test('Factorio is asked for as it is now, not as it was when it was added', () => {
  const { path: root, remove } = tempFolder('build');
  const game = { root, providers: { factorio: 'factorio@2.0.55', nexus: 'factorio' } };
  expect(readBuild(nodeFs, game)).toEqual({ keys: game.providers, expansion: null });
  writeTree(root, { 'data/base/info.json': info('2.0.66') });
  expect(readBuild(nodeFs, game)).toEqual({
    keys: { factorio: 'factorio@2.0.66', nexus: 'factorio' },
    expansion: false,
  });
  writeTree(root, { 'data/base/info.json': info('2.0.70'), 'data/space-age/info.json': info('2.0.70') });
  expect(readBuild(nodeFs, game)).toMatchObject({ keys: { factorio: 'factorio@2.0.70' }, expansion: true });
  const mac = path.join(root, 'mac');
  writeTree(mac, { 'factorio.app/Contents/data/base/info.json': info('2.0.1') });
  expect(readBuild(nodeFs, { ...game, root: mac })).toMatchObject({ keys: { factorio: 'factorio@2.0.1' } });
  expect(readBuild(nodeFs, { root, providers: { nexus: 'x' } })).toEqual({ keys: { nexus: 'x' }, expansion: null });
  remove();
});
