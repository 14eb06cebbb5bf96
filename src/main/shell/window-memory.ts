/** What the windows remember between runs: where they stood, and where a dialog was last. Losing it costs nothing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { languages, testLanguages } from '../../shared/settings.ts';
import { writeFileDurably } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import type { Log } from '../lib/log.ts';

/** Chromium's levels: 0 is as drawn, each whole step is a fifth larger or smaller. */
export const zoomRange = { least: -2, most: 4 } as const;

const coordinate = z.int().min(-100_000).max(100_000);
const memorySchema = z.object({
  /** Device-independent pixels. */
  bounds: z.object({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }).nullable().catch(null),
  maximized: z.boolean().catch(false),
  /** Zoom level of the page. */
  zoom: z.number().min(zoomRange.least).max(zoomRange.most).catch(0),
  /** The player's theme, so that the window has its colour before the settings are read. */
  theme: z.enum(['system', 'dark', 'light']).catch('dark'),
  /** The player's language, for what has to be said before the settings are read. */
  language: z.enum(['system', ...languages, ...testLanguages]).catch('system'),
  /** Last folder of each kind of dialog. Since Electron 43 the system no longer remembers it. */
  folders: z
    .object({
      game: z.string().optional(),
      archive: z.string().optional(),
      picture: z.string().optional(),
      store: z.string().optional(),
    })
    .catch({}),
});

export type WindowState = z.infer<typeof memorySchema>;

export interface WindowMemory {
  readonly get: () => WindowState;
  readonly set: (changes: Partial<WindowState>) => void;
}

const nothing: WindowState = {
  bounds: null,
  maximized: false,
  zoom: 0,
  theme: 'dark',
  language: 'system',
  folders: {},
};

/** `dataDir` is there already. Neither reading nor writing ever throws. */
export function createWindowMemory(dataDir: string, log: Log): WindowMemory {
  const file = path.join(dataDir, 'window.json');
  let state = read(file);
  return {
    get: () => state,
    set: (changes) => {
      state = { ...state, ...changes };
      try {
        writeFileDurably(nodeFs, file, Buffer.from(JSON.stringify(state)));
      } catch (error) {
        log.error('the place of the window could not be written', error);
      }
    },
  };
}

function read(file: string): WindowState {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return nothing;
  }
}
