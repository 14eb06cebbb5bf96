import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecretStore } from '../../../src/main/lib/secrets.ts';
import { createSecretStore, type SecretDeps } from '../../../src/main/shell/secrets.ts';
import { silentLog } from '../../../src/main/lib/log.ts';

type KeyStore = SecretDeps['safeStorage'];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));

/** Turns the bytes round and marks them, as a key store of that kind would. */
function keyStore(prefix: string, changes: Partial<KeyStore> = {}): KeyStore {
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text) => Promise.resolve(Buffer.concat([Buffer.from(prefix), turned(Buffer.from(text))])),
    decryptStringAsync: (bytes) =>
      Promise.resolve({ result: turned(bytes.subarray(prefix.length)).toString(), shouldReEncrypt: false }),
    getSelectedStorageBackend: () => 'basic_text',
    ...changes,
  };
}

const open = (safeStorage: KeyStore, platform: NodeJS.Platform = 'linux'): SecretStore =>
  createSecretStore({ safeStorage, platform, folder: path.join(folder, 'secrets'), log: silentLog });

const files = (): readonly string[] => readdirSync(folder, { recursive: true }).map(String);

const decryptStringAsync: KeyStore['decryptStringAsync'] = () =>
  Promise.resolve({ result: 'x', shouldReEncrypt: true });

describe('secrets', () => {
  it.each([
    ['linux', 'v11'],
    ['linux', 'v12'],
    ['win32', 'v10'],
    ['darwin', 'v10'],
  ] as const)('are kept encrypted on %s with a key store that answers %s', async (platform, prefix) => {
    const store = open(keyStore(prefix), platform);
    expect(await store.set('nexus', 'canary-secret')).toEqual({ kind: 'encrypted' });
    expect(await open(keyStore(prefix), platform).get('nexus')).toBe('canary-secret');
    const file = path.join(folder, 'secrets/nexus.secret');
    expect(readFileSync(file, 'latin1')).not.toContain('canary');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    await store.remove('nexus');
    expect(await open(keyStore(prefix), platform).get('nexus')).toBeNull();
  });

  it('stay in memory on Linux when the key is one that everybody knows', async () => {
    const store = open(keyStore('v10'));
    expect(await store.set('nexus', 'canary-secret')).toMatchObject({ kind: 'memory' });
    expect(await store.get('nexus')).toBe('canary-secret');
    expect(files()).toEqual([]);
    expect(await open(keyStore('v10')).get('nexus')).toBeNull();
  });

  it.each<[string, Partial<KeyStore>]>([
    ['is not there', { isAsyncEncryptionAvailable: () => Promise.resolve(false) }],
    ['fails', { encryptStringAsync: () => Promise.reject(new Error('locked')) }],
    ['does not even say', { isAsyncEncryptionAvailable: () => Promise.reject(new Error('dbus')) }],
  ])('stay in memory when the key store %s', async (_what, changes) => {
    const store = open(keyStore('v11', changes));
    expect(await store.set('nexus', 'x')).toMatchObject({ kind: 'memory' });
    expect(await store.get('nexus')).toBe('x');
    expect(files()).toEqual([]);
  });

  it('stay in memory when the key store goes away in between', async () => {
    let prefix = 'v11';
    const store = open(
      keyStore('v11', { encryptStringAsync: (text) => Promise.resolve(Buffer.from(`${prefix}${text}`)) }),
    );
    expect(await store.protection()).toEqual({ kind: 'encrypted' });
    prefix = 'v10';
    expect(await store.set('nexus', 'canary')).toMatchObject({ kind: 'memory' });
    expect(await store.get('nexus')).toBe('canary');
    expect(files().filter((name) => name.endsWith('.secret'))).toEqual([]);
  });

  it('that cannot be decrypted any more mean signed out, not a crash', async () => {
    await open(keyStore('v11')).set('nexus', 'x');
    const broken = keyStore('v11', { decryptStringAsync: () => Promise.reject(new Error('other key')) });
    expect(await open(broken).get('nexus')).toBeNull();
    writeFileSync(path.join(folder, 'secrets/nexus.secret'), 'v10planted');
    expect(await open(keyStore('v11')).get('nexus')).toBeNull();
  });

  it('are encrypted again when the key was rotated, and survive a failure of that', async () => {
    await open(keyStore('v11')).set('nexus', 'x');
    const file = path.join(folder, 'secrets/nexus.secret');
    const rotated = keyStore('v11', {
      decryptStringAsync,
      encryptStringAsync: () => Promise.resolve(Buffer.from('v11new')),
    });
    expect(await open(rotated).get('nexus')).toBe('x');
    expect(readFileSync(file, 'utf8')).toBe('v11new');
    let calls = 0;
    const failing = keyStore('v11', {
      decryptStringAsync,
      encryptStringAsync: () => {
        calls += 1;
        return calls === 1 ? Promise.resolve(Buffer.from('v11')) : Promise.reject(new Error('full'));
      },
    });
    expect(await open(failing).get('nexus')).toBe('x');
  });

  it.each(['../x', 'a/b', '', 'A', 'x'.repeat(65)])('refuse the name %j', async (name) => {
    await expect(open(keyStore('v11')).set(name, 'x')).rejects.toThrow('not a name');
  });
});
