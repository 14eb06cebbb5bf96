/** Groups n and c: names that lead elsewhere, and names that are one name. */
import type { Refusal } from '../../../../src/main/archive/faults.ts';
import { type CorpusCase, refusal, zipCase } from './case.ts';

const good = { name: 'readme.txt', content: 'good' };

const badNames: readonly (readonly [id: string, name: string, reason: Refusal])[] = [
  ['n01-parent', '../evil.txt', 'parent'],
  ['n02-parent-inside', 'a/../../evil.txt', 'parent'],
  ['n03-parent-backslash', '..\\evil.txt', 'parent'],
  ['n04-parent-mixed', 'a\\../..\\evil.txt', 'parent'],
  ['n05-three-dots', '.../evil.txt', 'parent'],
  ['n06-dots-and-space', '.. /evil.txt', 'parent'],
  ['n07-parent-at-end', 'a/..', 'parent'],
  ['n08-dot-inside', 'a/./b.txt', 'empty'],
  ['n09-absolute', '/etc/evil.txt', 'absolute'],
  ['n10-absolute-backslash', '\\evil.txt', 'absolute'],
  ['n11-unc', '\\\\server\\share\\evil.txt', 'absolute'],
  ['n12-unc-slashes', '//server/share/evil.txt', 'absolute'],
  ['n13-verbatim', '\\\\?\\C:\\evil.txt', 'absolute'],
  ['n14-dot-then-absolute', './/etc/evil.txt', 'absolute'],
  ['n15-drive', 'C:\\evil.txt', 'drive'],
  ['n16-drive-relative', 'C:evil.txt', 'drive'],
  ['n17-drive-slash', 'c:/evil.txt', 'drive'],
  ['n18-drive-inside', 'a/C:/evil.txt', 'bad_character'],
  ['n19-stream', 'file.txt:hidden', 'bad_character'],
  ['n20-stream-data', 'file.txt::$DATA', 'bad_character'],
  ['n21-nul', 'good.txt\0.exe', 'control_character'],
  ['n22-escape', 'a\u001B[2J.txt', 'control_character'],
  ['n23-bell', 'a\u0007.txt', 'control_character'],
  ['n24-newline', 'a\nb.txt', 'control_character'],
  ['n25-bidi', 'cod\u202Etxt.exe', 'control_character'],
  ['n26-zero-width', 'a\u200Bb.txt', 'control_character'],
  ['n27-c1', 'a\u0085b.txt', 'control_character'],
  ['n28-con', 'CON', 'reserved_name'],
  ['n29-con-extension', 'sub/con.txt', 'reserved_name'],
  ['n30-nul-folder', 'NUL/a.txt', 'reserved_name'],
  ['n31-com', 'COM1.log', 'reserved_name'],
  ['n32-com-superscript', 'COM\u00B9.txt', 'reserved_name'],
  ['n33-lpt', 'lpt9', 'reserved_name'],
  ['n34-conin', 'CONIN$', 'reserved_name'],
  ['n35-aux-two-extensions', 'aux.tar.gz', 'reserved_name'],
  ['n36-trailing-dot', 'name.', 'trailing_dot_or_space'],
  ['n37-trailing-space', 'name.txt ', 'trailing_dot_or_space'],
  ['n38-folder-dot', 'dir./f.txt', 'trailing_dot_or_space'],
  ['n39-folder-space', 'dir /f.txt', 'trailing_dot_or_space'],
  ['n40-double-slash', 'a//b.txt', 'empty'],
  ['n41-no-name', '', 'empty'],
  ['n42-long-component', `${'é'.repeat(128)}.txt`, 'component_too_long'],
  ['n43-long-path', `${'a'.repeat(100)}/`.repeat(11) + 'f.txt', 'too_long'],
  ['n44-deep', `${'d/'.repeat(64)}f.txt`, 'too_deep'],
  ['n45-less-than', 'a<b.txt', 'bad_character'],
  ['n46-question', 'what?.txt', 'bad_character'],
  ['n47-star', '*.txt', 'bad_character'],
  ['n48-pipe', 'a|b.txt', 'bad_character'],
  ['n49-quote', 'a"b.txt', 'bad_character'],
  ['n50-folder-parent', '../', 'parent'],
  ['n51-folder-reserved', 'prn/', 'reserved_name'],
];

