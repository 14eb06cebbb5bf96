/** Zips unpacked by threads: the same verdicts and bytes as reading one file after the other, and nothing goes on after the end. */
import { hash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultLimits, type UnpackedFile, type UnpackOptions } from '../../src/main/archive/archive.ts';
import { openArchive } from '../../src/main/archive/open-archive.ts';
import { unpackThreads } from '../../src/main/archive/unpack-zip.ts';
import { canWriteDirect } from '../../src/main/lib/direct-io.ts';
import { fingerprintOf } from '../../src/main/lib/files.ts';
import { nodeFs } from '../../src/main/lib/fs.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { writeZip, zipBytes } from '../support/archives/zip-writer.ts';
import { tempFolder } from '../support/trees.ts';

const opened: { readonly remove: () => void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.remove();
});

function makeFolder(): string {
  const folder = tempFolder('unpack');
  opened.push(folder);
  return folder.path;
}

interface Unpacked {
  readonly folder: string;
  readonly files: readonly UnpackedFile[];
}

function unpack(archiveFile: string, options: Partial<UnpackOptions> = {}): Unpacked {
  const folder = makeFolder();
  const folders = Array.from({ length: unpackThreads }, (_, at) => path.join(folder, String(at)));
  for (const one of folders) fs.mkdirSync(one);
  const contentFolder = path.join(folder, 'content');
  const archive = openArchive(archiveFile, { limits: defaultLimits });
  try {
    if (archive.unpack === null) throw new Error('not by threads');
    const defaults = { folders, contentFolder, direct: false, control: unwatched, onBytes: () => undefined };
    return { folder, files: [...archive.unpack(archive.files, { ...defaults, ...options })].flat() };
  } finally {
    archive.close();
  }
}

const mebibyte = 1_024 ** 2;

/** Of every kind: empty, small, just at and above what is inflated as a whole, packable and not. */
function contents(): Readonly<Record<string, Buffer>> {
  const noise = randomBytes(mebibyte);
  const large = Buffer.concat(Array.from({ length: 17 }, () => noise));
  return {
    'empty.txt': Buffer.alloc(0),
    'large.bin': Buffer.concat([large, Buffer.alloc(13)]),
    'whole.bin': large.subarray(0, 8 * mebibyte),
    'above.bin': large.subarray(0, 8 * mebibyte + 1),
    'zeros.bin': Buffer.alloc(17 * mebibyte),
    ...Object.fromEntries(
      Array.from({ length: 1_000 }, (_, at) => [`small/${at}.txt`, Buffer.from(`${at} `.repeat(at))]),
    ),
  };
}

describe.each([0, 1])('compression %d', (level) => {
  it.each([false, true])('gives every file with its hash and fingerprint, around the cache: %s', (direct) => {
    const files = contents();
    const archive = path.join(makeFolder(), 'a.zip');
    writeZip(archive, files, { level });
    const works = canWriteDirect(nodeFs, path.join(makeFolder(), 'probe'));
    const { files: done } = unpack(archive, { direct: direct && works });
    expect(done.map(({ file }) => file.path).toSorted()).toEqual(Object.keys(files).toSorted());
    for (const { file, hash: sum, written } of done) {
      const content = files[file.path] ?? Buffer.alloc(0);
      expect(sum, file.path).toBe(hash('sha256', content));
      const stat = nodeFs.lstat(written?.at ?? '');
      expect(stat?.mode).toBe(0o444);
      expect(stat === null ? '' : fingerprintOf(stat)).toBe(written?.fingerprint);
      expect(fs.readFileSync(written?.at ?? '').equals(content), file.path).toBe(true);
      expect(written?.large).toBe(content.length > 8 * mebibyte);
    }
  });
});

it('does not write what lies under its hash already', () => {
  const archive = path.join(makeFolder(), 'a.zip');
  writeZip(archive, { 'there.txt': 'there', 'new.txt': 'new', 'other-size.txt': 'four' });
  const contentFolder = makeFolder();
  for (const [text, content] of [
    ['there', 'there'],
    ['four', 'torn by a crash'],
  ] as const) {
    const sum = hash('sha256', text);
    fs.mkdirSync(path.join(contentFolder, sum.slice(0, 2)), { recursive: true });
    fs.writeFileSync(path.join(contentFolder, sum.slice(0, 2), sum.slice(2)), content);
  }
  const { files } = unpack(archive, { contentFolder });
  expect(Object.fromEntries(files.map(({ file, written }) => [file.path, written !== null]))).toEqual({
    'there.txt': false,
    'new.txt': true,
    'other-size.txt': true,
  });
});

/** Nothing more is written once the call is over. */
async function expectSilence(folder: string): Promise<void> {
  const sizes = (): string =>
    JSON.stringify(
      fs
        .readdirSync(folder, { recursive: true })
        .map((name) => [name, fs.statSync(path.join(folder, String(name))).size]),
    );
  const before = sizes();
  await new Promise((resolve) => {
    setTimeout(resolve, 150);
  });
  expect(sizes()).toBe(before);
}

function foldersIn(folder: string): readonly string[] {
  const folders = Array.from({ length: unpackThreads }, (_, at) => path.join(folder, `mine-${at}`));
  for (const one of folders) fs.mkdirSync(one);
  return folders;
}

describe.each([0, 1])('a byte that changed, compression %d', (level) => {
  it.each(['small.bin', 'large.bin'])('in %s is found, and all threads stop', async (name) => {
    const noise = randomBytes(mebibyte);
    const big = Buffer.concat(Array.from({ length: 12 }, () => noise));
    const bytes = zipBytes(
      { 'first.bin': big, 'small.bin': noise.subarray(0, 5_000), 'large.bin': big, 'last.bin': big },
      { level },
    );
    const at = bytes.indexOf(name);
    bytes.writeUInt8(bytes.readUInt8(at + 1_000) ^ 0x55, at + 1_000);
    const archive = path.join(makeFolder(), 'bad.zip');
    fs.writeFileSync(archive, bytes);
    const folder = makeFolder();
    expect(() => unpack(archive, { folders: foldersIn(folder) })).toThrow(
      expect.objectContaining({ code: 'archive_unreadable', message: expect.stringContaining(name) as string }),
    );
    await expectSilence(folder);
  });
});

it('stops when the player wants no more', async () => {
  const archive = path.join(makeFolder(), 'a.zip');
  writeZip(archive, { 'a.bin': Buffer.alloc(150 * mebibyte), 'b.bin': Buffer.alloc(150 * mebibyte) }, { level: 1 });
  const folder = makeFolder();
  let asked = 0;
  const seen: number[] = [];
  const control = { cancelled: () => (asked += 1) > 3, progress: () => undefined };
  const run = (): unknown =>
    unpack(archive, { folders: foldersIn(folder), control, onBytes: (bytes) => seen.push(bytes) });
  expect(run).toThrow(expect.objectContaining({ code: 'cancelled' }));
  // It was told of bytes while no file was done.
  expect(seen.length).toBeGreaterThan(0);
  await expectSilence(folder);
});

it('tells what the disk refused', () => {
  const archive = path.join(makeFolder(), 'a.zip');
  writeZip(archive, { 'a.txt': 'a' });
  const gone = Array.from({ length: unpackThreads }, () => path.join(makeFolder(), 'gone'));
  expect(() => unpack(archive, { folders: gone })).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
