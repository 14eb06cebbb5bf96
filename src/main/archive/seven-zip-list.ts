/**
 * Reads what `7z l -slt` prints. It is text out of the archive: 7-Zip turns line breaks in names into `_`, but passes
 * other control characters and cuts names at a NUL. So names count only after the policy, and sizes and CRCs only
 * after the content agreed with them.
 */
import type { EntryKind } from './policy.ts';

export interface SevenZipEntry {
  readonly name: string;
  readonly kind: EntryKind;
  /** Bytes; null where the archive does not say. */
  readonly size: number | null;
  /** Null where the archive has none; 7-Zip then checks another sum itself, or there is nothing to check. */
  readonly crc: number | null;
  readonly encrypted: boolean;
  /** A reference to the content of another entry (RAR 5). */
  readonly copyOfOther: boolean;
  readonly inVolumes: boolean;
  /** Bytes of memory that unpacking takes, as far as the method says. */
  readonly memory: number;
}

/** Entries in the order in which their content comes. `onProperty` hears what is said of the archive as a whole. */
export function* parseListing(
  lines: Iterable<string>,
  onProperty: (name: string, value: string) => void,
): Generator<SevenZipEntry> {
  let inEntries = false;
  let inComment = false;
  let previous = '';
  let fields = new Map<string, string>();
  for (const line of lines) {
    if (inComment) {
      inComment = line !== '}';
    } else if (line === '{' && previous.startsWith('Comment = ')) {
      inComment = true;
    } else if (!inEntries) {
      inEntries = line === '----------';
      const cut = line.indexOf(' = ');
      if (cut > 0) onProperty(line.slice(0, cut), line.slice(cut + 3));
    } else if (line === '') {
      if (fields.has('Path')) yield toEntry(fields);
      fields = new Map();
    } else {
      const cut = line.indexOf(' = ');
      if (cut > 0) fields.set(line.slice(0, cut), line.slice(cut + 3));
      // An empty value may lose its trailing blank.
      else if (line.endsWith(' =')) fields.set(line.slice(0, -2), '');
    }
    previous = line;
  }
  if (fields.has('Path')) yield toEntry(fields);
}

function toEntry(fields: ReadonlyMap<string, string>): SevenZipEntry {
  const value = (name: string): string => fields.get(name) ?? '';
  const size = value('Size');
  const crc = value('CRC');
  return {
    name: value('Path'),
    kind: kindOf(fields),
    size: /^\d+$/u.test(size) ? Number(size) : null,
    crc: /^[0-9A-F]{8}$/u.test(crc) ? Number.parseInt(crc, 16) : null,
    encrypted: value('Encrypted') === '+',
    copyOfOther: value('Copy Link') !== '',
    inVolumes: value('Split Before') === '+' || value('Split After') === '+',
    memory: memoryOf(value('Method')),
  };
}

/** Attributes are Windows letters, then a Unix mode where the archive has one: "D drwxr-xr-x", "A", " -rw-r--r--". */
function kindOf(fields: ReadonlyMap<string, string>): EntryKind {
  const attributes = fields.get('Attributes') ?? '';
  const unix = /(?:^| )([a-z-])[r-][w-][a-zA-Z-][r-][w-][a-zA-Z-][r-][w-][a-zA-Z-]$/u.exec(attributes)?.[1];
  const windows = attributes.split(' ')[0] ?? '';
  const linked = ['Symbolic Link', 'Hard Link'].some((name) => (fields.get(name) ?? '') !== '');
  if (linked || unix === 'l' || (unix === undefined && windows.includes('L'))) return 'link';
  if (unix !== undefined && unix !== '-' && unix !== 'd') return 'special';
  if (fields.get('Anti') === '+' || fields.get('Alternate Stream') === '+') return 'special';
  return fields.get('Folder') === '+' || unix === 'd' || windows.includes('D') ? 'folder' : 'file';
}

/** "LZMA2:24m BCJ", "LZMA:28", "PPMD:o16:mem1g", "v6:m3:128M": the largest dictionary, in bytes. */
function memoryOf(method: string): number {
  const units: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
  let largest = 0;
  for (const [, digits = '', unit] of method.matchAll(/:(?:mem)?(\d+)([bkmg])?(?=[:\s]|$)/giu)) {
    const number = Number(digits);
    const bytes = unit === undefined ? (number < 64 ? 2 ** number : 0) : number * (units[unit.toLowerCase()] ?? 1);
    largest = Math.max(largest, bytes);
  }
  return largest;
}
