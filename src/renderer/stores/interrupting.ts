/**
 * Whether a question may come up by itself: only as the answer to the player's own press. Under the next press, or in
 * the middle of a word, it would take what was meant for something else.
 */

/** Milliseconds: who has waited longer is doing something else by now. */
const patience = 10_000;

let lastPress = -Infinity;

/** Until the answer is called. */
export function followPresses(): () => void {
  const stop = new AbortController();
  for (const event of ['pointerdown', 'keydown'] as const)
    window.addEventListener(event, press, { capture: true, passive: true, signal: stop.signal });
  return () => stop.abort();
}

function press(): void {
  lastPress = performance.now();
}

/** `since`: when the press was answered, as `performance.now()` tells it. */
export function mayInterrupt(since: number): boolean {
  return performance.now() - since < patience && lastPress <= since && !isTyping() && !isAnythingOpen();
}

const isTyping = (): boolean => {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(activeElement.type);
  return activeElement instanceof HTMLTextAreaElement;
};

/** Dialogs, menus and panels, but no messages and hints. The panel of the installs opens with what was just begun. */
const isAnythingOpen = (): boolean =>
  [...document.querySelectorAll('.scrim[data-open], .layer-menu[data-open]')].some(
    (one) => one.querySelector('.jobs-panel') === null,
  );
