/** Secrets at rest: encrypted by the system, or in memory only where the system's encryption is none. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import type { SecretProtection } from '../../shared/accounts.ts';
import { saying, type Saying } from '../../shared/saying.ts';
import type { Log } from '../lib/log.ts';
import { checkSecretName, type SecretStore } from '../lib/secrets.ts';

export interface SecretDeps {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly platform: NodeJS.Platform;
  /** Folder of its own, made when needed. */
  readonly folder: string;
  readonly log: Log;
}

/**
 * On Linux without a keyring the asynchronous API answers "available" and encrypts with a constant that everybody
 * knows; only the prefix of the result tells. Source: Chromium os_crypt/async/browser/posix_key_provider.cc.
 */
const isObfuscated = (platform: NodeJS.Platform, encrypted: Buffer): boolean =>
  platform === 'linux' && encrypted.subarray(0, 3).toString('latin1') === 'v10';

/** Made once the app is ready: the system's key store may not be asked earlier. */
export function createSecretStore({ safeStorage, platform, folder, log }: SecretDeps): SecretStore {
  const memory = new Map<string, string>();
  let judged: Promise<SecretProtection> | null = null;

  async function judge(): Promise<SecretProtection> {
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return inMemory(saying('secretNoStore'));
      if (!isObfuscated(platform, await safeStorage.encryptStringAsync('probe'))) return { kind: 'encrypted' };
      return inMemory(saying('secretNoKeyring', { backend: safeStorage.getSelectedStorageBackend() }));
    } catch (error) {
      log.error('the system refused to encrypt', error);
      return inMemory(saying('secretNoAnswer'));
    }
  }
  const protection = (): Promise<SecretProtection> => (judged ??= judge());

  const fileOf = (name: string): string => path.join(folder, `${checkSecretName(name)}.secret`);

  async function write(file: string, value: string): Promise<void> {
    const encrypted = await safeStorage.encryptStringAsync(value);
    if (isObfuscated(platform, encrypted)) throw new Error('the key store went away');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, encrypted, { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  }

  async function read(file: string): Promise<string | null> {
    let encrypted: Buffer;
    try {
      encrypted = await readFile(file);
    } catch {
      return null;
    }
    if (isObfuscated(platform, encrypted)) return null;
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted);
      if (shouldReEncrypt) await rewrite(file, result);
      return result;
    } catch (error) {
      log.error('a stored secret cannot be decrypted any more', error);
      return null;
    }
  }

  /** The key was rotated. The old form still decrypts, so a failure costs nothing yet. */
  async function rewrite(file: string, value: string): Promise<void> {
    try {
      await write(file, value);
    } catch (error) {
      log.error('a secret could not be encrypted again', error);
    }
  }

  return {
    protection,
    get: async (name) => {
      const file = fileOf(name);
      const remembered = memory.get(name);
      if (remembered !== undefined) return remembered;
      // Asking the system's key store may ask the player: not for a secret that is not there.
      if (!existsSync(file)) return null;
      return (await protection()).kind === 'encrypted' ? read(file) : null;
    },
    set: async (name, value) => {
      const file = fileOf(name);
      const how = await protection();
      memory.set(name, value);
      if (how.kind === 'memory') return how;
      try {
        await write(file, value);
        memory.delete(name);
        return how;
      } catch (error) {
        log.error('a secret could not be written', error);
        return inMemory(saying('secretNotWritten'));
      }
    },
    remove: async (name) => {
      memory.delete(name);
      await rm(fileOf(name), { force: true });
    },
  };
}

const inMemory = (why: Saying): SecretProtection => ({ kind: 'memory', why });
