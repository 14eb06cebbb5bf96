/** Group b: little that becomes much. */
import { hash } from 'node:crypto';
import zlib from 'node:zlib';
import { field, lyingZip, zeros } from '../lying-zip.ts';
import { tar } from '../lying-tar.ts';
import { sevenZip } from '../seven-zip-writer.ts';
import { zipBytes } from '../zip-writer.ts';
import { type CorpusCase, damaged, fileCase, refusal, unreadable, zipCase } from './case.ts';

const kernel = (): Buffer => zlib.deflateRawSync(Buffer.alloc(8 * 1024 * 1024));

/** A tar whose one file is `megabytes` of zeros, compressed without being made. */
function tarGzBomb(megabytes: number): Buffer {
  const header = tar([{ name: 'big.bin', size: megabytes * 1024 * 1024 }], { noEnd: true });
  const head = zlib.deflateRawSync(header, { finishFlush: zlib.constants.Z_FULL_FLUSH });
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), head, zeros(megabytes), Buffer.alloc(8)]);
}

function sparsePax(): Buffer {
  const pax = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '1099511627776' };
  return tar([{ name: 's.bin', content: '0\n', pax }]);
}

export const bombCases: readonly CorpusCase[] = [
  zipCase('b01-overlap', 'two hundred entries share one content', refusal('overlap'), () => {
    const first = { name: 'f0', data: kernel(), size: 8 * 1024 * 1024, crc: 0 };
    const others = Array.from({ length: 200 }, (_, at) => ({
      ...first,
      name: `f${at + 1}`,
      data: Buffer.alloc(0),
      packed: first.data.byteLength,
      sharedWith: 0,
      local: { packed: 0 },
    }));
    return [first, ...others].map((entry) => ({
      ...entry,
      name: 'f'.padEnd(4, 'x'),
      extra: field(0xca_fe, Buffer.alloc(2)),
    }));
  }),
  zipCase('b02-quoted-overlap', 'the content of one entry holds the next one', refusal('overlap'), () => {
    const hidden = lyingZip([{ name: 'b', content: 'inner' }]).subarray(0, 36);
    return [
      { name: 'a', method: 0, content: hidden },
      { name: 'b', content: 'inner', sharedWith: 0, offsetBy: 31 },
    ];
  }),
  zipCase('b03-ratio', 'two gigabytes out of two megabytes', refusal('ratio'), () => [
    { name: 'big.bin', data: zeros(2048), size: 2048 * 1024 * 1024, crc: 0 },
  ]),
  zipCase('b04-ratio-many', 'the same in sixteen files', refusal('ratio'), () =>
    Array.from({ length: 16 }, (_, at) => ({ name: `f${at}`, data: zeros(128), size: 128 * 1024 * 1024, crc: 0 })),
  ),
  zipCase('b05-hidden-size', 'claims ten bytes, holds 300 MB', damaged, () => [
    { name: 'small.txt', data: zeros(300), size: 10, crc: 0 },
  ]),
  zipCase('b06-hidden-size-streamed', 'claims 16 MB, holds 300 MB', damaged, () => [
    { name: 'small.bin', data: zeros(300), size: 16 * 1024 * 1024, crc: 0 },
  ]),
  zipCase('b07-impossible-ratio', 'claims more than deflate can hold', unreadable, [
    { name: 'a.bin', content: 'x'.repeat(500), size: 800 * 1024 * 1024 },
  ]),
  zipCase('b08-entry-count', 'claims 300,000 entries', refusal('too_many_entries'), [{ name: 'a', content: 'x' }], {
    wide: true,
    wideCount: 300_000,
  }),
  {
    ...zipCase('b09-entries', 'one entry more than allowed', refusal('too_many_entries'), () =>
      Array.from({ length: 1001 }, (_, at) => ({ name: `${at}.txt`, content: 'x' })),
    ),
    limits: { maxEntries: 1000 },
  },
  {
    ...zipCase(
      'b10-folders',
      'more folders than entries may be, made by names alone',
      refusal('too_many_entries'),
      () => Array.from({ length: 100 }, (_, at) => ({ name: `${at}/${'d/'.repeat(40)}f.txt`, content: 'x' })),
    ),
    limits: { maxEntries: 1000 },
  },
  {
    ...zipCase('b11-too-large', 'one byte more than allowed', refusal('too_large'), [
      { name: 'a', content: 'x'.repeat(30) },
      { name: 'b', content: 'x'.repeat(31) },
    ]),
    limits: { maxTotalSize: 60 },
  },
  zipCase('b12-long-names', 'a directory of long names', refusal('too_long'), () =>
    Array.from({ length: 400 }, (_, at) => ({ name: `${at}${'x'.repeat(60_000)}`, content: '' })),
  ),
  fileCase('b13-nested', 'an archive in an archive stays a file', 'zip', { tree: { 'inner.zip': innerHash() } }, () =>
    zipBytes({ 'inner.zip': inner() }, { level: 0 }),
  ),
  fileCase('b14-tar-gz', 'a gigabyte and a half out of a megabyte and a half', 'tar.gz', refusal('ratio'), () =>
    tarGzBomb(1536),
  ),
  fileCase('b15-tar-sparse-gnu', 'a sparse file (GNU)', 'tar', refusal('sparse_file'), () =>
    tar([{ name: 's.bin', type: 'S', content: 'x' }]),
  ),
  fileCase('b16-tar-sparse-pax', 'a sparse file (pax)', 'tar', refusal('sparse_file'), sparsePax),
  {
    ...fileCase('b17-7z-solid', 'a solid block of zeros', '7z', refusal('ratio'), () =>
      sevenZip(
        { 'a.bin': Buffer.alloc(40 * 1024 * 1024), 'b.bin': Buffer.alloc(40 * 1024 * 1024) },
        { switches: ['-mx=1'] },
      ),
    ),
    limits: { ratioFloor: 64 * 1024 * 1024 },
  },
  fileCase(
    'b18-tar-records',
    'headers that speak about nothing, without end',
    'tar',
    refusal('directory_too_large'),
    () => tar(Array.from({ length: 100 }, () => ({ name: 'x', type: 'x', content: '' }))),
  ),
  {
    ...fileCase('b19-tar-entries', 'more entries than allowed', 'tar', refusal('too_many_entries'), () =>
      tar(Array.from({ length: 1001 }, (_, at) => ({ name: `${at}` }))),
    ),
    limits: { maxEntries: 1000 },
  },
];

function inner(): Buffer {
  return zipBytes({ 'a.txt': 'a', 'deep/b.txt': 'b' });
}

function innerHash(): string {
  return hash('sha256', inner());
}
