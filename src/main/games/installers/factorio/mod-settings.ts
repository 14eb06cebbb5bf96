/**
 * `mod-settings.dat`, the players' settings of all mods, for looking at. It is never written: the game does that, and
 * Loadstone keeps it whole. Source: wiki.factorio.com "Mod settings file format" and "Property tree".
 */

export type SettingValue =
  | null
  | boolean
  | number
  /** 64-bit whole numbers. */
  | bigint
  | string
  | readonly SettingValue[]
  | { readonly [name: string]: SettingValue };

export type SettingsStage = 'startup' | 'runtime-global' | 'runtime-per-user';

export interface ModSettings {
  /** The game that wrote it: "1.1.110", with a fourth number where that is not 0. */
  readonly gameVersion: string;
  /** Values by name of the setting. */
  readonly settings: Readonly<Record<SettingsStage, Readonly<Record<string, SettingValue>>>>;
}

export type ReadSettings =
  | { readonly kind: 'settings'; readonly value: ModSettings }
  | { readonly kind: 'unreadable'; readonly why: string };

const deepest = 32;

/** Never throws. */
export function readModSettings(bytes: Uint8Array): ReadSettings {
  const cursor = cursorOf(bytes);
  try {
    const version = [cursor.u16(), cursor.u16(), cursor.u16(), cursor.u16()];
    // Always 0; settings of before 0.17 have no such byte, and nobody has those any more.
    cursor.u8();
    const tree = treeAt(cursor, 0);
    const settings = {
      startup: valuesOf(tree, 'startup'),
      'runtime-global': valuesOf(tree, 'runtime-global'),
      'runtime-per-user': valuesOf(tree, 'runtime-per-user'),
    };
    const gameVersion = (version[3] === 0 ? version.slice(0, 3) : version).join('.');
    return { kind: 'settings', value: { gameVersion, settings } };
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError)
      return { kind: 'unreadable', why: error instanceof Malformed ? error.message : 'it ends too early' };
    throw error;
  }
}

class Malformed extends Error {}

/** Each setting is a dictionary with the one entry `value`. */
function valuesOf(tree: SettingValue, stage: SettingsStage): Readonly<Record<string, SettingValue>> {
  const settings = isDictionary(tree) ? tree[stage] : undefined;
  if (settings === undefined || !isDictionary(settings)) return {};
  return Object.fromEntries(
    Object.entries(settings).map(([name, held]) => [name, isDictionary(held) ? (held['value'] ?? null) : held]),
  );
}

const isDictionary = (value: SettingValue): value is { readonly [name: string]: SettingValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Cursor {
  readonly u8: () => number;
  readonly u16: () => number;
  readonly u32: () => number;
  readonly f64: () => number;
  readonly i64: () => bigint;
  readonly u64: () => bigint;
  readonly bytes: (count: number) => Uint8Array;
}

/** Throws `RangeError` past the end. */
function cursorOf(bytes: Uint8Array): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const skip = (count: number): number => {
    at += count;
    return at - count;
  };
  return {
    u8: () => view.getUint8(skip(1)),
    u16: () => view.getUint16(skip(2), true),
    u32: () => view.getUint32(skip(4), true),
    f64: () => view.getFloat64(skip(8), true),
    i64: () => view.getBigInt64(skip(8), true),
    u64: () => view.getBigUint64(skip(8), true),
    bytes: (count) => {
      const from = skip(count);
      if (at > bytes.byteLength) throw new RangeError('past the end');
      return bytes.subarray(from, at);
    },
  };
}

function treeAt(cursor: Cursor, depth: number): SettingValue {
  if (depth > deepest) throw new Malformed('it is nested too deeply');
  const type = cursor.u8();
  // Only of use to the game itself.
  cursor.u8();
  switch (type) {
    case 0:
      return null;
    case 1:
      return cursor.u8() !== 0;
    case 2:
      return cursor.f64();
    case 3:
      return stringAt(cursor);
    case 4:
      return membersAt(cursor, depth).map(([, value]) => value);
    case 5:
      return Object.fromEntries(membersAt(cursor, depth));
    case 6:
      return cursor.i64();
    case 7:
      return cursor.u64();
    default:
      throw new Malformed(`it holds a value of the unknown type ${type}`);
  }
}

/** Lists are written like dictionaries, with names that do not count. */
function membersAt(cursor: Cursor, depth: number): readonly (readonly [string, SettingValue])[] {
  const members: (readonly [string, SettingValue])[] = [];
  // A lie about the count ends at the end of the bytes.
  for (let left = cursor.u32(); left > 0; left -= 1) members.push([stringAt(cursor), treeAt(cursor, depth + 1)]);
  return members;
}

function stringAt(cursor: Cursor): string {
  if (cursor.u8() !== 0) return '';
  const short = cursor.u8();
  return new TextDecoder().decode(cursor.bytes(short === 0xff ? cursor.u32() : short));
}
