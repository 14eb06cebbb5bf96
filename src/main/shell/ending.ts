/**
 * How the app ends: the services get their time to stop, then it quits in the usual way, so that windows can say where
 * they stood. Who starts the app meanwhile gets a new one: the ending one is still the only instance, and must not
 * swallow the start, or the link that came with it.
 */
import type { App } from 'electron';
import type { Log } from '../lib/log.ts';

export interface Ending {
  /** Services that have to stop first. Until then the app ends at once, which the journal makes safe. */
  readonly waitFor: (close: () => Promise<void>) => void;
  /** Whether the app is ending; if so, it starts again once it has, with these arguments. */
  readonly startsAgain: (args: readonly string[]) => boolean;
}

export interface EndingDeps {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly log: Log;
  /** Starts the app anew when this process has ended. */
  readonly relaunch: (args: readonly string[]) => void;
}

/** How long an orderly end may take before the app ends anyway. */
const closeWithinMs = 10_000;

export function createEnding({ app, log, relaunch }: EndingDeps): Ending {
  let state: 'open' | 'closing' | 'closed' = 'open';
  let again: readonly string[] | null = null;
  const goOn = (): void => {
    state = 'closed';
    if (again !== null) relaunch(again);
    app.quit();
  };
  return {
    waitFor: (close) => {
      app.on('before-quit', (event) => {
        if (state === 'closed') return;
        event.preventDefault();
        if (state === 'closing') return;
        state = 'closing';
        const late = new Promise<void>((resolve) => {
          setTimeout(resolve, closeWithinMs).unref();
        });
        Promise.race([close(), late])
          .catch((error: unknown) => log.error('the services did not stop in order', error))
          .then(goOn, goOn);
      });
    },
    startsAgain: (args) => {
      // Once it quits, nothing can be added; the start that comes then finds no instance any more.
      if (state === 'closing') again = args.length > 0 ? args : (again ?? args);
      return state !== 'open';
    },
  };
}
