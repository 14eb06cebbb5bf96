/** What the sign-in socket says. Source: Nexus-Mods/sso-integration-demo; protocol 1 has neither answers nor errors. */
import { z } from 'zod';
import { oneLine } from '../rich-text.ts';

export type Protocol = 1 | 2;

export type SsoMessage =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'refused'; readonly why: string }
  /** For somebody else, or of no meaning to us. */
  | { readonly kind: 'ignored' };

const schema = z.object({
  id: z.unknown().optional(),
  success: z.boolean(),
  data: z
    .object({ id: z.unknown(), connection_token: z.unknown(), api_key: z.unknown() })
    .partial()
    .nullish()
    .catch(null),
  error: z.unknown().optional(),
});

const secretPattern = /^[\x21-\x7E]{8,1000}$/u;

export function ssoMessageOf(text: string, id: string, protocol: Protocol): SsoMessage {
  const body = schema.safeParse(jsonOf(text)).data;
  // The bare key is all that protocol 1 ever says.
  if (body === undefined)
    return protocol === 1 && secretPattern.test(text) && !/^[<{["]/u.test(text)
      ? { kind: 'key', key: text }
      : { kind: 'ignored' };
  if ([body.id, body.data?.id].some((other) => typeof other === 'string' && other !== id)) return { kind: 'ignored' };
  if (!body.success) return { kind: 'refused', why: typeof body.error === 'string' ? oneLine(body.error, 300) : '' };
  const { api_key: key, connection_token: token } = body.data ?? {};
  if (typeof key === 'string' && secretPattern.test(key)) return { kind: 'key', key };
  if (typeof token === 'string' && secretPattern.test(token)) return { kind: 'token', token };
  return { kind: 'ignored' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `token` joins what an earlier connection began. */
export const helloOf = (id: string, slug: string, token: string | null, protocol: Protocol): string =>
  JSON.stringify(protocol === 1 ? { id, appid: slug } : { id, token, protocol: 2 });

export function ssoPage(site: string, id: string, slug: string, protocol: Protocol): string {
  const application = protocol === 1 ? {} : { application: slug };
  return `${site}/sso?${new URLSearchParams({ id, ...application }).toString()}`;
}
