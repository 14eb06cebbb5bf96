/** Looks at the text of a page that speaks a made-up language: what is cut off, and what is not translated. */
// What runs in the page has to bring its helpers along.
/* oxlint-disable unicorn/consistent-function-scoping */
import type { Page } from 'playwright';

/** Speaks another language from now on, as the settings would. */
export async function speak(page: Page, language: 'en' | 'de' | 'en-XA' | 'en-XB'): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { loadstone } = globalThis as unknown as {
      loadstone: { settings: { set: (changes: { language: string }) => Promise<unknown> } };
    };
    await loadstone.settings.set({ language: wanted });
  }, language);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

/**
 * To be run before the window's own scripts: remembers every text that main tells, so that a name, a path or a
 * description is not taken for a word of the window.
 */
export const rememberData = `
  (() => {
    const data = new Set();
    globalThis.toldData = data;
    const spoken = new Set(['message', 'hint']);
    const take = (value) => {
      if (typeof value === 'string') {
        data.add(value);
        data.add(value.replaceAll(/\\s+/gu, ' '));
        for (const part of value.split(/[\\\\/]/u)) data.add(part);
      } else if (value !== null && typeof value === 'object') {
        for (const [key, one] of Object.entries(value)) {
          data.add(key);
          if (!spoken.has(key)) take(one);
        }
      }
    };
    const { loadstone } = globalThis;
    const areas = Object.entries(loadstone).map(([area, verbs]) => {
      if (typeof verbs === 'function') {
        return [area, (event, listener) => verbs(event, (payload) => { take(payload); listener(payload); })];
      }
      const wrapped = Object.entries(verbs).map(([verb, call]) => [verb, async (...input) => {
        take(input);
        const answer = await call(...input);
        take(answer);
        return answer;
      }]);
      return [area, Object.fromEntries(wrapped)];
    });
    Object.defineProperty(globalThis, 'loadstone', { value: Object.fromEntries(areas), configurable: true });
  })();`;

/** Visible texts and names of controls that neither come from the language files nor from main. */
export const untranslated = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { toldData } = globalThis as unknown as { toldData: ReadonlySet<string> };
    const all = [...toldData];
    // What Intl says, and names that are the same in every language.
    const neutral =
      /^(?:[\d\s.,:%+−–—×·←→↑↓…/()[\]"'|*#<>=~?!&-]|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|now|last|next|this|in|ago|(?:second|minute|hour|day|month|year)s?|secs?|mins?|hrs?|mos?|yrs?|and|bytes?|[kMGT]B|AM|PM|x|v|Ctrl|Shift|Alt|Enter|Space|Del|Home|End|Esc|F6|F10|A|E|J|K|P|Z|Loadstone|GitHub|GameBanana|Nexus Mods|mod\.io|Factorio Mod Portal|Steam|GOG|Epic Games|Heroic|Xbox|itch|Lutris|Bottles|Wine|English|Deutsch|zip|7z|rar|tar)\b|(?<=\d)[KMB]\b)*$/u;
    const isData = (text: string): boolean =>
      neutral.test(text) ||
      /^[A-Z\d]{2}$/u.test(text) ||
      toldData.has(text) ||
      (text.length >= 12 && all.some((one) => one.includes(text)));
    const words = (text: string): boolean => /\p{L}/u.test(text) && !/[⟦⟧ñéáíöûţšðļ]/u.test(text);
    const spoken = (text: string): boolean =>
      !words(text) || isData(text) || text.split(/\s*(?:·|,|→|…|\(|\)|:|\/)\s*/u).every((part) => isData(part.trim()));
    const found = new Set<string>();
    const look = (text: string | null, where: string): void => {
      const plain = (text ?? '').replaceAll(/\s+/gu, ' ').trim();
      if (plain !== '' && !spoken(plain)) found.add(`${where}: ${plain}`);
    };
    for (const element of document.body.querySelectorAll('*')) {
      // Toasts and announcements keep the words of their moment; descriptions are an author's. The rest is drawn anew.
      if (element.closest('.toast, .sr-only[aria-live], .rich, script, svg') !== null) continue;
      if (!(element as HTMLElement).checkVisibility()) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
        look(element.getAttribute(name), name);
      for (const child of element.childNodes) if (child instanceof Text) look(child.data, element.className);
    }
    return [...found];
  });

/** Texts of the window that do not fit the place they have, and are not cut on purpose (with a title). */
export const cutTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const slack = 1.5;
    const found = new Set<string>();
    const clips = (value: string): boolean => value === 'hidden' || value === 'clip';
    const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
    const check = (text: Text, element: Element): void => {
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width === 0) return;
      let [across, down] = [true, true];
      for (let around: Element | null = element; around !== null && (across || down); around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.clipPath !== 'none') return;
        const room = around.getBoundingClientRect();
        const wide = box.left < room.left - slack || box.right > room.right + slack;
        const tall = box.top < room.top - 4 || box.bottom > room.bottom + 4;
        if ((across && wide && clips(style.overflowX)) || (down && tall && clips(style.overflowY))) {
          if (around.closest('[title]') === null) found.add(`${around.className}: ${text.data}`);
          return;
        }
        if (scrolls(style.overflowX)) across = false;
        if (scrolls(style.overflowY)) down = false;
        if (style.position === 'fixed') break;
      }
      if (across && (box.left < -slack || box.right > innerWidth + slack)) found.add(`window: ${text.data}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || !(node instanceof Text) || !/[⟦⟧]/u.test(node.data)) continue;
      if (element.closest('.toast') === null && element.checkVisibility()) check(node, element);
    }
    return [...found];
  });
