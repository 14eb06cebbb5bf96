/** Sign-ins in the built window over a made-up world. */
import { describe, expect, it } from 'vitest';
import { fakeCode } from '../support/fake-accounts.ts';
import { openAccounts } from '../support/ui/service-screens.ts';
import { callsTo, useJourney } from '../support/ui/window-journey.ts';

const { open } = useJourney();

describe('accounts', () => {
  it('shows the code of a sign-in in the browser, copies it, and ends signed in', async () => {
    const on = await open({ speed: 2 });
    await openAccounts(on);
    const card = on.page.getByRole('article', { name: 'GitHub' });
    await card.getByRole('button', { name: 'Sign in to GitHub' }).click();
    await card.getByText('WDJB-MJHT').waitFor();
    await card.getByRole('button', { name: 'Copy code' }).click();
    await card.getByRole('button', { name: 'Copied' }).waitFor();
    expect((await callsTo(on.page, 'app.copyText'))[0]?.input).toEqual({ text: 'WDJB-MJHT' });
    await card.getByText('Signed in as Ada').waitFor();
  });

  it('asks for the code from the e-mail, then for a yes to the terms', async () => {
    const on = await open();
    await openAccounts(on);
    const card = on.page.getByRole('article', { name: 'mod.io' });
    await card.getByRole('alert').waitFor();
    await card.getByRole('button', { name: 'Sign in to mod.io' }).click();
    await card.getByText('Fill this in first.').first().waitFor();
    expect(await callsTo(on.page, 'accounts.signIn')).toEqual([]);
    await card.getByLabel('E-mail address').fill('ada@example.org');
    await on.page.keyboard.press('Enter');
    const code = card.getByLabel('Code from the e-mail');
    await code.waitFor();
    expect(await code.evaluate((field) => field === document.activeElement)).toBe(true);
    await code.fill(fakeCode);
    await on.page.keyboard.press('Enter');
    const yes = card.getByRole('checkbox', { name: 'I agree to the terms of mod.io' });
    await yes.waitFor();
    await card.getByRole('button', { name: 'Continue' }).click();
    await card.getByText('Fill this in first.').waitFor();
    expect((await callsTo(on.page, 'accounts.answer')).length).toBe(1);
    await yes.click();
    await card.getByRole('button', { name: 'Continue' }).click();
    await card.getByText('Signed in as Ada').waitFor();
  });

  it('is reached from a source that waits for it, in view, and the source is asked again by itself', async () => {
    const on = await open({ state: 'sources' });
    const notes = on.page.getByRole('list', { name: 'Sources that could not answer' });
    await notes.getByRole('button', { name: 'Sign in', exact: true }).click();
    const card = on.page.locator(':focus').getByRole('article', { name: 'mod.io' });
    await card.getByLabel('E-mail address').fill('ada@example.org');
    await on.page.keyboard.press('Enter');
    await on.page.getByLabel('Code from the e-mail').fill(fakeCode);
    await on.page.keyboard.press('Enter');
    await on.page.getByRole('checkbox', { name: 'I agree to the terms of mod.io' }).click();
    const asked = (await callsTo(on.page, 'mods.findMore')).length;
    await on.page.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(async () => (await callsTo(on.page, 'mods.findMore')).length).toBe(asked + 1);
    expect((await callsTo(on.page, 'mods.findMore')).at(-1)?.input).toMatchObject({ provider: 'modio' });
  });

  it('says that a lost connection is made again, and ends signed in', async () => {
    const on = await open({ speed: 2 });
    await openAccounts(on);
    const card = on.page.getByRole('article', { name: 'Nexus Mods' });
    await card.getByRole('button', { name: 'Sign in another way' }).click();
    await card.getByRole('button', { name: 'Sign in to Nexus Mods' }).click();
    await card.getByText('Waiting for your yes in the browser').waitFor();
    await card.getByText(/^Connection lost/u).waitFor();
    await card.getByText('nothing has to be done again').waitFor();
    await card.getByText(/^Connection lost/u).waitFor({ state: 'detached' });
    await card.getByText('Signing in…').waitFor({ state: 'detached' });
    await card.getByText('Signed in as Ada').waitFor();
  });

  it('can be cancelled, and signs out only after a question', async () => {
    const on = await open({ speed: 0.5 });
    await openAccounts(on);
    const card = on.page.getByRole('article', { name: 'GitHub' });
    await card.getByRole('button', { name: 'Sign in to GitHub' }).click();
    await card.getByRole('button', { name: 'Cancel sign-in' }).click();
    await card.getByText('Not signed in').waitFor();
    await on.page.getByRole('button', { name: 'Sign out of Nexus Mods' }).click();
    expect(await callsTo(on.page, 'accounts.signOut')).toEqual([]);
    await on.dialog('Sign out of Nexus Mods?').getByRole('button', { name: 'Sign out' }).click();
    await on.page.getByRole('article', { name: 'Nexus Mods' }).getByText('Not signed in').waitFor();
  });

  it('says what is left of the requests and when nothing is sent', async () => {
    const on = await open();
    await openAccounts(on);
    await on.page.getByRole('article', { name: 'Nexus Mods' }).getByText('588 of 600').waitFor();
    await on.page
      .getByRole('article', { name: 'GitHub' })
      .getByText(/^Nothing is sent until/u)
      .waitFor();
  });
});
