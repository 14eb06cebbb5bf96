import { describe, expect, it } from 'vitest';
import { createExternalOpener, decideExternal, openGame } from '../../../src/main/shell/open-external.ts';

const open = [
  'https://nexusmods.com/',
  'https://www.nexusmods.com/skyrim/mods/1?tab=files',
  'https://users.nexusmods.com/oauth/authorize?x=1#y',
  'https://gamebanana.com/mods/531649',
  'HTTPS://GameBanana.com/mods/1',
  'https://github.com/owner/repo/releases',
  'https://gist.github.com/x',
  'https://mod.io/g/game',
  'https://mods.factorio.com/mod/Krastorio2',
  'https://github.com:443/x',
  'https://gamebanana.com/mods/ä',
] as const;

const ask = [
  'https://example.org/',
  'https://nexusmods.com.evil.example/',
  'https://evilnexusmods.com/',
  'https://evil.example/nexusmods.com',
  'https://evil.example/?https://github.com/',
  'https://evil.example#github.com',
  'https://github.com:8443/',
  'https://github.com./',
  'https://github.io/',
  'https://xn--gamebanan-7fg.com/',
  'https://gamebаnana.com/',
  'https://discord.gg/abc',
] as const;

const refuse = [
  '',
  ' ',
  'nexusmods.com',
  '//nexusmods.com',
  '/etc/passwd',
  'http://nexusmods.com/',
  'http://example.org/',
  'file:///etc/passwd',
  'file://server/share/x.exe',
  'FILE:///C:/Windows/System32/calc.exe',
  'smb://server/share',
  '\\\\server\\share\\x.exe',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//https://github.com',
  'data:text/html,<script>1</script>',
  'vbscript:msgbox',
  'ms-msdt:/id PCWDiagnostic',
  'ms-officecmd:x',
  'search-ms:query=x&crumb=location:\\\\server',
  'ms-settings:',
  'steam://run/1',
  'nxm://skyrim/mods/1/files/2',
  'loadstone://app/',
  'loadstone-img://aa',
  'mailto:a@example.org',
  'tel:1',
  'ftp://example.org/',
  'ws://example.org',
  'blob:https://github.com/1',
  'about:blank',
  'view-source:https://github.com',
  'https:github.com',
  'https:/github.com',
  'https:///github.com',
  'https:\\\\github.com\\x',
  'https://github.com\\@evil.example/',
  'https://user@github.com/',
  'https://user:pass@github.com/',
  'https://github.com@evil.example/',
  'https://@github.com/',
  'https://github.com/\r\nHost: evil.example',
  'https://git\thub.com/',
  ' https://github.com/',
  'https://github.com/ --flag',
  'https://github.com/\u0000',
  'https://github.com/\u202Egpj.exe',
  'https://github.com/\u200B',
  'https://localhost/',
  'https://router.local/',
  'https://intranet/',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://[::1]/',
  'https://192.168.0.1/admin',
  'https://',
  'https://%00/',
  `https://github.com/${'x'.repeat(2_100)}`,
] as const;

describe('which addresses leave', () => {
  it('has at least sixty cases', () => {
    expect(open.length + ask.length + refuse.length).toBeGreaterThanOrEqual(60);
  });
  it.each(open)('opens %j', (url) => expect(decideExternal(url)).toBe('open'));
  it.each(ask)('asks about %j', (url) => expect(decideExternal(url)).toBe('ask'));
  it.each(refuse)('refuses %j', (url) => expect(decideExternal(url)).toBe('refuse'));
});

function setUp(answer: boolean | Promise<boolean>) {
  const opened: string[] = [];
  const asked: string[] = [];
  const opener = createExternalOpener({
    openInBrowser: (url) => {
      opened.push(url);
      return Promise.resolve();
    },
    confirm: (url) => {
      asked.push(url);
      return Promise.resolve(answer);
    },
  });
  return { opener, opened, asked };
}

describe('the opener', () => {
  it('opens known sites without a question, in their parsed form', async () => {
    const { opener, opened, asked } = setUp(false);
    expect(await opener.open('HTTPS://GitHub.com/a/../b')).toBe(true);
    expect(opened).toEqual(['https://github.com/b']);
    expect(asked).toEqual([]);
  });

  it('asks with the full ASCII address and obeys', async () => {
    const no = setUp(false);
    expect(await no.opener.open('https://gamebаnana.com/x')).toBe(false);
    expect(no.asked).toEqual(['https://xn--gamebnana-4yh.com/x']);
    expect(no.opened).toEqual([]);
    const yes = setUp(true);
    expect(await yes.opener.open('https://example.org/')).toBe(true);
    expect(yes.opened).toEqual(['https://example.org/']);
  });

  it('never opens or asks about what it refuses', async () => {
    const { opener, opened, asked } = setUp(true);
    for (const url of refuse) expect(await opener.open(url)).toBe(false);
    expect([opened, asked]).toEqual([[], []]);
  });

  it('asks one question at a time', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { opener, asked, opened } = setUp(promise);
    const first = opener.open('https://one.example/');
    expect(await opener.open('https://two.example/')).toBe(false);
    resolve(true);
    expect(await first).toBe(true);
    expect([asked, opened]).toEqual([['https://one.example/'], ['https://one.example/']]);
  });
});

async function openedGame(url: string, openInSystem = () => Promise.resolve()) {
  const handed: string[] = [];
  const answer = await openGame(url, {
    openInSystem: async (address) => {
      await openInSystem();
      handed.push(`system ${address}`);
    },
    openInExplorer: async (address) => handed.push(`explorer ${address}`) > 0,
  });
  return { answer, handed };
}

const noStore = () => Promise.reject(new Error('Failed to open'));

describe('the address of a game', () => {
  const xbox = String.raw`shell:AppsFolder\Studio.Game_8wekyb3d8bbwe!Game`;
  it('goes to its store, and one of the shell of Windows to the explorer', async () => {
    const steam = 'steam://rungameid/413150';
    expect(await openedGame(steam)).toEqual({ answer: true, handed: [`system ${steam}`] });
    expect(await openedGame(xbox)).toEqual({ answer: true, handed: [`explorer ${xbox}`] });
  });

  it('is refused when it is none, and failed when no store takes it', async () => {
    const refused = ['steam://install/1', 'https://example.org/', String.raw`shell:startup`, `${xbox} & calc`];
    for (const url of refused) expect(await openedGame(url), url).toEqual({ answer: false, handed: [] });
    expect(await openedGame('heroic://launch/gog/123', noStore)).toEqual({ answer: false, handed: [] });
  });
});
