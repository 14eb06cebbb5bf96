/**
 * `npm test`: everything, and one closing line that adds up what vitest counted.
 * `npm test -- unit e2e` runs only these steps; `--all` also repeats what already passed on this very checkout.
 */
import { ensureBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { checkoutFingerprint, openPasses } from './lib/passes.mjs';
import { main, say, secondsSince, Stop } from './lib/project.mjs';
import { setUp } from './lib/set-up.mjs';
import { format, lint, runStep, tell, tests, types } from './lib/steps.mjs';
import { addUp, countsLine } from './lib/test-report.mjs';

/** @type {import('./lib/steps.mjs').Step} */
const build = {
  name: 'build',
  start: async () => {
    try {
      await ensureBuilt();
      return { code: 0, output: '' };
    } catch (error) {
      if (error instanceof Stop) return { code: 1, output: error.message };
      throw error;
    }
  },
};

const quietly = [types, lint, format, build];
const loudly = ['unit', 'contract', 'crash', 'e2e'].map((project) => tests(project));

await main(async () => {
  await setUp();
  const steps = chooseSteps(process.argv.slice(2));
  const programs = [await ensureBrowser(), await ensureElectron()];
  const since = performance.now();
  const outcomes = await runSteps(steps, programs);
  say('');
  for (const outcome of outcomes) say(tell(outcome));
  say(`in ${secondsSince(since)}`);
  process.stdout.write(`${countsLine(addUp(outcomes.map(({ counts }) => counts)))}\n`);
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
});

/** @param {readonly string[]} args */
function chooseSteps(args) {
  const all = [...quietly, ...loudly];
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.find((name) => !all.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new Stop(`There is no step "${unknown}"; the steps are ${all.map(({ name }) => name).join(', ')}.`);
  return names.length === 0 ? all : all.filter((step) => step === build || names.includes(step.name));
}

/** @param {readonly import('./lib/steps.mjs').Step[]} steps @param {readonly (string | null)[]} programs */
async function runSteps(steps, programs) {
  const afresh = process.env['CI'] !== undefined || process.argv.includes('--all');
  const checkout = checkoutFingerprint(programs);
  const passes = openPasses(checkout);
  const outcomes = [];
  for (const step of steps) {
    const pass = afresh || step === build ? undefined : passes.of(step.name);
    if (pass !== undefined) {
      say(`${step.name}: passed on this very checkout at ${pass.at}; not repeated ("npm test -- --all" does)`);
      outcomes.push({ name: step.name, ok: true, time: 'before', counts: pass.counts });
      continue;
    }
    const outcome = await runStep(step, quietly.includes(step));
    // What was edited while the step ran may not be what it saw.
    if (outcome.ok && checkoutFingerprint(programs) === checkout) passes.note(step.name, outcome.counts);
    outcomes.push(outcome);
  }
  return outcomes;
}
