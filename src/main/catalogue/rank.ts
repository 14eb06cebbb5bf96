/**
 * A mod's row number says how popular it is: smaller is better, so rows come out of the full-text index in the order
 * they are shown in and a search can stop after the first fifty. 10 bits for popularity, 26 for a number of its own.
 */
import type { ModSummary } from '../../shared/model.ts';

const numbers = 2 ** 26;
const buckets = 1_024;
/** Steps to each doubling: counts that grew by less than about 4 % leave the row where it is. */
const stepsPerDoubling = 16;
/** About so many downloads come with each like. */
const downloadsPerLike = 20;

/** Higher is more popular. On a logarithmic scale, because counts grow all the time and order hardly changes. */
export function popularityOf({ downloads, likes }: Pick<ModSummary, 'downloads' | 'likes'>): number {
  const count = Math.max(0, downloads ?? 0, (likes ?? 0) * downloadsPerLike);
  return Math.min(buckets - 1, Math.floor(Math.log2(1 + count) * stepsPerDoubling));
}

export const rowOf = (popularity: number, number: number): number =>
  (buckets - 1 - popularity) * numbers + (number % numbers);

/** The number of its own that a row keeps when its popularity changes. */
export const numberOf = (row: number): number => row % numbers;
