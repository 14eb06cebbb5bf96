/** Serves cached pictures of mods under `loadstone-img://<sha256>`. Only real pictures leave, whatever the cache holds. */
import { isSha256, type Sha256 } from '../../shared/ids.ts';
import { imageTypeOf } from '../download/image-type.ts';
import type { AppRequest } from './app-protocol.ts';
import { imageScheme } from './origin.ts';

export interface CachedImage {
  readonly bytes: Uint8Array;
  /** What the provider claimed; decides nothing. */
  readonly contentType: string;
}

export type GetImage = (id: Sha256) => Promise<CachedImage | null>;

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
    const contentType = imageTypeOf(image.bytes);
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
