import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLink, isNoLink, maxLinkLength, parseLink } from '../../../src/main/download/links.ts';

const clicked = {
  kind: 'gamebanana',
  modRef: { provider: 'gamebanana', id: 'Mod/292237' },
  file: { provider: 'gamebanana', fileId: '584614', model: 'Mod', modId: '292237' },
};

describe('links of GameBanana', () => {
  it.each([
    'loadstone:https://gamebanana.com/mmdl/584614,Mod,292237',
    'loadstone:https://gamebanana.com/mmdl/584614,Mod,292237,rar',
    'loadstone:https://gamebanana.com/mmdl/584614,Mod,292237,7z/',
    'loadstone:https://gamebanana.com/dl/584614,Mod,292237',
    'loadstone:https://gamebanana.com/mmdl/584614?toolid=12,Mod,292237,zip',
    'loadstone:https//gamebanana.com/mmdl/584614,Mod,292237',
    'loadstone://https//gamebanana.com/mmdl/584614,Mod,292237,zip/',
    'loadstone://https://gamebanana.com/mmdl/584614,Mod,292237',
    'loadstone:https://gamebanana.com/mmdl/584614%2CMod%2c292237%2Czip',
    'loadstone:https%3A//gamebanana.com/mmdl/584614,Mod,292237',
    'LOADSTONE:https://gamebanana.com/mmdl/584614,Mod,292237',
    'loadstone://install/gamebanana/Mod/292237/584614',
    'loadstone://install/gamebanana/Mod/292237/584614/',
    '  loadstone://install/gamebanana/Mod/292237/584614 ',
  ])('%s', (text) => expect(parseLink(text)).toEqual(clicked));

  it('may leave the file to the player', () => {
    expect(parseLink('loadstone://install/gamebanana/Sound/92659')).toEqual({
      kind: 'gamebanana',
      modRef: { provider: 'gamebanana', id: 'Sound/92659' },
      file: null,
    });
  });
});

const nexus = { kind: 'nexus', game: 'skyrim', modId: '1', fileId: '2' };
const granted = { ...nexus, grant: { key: 'a', expires: '5', userId: null } };

describe('links of Nexus', () => {
  it('carry a grant or not', () => {
    expect(
      parseLink('nxm://skyrimspecialedition/mods/3863/files/1000172397?key=Ab_-9&expires=1700000000&user_id=42'),
    ).toEqual({
      kind: 'nexus',
      game: 'skyrimspecialedition',
      modId: '3863',
      fileId: '1000172397',
      grant: { key: 'Ab_-9', expires: '1700000000', userId: '42' },
    });
    expect(parseLink('nxm://stardewvalley/mods/1/files/2')).toMatchObject({ kind: 'nexus', grant: null });
  });

  it.each<[string, object]>([
    ['nxm://skyrim/mods/1/files/2?key=a&expires=5', granted],
    ['nxm://skyrim/mods/1/files/2?expires=5&campaign=nav%20bar&key=a&view=true', granted],
    ['nxm://skyrim/mods/1/files/2?__proto__=1&key=a&expires=5&x=a=b', granted],
    ['nxm://skyrim/mods/1/files/2?user_id=7', { ...nexus, grant: null }],
    ['nxm://skyrim/mods/1/files/2/?view=1', { ...nexus, grant: null }],
    ['NXM://Skyrim/mods/1/files/2', { ...nexus, grant: null }],
    ['nxm://SkyrimSE/mods/1/files/2', { ...nexus, game: 'skyrimspecialedition', grant: null }],
    ['nxm://constructor/mods/1/files/2', { ...nexus, game: 'constructor', grant: null }],
    ['loadstone://install/nexus/skyrim/1/2', { ...nexus, grant: null }],
    ['nxm://skyrim/mods/1/files/2?key=a', { kind: 'nexus-cut', game: 'skyrim', modId: '1', fileId: '2' }],
    ['nxm://skyrim/mods/1/files/2?expires=5&user_id=1', { kind: 'nexus-cut', game: 'skyrim', modId: '1', fileId: '2' }],
    ['nxm://Skyrim/collections/g14kxi/revisions/41', { kind: 'nexus-collection', game: 'skyrim', slug: 'g14kxi' }],
    ['nxm://skyrim/collections/slug/revisions/latest', { kind: 'nexus-collection', game: 'skyrim', slug: 'slug' }],
  ])('%s', (text, link) => expect(parseLink(text)).toEqual(link));
});

describe('our own links name files of every provider', () => {
  it.each([
    ['loadstone://install/github/owner/some.repo/123', 'github', 'owner/some.repo/123'],
    ['loadstone://install/modio/1/2/3/', 'modio', '1/2/3'],
    ['loadstone://install/factorio/Flow%20Control/1.02.3', 'factorio', 'Flow Control@1.02.3'],
    ['loadstone://install/factorio/----/0.1.0', 'factorio', '----@0.1.0'],
  ])('%s', (text, provider, reference) =>
    expect(parseLink(text)).toEqual({ kind: 'reference', provider, text: reference }),
  );
});

