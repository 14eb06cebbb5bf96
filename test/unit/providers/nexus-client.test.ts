import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import { createSockets } from '../../../src/main/providers/http/sockets.ts';
import { createTiming } from '../../../src/main/providers/http/timing.ts';
import { providerTraits } from '../../../src/main/providers/index.ts';
import { createNexus, type Nexus } from '../../../src/main/providers/nexus/client.ts';
import type { Resolution, SignInDialog } from '../../../src/main/providers/provider.ts';
import type { FileRef, InstalledFile, ModRef } from '../../../src/shared/model.ts';
import type { SignInStep } from '../../../src/shared/accounts.ts';
import { mod as modFrom } from '../../../tools/replicas/nexus/builders.ts';
import { nexusGames, replicaAccounts } from '../../../tools/replicas/nexus/mods.ts';
import { startNexusReplica, type NexusReplica } from '../../../tools/replicas/nexus/replica.ts';
import { createFakeTiming, httpTo, never } from '../../support/loopback.ts';

let replica: NexusReplica;
let http: HttpClient;
let nexus: Nexus;
/** Whose key is shown. */
let signedIn: string | null;

const keyOf = (name: string): string => replicaAccounts.find((one) => one.name === name)?.key ?? '';
const quotaLeft = (): number | undefined =>
  http
    .limits()
    .find(({ provider }) => provider === 'nexus')
    ?.quotas.find(({ name }) => name === 'requests')?.left;
const secretOf = (name: string): string => JSON.stringify({ kind: 'key', key: keyOf(name) });

beforeEach(async () => {
  signedIn = 'Pilot';
  replica = await startNexusReplica();
  connect();
});
afterEach(async () => {
  await http.close();
  await replica.close();
});

const routesOf = (id: string) => providerTraits.find((traits) => traits.id === id)?.routes ?? [];

function connect(): void {
  http = httpTo(replica.url, {
    endpoints: replica.endpoints,
    timing: createFakeTiming(Date.now()),
    credentials: () => (signedIn === null ? null : (nexus.signIn?.credentials(secretOf(signedIn)) ?? null)),
  });
  const identification = { version: '1.2.3', page: 'https://loadstone.example' };
  const sockets = createSockets({ identification, endpoints: replica.endpoints, routesOf });
  nexus = createNexus({ http, sockets, version: '1.2.3', timing: createTiming(), newId: () => crypto.randomUUID() });
}

const game = 'starlightcourier';
const mod = (id: number): ModRef => ({ provider: 'nexus', id: `${game}/${id}` });
const file = (modId: number, fileId: number): FileRef => ({
  provider: 'nexus',
  game,
  modId: String(modId),
  fileUid: String((6_001n << 32n) | BigInt(fileId)),
});
const asked = (): readonly string[] => replica.control.requests.map(({ method, path }) => `${method} ${path}`);
const names = async (query: Partial<Parameters<Nexus['search']>[0]>): Promise<readonly string[]> => {
  const found = await nexus.search({ game, text: '', sort: 'name', page: 1, ...query }, never());
  return found.mods.map(({ name }) => name);
};

