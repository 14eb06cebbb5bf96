/** Rules about the source that no compiler knows: where windows are made, what is never said, and what the host must offer. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** Source files below a folder with their text, comments taken out. Paths relative to the project, with "/". */
function sourcesIn(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs|cjs|html|css)$/u.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    files.map((file) => [
      path.relative(root, file).split(path.sep).join('/'),
      readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, ''),
    ]),
  );
}

const sources = sourcesIn('src');
const filesWith = (pattern: RegExp): readonly string[] =>
  [...sources].filter(([, text]) => pattern.test(text)).map(([file]) => file);

describe('the source', () => {
  it('is there', () => expect(sources.size).toBeGreaterThan(50));

  it('makes windows in one place', () => {
    expect(filesWith(/new (?:BrowserWindow|BaseWindow)\b/u)).toEqual(['src/main/shell/create-app-window.ts']);
    expect(filesWith(/WebContentsView|BrowserView|<webview|webviewTag/u)).toEqual([]);
  });

  it('never lowers a wall', () => {
    expect(
      filesWith(/webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|@electron\/remote/u),
    ).toEqual([]);
    expect(filesWith(/nodeIntegration\w*\s*:\s*true|contextIsolation\s*:\s*false|sandbox\s*:\s*false/u)).toEqual([]);
    expect(filesWith(/unsafe-(?:inline|eval|hashes)|bypassCSP|corsEnabled/u)).toEqual([]);
    expect(filesWith(/rejectUnauthorized|NODE_TLS_REJECT|ignore-certificate-errors|certificate-error/u)).toEqual([]);
  });

  it('never makes HTML out of text', () => {
    expect(
      filesWith(/dangerouslySetInnerHTML|\.(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write/u),
    ).toEqual([]);
    expect(filesWith(/\beval\(|new Function\(/u)).toEqual([]);
  });

  it('keeps Electron in the shell', () => {
    const allowed = /^src\/(?:main\/(?:shell\/[\w-]+|index)|preload\/preload)\.ts$/u;
    const importers = filesWith(/from ['"]electron(?:\/\w+)?['"]|require\(['"]electron|import\(['"]electron/u);
    expect(importers.filter((file) => !allowed.test(file))).toEqual([]);
    expect(importers).not.toEqual([]);
  });

  it('opens addresses, folders and links only through the host', () => {
    expect(filesWith(/shell\.(?:openExternal|openPath)/u)).toEqual(['src/main/shell/host.ts']);
    expect(filesWith(/ipcMain\./u)).toEqual(['src/main/shell/desktop.ts']);
  });

  it('lets no ipcRenderer cross the preload', () => {
    const preload = sources.get('src/preload/preload.ts') ?? '';
    expect(preload).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/u);
    expect(preload.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(30);
  });

  it('has no policy in the page: the protocol sends it', () => {
    for (const [file, text] of sourcesIn('src/renderer')) {
      expect(text, file).not.toMatch(/http-equiv/iu);
    }
  });
});

describe('Electron itself', () => {
  it('is at most two majors behind the newest that was looked at', () => {
    const newest = 45;
    const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8')) as {
      version: string;
    };
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(newest - 2);
  });
});

/** What the shell takes from Electron: each imported value, with the members that are used of it. */
function used(): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const [file, text] of sources) {
    if (!file.startsWith('src/main/')) continue;
    const [, list = ''] = /import \{([^}]*)\} from 'electron'/u.exec(text) ?? [];
    const names = list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    for (const name of names) {
      const members = all.get(name) ?? new Set();
      for (const [, member = ''] of text.matchAll(new RegExp(`(?<![\\w.\\-/])${name}\\s*\\.(\\w+)`, 'gu')))
        members.add(member);
      all.set(name, members);
    }
  }
  return all;
}

describe('the chromium host', () => {
  it('offers everything that the shell uses', async () => {
    const standIn = (await import('../../../tools/chromium-host/electron.ts')) as unknown as Record<string, object>;
    const wanted = used();
    expect(wanted.size).toBeGreaterThan(8);
    for (const [name, members] of wanted) {
      expect(standIn, `electron.${name}`).toHaveProperty(name);
      for (const member of members) expect(member in (standIn[name] ?? {}), `electron.${name}.${member}`).toBe(true);
    }
  });
});
