/** Measures one job against its reference. */

/**
 * A thing whose time matters. `ours` and `reference` do the same work; each is run once to warm up and then `rounds`
 * times, in turn, so that a busy moment of the machine meets both.
 * @typedef {object} BenchJob
 * @property {string} name
 * @property {() => unknown} ours
 * @property {() => unknown} [reference] what a bare program would need for it: a copy, a hash, a plain loop
 * @property {string} [referenceName]
 * @property {() => unknown} [prepare] before the first run; not measured
 * @property {() => unknown} [reset] before every run; not measured
 * @property {() => unknown} [clean] after the last run; not measured
 */

/** @typedef {{ readonly name: string, readonly ours: number, readonly reference: number | null, readonly referenceName: string | null, readonly ratio: number | null, readonly rounds: number }} BenchResult times are medians in milliseconds */

/** @param {BenchJob} job @param {number} rounds @param {() => number} [now] in milliseconds @returns {Promise<BenchResult>} */
export async function measure(job, rounds, now = () => performance.now()) {
  await job.prepare?.();
  try {
    /** @type {number[]} */
    const ours = [];
    /** @type {number[]} */
    const reference = [];
    for (let round = 0; round <= rounds; round += 1) {
      const times = [await timeOf(job, job.ours, now), job.reference && (await timeOf(job, job.reference, now))];
      // Round 0 warms up.
      if (round === 0) continue;
      ours.push(times[0] ?? 0);
      if (times[1] !== undefined) reference.push(times[1]);
    }
    return result(job, median(ours), reference.length > 0 ? median(reference) : null, rounds);
  } finally {
    await job.clean?.();
  }
}

/** @param {BenchJob} job @param {() => unknown} work @param {() => number} now */
async function timeOf(job, work, now) {
  await job.reset?.();
  const since = now();
  await work();
  return now() - since;
}

/** @param {BenchJob} job @param {number} ours @param {number | null} reference @param {number} rounds @returns {BenchResult} */
function result(job, ours, reference, rounds) {
  const ratio = reference === null || reference === 0 ? null : ours / reference;
  return { name: job.name, ours, reference, referenceName: job.referenceName ?? null, ratio, rounds };
}

/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/** @param {readonly BenchResult[]} results @returns {string} a table, one job a line */
export function table(results) {
  const rows = results.map(({ name, ours, reference, ratio, referenceName }) => [
    name,
    milliseconds(ours),
    reference === null ? '' : milliseconds(reference),
    ratio === null ? '' : ratio.toFixed(2),
    referenceName ?? '',
  ]);
  const all = [['job', 'ours', 'reference', 'ratio', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row.map((cell, at) => (at === 0 || at === 4 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
    )
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

/** @param {number} value */
const milliseconds = (value) => `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
