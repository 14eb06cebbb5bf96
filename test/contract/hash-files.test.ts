import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { nodeFs } from '../../src/main/lib/fs.ts';
import { hashFiles } from '../../src/main/lib/hash-files.ts';
import { tempFolder } from '../support/trees.ts';

const folder = tempFolder('hash-files');
afterEach(() => fs.rmSync(folder.path, { recursive: true, force: true }));

/** Above 1,000 files helper threads do the reading. */
function write(count: number, large: readonly number[] = []) {
  fs.mkdirSync(folder.path, { recursive: true });
  return Array.from({ length: count }, (_, at) => {
    const file = path.join(folder.path, `${at}`);
    const bytes = Buffer.alloc(large.includes(at) ? 3 * 1024 * 1024 + 7 : at % 50, `${at}`);
    fs.writeFileSync(file, bytes);
    return { file, size: bytes.byteLength, hash: createHash('sha256').update(bytes).digest('hex') };
  });
}

describe('hashFiles', () => {
  test.each([0, 3, 1_000, 2_345])('answers the hash of each of %i files, in order', (count) => {
    const files = write(count, [1, 1_500]);
    const answered = [...hashFiles(nodeFs, files)];
    expect(answered.map(([item]) => item)).toEqual(files);
    expect(answered.map(([, found]) => found?.hash)).toEqual(files.map((item) => item.hash));
  });

  test('answers null for what is gone, a folder or a link', () => {
    const files = write(1_200);
    const [gone, folderPath, link] = [1_100, 3, 700].map((at) => files[at]?.file ?? '');
    for (const file of [gone, folderPath, link]) fs.unlinkSync(file ?? '');
    fs.mkdirSync(folderPath ?? '');
    fs.symlinkSync(files[0]?.file ?? '', link ?? '');
    const nothing = [...hashFiles(nodeFs, files)].flatMap(([{ file }, found]) => (found === null ? [file] : []));
    expect(nothing).toEqual([folderPath, link, gone]);
  });

  test.each([2, 1_200])('knows which of %i files are another name of their twin', (count) => {
    const files = write(count).map((item, at) => ({ ...item, twin: `${item.file}-twin`, linked: at % 2 === 0 }));
    for (const { file, twin, linked } of files) {
      if (linked) fs.linkSync(file, twin);
      else fs.copyFileSync(file, twin);
    }
    for (const [{ linked }, found] of hashFiles(nodeFs, files)) expect(found?.isTwin).toBe(linked);
  });

  test('may be left in the middle', () => {
    const files = write(1_200);
    const seen: string[] = [];
    for (const [{ file }] of hashFiles(nodeFs, files)) {
      seen.push(file);
      if (seen.length === 5) break;
    }
    expect(seen).toHaveLength(5);
  });
});
