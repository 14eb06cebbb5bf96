/** The screens as a person meets them: by role and name, never by class. */
import type { Locator, Page } from 'playwright';

export interface Pages {
  readonly page: Page;
  readonly main: Locator;
  readonly menu: (name: 'Discover' | 'Library' | 'Conflicts' | 'History' | 'Upkeep' | 'Game settings') => Locator;
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
