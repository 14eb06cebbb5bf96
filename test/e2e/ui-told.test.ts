/** What the window says of what happens: it leaves with the game it was about, and says nothing that is not so. */
import { describe, expect, it } from 'vitest';
import { fakeNow } from '../support/fake-data.ts';
import { openDownloads } from '../support/ui/service-screens.ts';
import { callsOf, countCalls, journeys } from '../support/ui/window-test.ts';

const open = journeys();

const damaged = `window.loadstone.library.snapshot = async () => ({ ok: false, error: {
  code: 'registry_damaged', message: 'The registry could not be read.', hint: 'Rebuild it from the store.' } });`;

/** The first download waits for its next try. */
const brokenOff = `{
  const snapshot = window.loadstone.downloads.snapshot;
  window.loadstone.downloads.snapshot = async () => {
    const { ok, value } = await snapshot();
    const [first, ...others] = value.downloads;
    const error = { code: 'offline', message: 'GameBanana broke the connection off.', hint: 'It goes on by itself.' };
    return { ok, value: { ...value, downloads: [
      { ...first, state: 'queued', error, waitsFor: null, notBefore: ${fakeNow + 14_000} }, ...others] } };
  };
}`;

describe('the window', () => {
  it('lets go of what it said about a game that is left, and opens at the game and the page used last', async () => {
    const on = await open();
    await on.menu('Library').click();
    await on.library.toggle('Double Tempo').click();
    await on.toast('Turned off Double Tempo').waitFor();
    await on.game('Celeste').click();
    await on.toast('Turned off Double Tempo').waitFor({ state: 'detached' });
    await on.menu('History').click();
    const last = async (): Promise<unknown> =>
      (await callsOf(on.page)).filter(({ name }) => name === 'settings.set').at(-1)?.input;
    await expect.poll(last).toEqual({ lastPlace: { gameId: 'celeste', screen: 'history' } });
  });

  it('says which change of which game was cut off, and knows nothing of mods it could not read', async () => {
    const on = await open({ state: 'error', prepare: damaged });
    const toast = on.toast('Loadstone was ended while it installed Neon Boulevard in ');
    await toast.getByText(/^The game is as it was before/u).waitFor();
    await toast.getByRole('button', { name: 'Install again' }).click();
    await expect
      .poll(async () => (await callsOf(on.page)).find(({ name }) => name === 'install.fromFile')?.input)
      .toMatchObject({ path: '/home/player/neon.zip' });
    await on.menu('Library').click();
    await on.main.getByRole('alert').waitFor();
    await on.status.getByText('Mods unknown').waitFor();
    expect(await on.status.getByText('In the game').count()).toBe(0);
    await on.main.getByRole('button', { name: 'Open the care of the registry' }).click();
    await on.page.getByRole('heading', { name: 'Registry' }).waitFor();
  });

  it('does not soothe about a file that a scan has flagged', async () => {
    const on = await open();
    await on.discover.search.fill('Flicker Warning');
    await on.discover.card('Flicker Warning').click();
    await on.page
      .getByRole('button', { name: /^Install \S+\.(?:zip|7z|rar)/iu })
      .first()
      .click();
    const dialog = on.dialog(/^Install Flicker Warning/u);
    await dialog
      .getByRole('alert')
      .getByText(/found something harmful/u)
      .waitFor();
    expect(await dialog.getByText('No need to hesitate').count()).toBe(0);
  });

  it('names what broke a download off, when it is tried again, and tries at once when asked to', async () => {
    const on = await open({ prepare: brokenOff });
    await openDownloads(on);
    await on.main.getByText('GameBanana broke the connection off.').waitFor();
    await on.main.getByText('Next try in 14 seconds.').waitFor();
    await on.main.getByRole('button', { name: /^Try now: / }).click();
    await expect.poll(() => countCalls(on.page, 'downloads.resume')).toBe(1);
  });

  it('says that it verifies while it verifies', async () => {
    const on = await open({ speed: 2 });
    await on.menu('Upkeep').click();
    await on.upkeep.verify.click();
    await on.status.getByText('Verifying…').waitFor();
    await on.status.getByText('In the game').waitFor();
  });
});
