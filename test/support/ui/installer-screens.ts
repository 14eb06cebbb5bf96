/** The wizard in every state worth a picture, and the way there. */
import type { Locator, Page } from 'playwright';
import type { Scene } from './screens.ts';
import { dragFiles } from './drag-files.ts';

export const wizardOf = (page: Page): Locator => page.getByRole('dialog', { name: /^What to install/u });

export async function openWizard(page: Page, archive = 'midnight-installer.zip'): Promise<Locator> {
  await page.getByRole('navigation', { name: /^Menu of/u }).waitFor();
  await dragFiles(page, 'drop', archive);
  const wizard = wizardOf(page);
  await wizard.getByRole('heading', { name: /Textures$/u }).waitFor();
  return wizard;
}

const next = (wizard: Locator): Promise<void> => wizard.getByRole('button', { name: 'Next' }).click();

export const installerScenes: readonly Scene[] = [
  { name: 'installer', options: {}, go: async ({ page }) => void (await openWizard(page)) },
  {
    name: 'installer-remembered',
    options: {},
    go: async ({ page }) => void (await openWizard(page, 'midnight-installer-update.zip')),
  },
  {
    name: 'installer-lights',
    options: {},
    go: async ({ page }) => {
      const wizard = await openWizard(page);
      await next(wizard);
      await wizard.getByRole('heading', { name: /Stage lights$/u }).waitFor();
    },
  },
  {
    name: 'installer-summary',
    options: {},
    go: async ({ page }) => {
      const wizard = await openWizard(page);
      await next(wizard);
      await next(wizard);
      await wizard.getByRole('list', { name: 'Files that will be installed' }).waitFor();
    },
  },
  {
    name: 'install-consent',
    options: {},
    go: async ({ page, menu, dialog }) => {
      await menu('Library').waitFor();
      await dragFiles(page, 'drop', 'conflict-pack.zip');
      await dialog(/^Install conflict-pack/u)
        .getByText('mods/hooks/loader.dll')
        .waitFor();
    },
  },
  {
    name: 'library-choices',
    options: {},
    go: async ({ page, menu, library }) => {
      await menu('Library').click();
      await library.row('Readable Notes').getByText('Readable Notes').click();
      await page.getByRole('button', { name: 'Change installer choices…' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'installer-waits',
    options: {},
    go: async ({ page, jobs }) => {
      const wizard = await openWizard(page);
      await wizard.getByRole('button', { name: 'Decide later' }).click();
      await jobs.click();
      await page.getByRole('button', { name: /^Answer the questions of/u }).waitFor();
    },
  },
];
