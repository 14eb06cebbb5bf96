import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodeFs, type Fs } from '../../../src/main/lib/fs.ts';
import { withReadOnlyRemoved } from '../../../src/main/lib/read-only-fs.ts';
import { createStore } from '../../../src/main/store/store.ts';
import { tempFolder } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let file: string;

beforeEach(() => {
  folder = tempFolder('read-only');
  file = path.join(folder.path, 'file');
});
afterEach(() => {
  vi.restoreAllMocks();
  folder.remove();
});

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
  open: (target, flags, mode) => {
    if (flags === 'r+') refuseReadOnly(target);
    return nodeFs.open(target, flags, mode);
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

test('a read-only file is brought to the disk, and stays read-only', () => {
  file = put('file', 'blob', 0o444);
  const port = withReadOnlyRemoved(likeWindows);
  const fd = port.open(file, 'r+');
  port.fsync(fd);
  port.close(fd);
  expect(nodeFs.lstat(file)?.mode).toBe(0o444);
});

test('the store takes content in, and captures files, as Windows has it', () => {
  // Here the choice of the handle is made.
  vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
  const { blobs } = createStore(withReadOnlyRemoved(likeWindows), path.join(folder.path, 'store'));
  const intake = blobs.openIntake(() => null);
  const blob = intake.add([Buffer.from('a mod')]);
  intake.flush();
  const captured = blobs.capture(put('vanilla', 'a game', 0o444));
  expect([blob, captured].map(({ hash }) => blobs.verify(hash))).toEqual([true, true]);
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
