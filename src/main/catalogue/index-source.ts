/**
 * Fills the catalogue from a provider's feed, a page at a time. Requests go through the provider and therefore through
 * its limits; a run reads a bounded number of pages and keeps its place, so it can end at any time.
 */
import type { CatalogueSource } from '../../shared/catalogue.ts';
import { LoadstoneError, toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { ModSummary } from '../../shared/model.ts';
import type { Clock } from '../lib/clock.ts';
import type { Catalogue } from './catalogue.ts';

export interface Feed {
  (
    game: string,
    cursor: string | null,
    signal: AbortSignal,
  ): Promise<{ readonly mods: readonly ModSummary[]; readonly next: string | null }>;
}

export interface IndexDeps {
  readonly catalogue: Catalogue;
  readonly feed: Feed;
  readonly clock: Clock;
  /** Called after each page that was kept. */
  readonly onPage: (page: { readonly mods: number; readonly added: number }) => void;
}

export type IndexOutcome =
  | { readonly kind: 'done' }
  /** As many pages as one run may read; there are more. */
  | { readonly kind: 'more' }
  | { readonly kind: 'rate-limited'; readonly until: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** Pages of one run. */
export const pagesPerRun = 200;

/** Never throws for what a provider does. */
export async function indexSource(
  deps: IndexDeps,
  source: CatalogueSource,
  signal: AbortSignal,
  pages = pagesPerRun,
): Promise<IndexOutcome> {
  const { catalogue, clock } = deps;
  try {
    const { cursor } = await catalogue.ask('beginSweep', { source, at: clock.now() });
    return await readPages(deps, source, cursor, signal, pages);
  } catch (error) {
    return outcomeOf(error, clock, signal);
  }
}

async function readPages(
  { catalogue, feed, clock, onPage }: IndexDeps,
  source: CatalogueSource,
  from: string | null,
  signal: AbortSignal,
  pages: number,
): Promise<IndexOutcome> {
  const passed = new Set<string | null>();
  let cursor = from;
  for (let page = 0; page < pages; page += 1) {
    if (signal.aborted) return { kind: 'cancelled' };
    if (passed.has(cursor)) {
      await catalogue.ask('giveUpSweep', source);
      throw new LoadstoneError(
        'provider_answer_unreadable',
        `The list of mods at ${source.provider} leads back to itself.`,
        'Try again later. What was read so far is kept.',
      );
    }
    passed.add(cursor);
    const { mods, next } = await readPage(feed, catalogue, source, cursor, signal);
    const { done, added } = await catalogue.ask('keepPage', { source, mods, next, at: clock.now() });
    onPage({ mods: mods.length, added });
    if (done) return { kind: 'done' };
    cursor = next;
  }
  return { kind: 'more' };
}

/** A provider that no longer knows a place we kept is asked from the start next time. */
async function readPage(
  feed: Feed,
  catalogue: Catalogue,
  source: CatalogueSource,
  cursor: string | null,
  signal: AbortSignal,
): Promise<{ readonly mods: readonly ModSummary[]; readonly next: string | null }> {
  try {
    return await feed(source.game, cursor, signal);
  } catch (error) {
    const refused = error instanceof LoadstoneError && ['provider_refused', 'invalid_input'].includes(error.code);
    if (refused && cursor !== null) await catalogue.ask('giveUpSweep', source);
    throw error;
  }
}

/** Milliseconds to wait when a provider does not say how long. */
const unexplainedWait = 60_000;

function outcomeOf(error: unknown, clock: Clock, signal: AbortSignal): IndexOutcome {
  if (signal.aborted) return { kind: 'cancelled' };
  if (!(error instanceof LoadstoneError)) return { kind: 'failed', error: toErrorData(error) };
  if (error.code === 'cancelled') return { kind: 'cancelled' };
  if (error.code !== 'rate_limited') return { kind: 'failed', error: error.toData() };
  const until = Number(error.details?.['until']);
  return { kind: 'rate-limited', until: Number.isFinite(until) ? until : clock.now() + unexplainedWait };
}
