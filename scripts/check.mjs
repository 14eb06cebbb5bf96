/** `npm run check`: what a change must pass before it is committed, in about a minute. */
import { main, say, secondsSince } from './lib/project.mjs';
import { setUp } from './lib/set-up.mjs';
import { format, lint, runStep, tests, types } from './lib/steps.mjs';

await main(async () => {
  await setUp();
  const since = performance.now();
  // Two lanes for two cores: the tests take about as long as the other three.
  const lanes = [[types, lint, format], [tests('unit')]];
  const outcomes = await Promise.all(lanes.map((lane) => runLane(lane)));
  const failed = outcomes.flat().filter(({ ok }) => !ok);
  say(
    failed.length === 0
      ? `All of it passed in ${secondsSince(since)}.`
      : `Failed: ${failed.map(({ name }) => name).join(', ')} (${secondsSince(since)})`,
  );
  return failed.length === 0 ? 0 : 1;
});

/** @param {readonly import('./lib/steps.mjs').Step[]} lane */
async function runLane(lane) {
  const outcomes = [];
  for (const step of lane) outcomes.push(await runStep(step, true));
  return outcomes;
}
