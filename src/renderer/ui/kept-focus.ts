/**
 * The focus is never lost: when its holder is taken away or disabled, what took its place gets it. Browsers put it on
 * the body then, where a keyboard begins at the top of the window again and a screen reader says nothing.
 *
 * What gets it, from the place of the holder outwards: something marked `data-takes-focus` or an alert, the next
 * control, the one before; of a whole screen the page itself.
 */
import { isTextField } from './search-field.tsx';

/** Where the focus was: its holder, and the place in each element around it. */
interface Held {
  readonly element: HTMLElement;
  /** The innermost first. */
  readonly steps: readonly Step[];
}

interface Step {
  readonly parent: Element;
  readonly before: Element | null;
  readonly index: number;
}

/** Watches the whole window; `page` is where a screen goes. Returns what ends it. */
export function keepFocus(page: HTMLElement): () => void {
  let held: Held | null = null;
  /** The last one outside of dialogs and menus, which return the focus there. */
  let heldBelow: Held | null = null;
  const below = page.parentElement;
  let stopWaiting: () => void = nothing;
  /** What was given the focus last, until a dialog has tried to catch it. */
  let given: HTMLElement | null = null;
  const disabled = new MutationObserver(() => checkSoon());
  const scrolling = watchScrolling();

  const onFocus = ({ target }: FocusEvent): void => {
    stopWaiting();
    disabled.disconnect();
    if (!(target instanceof HTMLElement) || target === document.body) return;
    if (given !== null && target.matches(frames) && target.contains(given) && canTake(given)) {
      // The dialogs' library comes too late: what its content lost has been found a place.
      const back = given;
      given = null;
      back.focus({ preventScroll: true });
      return;
    }
    if (target !== given) given = null;
    // A dialog that catches what its content lost is no holder.
    if (held !== null && isLost(held)) return checkSoon();
    held = heldBy(target);
    if (below?.contains(target) === true) heldBelow = held;
    disabled.observe(target, { attributeFilter: ['disabled'] });
  };
  /** After the dialogs' library, which looks after the focus in the next frame. */
  const checkSoon = (): void => {
    requestAnimationFrame(() => requestAnimationFrame(check));
  };
  const check = (): void => {
    if (held === null || !isLost(held) || scrolling.now()) return;
    const lost = held;
    const next =
      successor(lost, page) ?? (heldBelow === null ? null : (again(heldBelow) ?? successor(heldBelow, page)));
    given = next ?? page;
    take(given);
    stopWaiting = awaitBetter(lost, page);
  };
  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', checkSoon);
  return () => {
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('focusout', checkSoon);
    disabled.disconnect();
    scrolling.stop();
    stopWaiting();
  };
}

const nothing = (): void => {};

/** Long lists take away what is scrolled out of view: who scrolls there must not be brought back. Milliseconds. */
const scrollRests = 400;
const pressCounts = 1_000;

/** Whether the player scrolls; a list that moves because of a press does not count. */
function watchScrolling(): { readonly now: () => boolean; readonly stop: () => void } {
  let [pressedAt, scrolledAt] = [-pressCounts, -scrollRests];
  const end = new AbortController();
  const on = (type: string, act: () => void): void =>
    document.addEventListener(type, act, { capture: true, passive: true, signal: end.signal });
  for (const press of ['keydown', 'click']) on(press, () => (pressedAt = performance.now()));
  on('wheel', () => (pressedAt = -pressCounts));
  on('scroll', () => (scrolledAt = performance.now()));
  return {
    now: () => performance.now() - scrolledAt < scrollRests && performance.now() - pressedAt > pressCounts,
    stop: () => end.abort(),
  };
}

/** The messages in the corner of the window. */
export const isInMessages = (element: Element): boolean => element.closest('.toaster') !== null;

const frames = '[role="dialog"], [role="alertdialog"]';

