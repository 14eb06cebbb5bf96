/** Every screen in every state worth a picture, and the way there. */
import type { Page } from 'playwright';
import type { WindowOptions } from './host.ts';
import { dragFiles } from './drag-files.ts';
import { installerScenes } from './installer-screens.ts';
import { serviceScenes } from './service-screens.ts';
import { openMod, pagesOf, type Pages } from './pages.ts';
import { registryScenes } from './registry-screens.ts';
import { shareScenes } from './share-screens.ts';

export interface Scene {
  readonly name: string;
  readonly options: WindowOptions;
  readonly go: (on: Pages) => Promise<void>;
}

const discovered = async ({ discover }: Pages): Promise<void> => {
  await discover.card('Neon Boulevard').waitFor();
};

const openLibrary = async (on: Pages): Promise<void> => {
  await on.menu('Library').click();
  await on.library.table.waitFor();
};

const openHistory = async (on: Pages): Promise<void> => {
  await on.menu('History').click();
  await on.history.preview.getByRole('heading', { name: /^If you roll back/u }).waitFor();
};

const openConflicts = async (on: Pages): Promise<void> => {
  await on.menu('Conflicts').click();
  await on.conflicts.panel.waitFor();
};

const openStorage = async (on: Pages): Promise<void> => {
  await on.settings.open.click();
  await on.settings.section('Storage').click();
};

/** One call of main that fails, as main tells it. */
const failing = (area: string, verb: string): string => `
  window.loadstone.${area}.${verb} = async () => ({ ok: false, error: {
    code: 'registry_damaged', message: 'The registry could not be read.', hint: 'Rebuild it from the store.',
    details: { path: '/home/player/.local/share/loadstone/registry.sqlite' } } });`;

const chooseFolder = async (on: Pages): Promise<void> => {
  await on.welcome.choose.click();
  await on.welcome.other.waitFor();
};

/** Answers to `games.inspect` that the made-up world does not give. */
const inspection = (fields: object): string => `
  window.loadstone.games.inspect = async ({ path }) => ({ ok: true, value: {
    path, exists: true, writable: true, recognisedAs: [], folders: ['mods', 'data/plugins'], warnings: [], nearby: [], ...${JSON.stringify(fields)} } });`;

/** A provider that asks for a pause, as main tells it. */
export const rateLimited = `
  window.loadstone.mods.find = async () => ({ ok: true, value: { mods: [], providers: [
    { provider: 'gamebanana', answer: { kind: 'rate-limited', until: Date.now() + 90_000 }, total: null, next: 1 } ] } });`;

/** The first game of the made-up world without any source. */
export const withoutSource = `
  const snapshot = window.loadstone.games.snapshot;
  window.loadstone.games.snapshot = async () => {
    const answer = await snapshot();
    return { ...answer, value: { ...answer.value, games: answer.value.games.map((game) => ({ ...game, providers: {} })) } };
  };`;

