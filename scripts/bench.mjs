/**
 * `npm run bench`: how long the jobs of test/bench/*.bench.ts take, against their references.
 * `-- WORD …` picks the jobs whose name holds a word, `--json` prints one document, `--rounds N` measures N times.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measure, table } from './lib/bench.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { main, root, say, Stop } from './lib/project.mjs';
import { setUp } from './lib/set-up.mjs';

const folder = path.join(root, 'test/bench');

await main(async () => {
  await setUp();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Stop('--rounds takes a whole number from 1.');
  await ensureBuilt();
  const jobs = (await findJobs()).filter(({ name }) => positionals.every((word) => name.includes(word)));
  const results = [];
  for (const job of jobs) {
    say(`measuring ${job.name} …`);
    results.push(await measure(job, rounds));
  }
  const machine = {
    node: process.version,
    platform: process.platform,
    cpu: os.cpus()[0]?.model ?? '',
    cores: os.cpus().length,
  };
  process.stdout.write(values.json ? `${JSON.stringify({ machine, results }, null, 2)}\n` : `${table(results)}\n`);
  if (!values.json) say(`medians of ${rounds}; ${machine.cores} cores, ${machine.cpu}, Node ${machine.node}`);
});

/** @returns {Promise<import('./lib/bench.mjs').BenchJob[]>} */
async function findJobs() {
  const files = fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((file) => file.endsWith('.bench.ts'))
        .toSorted()
    : [];
  if (files.length === 0) throw new Stop('There is no job in test/bench yet.');
  const modules = [];
  for (const file of files) modules.push(await import(new URL(`../test/bench/${file}`, import.meta.url).href));
  return modules.flatMap(({ jobs }, at) => {
    if (!Array.isArray(jobs)) throw new Stop(`${files[at]} does not export a list named jobs.`);
    return jobs;
  });
}
