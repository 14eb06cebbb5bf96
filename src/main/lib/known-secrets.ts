/**
 * The secrets this process holds, so that every text on its way out can be freed of them. The one piece of state that
 * the whole program shares: a text must lose a secret wherever it leaves, also where nobody thought of secrets.
 */

const known = new Set<string>();

/** Shorter ones are words that may stand anywhere by chance. */
const shortest = 8;
const most = 500;

/** From now on the value is masked. One that is forgotten again could still be in a text that is to be written. */
export function rememberSecret(value: string): void {
  if (value.length < shortest) return;
  known.add(value);
  known.add(encodeURIComponent(value));
  known.add(JSON.stringify(value).slice(1, -1));
  for (const oldest of known) {
    if (known.size <= most) return;
    known.delete(oldest);
  }
}

/** The text without any secret this process holds. */
export function maskSecrets(text: string): string {
  let clean = text;
  for (const value of known) if (clean.includes(value)) clean = clean.replaceAll(value, '…');
  return clean;
}

/** The same for plain data: every text in it. `further` takes out what only the caller knows. */
export function maskData<T>(value: T, further: (text: string) => string = (text) => text): T {
  if (typeof value === 'string') return further(maskSecrets(value)) as T;
  if (Array.isArray(value)) return value.map((member: unknown) => maskData(member, further)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskData(member, further)])) as T;
}
