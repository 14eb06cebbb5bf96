/** Hashing, tuned by measurement: one-shot `crypto.hash` for what is in memory, 1 MB blocks for files. */
import { createHash, hash, type Hash } from 'node:crypto';
import { isSha256, type Sha256 } from '../../shared/ids.ts';

/** Bytes per read of bulk file work. Smaller blocks cost up to half the throughput. */
export const blockSize = 1024 * 1024;

function asSha256(hex: string): Sha256 {
  if (isSha256(hex)) return hex;
  throw new Error(`not a sha256: ${hex}`);
}

/** Of the 32 bytes of a digest. */
export const sha256From = (digest: Uint8Array): Sha256 =>
  asSha256(Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('hex'));

export const sha256Of = (bytes: Uint8Array | string): Sha256 => asSha256(hash('sha256', bytes, 'hex'));

export interface Sha256Stream {
  readonly update: (bytes: Uint8Array) => void;
  readonly digest: () => Sha256;
}

export function sha256Stream(): Sha256Stream {
  const inner: Hash = createHash('sha256');
  return {
    update: (bytes) => {
      inner.update(bytes);
    },
    digest: () => asSha256(inner.digest('hex')),
  };
}
