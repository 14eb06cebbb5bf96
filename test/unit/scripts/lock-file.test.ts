import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { load, projectRoot } from './load.ts';

interface Lock {
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const { missingEntries, completeLock } = await load<{
  missingEntries: (lock: Lock) => readonly { readonly name: string }[];
  completeLock: (lock: Lock) => { readonly lock: Lock; readonly added: readonly string[] };
}>('lib/lock-file.mjs');
const { isInstalled } = await load<{
  isInstalled: (lock: unknown, installed: unknown, isThere: (key: string) => boolean) => boolean;
}>('lib/packages.mjs');

const there = (): boolean => true;
const text = readFileSync(path.join(projectRoot, 'package-lock.json'), 'utf8');

describe('package-lock.json', () => {
  it('names the optional packages of every system, without which a clean install is refused (node scripts/complete-lock.mjs)', () => {
    expect(missingEntries(JSON.parse(text) as Lock)).toEqual([]);
  });

  it('names no registry', () => {
    expect(text).not.toContain('"resolved"');
    // Project pages of the packages themselves (funding) are all that may be linked.
    const links = [...text.matchAll(/"([a-z]+)": "https?:/gu)].map(([, key]) => key);
    expect(links.filter((key) => key !== 'url' && key !== 'funding')).toEqual([]);
  });
});

describe('a lock file made behind a mirror', () => {
  const parent = {
    version: '1.0.0',
    dev: true,
    optionalDependencies: { '@tool/binding-linux-x64-musl': '1.0.0', '@tool/darwin-arm64': '1.0.0', other: '^2.0.0' },
  };
  const lock: Lock = { packages: { '': {}, 'node_modules/tool': parent, 'node_modules/zebra': { version: '1.0.0' } } };

  it('gets the entries it lacks, in order, and nothing else', () => {
    const done = completeLock(lock);
    expect(done.added).toEqual(['@tool/binding-linux-x64-musl', '@tool/darwin-arm64']);
    expect(done.lock.packages['node_modules/@tool/binding-linux-x64-musl']).toEqual({
      version: '1.0.0',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
    expect(Object.keys(done.lock.packages)).toEqual([
      '',
      'node_modules/@tool/binding-linux-x64-musl',
      'node_modules/@tool/darwin-arm64',
      'node_modules/tool',
      'node_modules/zebra',
    ]);
    expect(completeLock(done.lock).added).toEqual([]);
  });

  it('finds an entry in a folder above', () => {
    const nested: Lock = {
      packages: {
        'node_modules/a/node_modules/tool': { version: '1.0.0', optionalDependencies: { 'x-linux-x64': '1.0.0' } },
        'node_modules/a/node_modules/x-linux-x64': { version: '1.0.0' },
      },
    };
    expect(missingEntries(nested)).toEqual([]);
  });
});

describe('whether the packages are installed', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
    },
  };
  const installed = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } };

  it('holds without the packages of other systems', () => {
    expect(isInstalled(lock, installed, there)).toBe(true);
  });

  it.each([
    ['nothing is installed', null, there],
    ['another version is', { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } } }, there],
    ['other bytes are', { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } } }, there],
    ['its folder is gone', installed, () => false],
  ])('does not hold when %s', (_, found, isThere) => {
    expect(isInstalled(lock, found, isThere)).toBe(false);
  });
});