describe('search', () => {
  it('finds by words, category and taste, in the order asked for', async () => {
    expect(await names({ text: 'sails' })).toEqual(['Solar Sails Reborn']);
    expect(await names({ category: 'Looks' })).toEqual(['Pin-up Hull', 'Ringed Worlds']);
    expect(await names({ category: 'Looks', adult: false })).toEqual(['Ringed Worlds']);
    expect((await names({ sort: 'updated' }))[0]).toBe('Solar Sails Reborn');
    expect((await names({ sort: 'newest' }))[0]).toBe('Free Credits');
    expect(await names({})).not.toContain('Secret Cargo');
    signedIn = null;
    expect(await names({})).not.toContain('Pin-up Hull');
  });

  it('pages to the end, each mod once, and so does the feed', async () => {
    await replica.close();
    const mods = Array.from({ length: 105 }, (_, index) =>
      modFrom({ id: index + 1, name: `Mod ${index}`, day: index }),
    );
    replica = await startNexusReplica({
      games: nexusGames.map((one) => (one.domain === game ? { ...one, mods } : one)),
    });
    await http.close();
    connect();
    const seen: string[] = [];
    let page: number | null = 1;
    for (let turn = 0; page !== null && turn < 9; turn += 1) {
      const found = await nexus.search({ game, text: '', sort: 'name', page }, never());
      seen.push(...found.mods.map(({ ref }) => ref.id));
      page = found.next;
    }
    expect(new Set(seen).size).toBe(105);
    expect(seen).toHaveLength(105);

    const times: number[] = [];
    let cursor: string | null = null;
    for (let turn = 0; turn < 9; turn += 1) {
      const found = await nexus.feed(game, cursor, never());
      times.push(...found.mods.map(({ updatedAt }) => updatedAt ?? 0));
      cursor = found.next;
      if (cursor === null) break;
    }
    expect(times).toHaveLength(105);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  });

  it('knows games and their categories without showing the key to the data server', async () => {
    expect(await nexus.games('starlight', never())).toEqual([{ key: game, name: 'Starlight Courier', mods: 8 }]);
    const categories = await nexus.categories(game, never());
    expect(categories.map(({ key }) => key)).toEqual(['Gameplay', 'Looks', 'Ships', 'Sound', 'Utilities']);
    const data = replica.control.requests.filter(({ host }) => host === 'data.nexusmods.com');
    expect(data).toHaveLength(1);
    expect(data[0]?.headers['apikey']).toBeUndefined();
  });
});

describe('a mod', () => {
  it('comes with its page, its files and a harmless description', async () => {
    const found = await nexus.details(mod(11), never());
    if (found.kind !== 'found') throw new Error('gone');
    expect(found.value).toMatchObject({
      name: 'Solar Sails Reborn',
      category: 'Ships',
      version: '1.1',
      unavailable: null,
    });
    expect(found.value.summary).toBe('Light as a drive: sails for every courier & freighter.');
    expect(found.value.files.map(({ version, archived, ref }) => ({ version, archived, ref }))).toEqual([
      { version: '1.1', archived: false, ref: file(11, 102) },
      { version: '1.0', archived: true, ref: file(11, 101) },
    ]);
    const [newest] = found.value.files;
    expect(newest?.title).toBeTruthy();
    expect(newest?.name).not.toBe(newest?.title);
    expect(newest?.description).not.toContain(newest?.title);
    expect(JSON.stringify(found.value.description)).toContain('Faster near the nearest star');
    expect(JSON.stringify(found.value.description)).not.toContain('alert(');
  });

  it('shows its files to people without an account too', async () => {
    signedIn = null;
    const found = await nexus.details(mod(11), never());
    if (found.kind !== 'found') throw new Error('gone');
    expect(found.value.files.map(({ ref }) => ref)).toEqual([file(11, 102), file(11, 101)]);
    expect(found.value.files[0]?.scan).toBe('clean');
    expect(JSON.stringify(await nexus.changelog(mod(11), never()))).toContain('Sails fold in storms');
  });

  it('is gone when there is none, and says so when it is hidden', async () => {
    expect(await nexus.details(mod(999), never())).toMatchObject({ kind: 'gone' });
    const hidden = await nexus.details(mod(14), never());
    if (hidden.kind !== 'found') throw new Error('gone');
    expect(hidden.value).toMatchObject({ name: 'Mod 14', unavailable: 'private', files: [] });
  });

  it('has a changelog, newest first, and requirements', async () => {
    const changes = await nexus.changelog(mod(11), never());
    expect(changes.map(({ version }) => version)).toEqual(['1.1', '1.0']);
    expect(JSON.stringify(changes[0])).toContain("Fixed the colour of the 'aurora' sail");
    const needed = await nexus.requirements(file(11, 102), never());
    expect(needed).toMatchObject([
      { name: 'Hangar Library', modRef: mod(12), note: '2.0 or newer' },
      { name: 'Sextant', modRef: null, url: 'https://sextant.example/' },
    ]);
  });
});

const installed = (modId: number, fileId: number, day: number): InstalledFile => ({
  ref: file(modId, fileId),
  fileName: 'a.zip',
  version: '1.0',
  uploadedAt: Date.UTC(2026, 2, 1 + day, 12),
  gameVersion: null,
});

