import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/main/lib/log.ts';
import { desktopFileName as ours } from '../../../src/main/shell/identity.ts';
import { changeDefaults, createLinuxLinks, linuxPlaces } from '../../../src/main/shell/linux-links.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'loadstone-links-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const list = (): string => path.join(home, '.config/mimeapps.list');
const links = (appImage: string | null = null) =>
  createLinuxLinks({ ...linuxPlaces({}, home), appImage }, ['nxm', 'loadstone'], silentLog);

describe('links on Linux', () => {
  it('are taken, and given back to who had them', () => {
    const before =
      '[Added Associations]\nx-scheme-handler/nxm=other.desktop;\n\n[Default Applications]\ntext/html=firefox.desktop\nx-scheme-handler/nxm=other.desktop;\n\n[Removed Associations]\nx-scheme-handler/nxm=gone.desktop\n';
    mkdirSync(path.dirname(list()));
    writeFileSync(list(), before);
    links().take('nxm');
    expect(readFileSync(list(), 'utf8')).toBe(
      before.replace(
        'html=firefox.desktop\nx-scheme-handler/nxm=',
        `html=firefox.desktop\nx-scheme-handler/nxm=${ours};`,
      ),
    );
    links().take('nxm');
    links().giveBack('nxm');
    expect(readFileSync(list(), 'utf8')).toBe(before);
  });

  it('are taken where there was no list, and leave nothing behind', () => {
    links().take('nxm');
    expect(readFileSync(list(), 'utf8')).toBe(`[Default Applications]\nx-scheme-handler/nxm=${ours};\n`);
    links().giveBack('nxm');
    expect(readFileSync(list(), 'utf8')).toBe('[Default Applications]\n');
  });

  it('are written through a link to the list', () => {
    mkdirSync(path.dirname(list()));
    writeFileSync(path.join(home, 'dotfile'), '');
    symlinkSync('../dotfile', list());
    links().take('nxm');
    expect(lstatSync(list()).isSymbolicLink()).toBe(true);
    expect(readFileSync(path.join(home, 'dotfile'), 'utf8')).toContain(ours);
  });

  it('reach an AppImage wherever it lies, also after it was moved', () => {
    const entry = path.join(home, '.local/share/applications', ours);
    links('/home/ä b/100% "$HOME".AppImage').take('loadstone');
    expect(readFileSync(entry, 'utf8').split('\n')).toEqual(
      expect.arrayContaining([
        String.raw`Exec="/home/ä b/100%% \\"\\$HOME\\".AppImage" %u`,
        'MimeType=x-scheme-handler/nxm;x-scheme-handler/loadstone;',
      ]),
    );
    links('/opt/Loadstone.AppImage').take('loadstone');
    expect(readFileSync(entry, 'utf8')).toContain('Exec="/opt/Loadstone.AppImage" %u\n');
  });

  it('stay as they are where nothing can be written', () => {
    mkdirSync(list(), { recursive: true });
    const said: string[] = [];
    const log = { ...silentLog, error: (text: string) => void said.push(text) };
    createLinuxLinks({ ...linuxPlaces({}, home), appImage: null }, ['nxm'], log).take('nxm');
    expect(said).toEqual(['the links of nxm: could not be changed']);
  });
});

it('the list keeps its last line whole', () => {
  const text = '[Added Associations]\na/b=c.desktop';
  expect(changeDefaults(text, 'nxm', () => ['x.desktop'])).toBe(
    `${text}\n[Default Applications]\nx-scheme-handler/nxm=x.desktop;\n`,
  );
  expect(changeDefaults(text, 'nxm', () => [])).toBe(text);
});

it('folders of the system are followed when they are absolute', () => {
  expect(linuxPlaces({ XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: 'relative' }, '/home/p')).toEqual({
    configHome: '/c',
    dataHome: '/home/p/.local/share',
  });
});
