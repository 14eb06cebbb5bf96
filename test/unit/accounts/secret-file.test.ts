import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSecretStore, createMemorySecretStore } from '../../../src/main/lib/secret-file.ts';
import { tempFolder } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('secret-file');
});
afterEach(() => folder.remove());

const open = (passphrase: string | null = null) =>
  createFileSecretStore({ folder: path.join(folder.path, 'secrets'), passphrase });
const files = (): string[] => fs.readdirSync(path.join(folder.path, 'secrets')).toSorted();
const everything = (): string =>
  files()
    .map((name) => fs.readFileSync(path.join(folder.path, 'secrets', name), 'latin1'))
    .join('');

describe('secrets of the command line', () => {
  it.each([null, 'correct horse battery staple'])('are sealed and found again, passphrase %s', async (passphrase) => {
    await open(passphrase).set('nexus', 'canary-of-nexus');
    await open(passphrase).set('modio', 'canary-of-modio');
    expect(everything()).not.toContain('canary');
    expect(await open(passphrase).get('nexus')).toBe('canary-of-nexus');
    expect(await open(passphrase).get('modio')).toBe('canary-of-modio');
    await open(passphrase).remove('nexus');
    expect(await open(passphrase).get('nexus')).toBeNull();
    expect(await open(passphrase).get('modio')).toBe('canary-of-modio');
  });

  it('say honestly what protects them', async () => {
    expect(await open('a passphrase').protection()).toEqual({ kind: 'encrypted' });
    expect(await open('').protection()).toMatchObject({ kind: 'key-file' });
    await open('a passphrase').set('nexus', 'x');
    expect(files()).toEqual(['nexus.sealed']);
  });

  it.runIf(process.platform !== 'win32')('and their key can be read by the player alone', async () => {
    await open().set('nexus', 'x');
    expect(files()).toEqual(['command-line.key', 'nexus.sealed']);
    for (const name of files()) expect(fs.statSync(path.join(folder.path, 'secrets', name)).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.join(folder.path, 'secrets')).mode & 0o777).toBe(0o700);
  });

  it('are nothing with another passphrase, without the key, cut off, changed, or under another name', async () => {
    await open('one').set('nexus', 'canary');
    expect(await open('two').get('nexus')).toBeNull();
    expect(await open().get('nexus')).toBeNull();
    const file = path.join(folder.path, 'secrets', 'nexus.sealed');
    const whole = fs.readFileSync(file);
    fs.copyFileSync(file, path.join(folder.path, 'secrets', 'modio.sealed'));
    expect(await open('one').get('modio')).toBeNull();
    for (const at of [0, 4, 10, 25, 35, whole.length - 1]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      fs.writeFileSync(file, changed);
      expect(await open('one').get('nexus'), `byte ${at}`).toBeNull();
    }
    for (let length = 0; length < whole.length; length += 7) {
      fs.writeFileSync(file, whole.subarray(0, length));
      expect(await open('one').get('nexus')).toBeNull();
    }
    await open().set('github', 'canary');
    fs.rmSync(path.join(folder.path, 'secrets', 'command-line.key'));
    expect(await open().get('github')).toBeNull();
  });

  it('refuse names that would be paths', async () => {
    await expect(open().set('../x', 'y')).rejects.toThrow('not a name');
    expect(() => createMemorySecretStore().get('a/b')).toThrow('not a name');
  });
});
