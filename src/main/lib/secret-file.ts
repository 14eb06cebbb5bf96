/**
 * Secrets of the command line, which has no key store: files sealed with AES-256-GCM. With a passphrase in
 * LOADSTONE_SECRET they are worth nothing without it. Without one the key lies in a file beside them that only the
 * player may read: that keeps other users of the computer out, and nobody who can read the player's own files.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { SecretProtection } from '../../shared/accounts.ts';
import { saying } from '../../shared/saying.ts';
import { checkSecretName, type SecretStore } from './secrets.ts';

export interface SecretFileDeps {
  /** Made when needed. */
  readonly folder: string;
  /** LOADSTONE_SECRET; null or empty: there is none. */
  readonly passphrase: string | null;
}

const keyFileProtection: SecretProtection = {
  kind: 'key-file',
  why: saying('secretKeyFile'),
};

/** "LSS", the version, then one byte: 1 sealed with the passphrase, 2 with the key file. */
const magic = Buffer.from('LSS1');
const lengths = { salt: 16, nonce: 12, tag: 16, key: 32 };
const headLength = magic.length + 1 + lengths.salt + lengths.nonce + lengths.tag;

export function createFileSecretStore({ folder, passphrase }: SecretFileDeps): SecretStore {
  const phrase = passphrase === '' ? null : passphrase;
  const kind = phrase === null ? 2 : 1;
  const protection: SecretProtection = phrase === null ? keyFileProtection : { kind: 'encrypted' };
  const fileOf = (name: string): string => path.join(folder, `${checkSecretName(name)}.sealed`);
  const keyFile = path.join(folder, 'command-line.key');

  async function keyFor(salt: Buffer, make: boolean): Promise<Buffer | null> {
    const base = phrase ?? (await readKey(keyFile)) ?? (make ? await makeKey(keyFile) : null);
    // A passphrase that people make up needs the slowness; a key that chance made does not mind it.
    return base === null ? null : scryptSync(base, salt, lengths.key);
  }
  return {
    protection: () => Promise.resolve(protection),
    get: async (name) => {
      const sealed = await readOrNull(fileOf(name));
      if (sealed === null || sealed.length < headLength || sealed[magic.length] !== kind) return null;
      const salt = sealed.subarray(magic.length + 1, magic.length + 1 + lengths.salt);
      const key = await keyFor(salt, false);
      return key === null ? null : unseal(sealed, key, name);
    },
    set: async (name, value) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const salt = randomBytes(lengths.salt);
      const key = await keyFor(salt, true);
      if (key === null) throw new Error('there is no key');
      await writePrivate(fileOf(name), seal(value, key, kind, salt, name));
      return protection;
    },
    remove: async (name) => {
      await rm(fileOf(name), { force: true });
    },
  };
}

/** The name is sealed in: one provider's secret cannot be put in the place of another's. */
function seal(value: string, key: Buffer, kind: number, salt: Buffer, name: string): Buffer {
  const nonce = randomBytes(lengths.nonce);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([magic, Buffer.from([kind]), salt, nonce, cipher.getAuthTag(), body]);
}

function unseal(sealed: Buffer, key: Buffer, name: string): string | null {
  const nonceAt = magic.length + 1 + lengths.salt;
  const tagAt = nonceAt + lengths.nonce;
  if (!sealed.subarray(0, magic.length).equals(magic)) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonceAt, tagAt))
      .setAAD(Buffer.from(name))
      .setAuthTag(sealed.subarray(tagAt, headLength));
    return Buffer.concat([decipher.update(sealed.subarray(headLength)), decipher.final()]).toString('utf8');
  } catch {
    // Another passphrase, another key, or a file that was changed.
    return null;
  }
}

async function readKey(file: string): Promise<Buffer | null> {
  const key = await readOrNull(file);
  return key !== null && key.length === lengths.key ? key : null;
}

async function makeKey(file: string): Promise<Buffer> {
  const key = randomBytes(lengths.key);
  await writePrivate(file, key);
  return key;
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}

async function writePrivate(file: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(`${file}.new`, bytes, { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  } catch (error) {
    throw new LoadstoneError('io_failed', 'The sign-in could not be kept.', 'Make room on the disk and try again.', {
      cause: error,
    });
  }
}

/** For tests, and where nothing may be written. */
export function createMemorySecretStore(why = saying('secretNothingWritten')): SecretStore {
  const kept = new Map<string, string>();
  const protection: SecretProtection = { kind: 'memory', why };
  return {
    protection: () => Promise.resolve(protection),
    get: (name) => Promise.resolve(kept.get(checkSecretName(name)) ?? null),
    set: (name, value) => {
      kept.set(checkSecretName(name), value);
      return Promise.resolve(protection);
    },
    remove: (name) => {
      kept.delete(checkSecretName(name));
      return Promise.resolve();
    },
  };
}
