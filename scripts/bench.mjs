/**
 * `npm run bench`: how long the jobs of test/bench/*.bench.ts take, against their references.
 * `-- WORD …` picks the jobs whose name holds a word, `--json` prints one document, `--rounds N` measures N times.
 */
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { table } from './lib/bench.mjs';
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
  for (const { file, name } of jobs) {
    say(`measuring ${name} …`);
    const result = await measureApart(file, name, rounds);
    if (result === null) say(`${name} failed`);
    else results.push(result);
  }
  const machine = {
    node: process.version,
    platform: process.platform,
    cpu: os.cpus()[0]?.model ?? '',
    cores: os.cpus().length,
  };
  process.stdout.write(values.json ? `${JSON.stringify({ machine, results }, null, 2)}\n` : `${table(results)}\n`);
  if (!values.json) say(`medians of ${rounds}; ${machine.cores} cores, ${machine.cpu}, Node ${machine.node}`);
  return results.length < jobs.length ? 1 : 0;
});

/** @returns {Promise<{ readonly file: string, readonly name: string }[]>} */
async function findJobs() {
  const files = fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((file) => file.endsWith('.bench.ts'))
        .toSorted()
    : [];
  if (files.length === 0) throw new Stop('There is no job in test/bench yet.');
  const found = [];
  for (const name of files) {
    const file = new URL(`../test/bench/${name}`, import.meta.url).href;
    const { jobs } = await import(file);
    if (!Array.isArray(jobs)) throw new Stop(`${name} does not export a list named jobs.`);
    found.push(...jobs.map((job) => ({ file, name: job.name })));
  }
  return found;
}

/** null when it failed, of which its process has told. @param {string} file @param {string} name @param {number} rounds @returns {Promise<import('./lib/bench.mjs').BenchResult | null>} */
function measureApart(file, name, rounds) {
  return new Promise((resolve, reject) => {
    /** @type {import('./lib/bench.mjs').BenchResult | null} */
    let result = null;
    const child = fork(path.join(root, 'scripts/lib/bench-job.mjs'), [file, name, String(rounds)], {
      execArgv: [...process.execArgv, '--expose-gc'],
      // Only the table is an answer.
      stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
    });
    child.on('message', (message) => {
      result = /** @type {import('./lib/bench.mjs').BenchResult} */ (message);
    });
    child.on('error', reject);
    child.on('close', () => resolve(result));
  });
}
