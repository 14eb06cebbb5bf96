/** Keeps indexings going: one for each provider of a game at most, paused while a provider asks for it. */
import type { CatalogueSource, IndexActivity, IndexStatus } from '../../shared/catalogue.ts';
import type { ProviderId } from '../../shared/model.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { indexSource, type IndexOutcome } from '../catalogue/index-source.ts';
import type { Clock } from '../lib/clock.ts';
import type { Provider } from '../providers/provider.ts';
import { unknownProvider } from './downloads.ts';

export interface IndexingDeps {
  readonly catalogue: Catalogue;
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  readonly clock: Clock;
  readonly changed: (source: CatalogueSource) => void;
}

export interface Indexing {
  readonly status: (sources: readonly CatalogueSource[]) => Promise<readonly IndexStatus[]>;
  /** Starts those that do not run. They go on by themselves until they are done, fail or are stopped. */
  readonly start: (sources: readonly CatalogueSource[]) => void;
  /** They keep their place. Resolves when nothing of them runs any more. */
  readonly stop: (sources: readonly CatalogueSource[]) => Promise<void>;
  /** Resolves when the indexings of these have ended. */
  readonly settled: (sources: readonly CatalogueSource[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Run {
  activity: IndexActivity;
  pages: number;
  seen: number;
  readonly stopping: AbortController;
  ended: Promise<void>;
}

const keyOf = ({ provider, game }: CatalogueSource): string => `${provider} ${game}`;

export function createIndexing({ catalogue, providers, clock, changed }: IndexingDeps): Indexing {
  const runs = new Map<string, Run>();
  const isActive = (run: Run | undefined): run is Run =>
    run !== undefined && (run.activity.kind === 'running' || run.activity.kind === 'paused');

  async function runOnce(source: CatalogueSource, run: Run): Promise<IndexOutcome> {
    const provider = providers.get(source.provider);
    if (provider === undefined) return { kind: 'failed', error: unknownProvider(source.provider).toData() };
    const onPage = ({ mods }: { readonly mods: number }): void => {
      run.pages += 1;
      run.seen += mods;
      changed(source);
    };
    return indexSource({ catalogue, feed: provider.feed, clock, onPage }, source, run.stopping.signal);
  }

  async function keepGoing(source: CatalogueSource, run: Run): Promise<void> {
    const { signal } = run.stopping;
    for (;;) {
      run.activity = { kind: 'running' };
      const outcome = await runOnce(source, run);
      if (outcome.kind === 'failed') run.activity = outcome;
      else if (outcome.kind === 'rate-limited') run.activity = { kind: 'paused', until: outcome.until };
      else run.activity = { kind: 'idle' };
      changed(source);
      if (outcome.kind !== 'rate-limited') return;
      await wait(outcome.until - clock.now(), signal);
      if (signal.aborted) {
        run.activity = { kind: 'idle' };
        changed(source);
        return;
      }
    }
  }

  function startOne(source: CatalogueSource): void {
    if (isActive(runs.get(keyOf(source)))) return;
    const run: Run = {
      activity: { kind: 'running' },
      pages: 0,
      seen: 0,
      stopping: new AbortController(),
      ended: Promise.resolve(),
    };
    runs.set(keyOf(source), run);
    changed(source);
    run.ended = keepGoing(source, run);
  }

  const runsOf = (sources: readonly CatalogueSource[]): readonly Run[] =>
    sources.flatMap((source) => runs.get(keyOf(source)) ?? []);
  const end = async (ending: readonly Run[]): Promise<void> => {
    for (const { stopping } of ending) stopping.abort();
    await Promise.all(ending.map(({ ended }) => ended));
  };

  return {
    status: async (sources) => {
      const known = await catalogue.ask('state', sources);
      return known.map((state) => {
        const run = runs.get(keyOf(state));
        return { ...state, activity: run?.activity ?? { kind: 'idle' }, pages: run?.pages ?? 0, seen: run?.seen ?? 0 };
      });
    },
    start: (sources) => {
      for (const source of sources) startOne(source);
    },
    stop: (sources) => end(runsOf(sources)),
    settled: async (sources) => {
      await Promise.all(runsOf(sources).map(({ ended }) => ended));
    },
    close: () => end([...runs.values()]),
  };
}

/** Ends early when told to stop. Milliseconds. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, Math.min(ms, longestWait)));
    signal.addEventListener('abort', done, { once: true });
  });
}

/** A timer takes no more; whoever asks for longer is asked again after it. */
const longestWait = 24 * 60 * 60 * 1_000;
