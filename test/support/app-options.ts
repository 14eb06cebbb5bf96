/** What a test may ask of the app, and how it is started: the same for Electron and for the chromium host. */
import path from 'node:path';
import type { Page } from 'playwright';
import type { DialogAnswer } from '../../tools/chromium-host/record.ts';
import type { ShownDialog } from '../../tools/chromium-host/record.ts';

export interface LaunchOptions {
  readonly dataDir: string;
  /** File with loopback addresses of the providers. */
  readonly endpoints?: string;
  readonly args?: readonly string[];
  /** Another entry than the built app's: a TypeScript file that calls startDesktop. */
  readonly main?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A window to look at. Default: none, where the host can do without. */
  readonly headed?: boolean;
}

export interface RunningApp {
  readonly kind: 'electron' | 'chromium-host';
  /** The window's page. Another one after the page crashed and came back. */
  readonly page: Page;
  readonly dialogs: {
    /** For the next dialog that nobody has answered. */
    readonly answer: (answer: DialogAnswer) => Promise<void>;
    readonly shown: () => Promise<readonly ShownDialog[]>;
  };
  readonly openedUrls: () => Promise<readonly string[]>;
  readonly openedPaths: () => Promise<readonly string[]>;
  readonly copiedTexts: () => Promise<readonly string[]>;
  /** Addresses that the page asked for and did not get. */
  readonly blockedRequests: () => Promise<readonly string[]>;
  /** What the app said no to. null where it cannot be told from what the browser refused. */
  readonly refused: () => Promise<{
    readonly navigations: readonly string[];
    readonly windows: readonly string[];
  } | null>;
  /** Starts the app a second time with these arguments and waits until that one has ended; answers its exit code. */
  readonly sendArgv: (args: readonly string[]) => Promise<number>;
  /** As macOS hands over a link. */
  readonly sendUrl: (url: string) => Promise<void>;
  readonly dropFiles: (selector: string, files: readonly string[]) => Promise<void>;
  readonly crashPage: () => Promise<void>;
  /** Ends in order and answers the exit code. */
  readonly close: () => Promise<number | null>;
  /** kill -9. */
  readonly kill: () => Promise<void>;
  /** Ends if it runs, and starts again with the same options. */
  readonly relaunch: () => Promise<RunningApp>;
}

export const root = path.resolve(import.meta.dirname, '../..');

/** Arguments of the app itself. */
export function appArguments({ dataDir, endpoints, args = [] }: LaunchOptions): readonly string[] {
  return ['--data', dataDir, ...(endpoints === undefined ? [] : ['--endpoints', endpoints]), ...args];
}
