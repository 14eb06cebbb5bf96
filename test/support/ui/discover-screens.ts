/** Screens of finding, installing and updating mods, and the way there. */
import { openMod, type Pages } from './pages.ts';
import type { Scene } from './screens.ts';

export async function checkUpdates(on: Pages): Promise<void> {
  await on.menu('Updates').click();
  await on.main.getByRole('button', { name: 'Check for updates' }).click();
  await on.main.getByRole('heading', { name: /^\d+ updates$/u }).waitFor();
}

const answered = async (on: Pages): Promise<void> => {
  await on.discover.card('Neon Boulevard').waitFor();
  await on.page.getByRole('button', { name: 'Try again: Factorio Mod Portal' }).waitFor();
};

export const discoverScenes: readonly Scene[] = [
  { name: 'discover-sources', options: { state: 'sources' }, go: answered },
  {
    name: 'discover-list',
    options: { state: 'sources' },
    go: async (on) => {
      await answered(on);
      await on.page.getByRole('button', { name: 'List', exact: true }).click();
      await on.discover.source('Nexus Mods').click();
      await on.page.getByRole('combobox', { name: 'Category' }).waitFor();
    },
  },
  {
    name: 'discover-index',
    options: { state: 'sources' },
    go: async (on) => {
      await answered(on);
      await on.page.getByRole('button', { name: /^Catalogue/u }).click();
      await on.page.getByRole('button', { name: 'Bring up to date' }).waitFor();
    },
  },
  { name: 'updates-unchecked', options: {}, go: async (on) => on.menu('Updates').click() },
  {
    name: 'updates',
    options: {},
    go: async (on) => {
      await checkUpdates(on);
      await on.page.getByRole('button', { name: 'What is new in Neon Boulevard' }).click();
    },
  },
  {
    name: 'updates-plan',
    options: {},
    go: async (on) => {
      await checkUpdates(on);
      await on.main.getByRole('button', { name: /^Update all/u }).click();
      await on.dialog('What updating would do').getByText('to fetch').waitFor();
    },
  },
  {
    name: 'updates-done',
    options: { speed: 50 },
    go: async (on) => {
      await checkUpdates(on);
      await on.main.getByRole('button', { name: /^Update all/u }).click();
      await on.dialog('What updating would do').getByRole('button', { name: 'Update 3 mods' }).click();
      await on.page.getByRole('button', { name: 'Take all of it back' }).waitFor();
    },
  },
  {
    name: 'updates-error',
    options: { state: 'offline' },
    go: async (on) => {
      await on.menu('Updates').click();
      await on.main.getByRole('button', { name: 'Check for updates' }).click();
      await on.page.getByText('could not be reached').first().waitFor();
    },
  },
  {
    name: 'updates-empty',
    options: {},
    go: async (on) => {
      await on.game('Celeste').click();
      await on.menu('Updates').click();
      await on.page.getByRole('heading', { name: 'Nothing to update yet' }).waitFor();
    },
  },
  {
    name: 'mod-groups',
    options: { state: 'sources' },
    go: openMod('Harbour Remix 1'),
  },
  {
    name: 'mod-waits',
    options: { state: 'sources' },
    go: async (on) => {
      await openMod('Harbour Remix 1')(on);
      await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
      await on.page.getByText('Press “Slow download” on its page.').waitFor();
    },
  },
  {
    name: 'mod-requirements',
    options: {},
    go: async (on) => {
      await openMod('Summer Camp Week')(on);
      await on.page.getByRole('heading', { name: 'What it needs' }).waitFor();
    },
  },
  {
    name: 'mod-installed',
    options: {},
    go: async (on) => {
      await checkUpdates(on);
      await on.menu('Discover').click();
      await openMod('Neon Boulevard')(on);
      await on.page.getByRole('button', { name: /^Go back to/u }).waitFor();
      await on.page.getByText('What is new').first().click();
    },
  },
  {
    name: 'plan',
    options: {},
    go: async (on) => {
      await openMod('Summer Camp Week')(on);
      await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
      await on
        .dialog('Install Summer Camp Week')
        .getByRole('radio', { name: /^Pastel Menu/u })
        .waitFor();
    },
  },
  {
    name: 'plan-problems',
    options: {},
    go: async (on) => {
      await openMod('Marble Halls')(on);
      await on.main.getByRole('button', { name: 'Install', exact: true }).first().click();
      await on.dialog('Install Marble Halls').getByText('does not go together').waitFor();
    },
  },
];
