import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLoopback } from '../../support/loopback.ts';
import { tempFolder } from '../../support/trees.ts';

const tool = path.join(import.meta.dirname, '../../live/verify-live.ts');

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('verify-live');
});
afterEach(() => folder.remove());

function verify(web: string, ...providers: readonly string[]): Promise<{ status: number | null; out: string }> {
  const file = path.join(folder.path, 'endpoints.json');
  const ids = ['nexus', 'gamebanana', 'github', 'modio', 'factorio'];
  fs.writeFileSync(file, JSON.stringify(Object.fromEntries(ids.map((id) => [id, web]))));
  const child = spawn(process.execPath, ['--no-warnings', tool, '--endpoints', file, ...providers], {
    timeout: 60_000,
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out }));
  });
}

test('says clearly that there is no network, and that nothing was verified', async () => {
  const gone = await startLoopback();
  await gone.close();
  const { status, out } = await verify(gone.url);
  expect(status).toBe(3);
  expect(out).toContain('There is no network here');
  expect(out).toContain('Nothing was verified');
});

test('tells an answer that has changed from one that has not come', async () => {
  const server = await startLoopback((_request, response) => response.end('{"something":"else"}'));
  const { status, out } = await verify(server.url, 'gamebanana');
  await server.close();
  expect(status).toBe(1);
  expect(out).toMatch(/^CHANGED {2}GameBanana: /u);
  // Polite: a handful of questions, whatever comes back.
  expect(server.requests.length).toBeLessThanOrEqual(6);
});

test('knows its providers', async () => {
  expect(await verify('http://127.0.0.1:9', 'steam')).toMatchObject({ status: 2 });
});
