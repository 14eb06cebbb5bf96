/** The version that a Windows program says of itself. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { programVersion } from '../../../src/main/games/program-version.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import { tempFolder } from '../../support/trees.ts';
import { windowsProgram } from '../../support/windows-program.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('program');
});
afterEach(() => folder.remove());

function versionOf(bytes: Uint8Array): string | null {
  const file = path.join(folder.path, 'game.exe');
  fs.writeFileSync(file, bytes);
  return programVersion(nodeFs, file);
}

test('is read from programs of 32 and 64 bits', () => {
  expect(versionOf(windowsProgram([1, 6, 640, 0]))).toBe('1.6.640.0');
  expect(versionOf(windowsProgram([1, 10, 163, 65_535], { bits: 32, padding: 5_000 }))).toBe('1.10.163.65535');
});

test('is that of the product where the file has none, and nobody’s where there is neither', () => {
  expect(versionOf(windowsProgram([0, 0, 0, 0], { product: [2, 1] }))).toBe('2.1.0.0');
  expect(versionOf(windowsProgram([0, 0, 0, 0]))).toBe(null);
});

test('nothing is told of what is no such program', () => {
  expect(versionOf(Buffer.from('#!/bin/sh\n'))).toBe(null);
  expect(versionOf(Buffer.alloc(0))).toBe(null);
  expect(programVersion(nodeFs, folder.path)).toBe(null);
  expect(programVersion(nodeFs, path.join(folder.path, 'nowhere.exe'))).toBe(null);
});

test('one that is cut off or scribbled over is no fault and ends', () => {
  const whole = windowsProgram([1, 2, 3, 4]);
  const place = fc.nat(whole.length - 1);
  fc.assert(
    fc.property(place, fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 20 }), (cut, scribbles) => {
      const bytes = Buffer.from(whole);
      for (const [at, byte] of scribbles) bytes[at] = byte;
      return [bytes, bytes.subarray(0, cut)].every((one) => /^\d+(?:\.\d+){3}$|^null$/u.test(String(versionOf(one))));
    }),
    { numRuns: 150 },
  );
});
