/** Looking after the registry and the place of the store, and the way there. */
import type { Pages } from './pages.ts';
import type { Scene } from './screens.ts';

async function checkRegistry({ page, settings }: Pages): Promise<void> {
  await settings.open.click();
  await settings.section('Storage').click();
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByText('The registry is sound.').scrollIntoViewIfNeeded();
}

async function chooseStorePlace({ page, settings }: Pages): Promise<void> {
  await settings.open.click();
  await settings.section('Storage').click();
  await page.getByRole('button', { name: 'Move…' }).click();
}

export const registryScenes: readonly Scene[] = [
  {
    name: 'storage-move',
    options: {},
    go: async (on) => {
      await chooseStorePlace(on);
      await on.dialog('Keep your mods here?').getByRole('button', { name: 'Move 61 GB' }).waitFor();
    },
  },
  { name: 'registry', options: {}, go: checkRegistry },
  {
    name: 'registry-rebuild',
    options: {},
    go: async (on) => {
      await checkRegistry(on);
      await on.page.getByRole('button', { name: 'Make it anew…' }).click();
      await on.dialog('Make the registry anew?').waitFor();
    },
  },
];
