/** What the network's scheduler wants to know again after a restart, by provider. Its shape is for the scheduler to judge. */
import type { ProviderId } from '../../shared/model.ts';
import type { Db } from './open.ts';

export interface ProviderLimitTable {
  /** What cannot be read is left out. */
  readonly get: () => Readonly<Record<string, unknown>>;
  readonly put: (states: Readonly<Partial<Record<ProviderId, unknown>>>) => void;
}

export function createProviderLimits(db: Db): ProviderLimitTable {
  const all = db.prepare<[], { provider: string; state: string }>('SELECT provider, state FROM provider_limit');
  const put = db.prepare('INSERT OR REPLACE INTO provider_limit (provider, state) VALUES (?, ?)');
  const putAll = db.transaction((states: Readonly<Record<string, unknown>>) => {
    for (const [provider, state] of Object.entries(states)) put.run(provider, JSON.stringify(state));
  });
  return {
    get: () => Object.fromEntries(all.all().flatMap(({ provider, state }) => parsed(provider, state))),
    put: (states) => putAll.immediate(states),
  };
}

function parsed(provider: string, state: string): readonly (readonly [string, unknown])[] {
  try {
    return [[provider, JSON.parse(state) as unknown]];
  } catch {
    return [];
  }
}
