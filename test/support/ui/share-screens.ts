/** Sharing a profile and importing one, and the way there. */
import { fakeSharedText } from '../fake-share.ts';
import { dragFiles } from './drag-files.ts';
import type { Pages } from './pages.ts';
import type { Scene } from './screens.ts';

/** A file of a friend is dropped onto the window. */
export async function dropShared({ page, menu, dialog }: Pages, text = fakeSharedText): Promise<void> {
  await menu('Library').waitFor();
  await dragFiles(page, 'drop', 'stream.loadstone.json', text);
  await dialog(/^Import/u).waitFor();
}

const planned = async (on: Pages): Promise<void> => {
  await dropShared(on);
  await on
    .dialog(/^Import “Kade/u)
    .getByText('Camera Tools')
    .waitFor();
};

export const shareScenes: readonly Scene[] = [
  {
    name: 'share-export',
    options: {},
    go: async (on) => {
      await on.profiles.button.click();
      await on.page.getByRole('menuitem', { name: 'Share this profile…' }).click();
      await on
        .dialog(/^Share/u)
        .getByText('my-old-charts')
        .waitFor();
    },
  },
  {
    name: 'share-choose',
    options: {},
    go: async (on) => {
      await on.profiles.button.click();
      await on.page.getByRole('menuitem', { name: 'Import a profile…' }).click();
      await on.dialog('Import a profile').getByRole('button', { name: 'Choose a file…' }).waitFor();
    },
  },
  { name: 'share-plan', options: {}, go: planned },
  {
    name: 'share-other-game',
    options: {},
    go: async (on) => {
      await dropShared(on, fakeSharedText.replace("Friday Night Funkin'", 'Celeste'));
      await on
        .dialog(/^Import “Kade/u)
        .getByRole('alert')
        .waitFor();
    },
  },
  {
    name: 'share-working',
    options: { speed: 0.1 },
    go: async (on) => {
      await planned(on);
      await on.page.getByRole('button', { name: 'Import 5 mods' }).click();
      await on
        .dialog(/^Importing/u)
        .getByText('0 of 6 mods')
        .waitFor();
    },
  },
  {
    name: 'share-done',
    options: {},
    go: async (on) => {
      await planned(on);
      await on.page.getByRole('button', { name: 'Import 5 mods' }).click();
      await on
        .dialog(/is in use$/u)
        .getByText('Private Build')
        .waitFor();
    },
  },
];
