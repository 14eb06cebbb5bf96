import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { copyFiles } from '../../src/main/lib/copy-files.ts';
import { fingerprintOf } from '../../src/main/lib/files.ts';
import { nodeFs } from '../../src/main/lib/fs.ts';
import { linkFiles } from '../../src/main/lib/link-files.ts';
import { tempFolder } from '../support/trees.ts';

const folder = tempFolder('helper-files');
afterEach(() => fs.rmSync(folder.path, { recursive: true, force: true }));

const many = 1_234;
const large = 3 * 1024 * 1024 + 7;

function write(count: number) {
  fs.mkdirSync(folder.path, { recursive: true });
  return Array.from({ length: count }, (_, at) => {
    const from = path.join(folder.path, `${at}`);
    const size = at === 77 ? large : at === 78 ? 1024 * 1024 : at % 50;
    fs.writeFileSync(from, Buffer.alloc(size, `${at}`));
    return { from, to: `${from}-new`, size, mode: 0o640 };
  });
}

describe('linkFiles', () => {
  test('links many, and leaves what was refused to the caller', () => {
    const files = write(many);
    const taken = [files[5], files[900]].filter((item) => item !== undefined);
    for (const { to } of taken) fs.writeFileSync(to, 'somebody else');
    expect(linkFiles(files)).toEqual(taken);
    for (const { to } of taken) expect(fs.readFileSync(to, 'utf8')).toBe('somebody else');
    const others = files.filter((item) => !taken.includes(item));
    expect(others.every(({ from, to }) => fs.statSync(from).ino === fs.statSync(to).ino)).toBe(true);
  });

  test('leaves few to the caller', () => {
    const files = write(3);
    expect(linkFiles(files)).toEqual(files);
    expect(files.some(({ to }) => fs.existsSync(to))).toBe(false);
  });
});

describe('copyFiles', () => {
  test('copies many and tells what was copied', () => {
    const files = write(many);
    const copied = [...copyFiles(files)];
    expect(copied.map(([item]) => item)).toEqual(files);
    for (const [{ from, to, mode }, answer] of copied) {
      const stat = nodeFs.lstat(to);
      expect(stat?.mode).toBe(mode);
      const hash = createHash('sha256').update(fs.readFileSync(from)).digest('hex');
      expect(createHash('sha256').update(fs.readFileSync(to)).digest('hex')).toBe(hash);
      expect(answer).toEqual({ hash, fingerprint: stat === null ? '' : fingerprintOf(stat) });
    }
  });

  test('answers null for what it cannot read, and leaves nothing there', () => {
    const files = write(many);
    fs.unlinkSync(files[42]?.from ?? '');
    const failed = [...copyFiles(files)].flatMap(([{ to }, answer]) => (answer === null ? [to] : []));
    expect(failed).toEqual([files[42]?.to]);
    expect(fs.existsSync(failed[0] ?? '')).toBe(false);
  });

  test('touches nothing any more once it was left', () => {
    const files = write(many);
    for (const [, answer] of copyFiles(files)) {
      expect(answer).not.toBeNull();
      break;
    }
    const there = fs.readdirSync(folder.path);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    expect(fs.readdirSync(folder.path)).toEqual(there);
  });
});
