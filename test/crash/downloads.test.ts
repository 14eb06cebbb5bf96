/**
 * Downloads that are killed and cut off at random moments. Whatever happens, no wrong file gets its final name, and
 * nearly all that had arrived is used again. LOADSTONE_CRASH=full disturbs 200 times, otherwise 20; LOADSTONE_SEED
 * repeats a run.
 */
import { spawn } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { startLoopback, type Handler, type Loopback } from '../support/loopback.ts';
import { tempFolder } from '../support/trees.ts';

const full = process.env['LOADSTONE_CRASH'] === 'full';
const seed = Number(process.env['LOADSTONE_SEED'] ?? Date.now() % 1_000_000);
const wanted = full ? 200 : 20;
/** Of each file so many disturbances, one on each stretch of it. */
const perFile = 5;
const size = 40 * 1024 * 1024;
const chunk = 64 * 1024;

const child = path.join(import.meta.dirname, 'download-child.ts');

/** The same for the same seed; no two blocks alike. */
function makeContent(): Buffer {
  const content = Buffer.alloc(size);
  for (let at = 0; at < size; at += 32) createHash('sha256').update(`${seed} ${at}`).digest().copy(content, at);
  Buffer.from([0x50, 0x4b, 0x03, 0x04]).copy(content);
  return content;
}

function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Disturbance {
  readonly kind: 'kill' | 'drop';
  /** Bytes of the file that the server lets through before it happens. */
  readonly at: number;
}

/** What the server saw: where each request began and how far it got. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Disturber {
  readonly handler: Handler;
  readonly stretches: Stretch[];
}

/** Sends no faster than the other side reads, and disturbs at the next planned place. */
function createDisturber(content: Buffer, plan: Disturbance[], kill: () => void): Disturber {
  const stretches: Stretch[] = [];
  const handler: Handler = (request, response) => {
    const from = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = { 'content-range': `bytes ${from}-${size - 1}/${size}` };
    const headers = { etag: '"crash"', 'content-length': size - from, ...(from > 0 ? range : {}) };
    response.writeHead(from > 0 ? 206 : 200, headers);
    let sent = from;
    response.on('close', () => stretches.push({ from, to: sent }));
    const send = async (): Promise<void> => {
      while (sent < size && !response.destroyed) {
        const [next] = plan;
        const end = Math.min(sent + chunk, size, next === undefined || next.at <= sent ? size : next.at);
        response.write(content.subarray(sent, end));
        sent = end;
        await sleep(1);
        if (next === undefined || sent < next.at) continue;
        plan.shift();
        // What was written is on its way for a moment. Only what has arrived can be used again.
        await sleep(40);
        if (next.kind === 'kill') kill();
        response.destroy();
        return;
      }
      response.end();
    };
    void send();
  };
  return { handler, stretches };
}

function planFor(random: () => number): Disturbance[] {
  const stretch = size / perFile;
  return Array.from({ length: perFile }, (_, index) => ({
    kind: random() < 0.5 ? 'kill' : 'drop',
    at: Math.floor((index + 0.15 + random() * 0.8) * stretch),
  }));
}

/** Runs the child until it has the file; every killed one is followed by another. */
async function fetchThrough(server: Loopback, folder: string, sha256: string, running: { kill: () => void }) {
  for (let starts = 1; starts <= perFile + 2; starts += 1) {
    const args = ['--no-warnings', child, folder, server.url, String(size), sha256];
    const one = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: 60_000 });
    running.kill = () => one.kill('SIGKILL');
    const code = await new Promise<number | null>((resolve) => {
      one.on('close', resolve);
    });
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    const final = names.filter((name) => name !== 'part' && name !== 'part.sums');
    if (code === 0) return { starts, final, names };
    expect(final, 'no final name before the end').toEqual([]);
  }
  throw new Error('it never ended');
}

/** Bytes that were sent before a disturbance and again after it. */
const sentAgain = (stretches: readonly Stretch[]): number =>
  stretches.slice(1).reduce((sum, { from }, index) => sum + Math.max(0, (stretches[index]?.to ?? 0) - from), 0);

describe(`downloads that are disturbed, seed ${seed}`, () => {
  const totals = { kills: 0, drops: 0, files: 0, corrupt: 0, before: 0, again: 0 };
  afterAll(() => {
    const reused = ((1 - totals.again / Math.max(1, totals.before)) * 100).toFixed(2);
    console.log(
      `${totals.kills} kills and ${totals.drops} drops in ${totals.files} files of ${size / 1024 / 1024} MiB: ` +
        `${totals.corrupt} corrupt, ${reused} % of the bytes reused`,
    );
  });

  test('end whole, with nearly every byte fetched once', { timeout: full ? 1_200_000 : 240_000 }, async () => {
    const random = randomFrom(seed);
    const content = makeContent();
    const sha256 = hash('sha256', content, 'hex');
    const server = await startLoopback();
    const folder = tempFolder('disturbed');
    try {
      for (let file = 0; file < wanted / perFile; file += 1) {
        const plan = planFor(random);
        const kills = plan.filter(({ kind }) => kind === 'kill').length;
        const running = { kill: (): void => undefined };
        const { handler, stretches } = createDisturber(content, plan, () => running.kill());
        server.serve(handler);
        const home = path.join(folder.path, String(file));
        const { final, names, starts } = await fetchThrough(server, home, sha256, running);
        expect([plan, starts]).toEqual([[], kills + 1]);
        expect(names).toEqual([sha256]);
        const found = hash('sha256', fs.readFileSync(path.join(home, final[0] ?? '')), 'hex');
        totals.corrupt += found === sha256 ? 0 : 1;
        totals.kills += kills;
        totals.drops += perFile - kills;
        totals.files += 1;
        totals.before += stretches.slice(0, -1).reduce((sum, { from, to }) => sum + to - from, 0);
        totals.again += sentAgain(stretches);
        fs.rmSync(home, { recursive: true });
      }
      expect(totals.corrupt).toBe(0);
      expect(totals.kills * totals.drops).toBeGreaterThan(0);
      expect(totals.again / totals.before).toBeLessThan(0.05);
    } finally {
      await server.close();
      folder.remove();
    }
  });
});
