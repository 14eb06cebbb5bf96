/** Accounts, downloads, links and the palette in every state worth a picture, and the way there. */
import type { SignInStep } from '../../../src/shared/accounts.ts';
import { fakeNow } from '../fake-data.ts';
import type { Pages } from './pages.ts';
import type { Scene } from './screens.ts';

export async function openAccounts({ page, settings }: Pages): Promise<void> {
  await settings.open.click();
  await settings.section('Accounts').click();
  await page.getByRole('article', { name: 'GitHub' }).waitFor();
}

export async function openDownloads({ page }: Pages): Promise<void> {
  await page.getByRole('navigation', { name: 'Games' }).getByRole('button', { name: 'Downloads' }).click();
  await page.getByRole('heading', { level: 1, name: 'Downloads' }).waitFor();
}

/** A sign-in to mod.io that stands at one step. */
const signingIn = (method: 'browser' | 'email', step: SignInStep): string => `
  const accounts = window.loadstone.accounts.snapshot;
  window.loadstone.accounts.snapshot = async () => {
    const answer = await accounts();
    const held = answer.value.accounts.map((one) => one.provider === 'modio'
      ? { ...one, problem: null, signingIn: { method: '${method}', step: ${JSON.stringify(step)} } } : one);
    return { ...answer, value: { ...answer.value, accounts: held } };
  };`;

export const reconnecting = signingIn('browser', { kind: 'reconnecting', attempt: 2, until: fakeNow + 240_000 });

const consent = signingIn('email', {
  kind: 'asking',
  text: 'mod.io wants to know whether you agree to its terms.',
  fields: [{ name: 'agree', kind: 'consent', label: 'I agree to the terms of mod.io' }],
  links: [{ label: 'Terms of Use', url: 'https://mod.io/terms' }],
});

/** A link that came from a browser and is not followed. */
export const refusedLink = `
  window.loadstone.links.snapshot = async () => ({ ok: true, value: { revision: 0, links: [], refused: [{
    id: 'refused-1', page: 'https://www.nexusmods.com/stardewvalley/mods/2400',
    error: { code: 'link_refused', message: 'This link was made for another account.',
      hint: 'Press the button on the page again, signed in as yourself.' } }] } });`;

export const serviceScenes: readonly Scene[] = [
  { name: 'accounts', options: {}, go: openAccounts },
  {
    name: 'accounts-reconnecting',
    options: { prepare: reconnecting },
    go: async (on) => {
      await openAccounts(on);
      await on.page.getByText(/^Connection lost/u).waitFor();
    },
  },
  {
    name: 'accounts-consent',
    options: { prepare: consent },
    go: async (on) => {
      await openAccounts(on);
      await on.page.getByRole('checkbox', { name: 'I agree to the terms of mod.io' }).waitFor();
    },
  },
  { name: 'downloads', options: {}, go: openDownloads },
  {
    name: 'downloads-empty',
    options: { state: 'empty' },
    go: async (on) => {
      await openDownloads(on);
      await on.page.getByRole('heading', { name: 'Nothing is on its way' }).waitFor();
    },
  },
  {
    name: 'link-refused',
    options: { prepare: refusedLink },
    go: async (on) => on.dialog('This link is not followed').waitFor(),
  },
  {
    name: 'palette',
    options: {},
    go: async (on) => {
      await on.page.getByRole('button', { name: /^Search and commands/u }).click();
      await on.page.getByRole('combobox').fill('no');
      await on.page.getByRole('option').first().waitFor();
    },
  },
];
