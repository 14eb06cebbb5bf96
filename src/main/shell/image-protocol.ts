/** Serves cached pictures of mods under `loadstone-img://<sha256>`. Only real pictures leave, whatever the cache holds. */
import { isSha256, type Sha256 } from '../../shared/ids.ts';
import type { AppRequest } from './app-protocol.ts';
import { imageScheme } from './origin.ts';

export interface CachedImage {
  readonly bytes: Uint8Array;
  /** What the provider claimed; decides nothing. */
  readonly contentType: string;
}

export type GetImage = (id: Sha256) => Promise<CachedImage | null>;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCodePoint(...bytes.subarray(from, to));

/**
 * The type of a picture by its first bytes, or null. SVG is not among them: it is a document.
 * Source: WHATWG MIME Sniffing, section 6.1, and ISO/IEC 23000-22 for AVIF.
 */
export function sniffImage(bytes: Uint8Array): string | null {
  if (ascii(bytes, 0, 8) === '\u0089PNG\r\n\u001A\n') return 'image/png';
  if (ascii(bytes, 0, 3) === '\u00FF\u00D8\u00FF') return 'image/jpeg';
  if (/^GIF8[79]a/u.test(ascii(bytes, 0, 6))) return 'image/gif';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 4, 8) === 'ftyp' && /^avi[fs]$/u.test(ascii(bytes, 8, 12))) return 'image/avif';
  return null;
}

/** The id in an address of ours: nothing but the scheme and 64 hex digits, with or without a slash behind. */
export function imageIdOf(address: string): Sha256 | null {
  const prefix = `${imageScheme}://`;
  if (!address.startsWith(prefix)) return null;
  const id = address.slice(prefix.length).replace(/\/$/u, '');
  return isSha256(id) ? id : null;
}

const refused = (status: number): Response =>
  new Response(null, { status, headers: { 'X-Content-Type-Options': 'nosniff' } });

/** Answers 400, 404, 405 or 415 for everything that is not a picture in the cache; 500 when reading it failed. */
export function createImageHandler(getImage: GetImage): (request: AppRequest) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return refused(405);
    const id = imageIdOf(url);
    if (id === null) return refused(400);
    let image: CachedImage | null;
    try {
      image = await getImage(id);
    } catch {
      return refused(500);
    }
    if (image === null) return refused(404);
    const contentType = sniffImage(image.bytes);
    if (contentType === null) return refused(415);
    return new Response(new Uint8Array(image.bytes), {
      headers: {
        'Content-Type': contentType,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        // The name is the hash of the content: it can never change.
        'Cache-Control': 'public, max-age=31536000, immutable',
      },
    });
  };
}
