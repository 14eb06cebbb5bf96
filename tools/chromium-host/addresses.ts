/**
 * The one place that knows how our addresses look to a browser that has never heard of our scheme. A standard, secure
 * scheme behaves like https, so `loadstone://app/x` is `https://app.loadstone.invalid/x` there (`.invalid` never
 * resolves: RFC 6761). Schemes that only serve pictures need no translation: the browser asks for them as they are.
 */
const suffix = '.invalid';

/** An address of main as the browser knows it. */
export function toBrowser(address: string): string {
  const match = /^([a-z][a-z0-9-]*):\/\/([a-z0-9-]+)(\/.*)?$/u.exec(address);
  const [, scheme = '', host = '', rest = '/'] = match ?? [];
  return match === null || scheme === 'https' || scheme === 'http' || scheme === 'file'
    ? address
    : `https://${host}.${scheme}${suffix}${rest}`;
}

/** An address or an origin of the browser as main knows it. */
export function toApp(address: string): string {
  const match = /^https:\/\/([a-z0-9-]+)\.([a-z][a-z0-9-]*)\.invalid(\/.*|)$/u.exec(address);
  if (match === null) return address;
  const [, host = '', scheme = '', rest = ''] = match;
  return `${scheme}://${host}${rest}`;
}

export const schemeOf = (address: string): string => /^([a-z][a-z0-9+.-]*):/iu.exec(address)?.[1]?.toLowerCase() ?? '';
