/** The screens as a person meets them: by role and name, never by class. */
import type { Locator, Page } from 'playwright';

export interface Pages {
  readonly page: Page;
  readonly main: Locator;
  readonly menu: (
    name: 'Discover' | 'Library' | 'Updates' | 'Conflicts' | 'History' | 'Upkeep' | 'Game settings',
  ) => Locator;
  readonly game: (name: string) => Locator;
  readonly back: Locator;
  readonly toast: (text: string) => Locator;
  readonly status: Locator;
  readonly jobs: Locator;
  readonly welcome: { readonly choose: Locator; readonly add: (game: string) => Locator; readonly other: Locator };
  readonly discover: {
    readonly search: Locator;
    readonly card: (mod: string) => Locator;
    readonly install: (mod: string) => Locator;
    readonly installed: (mod: string) => Locator;
    readonly source: (name: string) => Locator;
  };
  readonly library: {
    readonly table: Locator;
    readonly rows: Locator;
    readonly row: (mod: string) => Locator;
    readonly toggle: (mod: string) => Locator;
    readonly check: (mod: string) => Locator;
    readonly filter: Locator;
    readonly details: Locator;
  };
  readonly conflicts: {
    readonly files: Locator;
    readonly file: (name: string) => Locator;
    readonly mods: Locator;
    readonly panel: Locator;
    readonly view: (name: string | RegExp) => Locator;
    readonly search: Locator;
  };
  readonly profiles: { readonly button: Locator; readonly choice: (name: string) => Locator };
  readonly upkeep: { readonly verify: Locator; readonly repair: Locator; readonly purge: Locator };
  readonly settings: { readonly open: Locator; readonly section: (name: string) => Locator };
  readonly dialog: (name: string | RegExp) => Locator;
  readonly history: {
    readonly timeline: Locator;
    readonly moment: (sentence: string | RegExp) => Locator;
    readonly current: Locator;
    readonly rollBack: Locator;
    readonly preview: Locator;
    readonly undo: Locator;
    readonly redo: Locator;
  };
}

/** From Discover to the page of a mod. A small window draws the first cards alone, so it is searched for. */
export const openMod =
  (mod: string) =>
  async (on: Pages): Promise<void> => {
    await on.discover.search.fill(mod);
    await on.discover.card(mod).click();
    await on.page.getByRole('heading', { level: 1, name: mod }).waitFor();
  };

export function pagesOf(page: Page): Pages {
  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', { name, exact: typeof name === 'string' });
  const main = page.getByRole('main');
  const table = page.getByRole('grid');
  const timeline = page.getByRole('listbox', { name: /^Timeline/u });
  const preview = page.getByRole('region', { name: 'Preview of rolling back' });
  return {
    page,
    main,
    menu: (name) => page.getByRole('navigation', { name: /^Menu of/u }).getByRole('button', { name, exact: true }),
    game: (name) => page.getByRole('navigation', { name: 'Games' }).getByRole('button', { name, exact: true }),
    back: button('Back'),
    toast: (text) => page.getByRole('dialog').filter({ hasText: text }),
    status: page.getByRole('contentinfo'),
    jobs: button(/^Installs and downloads/u),
    welcome: {
      choose: button('Choose a game folder'),
      add: (game) => button(`Add ${game}`),
      other: button('It is another game'),
    },
    discover: {
      search: page.getByRole('textbox', { name: 'Search mods' }),
      card: (mod) => main.getByRole('button', { name: mod, exact: true }),
      install: (mod) => button(`Install ${mod}`),
      installed: (mod) => button(`${mod} is installed`),
      source: (name) => page.getByRole('tab', { name }),
    },
    library: {
      table,
      rows: table.getByRole('row'),
      row: (mod) => table.getByRole('row').filter({ has: page.getByText(mod, { exact: true }) }),
      toggle: (mod) => table.getByRole('switch', { name: `${mod} active` }),
      check: (mod) => table.getByRole('checkbox', { name: `Select ${mod}` }),
      filter: page.getByRole('textbox', { name: 'Filter mods' }),
      details: page.getByRole('complementary', { name: 'Details' }),
    },
    conflicts: {
      files: page.getByRole('listbox', { name: 'Files in conflict' }),
      file: (name) =>
        page.getByRole('listbox', { name: 'Files in conflict' }).getByRole('option').filter({ hasText: name }),
      mods: page.getByRole('listbox', { name: 'Mods in conflict' }),
      panel: page.getByRole('region', { name: /^(File in conflict|Conflicts of)/u }),
      view: (name) => page.getByRole('group', { name: 'Show' }).getByRole('button', { name }),
      search: page.getByRole('textbox', { name: 'Search conflicts' }),
    },
    profiles: {
      button: button(/^Profile: /u),
      choice: (name) => page.getByRole('menuitemradio', { name: new RegExp(`^${name}`, 'u') }),
    },
    upkeep: { verify: button('Verify now'), repair: button('Repair now').first(), purge: button('Take all mods out') },
    settings: {
      open: page.getByRole('navigation', { name: 'Games' }).getByRole('button', { name: 'Settings' }),
      section: (name) =>
        page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('button', { name }),
    },
    dialog: (name) => page.getByRole('dialog', { name }),
    history: {
      timeline,
      moment: (sentence) => timeline.getByRole('option').filter({ hasText: sentence }),
      current: timeline.getByRole('option').filter({ hasText: 'You are here' }),
      rollBack: preview.getByRole('button', { name: 'Roll back to here' }),
      preview,
      undo: main.getByRole('button', { name: 'Undo' }),
      redo: main.getByRole('button', { name: 'Redo' }),
    },
  };
}
