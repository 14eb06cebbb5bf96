/** When bytes of two answers may be joined. Source: RFC 9110, sections 8.8.3, 13.1.5 and 14. */

/** What an answer promised about the file. */
export interface Offer {
  /** A strong validator with its quotes; null: nothing to resume by. */
  readonly etag: string | null;
  /** Bytes; null when the server did not say. */
  readonly total: number | null;
}

type Headers = Readonly<Record<string, string>>;

export function offerOf(headers: Headers): Offer {
  const etag = headers['etag'] ?? '';
  const length = headers['content-length'] ?? '';
  return {
    // Weak validators ("W/…") promise the same meaning, not the same bytes.
    etag: /^"[^"]+"$/u.test(etag) && headers['accept-ranges']?.toLowerCase() !== 'none' ? etag : null,
    total: /^\d{1,15}$/u.test(length) ? Number(length) : null,
  };
}

/** `If-Range` makes a server that holds another file by now send all of it instead of a piece. */
export function resumeHeaders(offset: number, offer: Offer | null): Headers {
  const etag = offer?.etag ?? null;
  return offset === 0 || etag === null ? {} : { range: `bytes=${offset}-`, 'if-range': etag };
}

/** True when a 206 continues exactly where we stopped, to the end, of the same file. */
export function rangeFits(headers: Headers, offset: number, offer: Offer | null): boolean {
  const [, from, to, total] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/u.exec(headers['content-range'] ?? '') ?? [];
  if (Number(from) !== offset || Number(to) !== Number(total) - 1) return false;
  if (offer === null || (offer.total !== null && Number(total) !== offer.total)) return false;
  return headers['etag'] === undefined || headers['etag'] === offer.etag;
}
