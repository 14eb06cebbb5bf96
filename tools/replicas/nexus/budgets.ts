/** Hourly and daily budgets of each account. The hourly one bites only once the daily one is used up. */
export interface BudgetSizes {
  readonly hourly: number;
  readonly daily: number;
}

export const nexusSizes: BudgetSizes = { hourly: 500, daily: 20_000 };
const windows = { hourly: 3_600_000, daily: 86_400_000 } as const;
type Window = keyof typeof windows;

export interface Budgets {
  /** Counts a request of `who`; `free` ones are only shown what is left. */
  readonly take: (
    who: string,
    free: boolean,
  ) => { readonly refused: boolean; readonly headers: Readonly<Record<string, string>> };
  readonly setSizes: (sizes: BudgetSizes) => void;
  readonly clear: () => void;
}

export function createBudgets(first: BudgetSizes): Budgets {
  let sizes = first;
  const used = new Map<string, { count: number; reset: number }>();
  const entryOf = (who: string, name: Window) => {
    const key = `${name} ${who}`;
    const known = used.get(key);
    const entry =
      known === undefined || known.reset <= Date.now() ? { count: 0, reset: Date.now() + windows[name] } : known;
    used.set(key, entry);
    return entry;
  };
  const left = (entry: { readonly count: number }, name: Window): number => Math.max(0, sizes[name] - entry.count);
  return {
    take: (who, free) => {
      const hourly = entryOf(who, 'hourly');
      const daily = entryOf(who, 'daily');
      const refused = !free && left(hourly, 'hourly') === 0 && left(daily, 'daily') === 0;
      if (!free && !refused) {
        if (left(daily, 'daily') === 0) hourly.count += 1;
        else {
          daily.count += 1;
          hourly.count = Math.min(sizes.hourly, hourly.count + 1);
        }
      }
      const headers = {
        'x-rl-hourly-limit': String(sizes.hourly),
        'x-rl-hourly-remaining': String(left(hourly, 'hourly')),
        'x-rl-hourly-reset': dateOf(hourly.reset),
        'x-rl-daily-limit': String(sizes.daily),
        'x-rl-daily-remaining': String(left(daily, 'daily')),
        'x-rl-daily-reset': dateOf(daily.reset),
      };
      return { refused, headers };
    },
    setSizes: (next) => {
      sizes = next;
    },
    clear: () => used.clear(),
  };
}

/** "2026-03-14 18:39:03 +0000" */
const dateOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} +0000`;
