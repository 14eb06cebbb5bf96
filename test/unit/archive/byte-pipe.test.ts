import { hash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BytePipe, openBytePipe } from '../../../src/main/lib/byte-pipe.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-pipe-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const node = (script: string, stall?: number): BytePipe =>
  openBytePipe({ kind: 'command', command: process.execPath, args: ['-e', script], env: {} }, stall);

function readAll(pipe: BytePipe): Buffer {
  const blocks: Uint8Array[] = [];
  for (let block = pipe.next(); block !== null; block = pipe.next()) {
    expect(block.byteLength).toBeLessThanOrEqual(1024 * 1024);
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}

it('hands over what a program prints, and how it ended', () => {
  const pipe = node("process.stdout.write('hello'.repeat(500000)); process.stderr.write('oh'); process.exitCode = 3");
  expect(hash('sha256', readAll(pipe))).toBe(hash('sha256', 'hello'.repeat(500_000)));
  expect(pipe.end()).toEqual({ error: null, code: 3, stderr: 'oh' });
  expect(pipe.next()).toBeNull();
  pipe.close();
});

it('gives a program an input that is closed', () => {
  const pipe = node("process.stdin.on('data', () => {}).on('end', () => console.log('asked in vain'))", 5000);
  expect(readAll(pipe).toString()).toBe('asked in vain\n');
  pipe.close();
});

it('says when a program cannot be started', () => {
  const pipe = openBytePipe({ kind: 'command', command: path.join(folder, 'nothing'), args: [], env: {} });
  expect(pipe.next()).toBeNull();
  expect(pipe.end()?.error).toContain('ENOENT');
  pipe.close();
});

it('gives up on a program that says nothing, and ends it', () => {
  const marker = path.join(folder, 'pid');
  const pipe = node(
    `require('fs').writeFileSync(${JSON.stringify(marker)}, String(process.pid)); setInterval(() => {}, 1000)`,
    1500,
  );
  expect(() => pipe.next()).toThrow('nothing came for 1500 ms');
  const pid = Number(fs.readFileSync(marker, 'utf8'));
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

it('ends the program when closed early, however much it still has to say', () => {
  const marker = path.join(folder, 'pid');
  const pipe = node(
    `require('fs').writeFileSync(${JSON.stringify(marker)}, String(process.pid)); const b = Buffer.alloc(1e6); const go = () => process.stdout.write(b, go); go()`,
  );
  expect(pipe.next()?.byteLength).toBe(1024 * 1024);
  pipe.close();
  pipe.close();
  expect(() => process.kill(Number(fs.readFileSync(marker, 'utf8')), 0)).toThrow('ESRCH');
  expect(pipe.next()).toBeNull();
});

for (const [codec, pack] of [
  ['deflate-raw', zlib.deflateRawSync],
  ['gzip', zlib.gzipSync],
  ['zstd', zlib.zstdCompressSync],
] as const) {
  it(`unpacks a stretch of a file: ${codec}`, () => {
    const content = Buffer.alloc(5_000_000, 'a stretch of text ');
    const packed = pack(content);
    const file = path.join(folder, 'packed');
    fs.writeFileSync(file, Buffer.concat([Buffer.alloc(100, 1), packed, Buffer.alloc(100, 2)]));
    const pipe = openBytePipe({ kind: 'decode', codec, file, offset: 100, length: packed.byteLength });
    expect(hash('sha256', readAll(pipe))).toBe(hash('sha256', content));
    expect(pipe.end()?.error).toBeNull();
    pipe.close();
    const cut = openBytePipe({ kind: 'decode', codec, file, offset: 100, length: packed.byteLength - 20 });
    readAll(cut);
    expect(cut.end()?.error).not.toBeNull();
    cut.close();
  });
}
