/** The budgets of requests: sixty an hour for strangers, five thousand for members, searches counted apart. */
export interface Budget {
  readonly name: 'core' | 'search';
  readonly limit: number;
  readonly used: number;
  /** Seconds since the epoch. */
  readonly reset: number;
}

export interface BudgetSizes {
  readonly core: { readonly anonymous: number; readonly member: number };
  readonly search: { readonly anonymous: number; readonly member: number };
}

export const gitHubSizes: BudgetSizes = {
  core: { anonymous: 60, member: 5_000 },
  search: { anonymous: 10, member: 30 },
};
const windows = { core: 3_600, search: 60 } as const;

export interface Budgets {
  /** Counts a request of `who`; `free` ones are only shown what is left. */
  readonly take: (who: string | null, name: Budget['name'], free: boolean) => Budget & { readonly refused: boolean };
  readonly setSizes: (sizes: BudgetSizes) => void;
  readonly clear: () => void;
}

export function createBudgets(first: BudgetSizes): Budgets {
  let sizes = first;
  const used = new Map<string, { count: number; reset: number }>();
  return {
    take: (who, name, free) => {
      const now = Math.floor(Date.now() / 1_000);
      const key = `${name} ${who ?? ''}`;
      const known = used.get(key);
      const entry = known === undefined || known.reset <= now ? { count: 0, reset: now + windows[name] } : known;
      used.set(key, entry);
      const limit = sizes[name][who === null ? 'anonymous' : 'member'];
      const refused = !free && entry.count >= limit;
      if (!free && !refused) entry.count += 1;
      return { name, limit, used: entry.count, reset: entry.reset, refused };
    },
    setSizes: (next) => {
      sizes = next;
    },
    clear: () => used.clear(),
  };
}

export const budgetHeaders = ({ name, limit, used, reset }: Budget): Readonly<Record<string, string>> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(limit - used),
  'x-ratelimit-reset': String(reset),
  'x-ratelimit-used': String(used),
  'x-ratelimit-resource': name,
});
