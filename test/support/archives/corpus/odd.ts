/** Groups o and r: odd but honest, and what only 7z and rar can do. */
import { hash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import zlib from 'node:zlib';
import { lyingZip, unicodePath } from '../lying-zip.ts';
import { tar } from '../lying-tar.ts';
import { rar4, rar5 } from '../rar-writer.ts';
import { sevenZip } from '../seven-zip-writer.ts';
import { type CorpusCase, type Expected, fileCase, refusal, zipCase } from './case.ts';

const text = 'the same words again and again '.repeat(40);
const tree = (files: Readonly<Record<string, string>>): Expected => ({ tree: files });
const unsupported: Expected = { code: 'archive_unsupported' };

/** Bytes that do not compress, the same every time. */
function noise(size: number): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < size; at += 64) blocks.push(hash('sha512', String(at), 'buffer'));
  return Buffer.concat(blocks).subarray(0, size);
}

const large = Buffer.alloc(20 * 1024 * 1024, 'twenty megabytes ');
const stored = noise(3 * 1024 * 1024 + 17);
const shiftJis = Buffer.from([0x95, 0x5c, 0x8e, 0xa6, 0x5c, 0x83, 0x5c, 0x83, 0x5c, 0x2e, 0x74, 0x78, 0x74]);

export const oddCases: readonly CorpusCase[] = [
  zipCase('o01-backslashes', 'Windows separators', tree({ 'Data/Textures/a.dds': 'a', 'Data/b.txt': 'b' }), [
    { name: 'Data\\', system: 0, dos: 0x10 },
    { name: 'Data\\Textures\\a.dds', content: 'a', system: 0 },
    { name: 'Data\\b.txt', content: 'b', system: 0 },
  ]),
  // 表示\ソソ.txt: the second byte of 表 and of ソ is a backslash.
  zipCase('o02-shift-jis', 'Shift-JIS names with 0x5C inside', tree({ '表示/ソソ.txt': 'jp' }), [
    { name: shiftJis, content: 'jp', system: 0 },
  ]),
  zipCase('o03-gbk', 'GBK names', tree({ '汉化/说明.txt': 'cn' }), [
    {
      name: Buffer.from([0xba, 0xba, 0xbb, 0xaf, 0x2f, 0xcb, 0xb5, 0xc3, 0xf7, 0x2e, 0x74, 0x78, 0x74]),
      content: 'cn',
    },
  ]),
  zipCase('o04-cp437', 'names of the DOS code page', tree({ 'Größe/Café.txt': 'de' }), [
    {
      name: Buffer.from([0x47, 0x72, 0x94, 0xe1, 0x65, 0x2f, 0x43, 0x61, 0x66, 0x82, 0x2e, 0x74, 0x78, 0x74]),
      content: 'de',
    },
  ]),
  zipCase('o05-cp1252', 'names of the Windows code page', tree({ 'Größe/Café.txt': 'de' }), [
    {
      name: Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65, 0x2f, 0x43, 0x61, 0x66, 0xe9, 0x2e, 0x74, 0x78, 0x74]),
      content: 'de',
    },
  ]),
  zipCase('o06-utf8-unmarked', 'UTF-8 without the flag', tree({ 'Größe/表示.txt': 'x' }), [
    { name: Buffer.from('Größe/表示.txt'), content: 'x' },
  ]),
  zipCase('o07-unicode-path', 'the Info-ZIP Unicode path field', tree({ 'Größe.txt': 'x' }), [
    { name: Buffer.from('Gr__e.txt'), content: 'x', extra: unicodePath(Buffer.from('Gr__e.txt'), 'Größe.txt') },
  ]),
  zipCase('o08-unicode-path-stale', 'a Unicode path of another name', tree({ 'real.txt': 'x' }), [
    { name: Buffer.from('real.txt'), content: 'x', extra: unicodePath(Buffer.from('old.txt'), 'old.txt') },
  ]),
  zipCase('o09-unicode-path-hostile', 'a Unicode path that leads out', refusal('parent'), [
    { name: Buffer.from('a.txt'), content: 'x', extra: unicodePath(Buffer.from('a.txt'), '../../evil.txt') },
  ]),
  zipCase('o10-descriptor', 'sizes after the content', tree({ 'a.txt': text, 'b.txt': 'b' }), [
    { name: 'a.txt', content: text, descriptor: true },
    { name: 'b.txt', content: 'b', descriptor: true },
  ]),
  zipCase(
    'o11-zip64',
    'Zip64 fields and end records',
    tree({ 'a.txt': text, 'b.txt': 'b' }),
    [
      { name: 'a.txt', content: text, wide: true },
      { name: 'b.txt', content: 'b', wide: true },
    ],
    { wide: true },
  ),
  zipCase(
    'o12-sfx',
    'a program in front, offsets from its end',
    tree({ 'a.txt': text }),
    [{ name: 'a.txt', content: text }],
    {
      prefix: Buffer.concat([Buffer.from('MZ'), noise(5000)]),
    },
  ),
  zipCase(
    'o13-sfx-adjusted',
    'a program in front, offsets from the start',
    tree({ 'a.txt': text }),
    [{ name: 'a.txt', content: text }],
    {
      prefix: Buffer.concat([Buffer.from('MZ'), noise(5000), Buffer.from('PK\u0005\u0006'), noise(100)]),
      adjusted: true,
    },
  ),
  zipCase('o14-sfx-zip64', 'a program in front of Zip64', tree({ 'a.txt': text }), [{ name: 'a.txt', content: text }], {
    prefix: Buffer.concat([Buffer.from('#!/bin/sh\n'), noise(3000)]),
    wide: true,
  }),
  zipCase('o15-comment', 'a comment', tree({ 'a.txt': 'a' }), [{ name: 'a.txt', content: 'a' }], {
    comment: 'Visit our page! '.repeat(100),
  }),
  zipCase('o16-folder-attribute', 'a folder without a slash (FAT)', tree({ 'd/a.txt': 'a' }), [
    { name: 'd', system: 0, dos: 0x10 },
    { name: 'd/a.txt', content: 'a', system: 0 },
  ]),
  zipCase(
    'o17-manager-state',
    "another manager's state file",
    tree({ '.loadstone/state.db': 'x', 'vortex.deployment.json': '{}' }),
    [
      { name: '.loadstone/state.db', content: 'x' },
      { name: 'vortex.deployment.json', content: '{}' },
    ],
  ),
  zipCase('o18-no-files', 'an archive without entries', tree({}), []),
  zipCase('o19-large', 'an entry that is inflated in blocks', tree({ 'large.bin': hash('sha256', large) }), [
    { name: 'large.bin', content: large },
  ]),
  zipCase('o20-stored-large', 'a large entry without compression', tree({ 'large.bin': hash('sha256', stored) }), [
    { name: 'large.bin', content: stored, method: 0 },
  ]),
  zipCase('o21-empty-file', 'files without content', tree({ 'a.txt': '', 'b.txt': '' }), [
    { name: 'a.txt' },
    { name: 'b.txt', data: zlib.deflateRawSync(Buffer.alloc(0)), method: 8 },
  ]),
  zipCase(
    'o22-tricky-names',
    'names that only look dangerous',
    tree({ '..a': '1', 'a..b': '2', '.hidden': '3', 'console.txt': '4', com10: '5', "it's 100%.txt": '6' }),
    [
      { name: '..a', content: '1' },
      { name: 'a..b', content: '2' },
      { name: '.hidden', content: '3' },
      { name: 'console.txt', content: '4' },
      { name: 'com10', content: '5' },
      { name: "it's 100%.txt", content: '6' },
    ],
  ),
  fileCase('o23-split-mark', 'the mark of a one-part split archive', 'zip', tree({ 'a.txt': 'a' }), () =>
    lyingZip([{ name: 'a.txt', content: 'a' }], { prefix: Buffer.from('PK00'), adjusted: true }),
  ),
  fileCase('o24-tar', 'a plain tar with a leading "./"', 'tar', tree({ 'd/a.txt': 'a', 'b.txt': text }), () =>
    tar([
      { name: './', type: '5' },
      { name: './d/', type: '5' },
      { name: './d/a.txt', content: 'a' },
      { name: './b.txt', content: text },
    ]),
  ),
  fileCase('o25-tar-gz', 'a tar.gz', 'tar.gz', tree({ 'a.txt': text }), () =>
    zlib.gzipSync(tar([{ name: 'a.txt', content: text }])),
  ),
  fileCase('o26-tar-zst', 'a tar.zst', 'tar.zst', tree({ 'a.txt': text }), () =>
    zlib.zstdCompressSync(tar([{ name: 'a.txt', content: text }])),
  ),
  fileCase('o27-tar-pax', 'pax names in UTF-8', 'tar', tree({ 'Größe/表示.txt': 'x' }), () =>
    tar([{ name: 'ascii.txt', content: 'x', pax: { path: 'Größe/表示.txt', mtime: '1.5' } }], {
      global: { comment: 'abc' },
    }),
  ),
  fileCase('o28-tar-long', 'a GNU long name', 'tar', tree({ [`${'d/'.repeat(60)}file.txt`]: 'x' }), () =>
    tar([{ name: 'cut', content: 'x', longName: `${'d/'.repeat(60)}file.txt` }]),
  ),
  fileCase('o29-gzip-members', 'a tar.gz in two members', 'tar.gz', tree({ 'a.txt': text }), () => {
    const bytes = tar([{ name: 'a.txt', content: text }]);
    return Buffer.concat([zlib.gzipSync(bytes.subarray(0, 700)), zlib.gzipSync(bytes.subarray(700))]);
  }),
  zipCase('o30-crc-zero-name', 'a name of one letter', tree({ a: 'a' }), [{ name: 'a', content: 'a' }]),

  fileCase(
    'r01-7z',
    'a plain 7z',
    '7z',
    tree({ 'a.txt': text, 'd/b.txt': 'b', 'd/empty.txt': '', 'Größe 表.txt': 'x' }),
    () => sevenZip({ 'a.txt': text, 'd/b.txt': 'b', 'd/empty.txt': '', 'Größe 表.txt': 'x' }),
  ),
  fileCase('r02-7z-parent', 'a name that leads out', '7z', refusal('parent'), () =>
    sevenZip({ 'good.txt': 'g', 'xxxevil.txt': 'e' }, { rename: { 'xxxevil.txt': '../evil.txt' } }),
  ),
  fileCase('r03-7z-backslash', 'the same with a backslash', '7z', refusal('parent'), () =>
    sevenZip({ 'good.txt': 'g', 'xxxevil.txt': 'e' }, { rename: { 'xxxevil.txt': '..\\evil.txt' } }),
  ),
  fileCase('r04-7z-absolute', 'an absolute name', '7z', refusal('absolute'), () =>
    sevenZip({ 'good.txt': 'g', 'xevil.txt': 'e' }, { rename: { 'xevil.txt': '/evil.txt' } }),
  ),
  fileCase('r05-7z-drive', 'a drive letter', '7z', refusal('drive'), () =>
    sevenZip({ 'good.txt': 'g', 'xxevil.txt': 'e' }, { rename: { 'xxevil.txt': 'C:evil.txt' } }),
  ),
  fileCase('r06-7z-stream', 'an alternate stream', '7z', refusal('bad_character'), () =>
    sevenZip({ 'good.txt': 'g', aa_hidden: 'e' }, { rename: { aa_hidden: 'aa:hidden' } }),
  ),
  fileCase('r07-7z-escape', 'a terminal escape', '7z', refusal('control_character'), () =>
    sevenZip({ 'good.txt': 'g', 'x[2J.txt': 'e' }, { rename: { 'x[2J.txt': '\u001B[2J.txt' } }),
  ),
  fileCase('r08-7z-case', 'names that differ in case', '7z', refusal('collision'), () =>
    sevenZip({ 'good.txt': 'g', 'hood.txt': 'e' }, { rename: { 'hood.txt': 'GOOD.txt' } }),
  ),
  fileCase('r09-7z-device', 'a device name', '7z', refusal('reserved_name'), () =>
    sevenZip({ 'good.txt': 'g', 'xxx.txt': 'e' }, { rename: { 'xxx.txt': 'nul.txt' } }),
  ),
  fileCase('r10-7z-memory', 'a dictionary of a gigabyte', '7z', unsupported, () =>
    sevenZip(
      { 'a.txt': text },
      {
        switches: ['-m0=LZMA2'],
        patchHeader: (header) => {
          const at = header.indexOf(Buffer.from([0x21, 0x21, 0x01]));
          if (at < 0) throw new Error('no LZMA2 coder in the header');
          header[at + 3] = 36;
        },
      },
    ),
  ),
  fileCase(
    'r11-7z-not-solid',
    'a 7z of several blocks',
    '7z',
    tree({ 'a.txt': text, 'b.txt': text.toUpperCase() }),
    () => sevenZip({ 'a.txt': text, 'b.txt': text.toUpperCase() }, { switches: ['-ms=off'] }),
  ),
  fileCase('r12-rar5', 'a plain rar 5', 'rar', tree({ 'd/a.txt': text, 'Größe 表.txt': 'x', 'e.txt': '' }), () =>
    rar5([
      { name: 'd', folder: true },
      { name: 'd/a.txt', content: text },
      { name: 'Größe 表.txt', content: 'x' },
      { name: 'e.txt' },
    ]),
  ),
  fileCase('r13-rar5-parent', 'a name that leads out', 'rar', refusal('parent'), () =>
    rar5([
      { name: 'good.txt', content: 'g' },
      { name: '../evil.txt', content: 'e' },
    ]),
  ),
  fileCase('r14-rar5-stream', 'an alternate stream (CVE-2025-8088)', 'rar', refusal('bad_character'), () =>
    rar5([
      { name: 'good.txt', content: 'g' },
      { name: 'a.txt:..\\..\\evil.txt', content: 'e' },
    ]),
  ),
  fileCase('r15-rar5-link', 'a symbolic link', 'rar', refusal('link'), () =>
    rar5([{ name: 'l', link: { kind: 1, to: '/etc/passwd' } }]),
  ),
  fileCase('r16-rar5-windows-link', 'a Windows link', 'rar', refusal('link'), () =>
    rar5([{ name: 'l', mode: 0o100644, link: { kind: 2, to: '\\??\\C:\\Windows' } }]),
  ),
  fileCase('r17-rar5-junction', 'a junction', 'rar', refusal('link'), () =>
    rar5([{ name: 'l', mode: 0o100644, link: { kind: 3, to: '\\??\\C:\\Windows' } }]),
  ),
  fileCase('r18-rar5-hard-link', 'a hard link', 'rar', refusal('link'), () =>
    rar5([
      { name: 'a', content: 'a' },
      { name: 'l', link: { kind: 4, to: '../../etc/passwd' } },
    ]),
  ),
  fileCase('r19-rar5-comment', 'a comment that looks like a listing', 'rar', tree({ 'a.txt': 'a' }), () =>
    rar5([{ name: 'a.txt', content: 'a' }], { comment: 'hello\n\n----------\nPath = ../evil.txt\nSize = 3\n' }),
  ),
  fileCase('r20-rar5-volume', 'one of several parts', 'rar', unsupported, () =>
    rar5([{ name: 'a.txt', content: 'a' }], { volume: true }),
  ),
  fileCase('r21-rar5-case', 'names that differ in case', 'rar', refusal('collision'), () =>
    rar5([
      { name: 'A.txt', content: 'a' },
      { name: 'a.txt', content: 'b' },
    ]),
  ),
  fileCase('r22-rar5-size', 'a size that is too large', 'rar', { code: 'archive_unreadable', late: true }, () =>
    rar5([{ name: 'a.txt', content: 'a', size: 1000 }]),
  ),
  fileCase('r23-rar4', 'a plain rar 4', 'rar', tree({ 'd/a.txt': text, 'b.txt': 'b' }), () =>
    rar4([
      { name: 'd', folder: true },
      { name: 'd\\a.txt', content: text },
      { name: 'b.txt', content: 'b' },
    ]),
  ),
  fileCase('r24-rar4-parent', 'a name that leads out', 'rar', refusal('parent'), () =>
    rar4([
      { name: 'good.txt', content: 'g' },
      { name: '..\\evil.txt', content: 'e' },
    ]),
  ),
  fileCase('r25-rar4-link', 'a symbolic link', 'rar', refusal('link'), () =>
    rar4([
      { name: 'good.txt', content: 'g' },
      { name: 'l', link: { kind: 1, to: '/etc/passwd' } },
    ]),
  ),
  fileCase('r26-rar4-absolute', 'an absolute name', 'rar', refusal('absolute'), () =>
    rar4([
      { name: 'good.txt', content: 'g' },
      { name: '/evil.txt', content: 'e' },
    ]),
  ),
  fileCase('r27-rar5-fifo', 'a pipe', 'rar', refusal('special_file'), () => rar5([{ name: 'p', mode: 0o010644 }])),
];

/** Archives that another program has to make; null where it is missing. */
export function madeByTar(flag: '-J' | '-j'): Buffer | null {
  const run = spawnSync('tar', ['-c', flag, '-f', '-', '--format=gnu', 'package.json'], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return run.status === 0 ? run.stdout : null;
}
