/** Whether the page of an installed mod offers a newer version of it. */
import { expect, test } from 'vitest';
import { newerOnPage } from '../../src/renderer/stores/newer-file.ts';
import type { LibraryEntry, ModDetails, ModFile } from '../../src/shared/model.ts';
import { day, fakeNow, localEntry } from '../support/fake-data.ts';

const file = (id: string, version: string | null, age: number, more: Partial<ModFile> = {}): ModFile => ({
  ref: { provider: 'nexus', game: 'skyrimspecialedition', modId: '7', fileUid: id },
  name: `file-${id}.zip`,
  size: 1,
  version,
  description: '',
  uploadedAt: fakeNow - age * day,
  downloads: null,
  archived: false,
  group: 'Main files',
  gameVersion: null,
  scan: 'unknown',
  warnings: [],
  md5: null,
  sha1: null,
  sha256: null,
  ...more,
});

const page = (files: readonly ModFile[]) => ({ files, unavailable: null }) as unknown as ModDetails;

function installed({ ref, version, uploadedAt }: ModFile, pinned = false): LibraryEntry {
  const entry = localEntry('mod.zip', 1, fakeNow);
  return { ...entry, pinned, provenance: { ...entry.provenance, ref, version, uploadedAt } };
}

test('a newer file of the same kind is offered, whatever became of the installed one', () => {
  const [old, next] = [file('1', '1.9', 20), file('2', '1.10', 2)];
  expect(newerOnPage(page([old, next]), installed(old))).toBe(next);
  expect(newerOnPage(page([{ ...old, archived: true }, next]), installed(old))).toBe(next);
  expect(newerOnPage(page([next]), installed(old))).toBe(next);
});

test('neither what is older, nor a variant, nor another kind of file, nor anything for what is kept', () => {
  const [old, next] = [file('1', '1.9', 20), file('2', '2.0', 2)];
  expect(newerOnPage(page([old, next]), installed(next))).toBeNull();
  expect(newerOnPage(page([old]), installed(next))).toBeNull();
  expect(newerOnPage(page([old, next]), installed(old, true))).toBeNull();
  expect(newerOnPage(page([old, { ...next, group: 'Optional files' }]), installed(old))).toBeNull();
  expect(newerOnPage(page([old, { ...next, version: '1.9' }]), installed(old))).toBeNull();
  expect(newerOnPage(page([old, { ...next, scan: 'flagged' }]), installed(old))).toBeNull();
});
