/** Which texts of a sign-in are secret: looked for wherever they must not be. */
import type { Credentials } from '../../lib/http.ts';

/** Shorter ones are words that could stand anywhere by chance. */
const shortest = 8;

const plainHeader = /^(?:accept|content-|user-agent|application-|protocol-|x-github-api-version|x-modio-)/iu;
const plainParameter = /^(?:user(?:_?name)?|user_id)$/iu;

export function secretsOf({ headers, query }: Pick<Credentials, 'headers' | 'query'>): readonly string[] {
  const shown = Object.entries(headers).filter(([name]) => !plainHeader.test(name));
  const asked = Object.entries(query).filter(([name]) => !plainParameter.test(name));
  return [...shown, ...asked]
    .map(([, value]) => value.replace(/^(?:Bearer|Basic|token)\s+/iu, '').trim())
    .filter((value) => value.length >= shortest);
}

/** Providers echo what they were shown. It is taken out before anybody can keep it or quote it. */
export function withoutSecrets(text: string, credentials: Credentials | null): string {
  if (credentials === null) return text;
  let clean = text;
  for (const value of secretsOf(credentials)) clean = clean.replaceAll(value, '…');
  return clean;
}
