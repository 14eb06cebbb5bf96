/**
 * What the login of factorio.com answers. Source: wiki.factorio.com "Web authentication API": from version 4 of it on a
 * failure has status 200 as well, so that only the body tells.
 */
import { unreadable } from '../http/faults.ts';
import { oneLine } from '../rich-text.ts';
import type { Answered } from './types.ts';
import { errorSchema, loginErrorSchema, loginSchema } from './wire.ts';

export type LoginOutcome =
  /** `username` is the name of the account, also when an e-mail address was typed: downloads want the name. */
  | { readonly kind: 'in'; readonly username: string; readonly token: string }
  /** A code was sent to the player's e-mail address. */
  | { readonly kind: 'code_needed'; readonly text: string }
  | { readonly kind: 'refused'; readonly code: string; readonly text: string };

/** `typed`: the name that was sent; the oldest version of the login answers no other. */
export function loginOutcomeOf({ status, body }: Answered, typed: string): LoginOutcome {
  const error = loginErrorSchema.safeParse(body).data;
  if (error !== undefined) {
    const text = oneLine(error.message ?? '', 300);
    if (error.error === 'email-authentication-required') return { kind: 'code_needed', text };
    return { kind: 'refused', code: oneLine(error.error, 60), text };
  }
  const success = loginSchema.safeParse(body).data;
  if (success !== undefined && status < 400) return { kind: 'in', ...success };
  if (Array.isArray(body) && typeof body[0] === 'string' && body[0] !== '')
    return { kind: 'in', username: typed, token: body[0] };
  const message = errorSchema.safeParse(body).data?.message;
  if (status < 400 && message === undefined) throw unreadable('factorio', 'a login of an unknown shape');
  return { kind: 'refused', code: `status ${status}`, text: oneLine(message ?? '', 300) };
}