describe('the update check', () => {
  it('asks about all mods in one go and reads files only of those that changed', async () => {
    const answers = await nexus.checkUpdates(
      [installed(11, 101, 2), installed(12, 103, 9), installed(18, 112, 3), installed(14, 108, 7), installed(99, 1, 1)],
      never(),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(['update', 'current', 'look', 'gone', 'gone']);
    expect(answers[0]).toMatchObject({ file: { ref: file(11, 102), version: '1.1' } });
    expect(JSON.stringify(answers[0])).toContain('Sails fold in storms');
    expect(JSON.stringify(answers[0])).not.toContain('First release');
    expect(asked().filter((line) => line.includes('graphql'))).toHaveLength(1);
    expect(asked().some((line) => line.includes('/mods/12/'))).toBe(false);
  });
});

const resolve = (modId: number, fileId: number, link?: string): Promise<Resolution> => {
  const query = link === undefined ? null : new URL(link).searchParams;
  const grant =
    query === null
      ? undefined
      : { key: query.get('key') ?? '', expires: query.get('expires') ?? '', userId: query.get('user_id') };
  return nexus.resolve(file(modId, fileId), never(), grant);
};

describe('a download', () => {
  it('needs an account', async () => {
    signedIn = null;
    expect(await resolve(11, 102)).toMatchObject({ kind: 'needs_sign_in' });
    signedIn = 'Castaway';
    expect(await resolve(11, 102)).toMatchObject({ kind: 'needs_sign_in' });
  });

  it('comes with mirrors for paying members, whatever stands in the name', async () => {
    signedIn = 'Admiral';
    const found = await resolve(13, 104);
    if (found.kind !== 'file') throw new Error(found.kind);
    expect(found.file.url).toMatch(/^https:\/\/cf-files\.nexusmods\.com\/cdn\/6001\/13\/Ringed%20Worlds%20%231/u);
    expect(found.file.url).toContain('(100%25%20rings)');
    expect(found.file.mirrors).toHaveLength(6);
    expect(found.file.sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('begins on the page for everybody else, unless the author leaves it open', async () => {
    expect(await resolve(11, 102)).toMatchObject({
      kind: 'needs_user_action',
      url: 'https://www.nexusmods.com/starlightcourier/mods/11?tab=files&file_id=102&nmm=1',
    });
    expect(await resolve(16, 110)).toMatchObject({ kind: 'file' });
  });

  it('takes the link of the site for this account and file while it lasts', async () => {
    const { link } = replica.control;
    expect(await resolve(11, 102, link('Pilot', 11, 102))).toMatchObject({ kind: 'file' });
    const before = asked().filter((line) => line.includes('download_link')).length;
    expect(await resolve(11, 102, link('Pilot', 11, 102, -5))).toMatchObject({ kind: 'needs_user_action' });
    expect(await resolve(11, 102, link('nova-lund', 11, 102))).toMatchObject({ kind: 'needs_user_action' });
    // Neither is worth a question.
    expect(asked().filter((line) => line.includes('download_link'))).toHaveLength(before);
    expect(await resolve(11, 101, link('Pilot', 11, 102))).toMatchObject({ kind: 'needs_user_action' });
  });

  it('asks once more who somebody is when the membership has changed meanwhile', async () => {
    expect(await resolve(11, 102)).toMatchObject({ kind: 'needs_user_action' });
    replica.control.changeAccount('Pilot', { premium: true });
    expect(await resolve(11, 102)).toMatchObject({ kind: 'file' });
    replica.control.changeAccount('Pilot', { premium: false });
    expect(await resolve(11, 102)).toMatchObject({ kind: 'needs_user_action' });
  });

  it('is refused for what was removed, hidden, or held back by the scanner', async () => {
    signedIn = 'Admiral';
    for (const [modId, fileId] of [
      [13, 107],
      [14, 108],
      [17, 111],
      [11, 999],
    ] as const)
      expect(await resolve(modId, fileId), `${modId}`).toMatchObject({ kind: 'gone' });
  });

  it('spends nothing of the budget to know who is signed in', async () => {
    await nexus.tracked(never());
    expect(quotaLeft()).toBe(299);
    await nexus.signIn?.check(never());
    await nexus.signIn?.check(never());
    expect(quotaLeft()).toBe(299);
    await nexus.tracked(never());
    expect(quotaLeft()).toBe(298);
  });
});

describe('opinions', () => {
  it('are taken after a download, and explained when not', async () => {
    await expect(nexus.approve?.(mod(11), '1.1', true, never())).rejects.toMatchObject({ code: 'provider_refused' });
    await resolve(11, 102, replica.control.link('Pilot', 11, 102));
    await nexus.approve?.(mod(11), '', true, never());
    expect(await nexus.endorsements(never())).toMatchObject([{ game, modId: '11', status: 'Endorsed', version: '0' }]);
    await nexus.approve?.(mod(11), '1.1', false, never());
    expect(await nexus.endorsements(never())).toMatchObject([{ status: 'Abstained' }]);
    signedIn = 'nova-lund';
    await expect(nexus.approve?.(mod(11), '1.1', true, never())).rejects.toThrow('own mod');
    signedIn = null;
    await expect(nexus.approve?.(mod(11), '1.1', true, never())).rejects.toMatchObject({ code: 'needs_sign_in' });
  });

  it('follow and leave a mod, twice is once', async () => {
    await nexus.track(mod(11), true, never());
    await nexus.track(mod(11), true, never());
    expect(await nexus.tracked(never())).toEqual([{ game, modId: '11' }]);
    await nexus.track(mod(11), false, never());
    expect(await nexus.tracked(never())).toEqual([]);
  });
});

const dialogTo = (open: (url: string) => Promise<void>, steps: SignInStep[] = []): SignInDialog => ({
  openPage: open,
  show: (step) => steps.push(step),
  ask: () => Promise.reject(new Error('asked')),
});

/** The player's browser: reads the form of the page and sends it. */
async function browser(url: string, account: string, decision = 'authorise'): Promise<number> {
  const page = await fetch(url.replace('https://www.nexusmods.com', replica.url));
  const id = /name="id" value="([^"]+)"/u.exec(await page.text())?.[1] ?? '';
  const body = new URLSearchParams({ id, account, decision });
  return (await fetch(`${replica.url}/sso`, { method: 'POST', body })).status;
}

const signIn = (dialog: SignInDialog, signal = never()) => {
  if (nexus.signIn === null) throw new Error('no sign-in');
  return nexus.signIn.run('browser', {}, dialog, signal);
};

describe('signing in', () => {
  it('goes over the socket and the page', async () => {
    signedIn = null;
    const steps: SignInStep[] = [];
    const opened: string[] = [];
    const done = await signIn(
      dialogTo(async (url) => {
        opened.push(url);
        expect(await browser(url, 'Admiral')).toBe(200);
      }, steps),
    );
    expect(done.account).toMatchObject({ name: 'Admiral', membership: 'Premium' });
    expect(done.secret).toBe(secretOf('Admiral'));
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatch(/^https:\/\/www\.nexusmods\.com\/sso\?id=[0-9a-f-]{36}&application=loadstone$/u);
    expect(steps.map(({ kind }) => kind)).toEqual(['waiting', 'checking']);
    expect(JSON.parse(replica.control.sso.said[0] ?? '')).toMatchObject({ token: null, protocol: 2 });
  });

  it('ends with what the player decided, and when the player goes away', async () => {
    const denied = signIn(dialogTo(async (url) => void (await browser(url, 'Pilot', 'deny'))));
    await expect(denied).rejects.toMatchObject({ code: 'sign_in_failed' });
    const leaving = new AbortController();
    const left = signIn(
      dialogTo(() => {
        leaving.abort();
        return Promise.resolve();
      }),
      leaving.signal,
    );
    await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('takes a pasted key only when the site knows it', async () => {
    const { run } = nexus.signIn ?? {};
    const dialog = dialogTo(() => Promise.reject(new Error('no page')));
    expect((await run?.('key', { key: ` ${keyOf('Pilot')}\n` }, dialog, never()))?.account).toMatchObject({
      name: 'Pilot',
      membership: 'Member',
    });
    for (const key of [keyOf('Castaway'), 'no-such-key-at-all', 'short', ''])
      await expect(run?.('key', { key }, dialog, never())).rejects.toMatchObject({ code: 'sign_in_failed' });
  });
});
