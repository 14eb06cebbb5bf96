/**
 * 64-bit ids of Nexus Mods: the game's number in the high half, the number of the file or of the mod in the low half.
 * The README of the GraphQL types has the halves the other way round; every recorded row has them like this.
 */

const lowHalf = 0xffff_ffffn;

/** As a decimal string. `gameId` "0": not known yet. */
export const uidOf = (gameId: string | number, id: string | number): string =>
  String((BigInt(gameId) << 32n) | BigInt(id));

export interface UidParts {
  readonly gameId: string;
  /** Of the file in a file's uid, of the mod in a mod's. */
  readonly id: string;
}

/** null: not 64 bits in decimal digits. */
export function partsOfUid(uid: string): UidParts | null {
  if (!/^\d{1,20}$/u.test(uid)) return null;
  const value = BigInt(uid);
  if (value >= 1n << 64n) return null;
  return { gameId: String(value >> 32n), id: String(value & lowHalf) };
}
