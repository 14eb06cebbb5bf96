/** A Windows program as small as can be: headers, one section with its resources, and in those the version. */

export interface ProgramParts {
  readonly bits?: 32 | 64;
  readonly product?: readonly number[];
  /** Bytes in front of the version, as those of another resource. */
  readonly padding?: number;
}

const sectionAt = 0x400;
const sectionAddress = 0x1000;

export function windowsProgram(
  version: readonly number[],
  { bits = 64, product, padding = 0 }: ProgramParts = {},
): Buffer {
  const resources = resourcesWith(fixedInfo(version, product ?? version), padding);
  const head = Buffer.alloc(sectionAt);
  head.write('MZ', 0, 'latin1');
  head.writeUInt32LE(0x80, 60);
  head.write('PE\0\0', 0x80, 'latin1');
  head.writeUInt16LE(1, 0x80 + 6);
  const optionalSize = bits === 64 ? 240 : 224;
  head.writeUInt16LE(optionalSize, 0x80 + 20);
  const optional = 0x80 + 24;
  head.writeUInt16LE(bits === 64 ? 0x20b : 0x10b, optional);
  const directory = optional + (bits === 64 ? 112 : 96) + 16;
  head.writeUInt32LE(sectionAddress, directory);
  head.writeUInt32LE(resources.length, directory + 4);
  const section = optional + optionalSize;
  head.write('.rsrc', section, 'latin1');
  head.writeUInt32LE(resources.length, section + 8);
  head.writeUInt32LE(sectionAddress, section + 12);
  head.writeUInt32LE(resources.length, section + 16);
  head.writeUInt32LE(sectionAt, section + 20);
  return Buffer.concat([head, resources]);
}

/** Directories of type, name and language, one entry each but the first: an icon comes before the version. */
function resourcesWith(info: Buffer, padding: number): Buffer {
  const [names, languages, entry] = [32, 56, 80];
  const dataAt = entry + 16 + padding;
  const directories = Buffer.alloc(dataAt);
  directories.writeUInt16LE(2, 14);
  directories.writeUInt32LE(3, 16);
  directories.writeUInt32LE((0x8000_0000 | names) >>> 0, 20);
  directories.writeUInt32LE(16, 24);
  directories.writeUInt32LE((0x8000_0000 | names) >>> 0, 28);
  directories.writeUInt16LE(1, names + 14);
  directories.writeUInt32LE(1, names + 16);
  directories.writeUInt32LE((0x8000_0000 | languages) >>> 0, names + 20);
  directories.writeUInt16LE(1, languages + 14);
  directories.writeUInt32LE(1033, languages + 16);
  directories.writeUInt32LE(entry, languages + 20);
  directories.writeUInt32LE(sectionAddress + dataAt, entry);
  directories.writeUInt32LE(info.length, entry + 4);
  return Buffer.concat([directories, info]);
}

function fixedInfo(version: readonly number[], product: readonly number[]): Buffer {
  const info = Buffer.alloc(40 + 52);
  info.writeUInt16LE(info.length, 0);
  info.writeUInt16LE(52, 2);
  info.write('VS_VERSION_INFO', 6, 'utf16le');
  info.writeUInt32LE(0xfeef04bd, 40);
  for (const [at, numbers] of [
    [48, version],
    [56, product],
  ] as const) {
    const [a = 0, b = 0, c = 0, d = 0] = numbers;
    for (const [place, number] of [b, a, d, c].entries()) info.writeUInt16LE(number, at + place * 2);
  }
  return info;
}