function heldBy(element: HTMLElement): Held {
  const steps: Step[] = [];
  for (let at: Element = element; at.parentElement !== null && at !== document.body; at = at.parentElement) {
    const before = at.previousElementSibling;
    steps.push({ parent: at.parentElement, before, index: [...at.parentElement.children].indexOf(at) });
  }
  return { element, steps };
}

/** The holder is gone, and nobody else has been given the focus. */
function isLost({ element, steps }: Held): boolean {
  if (element.isConnected && !element.matches(':disabled')) return false;
  const now = document.activeElement;
  if (now === null || now === document.body || now === element) return true;
  // The dialogs' library puts it on the frame of the dialog, which says nothing.
  return now.matches(frames) && steps.some(({ parent }) => parent === now);
}

const again = ({ element }: Held): HTMLElement | null => (canTake(element) ? element : null);

function successor({ element, steps }: Held, page: HTMLElement): HTMLElement | null {
  const around = steps.filter(({ parent }) => parent.isConnected);
  for (const [distance, step] of around.entries()) {
    const { parent } = step;
    if (parent === document.body) return null;
    if (parent === page) return page;
    const marked = markedIn(parent);
    if (marked !== null) return currentRow(marked) ?? marked;
    const next = nextControl(parent, element.isConnected ? element : placeNow(step), distance === 0);
    if (next !== null) return next;
  }
  return null;
}

/** What stands now where the holder, or what was around it, stood. */
function placeNow({ parent, before, index }: Step): Element | null {
  if (before === null) return parent.firstElementChild;
  return before.parentElement === parent ? before.nextElementSibling : (parent.children[index] ?? null);
}

function markedIn(parent: Element): HTMLElement | null {
  const marks = '[data-takes-focus], [role="alert"]:not(p)';
  const all = [...(parent.matches('[data-takes-focus]') ? [parent] : []), ...parent.querySelectorAll(marks)];
  return all.filter((one) => one instanceof HTMLElement).find((one) => one.checkVisibility()) ?? null;
}

const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** A field at a distance is none: undo keys would be its own from then on. */
function nextControl(parent: Element, place: Element | null, fields: boolean): HTMLElement | null {
  const all = [...parent.querySelectorAll<HTMLElement>(controls)].filter(
    (one) => canTake(one) && (fields || !isTextField(one)),
  );
  const next = all.find((one) => place !== null && (place.contains(one) || comesAfter(one, place))) ?? all.at(-1);
  return next === undefined ? null : (currentRow(next) ?? next);
}

/** Of a table it is the row that was left, not its head. */
const currentRow = (one: Element): HTMLElement | null =>
  one.closest('[role="grid"]')?.querySelector<HTMLElement>('[role="row"][tabindex="0"]') ?? null;

const comesAfter = (one: Element, place: Element): boolean =>
  (place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

const canTake = (one: HTMLElement): boolean =>
  one.isConnected &&
  one.tabIndex >= 0 &&
  !one.matches(':disabled') &&
  one.checkVisibility({ visibilityProperty: true });

function take(next: HTMLElement): void {
  if (next.tabIndex < 0 && !next.hasAttribute('tabindex')) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  if (next.matches(':focus-visible')) next.scrollIntoView({ block: 'nearest' });
}

/**
 * What replaces a button often comes only after an answer: until the focus moves on, what appears at the place of the
 * button, or the button once it may be pressed again, gets it.
 */
function awaitBetter({ element, steps }: Held, page: HTMLElement): () => void {
  const stopgap = document.activeElement;
  const [nearest] = steps.filter(({ parent }) => parent.isConnected);
  if (nearest === undefined || nearest.parent === page || nearest.parent.contains(page)) return nothing;
  const observer = new MutationObserver(() => {
    if (document.activeElement !== stopgap) return observer.disconnect();
    const better = canTake(element)
      ? element
      : (markedIn(nearest.parent) ?? nextControl(nearest.parent, placeNow(nearest), false));
    if (better !== null && better !== stopgap) take(better);
  });
  observer.observe(nearest.parent, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  return () => observer.disconnect();
}
