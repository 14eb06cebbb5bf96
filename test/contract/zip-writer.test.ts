import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeZip, zipBytes } from '../support/archives/zip-writer.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-zip-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const hasUnzip = spawnSync('unzip', ['-v']).status === 0;

it('writes the same bytes for the same input', () => {
  expect(zipBytes({ 'a.txt': 'one', 'b/c.txt': 'two' })).toEqual(zipBytes({ 'a.txt': 'one', 'b/c.txt': 'two' }));
});

it.skipIf(!hasUnzip)('writes what another program reads, Zip64 included', { timeout: 30_000 }, () => {
  const file = path.join(folder, 'many.zip');
  const files: Record<string, string> = { 'folder/': '', 'text.txt': 'again '.repeat(500) };
  for (let at = 0; at < 70_000; at += 1) files[`folder/${at}.txt`] = String(at);
  writeZip(file, files);
  const test = spawnSync('unzip', ['-tqq', file], { encoding: 'utf8' });
  expect(test.stderr).toBe('');
  expect(test.status).toBe(0);
  const one = spawnSync('unzip', ['-p', file, 'folder/69999.txt'], { encoding: 'utf8' });
  expect(one.stdout).toBe('69999');
});
