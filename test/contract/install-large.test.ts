/** Installations so large that helper threads unpack them: the same result, and no trace of one that fails. */
import { hash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { installMod } from '../../src/main/actions/install-mod.ts';
import { nameOfFile, provenanceOfFile } from '../../src/main/actions/fetch-mod-file.ts';
import { verifyGame } from '../../src/main/actions/verify.ts';
import { unwatched, type Control } from '../../src/main/lib/control.ts';
import { nodeFs, type Fs } from '../../src/main/lib/fs.ts';
import type { Progress } from '../../src/shared/jobs.ts';
import { makeTestEngine, type TestEngine } from '../support/engine.ts';
import { readTree } from '../support/trees.ts';

let kit: TestEngine;
afterEach(() => kit.close());

const many = (count: number, text = 'file'): Record<string, Buffer> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`data/${at % 7}/${at}.txt`, Buffer.from(`${text} ${at}`)]),
  );

function install(file: string, control: Control = unwatched): unknown {
  const request = { gameId: kit.gameId, file, name: nameOfFile(file), provenance: provenanceOfFile(file) };
  return installMod(kit.engine, request, control);
}

/** What is left in the store, the registry's own view of it aside. */
const storeFiles = (): readonly string[] =>
  ['tmp', 'blobs', 'archives'].flatMap((name) =>
    fs
      .readdirSync(path.join(kit.engine.store.root, name), { recursive: true, withFileTypes: true })
      .flatMap((entry) => (entry.isFile() || name === 'tmp' ? [path.join(entry.parentPath, entry.name)] : [])),
  );

function expectNoTrace(before: ReturnType<typeof readTree>, stored: readonly string[]): void {
  expect(storeFiles()).toEqual(stored);
  expect(readTree(kit.game)).toEqual(before);
  expect(kit.engine.registry.content.unreferencedBlobs()).toEqual([]);
  expect(kit.engine.registry.content.pendingManifests()).toEqual([]);
}

test('many small files, some of them twice and some known, and a large archive around the cache', () => {
  kit = makeTestEngine();
  const noise = randomBytes(18 * 1024 ** 2);
  kit.install('first', { 'data/known.txt': 'file 3', 'big.pak': noise });
  const names = storeFiles();
  const known = kit.engine.store.blobs.stat([...kit.engine.store.blobs.list()][0] ?? ('' as never));
  const progress: Progress[] = [];
  const files = { ...many(600), 'twice.txt': 'file 5', 'noise/again.pak': noise, 'noise/odd.pak': noise.subarray(1) };
  install(kit.zip('many', files), { ...unwatched, progress: (one) => void progress.push(one) });
  for (const [name, content] of Object.entries(files)) {
    expect(fs.readFileSync(path.join(kit.game, name)).equals(Buffer.from(content)), name).toBe(true);
  }
  expect(verifyGame(kit.engine, kit.gameId, unwatched)).toMatchObject({ changes: [], damagedBlobs: [] });
  expect(known === null ? null : kit.engine.store.blobs.stat(known.hash)).toEqual(known);
  // 600 files less the known one, a large one, and an archive.
  expect(storeFiles().length - names.length).toBe(599 + 1 + 1);
  const { archives } = kit.engine.store;
  const kept = [...archives.list()];
  expect(kept).toHaveLength(2);
  for (const sum of kept) expect(hash('sha256', fs.readFileSync(archives.path(sum)))).toBe(sum);
  const unpacking = progress.filter(({ phase }) => phase === 'unpacking');
  expect(unpacking.at(-1)).toMatchObject({ filesDone: 603, filesTotal: 603 });
  const bytes = unpacking.map(({ bytesDone }) => bytesDone);
  expect(bytes).toEqual(bytes.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
  expect(bytes.at(-1)).toBe(unpacking.at(-1)?.bytesTotal);
});

test('a file that a crash left under a hash is not believed', () => {
  kit = makeTestEngine();
  kit.install('first', { 'a.txt': 'file 3' });
  const [sum] = [...kit.engine.store.blobs.list()];
  const stray = kit.engine.store.blobs.path(sum ?? ('' as never));
  fs.rmSync(stray);
  fs.writeFileSync(stray, 'torn 3');
  install(kit.zip('many', many(450)));
  expect(fs.readFileSync(stray, 'utf8')).toBe('file 3');
  expect(fs.readFileSync(path.join(kit.game, 'data/3/3.txt'), 'utf8')).toBe('file 3');
});

test.each(['data/3/430.txt', 'z/large.bin'])('damage in %s leaves no trace', (name) => {
  kit = makeTestEngine();
  const before = readTree(kit.game);
  const file = kit.zip('bad', { ...many(500), 'z/large.bin': randomBytes(9 * 1024 ** 2) });
  const bytes = fs.readFileSync(file);
  const at = bytes.indexOf(name) + name.length + 2;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  fs.writeFileSync(file, bytes);
  expect(() => install(file)).toThrow(expect.objectContaining({ code: 'archive_unreadable' }));
  expectNoTrace(before, []);
});

test('a cancelled one leaves no trace, also in the middle of a large file', () => {
  kit = makeTestEngine();
  const before = readTree(kit.game);
  const file = kit.zip('large', { 'a.bin': Buffer.alloc(120 * 1024 ** 2), 'b.bin': Buffer.alloc(120 * 1024 ** 2, 1) });
  let unpacked = 0;
  const control: Control = {
    cancelled: () => unpacked > 0,
    progress: ({ phase, bytesDone, filesDone }) => {
      if (phase === 'unpacking' && filesDone === 0) unpacked = bytesDone ?? 0;
    },
  };
  expect(() => install(file, control)).toThrow(expect.objectContaining({ code: 'cancelled' }));
  expect(unpacked).toBeGreaterThan(0);
  expectNoTrace(before, []);
});

test.each([1, 300])('a disk that refuses the %dth name leaves no trace', (nth) => {
  let left = Number.POSITIVE_INFINITY;
  const port: Fs = {
    ...nodeFs,
    rename: (from, to) => {
      left -= to.includes('blobs') ? 1 : 0;
      if (left === 0) throw Object.assign(new Error('EIO: injected'), { code: 'EIO' });
      nodeFs.rename(from, to);
    },
  };
  kit = makeTestEngine({ ports: { fs: port } });
  const before = readTree(kit.game);
  const file = kit.zip('many', many(500));
  left = nth;
  expect(() => install(file)).toThrow(expect.objectContaining({ code: 'io_failed' }));
  expectNoTrace(before, []);
  // And it works when the disk does.
  install(file);
  expect(fs.readFileSync(path.join(kit.game, 'data/2/499.txt'), 'utf8')).toBe('file 499');
});
