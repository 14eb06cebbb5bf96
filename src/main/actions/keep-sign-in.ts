/** A sign-in in the secret store: the secret and who it is, together, so that neither is ever there without the other. */
import { z } from 'zod';
import { type SecretProtection, accountRights, type Account } from '../../shared/accounts.ts';
import { providerIds, type ProviderId } from '../../shared/model.ts';
import type { SecretStore } from '../lib/secrets.ts';

export interface SignInRecord {
  readonly secret: string;
  readonly account: Account;
  /** When the provider last said who this is, in milliseconds since the epoch. */
  readonly checkedAt: number;
}

export interface Kept extends SignInRecord {
  readonly protection: SecretProtection;
}

export interface Keeping {
  /** null: there is none, or it is not readable any more. */
  readonly read: () => Promise<Kept | null>;
  readonly write: (record: SignInRecord) => Promise<Kept>;
  readonly remove: () => Promise<void>;
}

const schema = z.object({
  version: z.literal(1),
  secret: z.string().min(1),
  account: z.object({
    provider: z.enum(providerIds),
    name: z.string(),
    membership: z.string().nullable(),
    // A right this version does not know is no reason to sign the player out.
    may: z.array(z.string()).transform((names) => accountRights.filter((right) => names.includes(right))),
    expiresAt: z.number().nullable(),
  }),
  checkedAt: z.number(),
});

export function createKeeping(provider: ProviderId, store: SecretStore): Keeping {
  return {
    read: async () => {
      const text = await store.get(provider);
      const record = text === null ? null : parse(text);
      if (record === null || record.account.provider !== provider) return null;
      return { ...record, protection: await store.protection() };
    },
    write: async (record) => {
      const protection = await store.set(provider, JSON.stringify({ version: 1, ...record }));
      return { ...record, protection };
    },
    remove: () => store.remove(provider),
  };
}

function parse(text: string): SignInRecord | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
