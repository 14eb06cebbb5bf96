/**
 * The window's only way out: typed access to the object that the preload exposes, and the two ways to read its
 * answers. Everything behind it runs in main.
 */
import { fromErrorData } from '../shared/errors.ts';
import type { Bridge, Result } from '../shared/ipc/contract.ts';

declare global {
  interface Window {
    readonly loadstone?: Bridge;
  }
}

/** The bridge. Throws a plain Error when the page runs outside Loadstone: there is nothing to show then. */
export function getBridge(): Bridge {
  const bridge = globalThis.window.loadstone;
  if (bridge !== undefined) return bridge;
  throw new Error(
    'window.loadstone is missing: this page only works inside Loadstone. ' +
      'For work in a plain browser, load test/support/install-fake-bridge.ts before it.',
  );
}

/** The value of an answer; throws its LoadstoneError when the call failed. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw fromErrorData(result.error);
}