describe('other texts', () => {
  it.each([
    'loadstone:https://gamebanana.com.evil.example/mmdl/1,Mod,2',
    'loadstone:https://evil.example/mmdl/1,Mod,2',
    'loadstone:https://user@gamebanana.com/mmdl/1,Mod,2',
    'loadstone:http://gamebanana.com/mmdl/1,Mod,2',
    'loadstone:https://gamebanana.com:1/mmdl/1,Mod,2',
    'loadstone:https://gamebanana.com/mmdl/1',
    'loadstone:https://gamebanana.com/mmdl/1,Mod',
    'loadstone:https://gamebanana.com/mmdl/1,../x,2',
    'loadstone:https://gamebanana.com/mmdl/1,Mod,2,zip,more',
    'loadstone:https://gamebanana.com/mmdl/0,Mod,2',
    'loadstone:https://gamebanana.com/mmdl/1,Mod,2\nloadstone:',
    'loadstone://install/gamebanana/Mod/1/2/3',
    'loadstone://install/gamebanana/Mod/-1',
    'loadstone://install/elsewhere/Mod/1',
    'loadstone://',
    'nxm://skyrim/mods/1/files/2?key=a&key=b&expires=1&user_id=2',
    'nxm://skyrim/mods/1/files/2?key=a%20b&expires=1&user_id=2',
    'nxm://skyrim/mods/1/files/2#x',
    'nxm://skyrim/mods/1/files/2?key=a&expires=1&user_id=x',
    'nxm://skyrim/mods/1/files/2?key=a&expires=1#x',
    'nxm://skyrim/mods/1/files/2/more',
    'nxm://skyrim/collections/a-b/revisions/1',
    'nxm://skyrim/collections/abc/revisions/-1',
    'nxm://oauth/callback?code=the-code&state=the-state',
    'nxm://premium',
    'nxm://protocol-test/?id=1',
    'loadstone://install/github/owner/../1',
    'loadstone://install/github/-owner/repo/1',
    'loadstone://install/factorio/a%2Fb/1.0.0',
    'loadstone://install/factorio/a/..',
    'loadstone://install/modio/1/2/x',
    'loadstone://install/nexus/skyrim/1',
    'loadstone://install/elsewhere/1/2/3',
  ])('%j is not a link of ours', (text) => expect(parseLink(text)).toEqual({ refused: 'not_a_link_of_ours' }));

  it.each(['', 'https://gamebanana.com/mods/1', '--data', 'nxmx://a', 'file:///x'])('%j has not our scheme', (text) => {
    expect(parseLink(text)).toEqual({ refused: 'unknown_scheme' });
  });

  it('that are too long are not looked at', () => {
    const link = 'loadstone://install/gamebanana/Mod/1';
    expect(parseLink(link + ' '.repeat(maxLinkLength - link.length))).toMatchObject({ kind: 'gamebanana' });
    expect(parseLink(link + ' '.repeat(maxLinkLength - link.length + 1))).toEqual({ refused: 'too_long' });
  });

  it('give digits and names of the grammar only, whatever comes in', () => {
    const piece = fc.constantFrom(
      'loadstone:',
      'nxm://',
      '//',
      'https://gamebanana.com/mmdl/',
      'https//',
      '12',
      ',',
      'Mod',
      '%2C',
      '/',
      '?key=',
      '&',
      'install/gamebanana/',
      'mods/',
      'files/',
      '..',
      '\n',
      '\0',
      '%00',
      'skyrim',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 14 }), (pieces) => {
        const link = parseLink(pieces.join(''));
        if (isNoLink(link)) return;
        if (link.kind === 'nexus' || link.kind === 'nexus-cut')
          expect([link.game, link.modId, link.fileId].join(' ')).toMatch(/^[a-z0-9]+ \d+ \d+$/u);
        else if (link.kind === 'nexus-collection') expect(`${link.game} ${link.slug}`).toMatch(/^[a-z0-9]+ \w+$/u);
        else if (link.kind === 'reference') expect(link.text).toMatch(/^[\w./@ -]+$/u);
        else expect(`${link.modRef.id} ${link.file?.fileId ?? '1'}`).toMatch(/^[A-Z][A-Za-z]*\/\d+ \d+$/u);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the arguments of a start', () => {
  const link = 'loadstone://install/gamebanana/Mod/1';
  it('hold one link, anywhere', () => {
    expect(findLink(['app', '--data', 'x', link, '--flag'])).toMatchObject({
      text: link,
      link: { kind: 'gamebanana' },
    });
    expect(findLink([link, 'app'])).toMatchObject({ text: link });
  });

  it('or none we act on', () => {
    expect(findLink([])).toEqual({ refused: 'none' });
    expect(findLink(['app', 'loadstone:rubbish'])).toEqual({ refused: 'none' });
    expect(findLink([link, 'nxm://skyrim/mods/1/files/2'])).toEqual({ refused: 'several' });
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.array(fc.string()), (argv) => isNoLink(findLink(argv))));
  });
});
