import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenArchive } from '../../../src/main/archive/archive.ts';
import { openArchive } from '../../../src/main/archive/open-archive.ts';
import { madeByTar } from '../../support/archives/corpus/odd.ts';
import { sevenZip } from '../../support/archives/seven-zip-writer.ts';
import { writeZip, zipBytes } from '../../support/archives/zip-writer.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-open-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const save = (name: string, bytes: Uint8Array): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  return file;
};

function contentOf(archive: OpenArchive, name: string): string {
  const file = archive.files.find(({ path: found }) => found === name);
  if (file === undefined) throw new Error(`not there: ${name}`);
  return Buffer.concat([...archive.read(file)]).toString();
}

const files = { 'a.txt': 'first', 'd/b.txt': 'second '.repeat(300_000), 'e/c.txt': 'third' };

describe.each([
  ['zip', () => zipBytes(files)],
  ['7z', () => sevenZip(files)],
] as const)('%s', (format, make) => {
  it('says what is inside, in order, and reads it in any order, more than once', () => {
    // The extension must not matter.
    const archive = openArchive(save('mod.txt', make()));
    expect(archive.format).toBe(format);
    expect(archive.files.map(({ path: name }) => name).toSorted()).toEqual(Object.keys(files));
    expect(archive.totalSize).toBe(5 + 2_100_000 + 5);
    expect(contentOf(archive, 'e/c.txt')).toBe('third');
    expect(contentOf(archive, 'a.txt')).toBe('first');
    expect(contentOf(archive, 'd/b.txt')).toBe(files['d/b.txt']);
    expect(contentOf(archive, 'a.txt')).toBe('first');
    archive.close();
  });

  it('survives a reader that leaves in the middle of a file', () => {
    const archive = openArchive(save('mod', make()));
    const large = archive.files.find(({ path: name }) => name === 'd/b.txt');
    if (large === undefined) throw new Error('the large file is missing');
    for (const block of archive.read(large)) {
      expect(block.byteLength).toBeGreaterThan(0);
      break;
    }
    expect(contentOf(archive, 'd/b.txt')).toBe(files['d/b.txt']);
    expect(contentOf(archive, 'e/c.txt')).toBe('third');
    archive.close();
    // Windows would refuse while a program or we still hold the file.
    fs.rmSync(path.join(folder, 'mod'));
  });
});

it('hands out blocks that stay as they are', () => {
  const archive = openArchive(save('a.zip', zipBytes({ 'a.txt': 'aaaa', 'b.txt': 'bbbb' }, { level: 0 })));
  const blocks = archive.files.flatMap((file) => [...archive.read(file)]);
  expect(blocks.map((block) => Buffer.from(block).toString())).toEqual(['aaaa', 'bbbb']);
  archive.close();
});

it.each(['-J', '-j'] as const)('reads tar files packed with xz and bzip2 (%s)', (flag) => {
  const bytes = madeByTar(flag);
  if (bytes === null) {
    console.log(`skipped: tar cannot ${flag} here`);
    return;
  }
  const archive = openArchive(save('some.tar', bytes));
  expect(archive.format).toBe('tar');
  expect(contentOf(archive, 'package.json')).toBe(fs.readFileSync('package.json', 'utf8'));
  archive.close();
});

it('says that an archive is not there, or is a folder', () => {
  expect(() => openArchive(path.join(folder, 'none.zip'))).toThrow(expect.objectContaining({ code: 'not_found' }));
  expect(() => openArchive(folder)).toThrow(expect.objectContaining({ code: 'archive_unreadable' }));
});

it('stops listing when the player cancels', () => {
  const control = { cancelled: () => true, progress: () => undefined };
  const bytes = madeByTar('-j');
  if (bytes === null) return;
  expect(() => openArchive(save('a.tar', bytes), { control })).toThrow(expect.objectContaining({ code: 'cancelled' }));
});

it('opens 20,000 entries fast', () => {
  const many = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, at) => [`Data/Textures/f${at % 200}/file_${at}.dds`, '']),
  );
  const file = path.join(folder, 'many.zip');
  writeZip(file, many, { level: 0 });
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    const archive = openArchive(file);
    const { user, system } = process.cpuUsage(before);
    expect(archive.files.length).toBe(20_000);
    archive.close();
    return (user + system) / 1000;
  });
  // Milliseconds of processor time; a slow or busy machine gets five times what a usual one takes.
  expect(Math.min(...times)).toBeLessThan(500);
});
