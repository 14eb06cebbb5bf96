/**
 * Names in zip archives are bytes; only a flag, an extra field or a good guess says what they spell. The guess is made
 * once for the whole archive. Decoding comes before any look at separators: 0x5C is the second byte of some Shift-JIS
 * characters. Source: PKWARE APPNOTE 6.3.10 (4.4.4 bit 11, 4.6.9, appendix D) and the WHATWG Encoding Standard.
 */
import { refused } from './faults.ts';

export interface RawName {
  readonly bytes: Uint8Array;
  /** The archive promises UTF-8 (general purpose bit 11). */
  readonly utf8: boolean;
  /** The name from a valid Info-ZIP Unicode path extra field; goes before everything else. */
  readonly unicodePath: Uint8Array | null;
}

export type LegacyEncoding = 'shift_jis' | 'gbk' | 'cp437' | 'windows-1252';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// Code page 437, 0x80 to 0xFF: the zip format's own default. TextDecoder does not know it.
const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0';

/** Decodes the names of one archive, in order. Throws `archive_refused` (`bad_encoding`) where promised UTF-8 is none. */
export function decodeNames(names: readonly RawName[]): string[] {
  const unmarked = names.filter((name) => !name.utf8 && name.unicodePath === null && !isAscii(name.bytes));
  const legacy = unmarked.every((name) => tryUtf8(name.bytes) !== null)
    ? null
    : guessEncoding(unmarked.map((name) => name.bytes));
  return names.map((name) => {
    const promised = name.unicodePath ?? (name.utf8 ? name.bytes : null);
    if (promised === null && legacy !== null) return decodeLegacy(name.bytes, legacy) ?? failed(name.bytes);
    const bytes = promised ?? name.bytes;
    return isAscii(bytes) ? asciiText(bytes) : (tryUtf8(bytes) ?? failed(bytes));
  });
}

/** The most likely encoding of names that are not UTF-8. Looks at all of them together. */
export function guessEncoding(names: readonly Uint8Array[]): LegacyEncoding {
  const candidates: readonly (readonly [LegacyEncoding, (bytes: Uint8Array, at: number) => Scored])[] = [
    ['shift_jis', scoreShiftJis],
    ['gbk', scoreGbk],
    ['cp437', scoreCp437],
    ['windows-1252', scoreWindows1252],
  ];
  let best: LegacyEncoding = 'cp437';
  let bestScore = -Infinity;
  for (const [encoding, scoreAt] of candidates) {
    const score = scoreNames(names, scoreAt);
    if (score <= bestScore || names.some((name) => decodeLegacy(name, encoding) === null)) continue;
    best = encoding;
    bestScore = score;
  }
  return best;
}

/** null where the bytes are not text in this encoding. */
function decodeLegacy(bytes: Uint8Array, encoding: LegacyEncoding): string | null {
  if (isAscii(bytes)) return asciiText(bytes);
  if (encoding !== 'cp437') return tryDecode(new TextDecoder(encoding, { fatal: true }), bytes);
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCodePoint(byte) : (cp437[byte - 0x80] ?? '');
  return text;
}

/** The bytes as UTF-8, or null. */
const tryUtf8 = (bytes: Uint8Array): string | null => tryDecode(strictUtf8, bytes);

function tryDecode(decoder: { readonly decode: (bytes: Uint8Array) => string }, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}

const asciiText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

function failed(bytes: Uint8Array): never {
  throw refused('bad_encoding', asciiText(bytes));
}

/** How likely the character at a position is, per byte of it, and how many bytes it takes. */
interface Scored {
  readonly score: number;
  readonly bytes: 1 | 2;
}

const impossible: Scored = { score: -20, bytes: 1 };
const enoughBytes = 64 * 1024;

/** Mean score of all bytes that are part of characters beyond ASCII. */
function scoreNames(names: readonly Uint8Array[], scoreAt: (bytes: Uint8Array, at: number) => Scored): number {
  let sum = 0;
  let seen = 0;
  for (const name of names) {
    for (let at = 0; at < name.length;) {
      if ((name[at] ?? 0) < 0x80) {
        at += 1;
        continue;
      }
      const { score, bytes } = scoreAt(name, at);
      sum += score * bytes;
      seen += bytes;
      at += bytes;
    }
    if (seen > enoughBytes) break;
  }
  return seen === 0 ? 0 : sum / seen;
}

function scoreShiftJis(name: Uint8Array, at: number): Scored {
  const lead = name[at] ?? 0;
  // Half-width katakana: rare in names, and what most other encodings look like here.
  if (lead >= 0xa1 && lead <= 0xdf) return { score: -1, bytes: 1 };
  const trail = name[at + 1] ?? 0;
  const validTrail = (trail >= 0x40 && trail <= 0x7e) || (trail >= 0x80 && trail <= 0xfc);
  if (!validTrail || lead === 0x80 || lead === 0xa0 || lead > 0xfc) return impossible;
  if (lead === 0x83 || (lead === 0x82 && trail >= 0x9f)) return { score: 1.5, bytes: 2 };
  if (lead >= 0x88 && lead <= 0x97) return { score: 1, bytes: 2 };
  if (lead <= 0x82) return { score: 0.2, bytes: 2 };
  if (lead >= 0xf0) return { score: -1, bytes: 2 };
  return { score: 0.15, bytes: 2 };
}

function scoreGbk(name: Uint8Array, at: number): Scored {
  const lead = name[at] ?? 0;
  const trail = name[at + 1] ?? 0;
  if (lead === 0x80 || lead === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff) return impossible;
  const inGb2312 = trail >= 0xa1;
  if (inGb2312 && lead >= 0xb0 && lead <= 0xd7) return { score: 1, bytes: 2 };
  if (inGb2312 && lead >= 0xd8 && lead <= 0xf7) return { score: 0.15, bytes: 2 };
  if (inGb2312 && lead >= 0xa1 && lead <= 0xa9) return { score: 0.2, bytes: 2 };
  return { score: -0.5, bytes: 2 };
}

function scoreCp437(name: Uint8Array, at: number): Scored {
  const byte = name[at] ?? 0;
  const isLetter = byte <= 0x9a || (byte >= 0xa0 && byte <= 0xa5) || byte === 0xe1;
  return { score: isLetter ? (besideLetter(name, at) ? 1.2 : 0.3) : -1, bytes: 1 };
}

function scoreWindows1252(name: Uint8Array, at: number): Scored {
  const byte = name[at] ?? 0;
  if ([0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte)) return impossible;
  const isLetter = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7;
  if (isLetter) return { score: besideLetter(name, at) ? 1.2 : 0.2, bytes: 1 };
  return { score: byte < 0xa0 ? 0.1 : 0, bytes: 1 };
}

/** Accented letters stand among plain ones; the halves of double-byte characters seldom do. */
const besideLetter = (name: Uint8Array, at: number): boolean =>
  isAsciiLetter(name[at - 1]) || isAsciiLetter(name[at + 1]);

const isAsciiLetter = (byte = 0): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
