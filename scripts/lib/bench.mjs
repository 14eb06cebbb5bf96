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

/** @typedef {{ readonly name: string, readonly ours: number, readonly reference: number | null, readonly referenceName: string | null, readonly ratio: number | null, readonly peakBytes: number | null, readonly rounds: number }} BenchResult times are medians in milliseconds, memory is the most of all rounds, that of the programs a job runs included */

/**
 * @param {BenchJob} job @param {number} rounds
 * @param {import('./peak-memory.mjs').PeakMemory} memory of the process this runs in
 * @param {() => number} [now] in milliseconds
 * @returns {Promise<BenchResult>}
 */
export async function measure(job, rounds, memory, now = () => performance.now()) {
  await job.prepare?.();
  try {
    /** @type {number[]} */
    const ours = [];
    /** @type {number[]} */
    const reference = [];
    /** @type {number | null} */
    let peak = null;
    for (let round = 0; round <= rounds; round += 1) {
      const own = await timeOf(job, job.ours, now, memory);
      const held = memory.read();
      peak = held === null ? peak : Math.max(peak ?? 0, held);
      const times = [own, job.reference && (await timeOf(job, job.reference, now))];
      // Round 0 warms up.
      if (round === 0) continue;
      ours.push(times[0] ?? 0);
      if (times[1] !== undefined) reference.push(times[1]);
    }
    return result(job, median(ours), reference.length > 0 ? median(reference) : null, peak, rounds);
  } finally {
    await job.clean?.();
  }
}

/** @param {BenchJob} job @param {() => unknown} work @param {() => number} now @param {import('./peak-memory.mjs').PeakMemory} [memory] */
async function timeOf(job, work, now, memory) {
  await job.reset?.();
  memory?.reset();
  const since = now();
  await work();
  return now() - since;
}

/** @param {BenchJob} job @param {number} ours @param {number | null} reference @param {number | null} peakBytes @param {number} rounds @returns {BenchResult} */
function result(job, ours, reference, peakBytes, rounds) {
  const ratio = reference === null || reference === 0 ? null : ours / reference;
  return { name: job.name, ours, reference, referenceName: job.referenceName ?? null, ratio, peakBytes, rounds };
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
  const rows = results.map(({ name, ours, reference, ratio, peakBytes, referenceName }) => [
    name,
    milliseconds(ours),
    reference === null ? '' : milliseconds(reference),
    ratio === null ? '' : ratio.toFixed(2),
    peakBytes === null ? '' : `${Math.round(peakBytes / 2 ** 20)} MiB`,
    referenceName ?? '',
  ]);
  const all = [['job', 'ours', 'reference', 'ratio', 'memory', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row.map((cell, at) => (at === 0 || at === 5 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
    )
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

/** @param {number} value */
const milliseconds = (value) => `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
