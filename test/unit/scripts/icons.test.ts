import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './load.ts';

const resources = path.join(projectRoot, 'resources');
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Width and height from the image's first chunk (PNG specification, 11.2.2). */
function sizeOfPng(png: Buffer): readonly [number, number] {
  expect(png.subarray(0, 8)).toEqual(pngStart);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('the icon', () => {
  it('is there for Linux in the sizes its file names say', () => {
    const files = readdirSync(path.join(resources, 'icons'));
    expect(files).toContain('512x512.png');
    expect(files).toContain('16x16.png');
    for (const file of files) {
      const [width, height] = sizeOfPng(readFileSync(path.join(resources, 'icons', file)));
      expect(`${width}x${height}.png`).toBe(file);
    }
  });

  it('is there for Windows, where the directory points at images of the sizes it says', () => {
    const ico = readFileSync(path.join(resources, 'icon.ico'));
    expect(ico.readUInt16LE(2)).toBe(1);
    const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, index) =>
      ico.subarray(6 + 16 * index, 22 + 16 * index),
    );
    const sizes = entries.map((entry) => {
      const start = entry.readUInt32LE(12);
      const [width] = sizeOfPng(ico.subarray(start, start + entry.readUInt32LE(8)));
      expect(width % 256).toBe(entry.readUInt8(0));
      return width;
    });
    expect(sizes).toEqual(expect.arrayContaining([16, 32, 48, 256]));
  });

  it('is there for macOS, where the pieces fill the file', () => {
    const icns = readFileSync(path.join(resources, 'icon.icns'));
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes = new Map<string, number>();
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      sizes.set(
        icns.toString('latin1', at, at + 4),
        sizeOfPng(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)))[0],
      );
    expect(sizes.get('ic10')).toBe(1024);
    expect(sizes.get('ic09')).toBe(512);
    expect(sizes.get('ic13')).toBe(256);
  });
});
