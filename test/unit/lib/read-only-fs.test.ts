import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeFs, type Fs } from '../../../src/main/lib/fs.ts';
import { withReadOnlyRemoved } from '../../../src/main/lib/read-only-fs.ts';
import { tempFolder } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let file: string;

beforeEach(() => {
  folder = tempFolder('read-only');
  file = path.join(folder.path, 'file');
});
afterEach(() => folder.remove());

/** Refuses what Windows refuses. */
const likeWindows: Fs = {
  ...nodeFs,
  unlink: (target) => {
    refuseReadOnly(target);
    nodeFs.unlink(target);
  },
  rename: (from, to) => {
    refuseReadOnly(to);
    nodeFs.rename(from, to);
  },
};

function refuseReadOnly(target: string): void {
  const stat = nodeFs.lstat(target);
  if (stat !== null && (stat.mode & 0o200) === 0) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
}

const put = (name: string, content: string, mode: number): string => {
  const made = path.join(folder.path, name);
  fs.writeFileSync(made, content);
  fs.chmodSync(made, mode);
  return made;
};

test('a read-only file is deleted and replaced', () => {
  file = put('file', 'old', 0o444);
  const port = withReadOnlyRemoved(likeWindows);
  port.rename(put('new', 'new', 0o644), file);
  expect(fs.readFileSync(file, 'utf8')).toBe('new');
  fs.chmodSync(file, 0o444);
  port.unlink(file);
  expect(fs.existsSync(file)).toBe(false);
});

test('what is refused for another reason stays refused, and nothing is made writable for it', () => {
  file = put('file', 'x', 0o644);
  const held: Fs = {
    ...nodeFs,
    unlink: () => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    },
    chmod: () => {
      throw new Error('must not be asked');
    },
  };
  expect(() => withReadOnlyRemoved(held).unlink(file)).toThrow('EPERM');
});
