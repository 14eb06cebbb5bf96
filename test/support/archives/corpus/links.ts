/** Group l: links, devices, modes. */
import { tar } from '../lying-tar.ts';
import { sevenZip } from '../seven-zip-writer.ts';
import { type CorpusCase, fileCase, refusal, zipCase } from './case.ts';

const good = { name: 'readme.txt', content: 'good' };
const tarCase = (
  id: string,
  attack: string,
  expect: CorpusCase['expect'],
  items: Parameters<typeof tar>[0],
): CorpusCase => fileCase(id, attack, 'tar', expect, () => tar([good, ...items]));

export const linkCases: readonly CorpusCase[] = [
  zipCase('l01-zip-link', 'a symbolic link', refusal('link'), [
    good,
    { name: 'l', content: '/etc/passwd', mode: 0o120777 },
  ]),
  zipCase('l02-zip-link-through', 'a link to outside, and a file through it', refusal('link'), [
    { name: 'd', content: '../../canary', mode: 0o120777 },
    { name: 'd/evil.txt', content: 'evil' },
  ]),
  zipCase('l03-zip-link-fat', 'a link that claims to come from FAT', refusal('link'), [
    { name: 'l', content: '/etc/passwd', mode: 0o120777, system: 0 },
  ]),
  zipCase('l04-zip-reparse', 'a Windows reparse point', refusal('link'), [
    { name: 'l', content: 'x', mode: 0, system: 0, dos: 0x4_20 },
  ]),
  zipCase('l05-zip-fifo', 'a pipe', refusal('special_file'), [{ name: 'p', mode: 0o010644 }]),
  zipCase('l06-zip-char-device', 'a character device', refusal('special_file'), [{ name: 'n', mode: 0o020666 }]),
  zipCase('l07-zip-block-device', 'a block device', refusal('special_file'), [{ name: 'b', mode: 0o060666 }]),
  zipCase('l08-zip-socket', 'a socket', refusal('special_file'), [{ name: 's', mode: 0o140666 }]),
  zipCase('l09-zip-link-folder', 'a link named like a folder', refusal('link'), [{ name: 'd/', mode: 0o120777 }]),
  zipCase('l10-zip-setuid', 'a setuid program: content counts, mode does not', { tree: { 'run.sh': '#!' } }, [
    { name: 'run.sh', content: '#!', mode: 0o106777 },
  ]),
  tarCase('l11-tar-link', 'a symbolic link', refusal('link'), [{ name: 'l', type: '2', link: '/etc/passwd' }]),
  tarCase('l12-tar-hard-link', 'a hard link to outside', refusal('link'), [{ name: 'l', type: '1', link: '../../x' }]),
  tarCase('l13-tar-fifo', 'a pipe', refusal('special_file'), [{ name: 'p', type: '6' }]),
  tarCase('l14-tar-char-device', 'a character device', refusal('special_file'), [{ name: 'n', type: '3' }]),
  tarCase('l15-tar-block-device', 'a block device', refusal('special_file'), [{ name: 'b', type: '4' }]),
  tarCase('l16-tar-unknown-type', 'a type nobody knows', refusal('special_file'), [{ name: 'u', type: 'Z' }]),
  tarCase('l17-tar-pax-path', 'a pax path that leads out', refusal('parent'), [
    { name: 'safe.txt', content: 'x', pax: { path: '../evil.txt' } },
  ]),
  tarCase('l18-tar-long-name', 'a GNU long name that leads out', refusal('parent'), [
    { name: 'safe.txt', content: 'x', longName: `${'a/'.repeat(20)}${'../'.repeat(40)}evil.txt` },
  ]),
  tarCase('l19-tar-pax-link', 'a link whose target is in a pax header', refusal('link'), [
    { name: 'l', type: '2', pax: { linkpath: '/etc/passwd' } },
  ]),
  fileCase('l20-tar-global-path', 'a path for all files', 'tar', refusal('headers_differ'), () =>
    tar([good], { global: { path: '../evil.txt' } }),
  ),
  tarCase('l21-tar-setuid', 'a setuid file', { tree: { 'readme.txt': 'good', 's.sh': '#!' } }, [
    { name: 's.sh', content: '#!', mode: 0o4755 },
  ]),
  fileCase('l22-7z-link', 'a symbolic link', '7z', refusal('link'), () =>
    sevenZip({ 'a.txt': 'a' }, { links: { out: '/etc/passwd' } }),
  ),
];
