/** Where secrets lie, as a port. The app gives them to the system's key store, the command line to a file of its own. */
import type { SecretProtection } from '../../shared/accounts.ts';

export interface SecretStore {
  readonly protection: () => Promise<SecretProtection>;
  /** null when there is none, or when it can no longer be decrypted: signed out, never a crash. */
  readonly get: (name: string) => Promise<string | null>;
  readonly set: (name: string, value: string) => Promise<SecretProtection>;
  readonly remove: (name: string) => Promise<void>;
}

/** Names become file names. Throws for anything else. */
export function checkSecretName(name: string): string {
  if (!/^[a-z0-9-]{1,64}$/u.test(name)) throw new Error('not a name of a secret');
  return name;
}
