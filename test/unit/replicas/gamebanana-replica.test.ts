/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/** The replica has to be as strict and as odd as the site, or it proves nothing. */
import { hash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGameBananaReplica, type GameBananaReplica } from '../../../tools/replicas/gamebanana/replica.ts';
import { starlightCourier } from '../../../tools/replicas/gamebanana/starlight-courier.ts';
import { drawPicture } from '../../../tools/replicas/pictures/scenes.ts';
import { makeSampleGame, sampleGameBytes, sampleGamePaths } from '../../../tools/replicas/sample-game.ts';

let replica: GameBananaReplica;
beforeAll(async () => {
  replica = await startGameBananaReplica();
});
afterAll(() => replica.close());
beforeEach(() => replica.control.reset());

const ask = async (where: string): Promise<{ status: number; body: Record<string, never> }> => {
  const answer = await fetch(`${replica.endpoints.gamebanana.api}/${where}`);
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
};
const raw = (where: string, host?: string): Promise<Response> =>
  fetch(`${replica.url}${where}`, {
    redirect: 'manual',
    headers: host === undefined ? {} : { 'x-forwarded-host': host },
  });

describe('questions', () => {
  it.each([
    ['Mod/Index?_nPerpage=51', '_nPerpage', 'INVALID_PERPAGE'],
    ['Mod/Index?_nPage=0', '_nPage', 'INVALID_PAGE'],
    ['Mod/Index?_sSort=Best', '_sSort', 'UNKNOWN_SORT'],
    ['Mod/Multi?_csvRowIds=910001,5', '_csvRowIds', 'NO_SUCH_RECORD'],
    ['Mod/Multi?_csvRowIds=910001&_csvProperties=_aArchivedFiles', '_csvProperties', 'UNKNOWN_PROPERTY'],
    ['Util/Search/Results?_sSearchString=a', '_sSearchString', 'TOO_SHORT'],
    ['Mod/Categories?_idGameRow=90001', '_sSort', 'UNKNOWN_SORT'],
  ])('%s are refused with the name of the field', async (where, field, code) => {
    expect(await ask(where)).toMatchObject({
      status: 400,
      body: { _sErrorCode: 'INPUT_ERRORS', _aErrorData: { [field]: { _sErrorCode: code } } },
    });
  });

  it('about missing things are answered as the site does: by the body, with whatever status', async () => {
    expect(await ask('Mod/5/ProfilePage')).toMatchObject({ status: 200, body: { _sErrorCode: 'NO_SUCH_RECORD' } });
    expect(await ask('Mod/5/DownloadPage')).toMatchObject({ status: 404, body: { _sErrorCode: 'NO_SUCH_RECORD' } });
    expect(await ask('Nonsense')).toMatchObject({ status: 404, body: { _sErrorCode: 'NO_SUCH_ROUTE' } });
  });

  it('get fifteen records from the search and what they ask for from the index', async () => {
    expect((await ask('Util/Search/Results?_sSearchString=er&_nPerpage=50')).body['_aRecords']).toHaveLength(15);
    const { body } = await ask('Mod/Index?_nPerpage=10&_nPage=3&_aFilters[Generic_Game]=90001');
    expect(body).toMatchObject({ _aMetadata: { _bIsComplete: true } });
    expect(body['_aRecords']).toHaveLength(4);
    expect((await ask('Mod/Index?_aFilters[Generic_Game]=1')).body['_aRecords']).toEqual([]);
  });

  it('get escaped slashes, [] for empty maps, and a stub of what is private', async () => {
    expect(await (await raw('/apiv11/Mod/910001/ProfilePage')).text()).toContain(String.raw`https:\/\/gamebanana.com`);
    expect((await ask('Mod/910001/ProfilePage')).body['_aContentRatings']).toEqual([]);
    expect(Object.keys((await ask('Mod/910021/ProfilePage')).body)).toHaveLength(7);
  });
});

describe('downloads', () => {
  it('go over two redirects to the archive that the record describes', async () => {
    const { body } = await ask('File/1900101');
    const first = await raw('/dl/1900101');
    expect([first.status, first.headers.get('location')]).toEqual([
      302,
      'https://files.gamebanana.com/mods/1900101_neon_drift_palette.zip',
    ]);
    const where = new URL(first.headers.get('location') ?? '').pathname;
    const second = await raw(where, 'files.gamebanana.com');
    expect([second.status, second.headers.get('location')]).toEqual([
      302,
      `https://filecache31.gamebanana.com${where}`,
    ]);
    const bytes = Buffer.from(await (await raw(where, 'filecache31.gamebanana.com')).arrayBuffer());
    expect(bytes.byteLength).toBe(body['_nFilesize']);
    expect(hash('md5', bytes, 'hex')).toBe(body['_sMd5Checksum']);
  });

  it('of removed files lead to a page and no error', async () => {
    const answer = await raw('/dl/77');
    expect(answer.headers.get('location')).toMatch(/^https:\/\/gamebanana\.com\/mods\/download\/\d+$/u);
    const page = await raw('/mods/download/0');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});

describe('the made-up game', () => {
  it('has a mod of every kind', () => {
    const { mods } = starlightCourier;
    expect(mods.length).toBeGreaterThanOrEqual(24);
    expect(new Set(mods.map(({ state }) => state))).toEqual(new Set(['normal', 'private', 'trashed', 'withheld']));
    expect(new Set(mods.map(({ visibility }) => visibility))).toEqual(new Set(['show', 'warn', 'hide']));
    expect(new Set(mods.flatMap(({ files }) => files.map(({ scan }) => scan)))).toEqual(
      new Set(['clean', 'flagged', 'pending', 'silent']),
    );
    const ids = mods.flatMap(({ id, files }) => [id, ...files.map((file) => file.id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has mods that want the same files, and files of the untouched game', () => {
    const owners = new Map<string, number>();
    for (const { files } of starlightCourier.mods)
      for (const name of new Set(files.flatMap(({ contents }) => Object.keys(contents()))))
        owners.set(name, (owners.get(name) ?? 0) + 1);
    for (const name of ['game.cfg', 'data/palette.txt', 'data/ships/courier.json', 'textures/hull.png', 'README.txt']) {
      expect(owners.get(name)).toBeGreaterThanOrEqual(2);
      expect(sampleGamePaths).toContain(name);
    }
  });

  it('is the same every time it is written', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-sample-'));
    try {
      makeSampleGame(folder);
      const written = fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile());
      expect(written).toHaveLength(sampleGamePaths.length);
      for (const name of sampleGamePaths)
        expect(fs.readFileSync(path.join(folder, name)).equals(sampleGameBytes(name) ?? Buffer.alloc(0))).toBe(true);
      if (process.platform !== 'win32')
        expect(fs.statSync(path.join(folder, 'starlight-courier')).mode & 0o777).toBe(0o755);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe('pictures', () => {
  it('are PNGs, the same for the same order and different for another', () => {
    const order = { scene: 'world', palette: 'teal', seed: 'a' } as const;
    const picture = drawPicture(order, 160);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([160, 90]);
    expect(drawPicture(order, 160).equals(picture)).toBe(true);
    expect(drawPicture({ ...order, seed: 'b' }, 160).equals(picture)).toBe(false);
  });

  it('come in the sizes that records name', async () => {
    const answer = await raw('/img/ss/mods/220-90_910001-0.png');
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer()).readUInt32BE(16)).toBe(220);
  });
});