export const scenes: readonly Scene[] = [
  { name: 'welcome', options: { state: 'empty' }, go: async (on) => on.welcome.choose.waitFor() },
  { name: 'welcome-recognised', options: { state: 'empty' }, go: chooseFolder },
  {
    name: 'welcome-custom',
    options: { state: 'empty', prepare: inspection({}) },
    go: async (on) => {
      await on.welcome.choose.click();
      await on.page.getByRole('button', { name: 'Add this game' }).waitFor();
    },
  },
  {
    name: 'welcome-not-writable',
    options: { state: 'empty', prepare: inspection({ writable: false }) },
    go: async (on) => {
      await on.welcome.choose.click();
      await on.page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'add-game',
    options: {},
    go: async (on) => {
      await on.game('Add a game').click();
      await on.welcome.choose.waitFor();
    },
  },
  {
    name: 'add-game-found',
    options: { state: 'games' },
    go: async (on) => {
      await on.game('Add a game').click();
      await on.page.getByRole('button', { name: 'Add Stardew Valley', exact: true }).click();
      await on.page.getByRole('button', { name: 'Add Stardew Valley anyway' }).waitFor();
      await on.page.getByText('my-game.json').waitFor();
    },
  },
  { name: 'discover', options: {}, go: discovered },
  {
    name: 'discover-loading',
    options: { prepare: `window.loadstone.mods.find = () => new Promise(() => {});` },
    go: async (on) => on.page.getByText('Loading mods…').waitFor({ state: 'attached' }),
  },
  {
    name: 'discover-offline',
    options: { state: 'offline' },
    go: async (on) => {
      await on.page.getByRole('heading', { name: 'No source could answer' }).waitFor();
      await on.main.getByRole('button', { name: /^Look through the/u }).waitFor();
    },
  },
  {
    name: 'discover-rate-limited',
    options: { prepare: rateLimited },
    go: async (on) =>
      on.main
        .getByText(/asks for a pause/u)
        .first()
        .waitFor(),
  },
  {
    name: 'discover-nothing-found',
    options: {},
    go: async (on) => {
      await discovered(on);
      await on.discover.search.fill('no such mod anywhere');
      await on.page.getByRole('heading', { name: /^Nothing matches/u }).waitFor();
    },
  },
  {
    name: 'discover-no-source',
    options: { prepare: withoutSource },
    go: async (on) => on.page.getByRole('heading', { name: 'No source for this game' }).waitFor(),
  },
  { name: 'mod', options: {}, go: openMod('Neon Boulevard') },
  {
    name: 'mod-files',
    options: {},
    go: openMod('The Lighthouse Keeper — an Unreasonably Long Name That Has to Be Cut Somewhere, Remastered Edition'),
  },
  { name: 'mod-adult', options: {}, go: openMod('Crimson Encore') },
  {
    name: 'mod-unavailable',
    options: {},
    go: async (on) => {
      await discovered(on);
      await on.discover.search.fill('Withdrawn');
      await openMod('Withdrawn Duet')(on);
    },
  },
  {
    name: 'mod-picture',
    options: {},
    go: async (on) => {
      await openMod('Neon Boulevard')(on);
      await on.page.getByRole('button', { name: /^Enlarge picture/u }).click();
      await on.page.getByRole('button', { name: 'Next picture' }).waitFor();
    },
  },
  { name: 'library', options: {}, go: openLibrary },
  {
    name: 'library-selected',
    options: {},
    go: async (on) => {
      await openLibrary(on);
      await on.library.row('Readable Notes').getByText('Readable Notes').click();
      await on.library.check('Neon Boulevard').click();
      await on.library.check('engine-hotfixes').click();
      await on.library.details.waitFor();
    },
  },
  {
    name: 'library-menu',
    options: {},
    go: async (on) => {
      await openLibrary(on);
      await on.library.row('Double Tempo').getByText('Double Tempo').click({ button: 'right' });
      await on.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'library-empty',
    options: {},
    go: async (on) => {
      await on.game('Celeste').click();
      await on.menu('Library').click();
      await on.page.getByRole('heading', { name: 'No mods yet' }).waitFor();
    },
  },
  {
    name: 'library-error',
    options: {
      prepare: `window.loadstone.library.snapshot = async () => ({ ok: false, error: {
        code: 'registry_damaged', message: 'The registry could not be read.', hint: 'Rebuild it from the store.',
        details: { path: '/home/player/.local/share/loadstone/registry.sqlite' } } });`,
    },
    go: async (on) => {
      await on.menu('Library').click();
      await on.main.getByRole('alert').waitFor();
    },
  },
  {
    name: 'undo-toast',
    options: {},
    go: async (on) => {
      await openLibrary(on);
      await on.library.toggle('Neon Boulevard').click();
      await on.toast('Turned off Neon Boulevard').waitFor();
    },
  },
  {
    name: 'library-filtered',
    options: {},
    go: async (on) => {
      await openLibrary(on);
      await on.page.getByRole('button', { name: 'By category', exact: true }).click();
      await on.page.getByRole('button', { name: 'In conflict' }).click();
    },
  },
  {
    name: 'library-files',
    options: {},
    go: async (on) => {
      await openLibrary(on);
      await on.library.row('Readable Notes').getByText('Readable Notes').click();
      await on.page.getByRole('tab', { name: 'Files' }).click();
      await on.library.details.getByRole('button', { name: 'In conflict' }).click();
      await on.library.details
        .getByText(/^lost to/u)
        .first()
        .waitFor();
    },
  },
  {
    name: 'library-versions',
    options: {},
    go: async (on) => {
      await openLibrary(on);
      await on.library.row('Neon Boulevard').getByText('Neon Boulevard').click();
      await on.page.getByRole('tab', { name: 'Versions' }).click();
      await on.library.details.getByRole('button', { name: 'Go back to 1.9.0' }).click();
      await on
        .dialog(/^Go back to/u)
        .getByText('Neon Boulevard', { exact: true })
        .waitFor();
    },
  },
  {
    name: 'library-remove-many',
    options: {},
    go: async (on) => {
      await openLibrary(on);
      await on.library.check('Neon Boulevard').click();
      await on.library.check('Double Tempo').click();
      await on.page.getByRole('toolbar').getByRole('button', { name: 'Remove' }).click();
      await on.dialog('Remove 2 mods?').getByText('goes away').first().waitFor();
    },
  },
  {
    name: 'library-many',
    options: { state: 'many' },
    go: async (on) => {
      await on.menu('Library').click();
      await on.library.row('Mod number 0').waitFor();
    },
  },
  { name: 'conflicts', options: {}, go: openConflicts },
  {
    name: 'conflicts-by-mod',
    options: {},
    go: async (on) => {
      await openConflicts(on);
      await on.conflicts.view('By mod').click();
      await on.conflicts.panel
        .getByText(/^Loses/u)
        .first()
        .waitFor();
    },
  },
  {
    name: 'conflicts-choices',
    options: {},
    go: async (on) => {
      await openConflicts(on);
      await on.conflicts.panel.getByRole('button', { name: 'Choose engine-hotfixes' }).click();
      await on.conflicts.view('Your choices (1)').click();
      await on.page.getByRole('button', { name: 'Forget the choice for data/engine.json' }).waitFor();
    },
  },
  {
    name: 'conflicts-empty',
    options: {},
    go: async (on) => {
      await on.game('Celeste').click();
      await on.menu('Conflicts').click();
      await on.page.getByRole('heading', { name: 'No conflicts' }).waitFor();
    },
  },
  {
    name: 'conflicts-error',
    options: { prepare: failing('conflicts', 'snapshot') },
    go: async (on) => {
      await on.menu('Conflicts').click();
      await on.main.getByRole('alert').waitFor();
    },
  },
  {
    name: 'profiles-menu',
    options: {},
    go: async (on) => {
      await on.profiles.button.click();
      await on.profiles.choice('Tournament').waitFor();
    },
  },
  {
    name: 'profile-switch',
    options: {},
    go: async (on) => {
      await on.profiles.button.click();
      await on.profiles.choice('Tournament').click();
      await on
        .dialog(/^Switch to/u)
        .getByText('goes away')
        .first()
        .waitFor();
    },
  },
  {
    name: 'profile-new',
    options: {},
    go: async (on) => {
      await on.profiles.button.click();
      await on.page.getByRole('menuitem', { name: 'New profile…' }).click();
      await on.dialog('New profile').waitFor();
    },
  },
  {
    name: 'game-settings',
    options: {},
    go: async (on) => {
      await on.menu('Game settings').click();
      await on.page.getByRole('button', { name: 'Switch to Tournament' }).waitFor();
    },
  },
  {
    name: 'game-settings-care',
    options: { state: 'games' },
    go: async (on) => {
      await on.menu('Game settings').click();
      await on.page.getByText('This drive cannot link files').waitFor();
    },
  },
  {
    name: 'upkeep',
    options: {},
    go: async (on) => {
      await on.menu('Upkeep').click();
      await on.page.getByRole('button', { name: 'Look for new files, too' }).click();
      await on.page.getByText('New files from outside').waitFor();
    },
  },
  {
    name: 'upkeep-verified',
    options: { speed: 50 },
    go: async (on) => {
      await on.menu('Upkeep').click();
      await on.upkeep.verify.click();
      await on.page.getByText(/in Loadstone’s storage is damaged/u).waitFor();
      await on.upkeep.verify.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'upkeep-verifying',
    options: { speed: 0.1 },
    go: async (on) => {
      await on.menu('Upkeep').click();
      await on.upkeep.verify.click();
      await on.page.getByText(/^Working: 0 of/u).waitFor();
    },
  },
  {
    name: 'upkeep-purge',
    options: {},
    go: async (on) => {
      await on.menu('Upkeep').click();
      await on.upkeep.purge.click();
      await on
        .dialog(/^Take all mods out/u)
        .getByText('turned off')
        .first()
        .waitFor();
    },
  },
  {
    name: 'upkeep-error',
    options: { prepare: failing('outside', 'check') },
    go: async (on) => {
      await on.menu('Upkeep').click();
      await on.main.getByRole('alert').waitFor();
    },
  },
  {
    name: 'settings',
    options: {},
    go: async (on) => {
      await on.settings.open.click();
      await on.page.getByRole('heading', { name: 'Appearance' }).waitFor();
    },
  },
  {
    name: 'settings-about',
    options: {},
    go: async (on) => {
      await on.settings.open.click();
      await on.settings.section('About').click();
      await on.page.getByRole('heading', { name: 'About' }).waitFor();
    },
  },
  {
    name: 'storage',
    options: {},
    go: async (on) => {
      await openStorage(on);
      await on.page.getByText(/free on this disk/u).waitFor();
    },
  },
  {
    name: 'storage-preview',
    options: {},
    go: async (on) => {
      await openStorage(on);
      await on.page.getByRole('checkbox', { name: 'Limit the storage to' }).click();
      await on.page.getByRole('button', { name: 'Show what would be freed' }).click();
      await on.page
        .getByText(/would be freed/u)
        .last()
        .waitFor();
    },
  },
  {
    name: 'storage-error',
    options: { prepare: failing('storage', 'stats') },
    go: async (on) => {
      await openStorage(on);
      await on.main.getByRole('alert').waitFor();
    },
  },
  { name: 'history', options: {}, go: openHistory },
  {
    name: 'history-earlier',
    options: {},
    go: async (on) => {
      await openHistory(on);
      await on.history.moment('Installed engine-hotfixes').click();
      await on.history.preview.getByRole('heading', { name: 'If you roll back to generation 3' }).waitFor();
    },
  },
  {
    name: 'history-restore-point',
    options: {},
    go: async (on) => {
      await openHistory(on);
      await on.page.getByRole('button', { name: 'Restore points' }).click();
      await on.history.moment('Everything worked here').click();
      await on.history.preview.getByRole('heading', { name: 'If you roll back to generation 3' }).waitFor();
    },
  },
  {
    name: 'history-compare',
    options: {},
    go: async (on) => {
      await openHistory(on);
      await on.history.preview.getByRole('button', { name: 'Compare…' }).click();
      await on.history.moment('Installed my-old-charts').click();
      await on.history.preview.getByText('goes away').first().waitFor();
    },
  },
  {
    name: 'history-error',
    options: { prepare: failing('history', 'snapshot') },
    go: async (on) => {
      await on.menu('History').click();
      await on.main.getByRole('alert').waitFor();
    },
  },
  {
    name: 'history-here',
    options: {},
    go: async (on) => {
      await openHistory(on);
      await on.history.current.click();
      await on.history.preview.getByRole('heading', { name: 'This is your game now' }).waitFor();
    },
  },
  {
    name: 'history-empty',
    options: {},
    go: async (on) => {
      await on.game('Celeste').click();
      await on.menu('History').click();
      await on.page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
    },
  },
  {
    name: 'jobs',
    options: { state: 'busy' },
    go: async (on) => {
      await on.page.getByRole('button', { name: 'Not now' }).click();
      await on.jobs.click();
      await on.page.getByRole('heading', { name: 'Installs and downloads' }).waitFor();
    },
  },
  {
    name: 'link',
    options: { state: 'busy' },
    go: async (on) => on.page.getByRole('button', { name: 'Open mod page' }).waitFor(),
  },
  {
    name: 'drop',
    options: {},
    go: async (on) => {
      await discovered(on);
      await dragFiles(on.page, 'dragenter');
      await on.page.getByText(/^Drop to install in/u).waitFor();
    },
  },
  {
    name: 'appearance',
    options: {},
    go: async (on) => {
      await on.page.getByRole('button', { name: 'Appearance' }).click();
      await on.page.getByRole('menu').waitFor();
    },
  },
  ...installerScenes,
  ...serviceScenes,
  ...registryScenes,
  ...shareScenes,
];

/** Waits until nothing is fading in any more. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // One that ends can start another: what inherits a colour follows what it inherits from.
    for (let round = 0; round < 20; round += 1) {
      // Two frames on.
      await new Promise((drawn) => void requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const running = document.getAnimations().filter((one) => one.playState === 'running');
      const ending = running.filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
      if (ending.length === 0) return;
      await Promise.allSettled(ending.map((one) => one.finished));
    }
  });
}

/** Goes to a scene and waits until it stands still. */
export async function enter(page: Page, scene: Scene): Promise<Pages> {
  const on = pagesOf(page);
  await scene.go(on);
  await settled(page);
  return on;
}
