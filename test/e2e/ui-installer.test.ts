/** The wizard for installers of mods, in the built window over a made-up world. */
import type { Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startUiHost, type OpenWindow, type UiHost, type WindowOptions } from '../support/ui/host.ts';
import { openWizard, wizardOf } from '../support/ui/installer-screens.ts';
import { pagesOf } from '../support/ui/pages.ts';

let host: UiHost;
let opened: OpenWindow | null = null;
beforeAll(async () => {
  host = await startUiHost();
});
afterAll(() => host.close());
afterEach(async () => {
  const complaints = opened?.complaints ?? [];
  await opened?.close();
  opened = null;
  expect(complaints).toEqual([]);
});

async function open(options: WindowOptions = {}): Promise<Page> {
  opened = await host.open(options);
  return opened.page;
}

/** What the last answer was. */
const answered = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const { fakeServices } = globalThis as unknown as {
      fakeServices: { calls: readonly { name: string; input: { choices?: unknown } }[] };
    };
    return fakeServices.calls.findLast((call) => call.name === 'install.answer')?.input.choices;
  });

const next = (wizard: Locator): Promise<void> => wizard.getByRole('button', { name: 'Next' }).click();

describe('the wizard', () => {
  it('opens by itself, shows steps as answers ask for them, and installs what was chosen', async () => {
    const page = await open();
    const wizard = await openWizard(page);
    expect(await wizard.getByRole('radio', { name: /^2K/u }).isChecked()).toBe(true);
    await wizard.getByRole('radio', { name: /^4K/u }).check();
    await wizard.getByText('For 4K screens.').last().waitFor();
    await next(wizard);
    await next(wizard);
    await wizard.getByRole('heading', { name: /High resolution patches$/u }).waitFor();
    await wizard.getByRole('checkbox', { name: /^Menu/u }).check();
    await next(wizard);
    await wizard.getByText(/^10 files, 21/u).waitFor();
    await wizard.getByRole('button', { name: 'Install', exact: true }).click();
    await wizardOf(page).waitFor({ state: 'detached' });
    expect(await answered(page)).toEqual({
      'Textures / Size': ['4K'],
      'Textures / Characters': ['Girlfriend'],
      'Stage lights / Core': ['Light engine'],
      'Stage lights / Mood': [],
      'High resolution patches / Patches': ['Menu', 'Loading screens'],
    });
    await pagesOf(page).toast('Installed midnight-installer').waitFor();
  });

  it('works by keyboard alone', async () => {
    const page = await open();
    const wizard = await openWizard(page);
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await wizard.getByRole('radio', { name: /^4K/u }).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await wizard.getByRole('heading', { name: /Stage lights$/u }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Stage lights'));
    await page.keyboard.press('Escape');
    await wizard.waitFor({ state: 'detached' });
    expect(await answered(page)).toBeUndefined();
  });

  it('says what has to be answered, and keeps answers on the way back', async () => {
    const page = await open();
    const wizard = await openWizard(page);
    await wizard.getByRole('checkbox', { name: /^Girlfriend/u }).uncheck();
    await next(wizard);
    expect(await wizard.getByRole('alert').textContent()).toContain('“Characters”');
    await wizard.getByRole('checkbox', { name: /^Pico/u }).check();
    await next(wizard);
    await wizard.getByRole('radio', { name: 'Neon' }).check();
    await wizard.getByRole('button', { name: 'Back' }).click();
    expect(await wizard.getByRole('checkbox', { name: /^Pico/u }).isChecked()).toBe(true);
    await next(wizard);
    expect(await wizard.getByRole('radio', { name: 'Neon' }).isChecked()).toBe(true);
  });

  it('leaves alone what is fixed, and fills in what was answered before', async () => {
    const page = await open();
    const wizard = await openWizard(page, 'midnight-installer-update.zip');
    expect(await wizard.getByRole('radio', { name: /^4K.*Your last choice/u }).isChecked()).toBe(true);
    const locked = wizard.getByRole('checkbox', { name: /^Tankman/u });
    await locked.click({ force: true });
    expect(await locked.isChecked()).toBe(false);
  });

  it('can be put off and taken up again from its card, or cancelled', async () => {
    const page = await open();
    const { jobs } = pagesOf(page);
    let wizard = await openWizard(page);
    await wizard.getByRole('button', { name: 'Decide later' }).click();
    await jobs.click();
    await page.getByRole('button', { name: /^Answer the questions of/u }).click();
    wizard = wizardOf(page);
    await wizard.getByRole('button', { name: 'Cancel installation' }).click();
    await wizard.waitFor({ state: 'detached' });
    await jobs.click();
    await page.getByText(/^Cancelled ·/u).waitFor();
  });
});
