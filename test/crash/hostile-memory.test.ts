/** The corpus once more, in a process whose memory, files and answers are watched; then the corpus with bytes changed. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { corpus } from '../support/archives/corpus/corpus.ts';
import { judge, type Verdict } from '../support/archives/judge.ts';

const child = path.resolve(import.meta.dirname, '../support/archives/judge-child.ts');
const maxPeak = 512 * 1024 * 1024;

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-hostile-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function treeOf(root: string): string[] {
  return fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
}

it('stays within its memory and writes nothing anywhere', { timeout: 120_000 }, () => {
  const inside = path.join(folder, 'deep/inside/archives');
  fs.mkdirSync(inside, { recursive: true });
  fs.writeFileSync(path.join(folder, 'canary'), 'alive');
  const jobs = corpus.map((one) => {
    const file = path.join(inside, `${one.id}.${one.extension}`);
    fs.writeFileSync(file, one.bytes());
    return { file, limits: one.limits ?? {} };
  });
  const list = path.join(folder, 'jobs.json');
  fs.writeFileSync(list, JSON.stringify(jobs));
  const before = treeOf(folder);
  const run = spawnSync(process.execPath, [child, list], {
    cwd: inside,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 100_000,
  });
  expect(run.stderr).toBe('');
  const { verdicts, peak } = JSON.parse(run.stdout) as { verdicts: Verdict[]; peak: number };
  const refused = corpus.map(({ expect: wanted }) => 'code' in wanted);
  expect(verdicts.map((verdict) => 'code' in verdict)).toEqual(refused);
  expect(treeOf(folder)).toEqual(before);
  expect(fs.readFileSync(path.join(folder, 'canary'), 'utf8')).toBe('alive');
  console.log(`peak memory over ${corpus.length} archives: ${Math.round(peak / 1024 ** 2)} MB`);
  expect(peak).toBeLessThan(maxPeak);
});

/** Numbers from a seed: the same run again when something is found. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mutate(bytes: Buffer, next: (below: number) => number): Buffer {
  const changed = Buffer.from(bytes);
  if (changed.byteLength === 0) return changed;
  const changes = 1 + next(4);
  for (let at = 0; at < changes; at += 1) {
    // Most numbers that matter stand near the ends.
    const near = Math.min(changed.byteLength, 160);
    const where =
      next(3) === 0 ? next(changed.byteLength) : next(2) === 0 ? next(near) : changed.byteLength - 1 - next(near);
    changed[where] = next(2) === 0 ? next(256) : ([0, 0xff, 0x7f, 0x80][next(4)] ?? 0);
  }
  return next(10) === 0 ? changed.subarray(0, next(changed.byteLength)) : changed;
}

it('gives changed archives one clear verdict, the same one twice', { timeout: 900_000 }, () => {
  const seed = Number(process.env['LOADSTONE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const seconds = Number(process.env['LOADSTONE_FUZZ_SECONDS'] ?? 8);
  console.log(`changed archives: seed ${seed}; set LOADSTONE_FUZZ_SEED to see them again`);
  const next = numbers(seed);
  const small = corpus
    .map((one) => ({ ...one, content: one.bytes() }))
    .filter(({ content }) => content.byteLength < 50_000);
  const until = performance.now() + seconds * 1000;
  const maxRounds = seconds * 40;
  let round = 0;
  for (; round < maxRounds && performance.now() < until; round += 1) {
    // Programs are started for 7z and rar: a twentieth of the rounds is enough of those.
    const pool = small.filter(({ extension }) => (extension === '7z' || extension === 'rar') === (round % 20 === 0));
    const one = pool[next(pool.length)];
    if (one === undefined) continue;
    const file = path.join(folder, `fuzz.${one.extension}`);
    fs.writeFileSync(file, mutate(one.content, next));
    // Anything but an error of ours is a fault, and ends the test.
    const label = `seed ${seed}, round ${round}, ${one.id}`;
    const started = performance.now();
    const first = judgeOrSay(file, label);
    expect(performance.now() - started, label).toBeLessThan(20_000);
    expect(judgeOrSay(file, label), label).toEqual(first);
  }
  console.log(`changed archives: ${round} rounds`);
  expect(round).toBeGreaterThan(10);
});

function judgeOrSay(file: string, label: string): Verdict {
  try {
    return judge(file);
  } catch (error) {
    throw new Error(`not an error of ours: ${label}`, { cause: error });
  }
}
