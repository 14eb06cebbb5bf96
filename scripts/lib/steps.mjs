/** The steps of `npm test` and `npm run check`, and how one is run, timed and told. */
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir, readJson, say, secondsSince } from './project.mjs';
import { runPackage } from './run.mjs';
import { countTests, countsLine, noTests } from './test-report.mjs';

/** @typedef {import('./test-report.mjs').Counts} Counts */
/** @typedef {{ readonly name: string, readonly ok: boolean, readonly time: string, readonly counts: Counts }} Outcome */
/** @typedef {{ readonly name: string, readonly start: (quiet: boolean) => Promise<{ code: number, output: string, counts?: Counts }> }} Step */

/** @type {Step} */
export const types = {
  name: 'types',
  start: async (quiet) => {
    const [project, scripts] = await Promise.all([
      runPackage(['typescript', 'tsc'], ['-b'], { quiet }),
      runPackage(['typescript', 'tsc'], ['-p', 'scripts', '--noEmit'], { quiet }),
    ]);
    return { code: project.code || scripts.code, output: project.output + scripts.output };
  },
};

/** @type {Step} */
export const lint = {
  name: 'lint',
  start: (quiet) => runPackage('oxlint', ['--type-aware', '--deny-warnings'], { quiet }),
};

/** @type {Step} */
export const format = { name: 'format', start: (quiet) => runPackage('oxfmt', ['--check'], { quiet }) };

/** The tests of one vitest project. @param {string} project @returns {Step} */
export const tests = (project) => ({
  name: project,
  start: async (quiet) => {
    const file = path.join(cacheDir, 'reports', `${project}-${process.pid}.json`);
    fs.rmSync(file, { force: true });
    const shown = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    // A project without a single test is no failure of its own: the closing line tells how many ran in all.
    // Left alone, vitest keeps one core free: half of a small machine.
    const args = ['run', '--project', project, '--passWithNoTests', '--maxWorkers=100%', ...shown];
    const { code, output } = await runPackage('vitest', args, { quiet });
    const report = readJson(file);
    fs.rmSync(file, { force: true });
    const counts = code === 0 && report === null ? noTests : countTests(report);
    return { code: code || (counts.failed > 0 ? 1 : 0), output, counts };
  },
});

/**
 * Runs a step and tells its name and time; what a quiet one printed is shown when it fails.
 * @param {Step} step @param {boolean} quiet @returns {Promise<Outcome>}
 */
export async function runStep(step, quiet) {
  const since = performance.now();
  const { code, output, counts = noTests } = await step.start(quiet);
  if (code !== 0 && quiet) say(output.trimEnd());
  const outcome = { name: step.name, ok: code === 0, time: secondsSince(since), counts };
  say(tell(outcome));
  return outcome;
}

/** @param {Outcome} outcome */
export function tell({ name, ok, time, counts }) {
  const told = counts.passed + counts.failed + counts.skipped > 0 ? `  ${countsLine(counts)}` : '';
  return `${ok ? '✓' : '✗'} ${name.padEnd(10)}${time.padStart(8)}${told}`;
}
