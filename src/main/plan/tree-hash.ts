/**
 * A hash of a set of files that can be moved on by what changed: the sum of the files' own hashes modulo 2^256.
 * It tells states apart; it is not made to resist someone who builds blobs to collide (the blobs' own hashes are).
 */

/** The sum so far and how many files are in it. */
export interface TreeSum {
  readonly sum: bigint;
  readonly files: number;
}

const modulus = 1n << 256n;

export const emptyTree: TreeSum = { sum: 0n, files: 0 };

/** `fileHash` is the sha256, as a number, of "target NUL path NUL blob". */
export const withFile = (tree: TreeSum, fileHash: bigint): TreeSum => ({
  sum: (tree.sum + fileHash) % modulus,
  files: tree.files + 1,
});

export const withoutFile = (tree: TreeSum, fileHash: bigint): TreeSum => ({
  sum: (tree.sum - fileHash + modulus) % modulus,
  files: tree.files - 1,
});

export const sumToText = (sum: bigint): string => sum.toString(16).padStart(64, '0');
export const sumFromText = (text: string): bigint => BigInt(`0x${text}`);
