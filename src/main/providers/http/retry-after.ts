/** When a server wants to be asked again. */

/** The server's own clock where it tells it, else ours. Milliseconds since the epoch. */
export function serverTime(headers: Readonly<Record<string, string>>, now: number): number {
  const told = Date.parse(headers['date'] ?? '');
  return Number.isNaN(told) ? now : told;
}

/**
 * Milliseconds until a provider wants to be asked again, null when it does not say. A date counts from the
 * server's own clock where it tells it. Source: RFC 9110 section 10.2.3.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,10}$/u.test(text)) return Number(text) * 1_000;
  const date = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - serverTime(headers, now));
}
