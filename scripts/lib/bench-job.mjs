/**
 * One job in a process of its own, so that the memory it held is its own: bench-job.mjs FILE NAME ROUNDS, started with
 * an IPC channel that gets the result.
 */
import { measure } from './bench.mjs';
import { watchPeakMemory } from './peak-memory.mjs';

const [file = '', name = '', rounds = '1'] = process.argv.slice(2);
/** @type {{ readonly jobs: readonly import('./bench.mjs').BenchJob[] }} */
const { jobs } = await import(file);
const job = jobs.find((one) => one.name === name);
if (job === undefined) throw new Error(`no job "${name}" in ${file}`);
const memory = watchPeakMemory();
try {
  process.send?.(await measure(job, Number(rounds), memory));
} finally {
  memory.close();
  if (process.connected) process.disconnect();
}
