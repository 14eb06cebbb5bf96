/** When bytes of two answers may be joined. Source: RFC 9110, sections 8.8, 13.1.5 and 14. */

/** What an answer promised about the file. */
export interface Offer {
  /** A strong validator as `If-Range` takes it: an ETag with its quotes, or a date. null: nothing to resume by. */
  readonly validator: string | null;
  /** Bytes; null when the server did not say. */
  readonly total: number | null;
}

type Headers = Readonly<Record<string, string>>;

export function offerOf(headers: Headers): Offer {
  const length = headers['content-length'] ?? '';
  const validator = headers['accept-ranges']?.toLowerCase() === 'none' ? null : (etagOf(headers) ?? dateOf(headers));
  return { validator, total: /^\d{1,15}$/u.test(length) ? Number(length) : null };
}

/** Weak ones ("W/…") promise the same meaning, not the same bytes. */
function etagOf(headers: Headers): string | null {
  const etag = headers['etag'] ?? '';
  return /^"[^"]+"$/u.test(etag) ? etag : null;
}

/** Both clocks are the server's; a minute apart, nothing can have changed within the same second. RFC 9110 8.8.2.2. */
const minute = 60_000;

function dateOf(headers: Headers): string | null {
  const text = headers['last-modified'] ?? '';
  const age = Date.parse(headers['date'] ?? '') - Date.parse(text);
  return age >= minute ? text : null;
}

/** `If-Range` makes a server that holds another file by now send all of it instead of a piece. */
export function resumeHeaders(offset: number, offer: Offer | null): Headers {
  const validator = offer?.validator ?? null;
  return offset === 0 || validator === null ? {} : { range: `bytes=${offset}-`, 'if-range': validator };
}

/** True when a 206 continues exactly where we stopped, to the end, of the same file. */
export function rangeFits(headers: Headers, offset: number, offer: Offer | null): boolean {
  const [, from, to, total] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/u.exec(headers['content-range'] ?? '') ?? [];
  if (Number(from) !== offset || Number(to) !== Number(total) - 1) return false;
  if (offer === null || (offer.total !== null && Number(total) !== offer.total)) return false;
  const said = offer.validator?.startsWith('"') === true ? headers['etag'] : headers['last-modified'];
  return said === undefined || said === offer.validator;
}