export const nameCases: readonly CorpusCase[] = [
  ...badNames.map(([id, name, reason]) =>
    zipCase(id, `a file named ${JSON.stringify(name.slice(0, 60))}`, refusal(reason), [
      good,
      { name, content: name.endsWith('/') ? '' : 'evil' },
    ]),
  ),
  zipCase('n52-false-utf8', 'promises UTF-8 and is none', refusal('bad_encoding'), [
    good,
    { name: Buffer.from([0x61, 0xff, 0xfe]), flags: 0x08_00, content: 'x' },
  ]),
  zipCase('n53-overlong-slash', 'an overlong UTF-8 slash', refusal('bad_encoding'), [
    good,
    { name: Buffer.from([0x2e, 0x2e, 0xc0, 0xaf, 0x65]), flags: 0x08_00, content: 'x' },
  ]),
  zipCase('c01-case', 'two files that differ in case', refusal('collision'), [
    { name: 'Data/Mod.dds', content: 'one' },
    { name: 'Data/mod.DDS', content: 'two' },
  ]),
  zipCase('c02-normalisation', 'the same name composed and decomposed', refusal('collision'), [
    { name: 'caf\u00E9.txt', content: 'one' },
    { name: 'cafe\u0301.txt', content: 'two' },
  ]),
  zipCase('c03-sharp-s', 'ß and SS', refusal('collision'), [
    { name: 'stra\u00DFe.txt', content: 'one' },
    { name: 'STRASSE.txt', content: 'two' },
  ]),
  zipCase('c04-duplicate', 'one name twice', refusal('collision'), [
    { name: 'a.txt', content: 'one' },
    { name: 'a.txt', content: 'two' },
  ]),
  zipCase('c05-duplicate-same', 'one name twice, same bytes', refusal('collision'), [good, good]),
  zipCase('c06-file-then-folder', 'a file that is also a folder', refusal('file_and_folder'), [
    { name: 'a', content: 'x' },
    { name: 'a/b.txt', content: 'y' },
  ]),
  zipCase('c07-folder-then-file', 'a folder that is also a file', refusal('file_and_folder'), [
    { name: 'a/b.txt', content: 'y' },
    { name: 'A', content: 'x' },
  ]),
  zipCase('c08-folder-entry-and-file', 'a folder entry and a file of its name', refusal('file_and_folder'), [
    { name: 'a/' },
    { name: 'a', content: 'x' },
  ]),
  zipCase('c09-case-in-folder', 'files that meet once their folders merge', refusal('collision'), [
    { name: 'Data/a.txt', content: 'one' },
    { name: 'DATA/a.txt', content: 'two' },
  ]),
  zipCase('c10-ligature', 'a ligature and its letters', refusal('collision'), [
    { name: '\uFB01le.txt', content: 'one' },
    { name: 'file.txt', content: 'two' },
  ]),
  zipCase('c11-backslash-duplicate', 'one path with both separators', refusal('collision'), [
    { name: 'a\\b.txt', content: 'one' },
    { name: 'a/b.txt', content: 'two' },
  ]),
  zipCase(
    'c12-folders-merge',
    'folders that differ in case only',
    { tree: { 'Data/Textures/a.dds': 'one', 'Data/Textures/b.dds': 'two', 'Data/c.txt': 'three' } },
    [
      { name: 'Data/Textures/a.dds', content: 'one' },
      { name: 'data/TEXTURES/b.dds', content: 'two' },
      { name: 'DATA/' },
      { name: 'DATA/c.txt', content: 'three' },
    ],
  ),
];
