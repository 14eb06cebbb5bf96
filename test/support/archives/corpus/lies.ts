/** Groups s and e: archives that contradict themselves, are broken, or are locked. */
import zlib from 'node:zlib';
import { lyingZip } from '../lying-zip.ts';
import { tar } from '../lying-tar.ts';
import { rar4, rar5 } from '../rar-writer.ts';
import { sevenZip } from '../seven-zip-writer.ts';
import { type CorpusCase, damaged, type Expected, fileCase, refusal, unreadable, zipCase } from './case.ts';

const text = 'a text that is long enough to be worth packing '.repeat(20);
const one = { name: 'a.txt', content: text };
const honest = (): Buffer => lyingZip([one, { name: 'b.txt', content: text.toUpperCase() }]);
const encrypted: Expected = { code: 'archive_encrypted' };
const unsupported: Expected = { code: 'archive_unsupported' };

/** An end record for an archive that ends at once, as it would stand in a comment. */
const emptyEnd = lyingZip([]);
const packedText = (): Buffer => zlib.deflateRawSync(Buffer.from(text));

export const lieCases: readonly CorpusCase[] = [
  zipCase('s01-local-name', 'the local header has another name', refusal('headers_differ'), [
    { ...one, local: { name: 'b.exe' } },
  ]),
  zipCase('s02-local-name-longer', 'the local header has a longer name', refusal('headers_differ'), [
    { ...one, local: { name: 'a.txt.exe' } },
  ]),
  zipCase('s03-local-size', 'the local header has another size', refusal('headers_differ'), [
    { ...one, local: { size: 5 } },
  ]),
  zipCase('s04-local-packed', 'the local header has another packed size', refusal('headers_differ'), [
    { ...one, local: { packed: 5 } },
  ]),
  zipCase('s05-local-crc', 'the local header has another CRC', refusal('headers_differ'), [
    { ...one, local: { crc: 5 } },
  ]),
  zipCase('s06-local-method', 'the local header has another method', refusal('headers_differ'), [
    { ...one, local: { method: 0 } },
  ]),
  zipCase('s07-crc', 'the CRC is wrong in both places', damaged, [{ ...one, crc: 0x12_34_56_78 }]),
  zipCase('s08-crc-stored', 'the CRC is wrong, not compressed', damaged, [{ ...one, method: 0, crc: 1 }]),
  zipCase('s09-size-small', 'the size is too small', damaged, [{ ...one, size: 10 }]),
  zipCase('s10-size-large', 'the size is too large', damaged, [{ ...one, size: 5000 }]),
  zipCase('s11-stored-size', 'not compressed, and still two sizes', unreadable, [{ ...one, method: 0, size: 10 }]),
  zipCase('s12-garbage', 'the packed bytes are noise', damaged, [{ ...one, data: Buffer.alloc(90, 0xa7) }]),
  zipCase('s13-deflate-cut', 'the packed bytes end early', damaged, [{ ...one, data: packedText().subarray(0, 30) }]),
  fileCase('s14-cut-half', 'half of a zip', 'zip', unreadable, () => honest().subarray(0, honest().byteLength >> 1)),
  fileCase('s15-cut-last-byte', 'the last byte is missing', 'zip', unreadable, () => honest().subarray(0, -1)),
  fileCase('s16-cut-first', 'the first bytes are missing', 'zip', unreadable, () => {
    const cut = honest().subarray(10);
    return Buffer.concat([Buffer.from('PK\u0003\u0004'), cut]);
  }),
  fileCase('s17-after-end', 'bytes after the end', 'zip', unreadable, () =>
    Buffer.concat([honest(), Buffer.from('more')]),
  ),
  fileCase('s18-joined', 'two archives joined', 'zip', refusal('joined_archives'), () =>
    Buffer.concat([lyingZip([{ name: 'first.txt', content: 'first' }]), honest()]),
  ),
  fileCase('s19-archive-in-comment', 'a whole archive in the comment', 'zip', refusal('two_end_records'), () =>
    lyingZip([one], { comment: lyingZip([{ name: 'other.txt', content: 'other' }]) }),
  ),
  zipCase('s20-end-in-comment', 'an end record in the comment', refusal('two_end_records'), [one], {
    comment: emptyEnd,
  }),
  zipCase('s21-mark-in-comment', 'the mark of an end record in the comment', refusal('two_end_records'), [one], {
    comment: Buffer.from('hello PK\u0005\u0006 world, this comment is long enough'),
  }),
  zipCase('s22-count-more', 'counts one entry too many', refusal('headers_differ'), [one], { count: 2 }),
  zipCase('s23-count-less', 'counts one entry too few', refusal('headers_differ'), [one, { name: 'b', content: 'x' }], {
    count: 1,
  }),
  zipCase('s24-directory-offset', 'the directory is said to lie elsewhere', unreadable, [one], {
    directoryOffset: 100_000,
  }),
  zipCase('s25-directory-size', 'the directory is said to be larger', unreadable, [one], { directorySize: 100_000 }),
  zipCase('s26-entry-offset', 'an entry points into nothing', unreadable, [{ ...one, offsetBy: 7 }]),
  zipCase('s27-entry-outside', 'an entry points behind the file', unreadable, [{ ...one, offsetBy: 1_000_000 }]),
  zipCase('s28-packed-outside', 'the content reaches into the directory', refusal('overlap'), [
    { ...one, packed: packedText().byteLength + 40 },
  ]),
  zipCase('s29-zip64-disagrees', 'the two end records disagree', refusal('two_end_records'), [one], {
    wide: true,
    count: 5,
  }),
  zipCase('s30-disk', 'one of several parts', unsupported, [one], { disk: 2 }),
  zipCase('s31-entry-disk', 'an entry in another part', unsupported, [{ ...one, disk: 3 }]),
  zipCase('s32-folder-content', 'a folder with content', refusal('folder_with_content'), [
    { name: 'd/', content: 'hidden' },
  ]),
  zipCase('s33-method', 'a method we do not read', unsupported, [{ ...one, method: 14, data: Buffer.from('xx') }]),
  fileCase('s34-html', 'a web page', 'zip', { code: 'download_not_an_archive' }, () =>
    Buffer.from('\uFEFF<!-- saved -->\n<!DOCTYPE html><html><body>Please sign in</body></html>'),
  ),
  fileCase('s35-html-zip', 'a web page that ends as a zip', 'zip', { code: 'download_not_an_archive' }, () =>
    lyingZip([one], { prefix: Buffer.from('<html><script>alert(1)</script></html>') }),
  ),
  fileCase('s36-ntfs', 'a disk image under a zip name', 'zip', unsupported, () => {
    const image = Buffer.alloc(4096);
    image.write('NTFS    ', 3, 'latin1');
    return image;
  }),
  fileCase('s37-picture', 'a picture', 'zip', unsupported, () =>
    Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(100)]),
  ),
  fileCase('s38-empty', 'nothing at all', 'zip', unreadable, () => Buffer.alloc(0)),
  fileCase('s39-zeros', 'nothing but zeros', 'zip', unreadable, () => Buffer.alloc(4096)),
  fileCase('s40-one-byte', 'one byte', 'zip', unreadable, () => Buffer.from('P')),
  fileCase('s41-program', 'a plain Windows program', 'zip', unsupported, () =>
    Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2000, 0x90)]),
  ),
  fileCase('s42-json', 'an error message instead of a file', 'zip', unreadable, () => Buffer.from('{"error":"gone"}')),
  fileCase('s43-tar-checksum', 'a header sum that is wrong', 'tar', unreadable, () =>
    tar([
      { name: 'a', content: 'x' },
      { name: 'b', content: 'y', badChecksum: true },
    ]),
  ),
  fileCase('s44-tar-cut', 'a tar without its end', 'tar', unreadable, () =>
    tar([{ name: 'a', content: text }], { noEnd: true }),
  ),
  fileCase('s45-tar-cut-content', 'a tar cut in a file', 'tar', unreadable, () =>
    tar([{ name: 'a', content: text }], { noEnd: true }).subarray(0, 900),
  ),
  fileCase('s46-tar-joined', 'two tars joined', 'tar', refusal('joined_archives'), () =>
    tar([{ name: 'a', content: 'x' }], { after: tar([{ name: 'b', content: 'y' }]) }),
  ),
  fileCase('s47-gzip-crc', 'a gzip sum that is wrong', 'tar.gz', unreadable, () => {
    const bytes = zlib.gzipSync(tar([{ name: 'a', content: text }]));
    bytes[bytes.byteLength - 6] = (bytes.at(-6) ?? 0) ^ 0xff;
    return bytes;
  }),
  fileCase('s48-gzip-cut', 'a gzip cut short', 'tar.gz', unreadable, () =>
    zlib.gzipSync(tar([{ name: 'a', content: text }])).subarray(0, -20),
  ),
  fileCase('s49-gzip-no-tar', 'one compressed file', 'gz', unsupported, () => zlib.gzipSync(text.repeat(20))),
  fileCase('s50-7z-content', 'a changed byte in a 7z', '7z', damaged, () =>
    sevenZip({ 'a.txt': text }, { switches: ['-mx=0'], patchContent: (content) => content.fill(0x21, 3, 6) }),
  ),
  fileCase('s51-7z-cut', 'half of a 7z', '7z', unreadable, () => {
    const bytes = sevenZip({ 'a.txt': text });
    return bytes.subarray(0, bytes.byteLength >> 1);
  }),
  fileCase('s52-rar-crc', 'a wrong CRC in a rar', 'rar', damaged, () =>
    rar5([{ name: 'a.txt', content: 'hello', crc: 7 }]),
  ),
  fileCase('s53-rar-cut', 'half of a rar', 'rar', unreadable, () =>
    rar5([{ name: 'a.txt', content: text }]).subarray(0, 300),
  ),
  fileCase('s54-rar-as-zip', 'a rar that starts like a zip', 'zip', unreadable, () =>
    Buffer.concat([Buffer.from('PK\u0003\u0004'), rar5([{ name: 'a.txt', content: text }])]),
  ),
  fileCase('s55-zip64-other-count', 'Zip64 counts differently', 'zip', refusal('headers_differ'), () =>
    lyingZip([one], { wide: true, wideCount: 2 }),
  ),
  fileCase('s56-zip64-cut', 'a Zip64 locator that points nowhere', 'zip', unreadable, () => {
    const bytes = lyingZip([one], { wide: true });
    bytes.fill(0, bytes.byteLength - 22 - 20 - 56, bytes.byteLength - 22 - 20 - 50);
    return bytes;
  }),
  fileCase('s57-pax-broken', 'a pax record that counts wrong', 'tar', unreadable, () =>
    tar([
      { name: 'x', type: 'x', content: '99 path=a\n' },
      { name: 'a', content: 'x' },
    ]),
  ),

  zipCase('e01-zip-flag', 'the classic zip encryption', encrypted, [{ ...one, flags: 0x08_01 }]),
  zipCase('e02-zip-aes', 'AES in a zip', encrypted, [{ ...one, method: 99, flags: 0x08_01 }]),
  zipCase('e03-zip-strong', 'strong encryption', encrypted, [{ ...one, flags: 0x08_41 }]),
  zipCase('e04-zip-local-only', 'only the local header says encrypted', encrypted, [
    { ...one, local: { flags: 0x08_01 } },
  ]),
  fileCase('e05-7z', 'a 7z with a password', '7z', encrypted, () =>
    sevenZip({ 'a.txt': text }, { switches: ['-psecret'] }),
  ),
  fileCase('e06-7z-names', 'a 7z with hidden names', '7z', encrypted, () =>
    sevenZip({ 'a.txt': text }, { switches: ['-psecret', '-mhe=on'] }),
  ),
  fileCase('e07-rar5', 'a rar 5 with a password', 'rar', encrypted, () =>
    rar5([{ name: 'a', content: text, encrypted: true }]),
  ),
  fileCase('e08-rar5-names', 'a rar 5 with hidden names', 'rar', encrypted, () => rar5([], { hiddenNames: true })),
  fileCase('e09-rar4', 'a rar 4 with a password', 'rar', encrypted, () =>
    rar4([{ name: 'a', content: text, encrypted: true }]),
  ),
  fileCase('e10-rar4-names', 'a rar 4 with hidden names', 'rar', encrypted, () => rar4([], { hiddenNames: true })),
];
