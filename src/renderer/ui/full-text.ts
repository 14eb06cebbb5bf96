/**
 * Text that is cut off shows itself whole on hover, wherever it is. The text itself is in the page, so that screen
 * readers and the search of a page have it anyway.
 */
export function showFullTexts(root: Document): void {
  let shown: HTMLElement | null = null;
  root.addEventListener('pointerover', ({ target }) => {
    // Not kept: the text may be another one by the next time.
    if (shown !== null && !(target instanceof Node && shown.contains(target))) {
      shown.removeAttribute('title');
      shown = null;
    }
    const cut = target instanceof Element ? cutOff(target) : null;
    if (cut === null || cut.closest('[title]') !== null) return;
    cut.title = cut.textContent;
    shown = cut;
  });
}

function cutOff(target: Element): HTMLElement | null {
  for (let one: Element | null = target; one instanceof HTMLElement; one = one.parentElement) {
    const { textOverflow, webkitLineClamp } = getComputedStyle(one);
    if (textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth) return one;
    if (webkitLineClamp !== 'none' && one.scrollHeight > one.clientHeight + 1) return one;
    // Text is cut by itself or by a near box around it.
    if (one.childElementCount > 3) return null;
  }
  return null;
}
