/** What the window says of what happens: it leaves with the game it was about, and says nothing that is not so. */
import { describe, expect, it } from 'vitest';
import { callsOf, journeys } from '../support/ui/window-test.ts';

const open = journeys();

const damaged = `window.loadstone.library.snapshot = async () => ({ ok: false, error: {
  code: 'registry_damaged', message: 'The registry could not be read.', hint: 'Rebuild it from the store.' } });`;

describe('the window', () => {
  it('lets go of what it said about a game that is left, and opens at the game and the page used last', async () => {
    const on = await open();
    await on.menu('Library').click();
    await on.library.toggle('Double Tempo').click();
    await on.toast('Turned off Double Tempo').waitFor();
    await on.game('Factorio').click();
    await on.toast('Turned off Double Tempo').waitFor({ state: 'detached' });
    await on.menu('History').click();
    const last = async (): Promise<unknown> =>
      (await callsOf(on.page)).filter(({ name }) => name === 'settings.set').at(-1)?.input;
    await expect.poll(last).toEqual({ lastPlace: { gameId: 'factorio', screen: 'history' } });
  });

  it('says which change of which game was cut off, and knows nothing of mods it could not read', async () => {
    const on = await open({ state: 'error', prepare: damaged });
    const toast = on.toast('Loadstone was ended while it worked on Neon Boulevard in ');
    await toast.getByText('The game is as it was before.').waitFor();
    await on.menu('Library').click();
    await on.main.getByRole('alert').waitFor();
    await on.status.getByText('Mods unknown').waitFor();
    expect(await on.status.getByText('In the game').count()).toBe(0);
    await on.main.getByRole('button', { name: 'Open the care of the registry' }).click();
    await on.page.getByRole('heading', { name: 'Registry' }).waitFor();
  });

  it('says that it verifies while it verifies', async () => {
    const on = await open({ speed: 2 });
    await on.menu('Upkeep').click();
    await on.upkeep.verify.click();
    await on.status.getByText('Verifying…').waitFor();
    await on.status.getByText('In the game').waitFor();
  });
});
