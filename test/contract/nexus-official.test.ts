/** The client that Nexus Mods itself publishes takes the replica for Nexus Mods, for every call we use too. */
import { hash } from 'node:crypto';
import Nexus from '@nexusmods/nexus-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replicaAccounts } from '../../tools/replicas/nexus/mods.ts';
import { startNexusReplica, type NexusReplica } from '../../tools/replicas/nexus/replica.ts';

let replica: NexusReplica;
const keyOf = (name: string): string => replicaAccounts.find((one) => one.name === name)?.key ?? '';

/** Its base address is no parameter, and its factory asks the real site at once. */
async function official(account: string): Promise<Nexus> {
  const client: unknown = Reflect.construct(Nexus, ['Loadstone', '1.2.3', 'starlightcourier', 5_000]);
  Object.assign(client as object, { mBaseURL: `${replica.url}/v1` });
  await (client as Nexus).setKey(keyOf(account));
  return client as Nexus;
}

beforeAll(async () => {
  replica = await startNexusReplica();
});
afterAll(() => replica.close());
beforeEach(() => replica.control.reset());

describe('@nexusmods/nexus-api takes the replica for Nexus Mods', () => {
  it('reads accounts, games, mods, files and changelogs', async () => {
    const client = await official('Admiral');
    expect(client.getValidationResult()).toMatchObject({ name: 'Admiral', is_premium: true, user_id: 70_002 });
    expect((await client.getGames()).map(({ domain_name: domain }) => domain)).toEqual([
      'starlightcourier',
      'moonferry',
    ]);
    expect((await client.getGameInfo()).categories[0]).toMatchObject({ parent_category: false });
    expect(await client.getModInfo(11)).toMatchObject({ name: 'Solar Sails Reborn', available: true });
    const { files, file_updates: steps } = await client.getModFiles(11);
    expect(files.map(({ file_id: id }) => id)).toEqual([101, 102]);
    expect(steps).toMatchObject([{ old_file_id: 101, new_file_id: 102 }]);
    expect(await client.getFileInfo(11, 102)).toMatchObject({ version: '1.1', category_name: 'MAIN' });
    expect(Object.keys(await client.getChangelogs(11))).toEqual(['1.0', '1.1']);
  });

  it('reads lists, which hold half objects', async () => {
    const client = await official('Pilot');
    replica.control.changeMod(12, { updated: Math.floor(Date.now() / 1_000) - 60 });
    expect(await client.getRecentlyUpdatedMods('1d')).toMatchObject([{ mod_id: 12 }]);
    const added = await client.getLatestAdded();
    expect(added.find(({ mod_id: id }) => id === 14)).toMatchObject({ available: false, status: 'hidden' });
    expect((await client.getLatestUpdated())[0]).toMatchObject({ mod_id: 12 });
    expect((await client.getTrending()).length).toBeGreaterThan(5);
  });

  it('downloads, finds what it has downloaded by its hash, and gives an opinion', async () => {
    const client = await official('Admiral');
    const urls = await client.getDownloadURLs(11, 102);
    expect(urls).toHaveLength(7);
    const bytes = Buffer.from(await (await fetch(urls[0]?.URI ?? '')).arrayBuffer());
    const hits = await client.getFileByMD5(hash('md5', bytes, 'hex'));
    expect(hits).toMatchObject([{ mod: { mod_id: 11 }, file_details: { file_id: 102 } }]);
    expect(await client.endorseMod(11, '1.1', 'endorse')).toMatchObject({ status: 'Endorsed' });
    expect(await client.getEndorsements()).toMatchObject([{ mod_id: 11, status: 'Endorsed', version: '1.1' }]);
    expect(await client.trackMod('11')).toMatchObject({ message: 'User 70002 is now Tracking Mod: 11' });
    expect(await client.getTrackedMods()).toEqual([{ mod_id: 11, domain_name: 'starlightcourier' }]);
    await client.untrackMod('11');
    expect(await client.getTrackedMods()).toEqual([]);
  });

  it('takes a link of the site, and is told what is wrong', async () => {
    const client = await official('Pilot');
    await expect(client.getDownloadURLs(11, 102)).rejects.toThrow('premium users only');
    const link = new URL(replica.control.link('Pilot', 11, 102)).searchParams;
    expect(await client.getDownloadURLs(11, 102, link.get('key') ?? '', Number(link.get('expires')))).toHaveLength(1);
    await expect(client.getDownloadURLs(11, 102, 'x', 9)).rejects.toThrow("isn't correct for this user/file");
    await expect(client.getModFiles(14)).rejects.toThrow('Mod not available');
    await expect(client.getModInfo(999)).rejects.toMatchObject({ statusCode: 404 });
    await expect(client.getFileByMD5('xyz')).rejects.toThrow('not a valid MD5');
    await expect(official('Castaway').then((one) => one.getGames())).rejects.toThrow('valid API Key');
  });

  it('reads what is left of the budgets', async () => {
    const client = await official('Pilot');
    await client.getGames();
    await client.getGames();
    expect(client.getRateLimits()).toEqual({ daily: 19_998, hourly: 498 });
  });
});
