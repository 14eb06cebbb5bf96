/** What has to survive a restart: pauses that providers asked for, and what is left of their budgets. */
import { z } from 'zod';
import { providerIds } from '../../../shared/model.ts';

const count = z.number().min(0).max(1e9);
const moment = z.number().min(0).max(1e14);

const quotaSchema = z.object({
  name: z.string().max(100),
  size: count,
  left: count,
  /** When `left` was true. */
  at: moment,
  /** When it is whole again; null: not known, or it recovers steadily. */
  resetAt: moment.nullable(),
});

const providerSchema = z.object({
  /** By what is paused: until when. */
  pauses: z.record(z.string().max(300), moment),
  /** By name and standing. */
  quotas: z.record(z.string().max(150), quotaSchema),
});

const stateSchema = z.partialRecord(z.enum(providerIds), providerSchema);

/** Times in milliseconds since the epoch. */
export type LimitState = Readonly<z.infer<typeof stateSchema>>;
export type ProviderLimitState = Readonly<z.infer<typeof providerSchema>>;
export type QuotaState = Readonly<z.infer<typeof quotaSchema>>;

/** What was kept, as far as it makes sense. Nothing that was read is believed for longer than a day. */
export function readLimitState(kept: unknown): LimitState {
  return stateSchema.safeParse(kept).data ?? {};
}
