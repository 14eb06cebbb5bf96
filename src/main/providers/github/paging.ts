/** The `Link` header: addresses of pages are followed as they are written, they change their form on the way. */

/** null: the last page. Only addresses of the API itself count. */
export function nextPageOf(headers: Readonly<Record<string, string>>): string | null {
  const next = /<([^<>]{1,2000})>\s*;[^<]*\brel="next"/u.exec(headers['link'] ?? '')?.[1];
  const url = URL.parse(next ?? '');
  return url !== null && url.protocol === 'https:' && url.hostname === 'api.github.com' ? url.href : null;
}
