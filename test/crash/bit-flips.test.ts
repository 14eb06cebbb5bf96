/** A disk that changes a bit in the store: found before use, and put right from the archive. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { undo } from '../../src/main/actions/roll-back.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { makeTestEngine } from '../support/engine.ts';

test('every flipped bit in the store is found, and never deployed', () => {
  const kit = makeTestEngine();
  const content = 'some bytes of a mod, long enough to pick a bit from';
  kit.install('mod', { 'x.txt': content });
  const [blob] = [...kit.engine.store.blobs.list()];
  if (blob === undefined) throw new Error('no blob');
  const stored = kit.engine.store.blobs.path(blob);
  const good = fs.readFileSync(stored);
  undo(kit.engine, { gameId: kit.gameId }, unwatched);
  for (let bit = 0; bit < 100; bit += 1) {
    const bad = Buffer.from(good);
    const at = (bit * 37) % good.length;
    bad.writeUInt8(bad.readUInt8(at) ^ (1 << (bit % 8)), at);
    fs.chmodSync(stored, 0o644);
    fs.writeFileSync(stored, bad);
    // The archive is there, so the blob is rebuilt from it on the way.
    kit.install('mod', { 'x.txt': content });
    expect(fs.readFileSync(path.join(kit.game, 'x.txt'), 'utf8')).toBe(content);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
  }
  kit.close();
});
