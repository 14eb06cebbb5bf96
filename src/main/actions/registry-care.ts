/** Looking after the registry from the app: it can only be made anew before anybody has it open, so a wish for it waits. */
import fs from 'node:fs';
import path from 'node:path';
import { rebuildRegistry, type Rebuilt } from './rebuild-registry.ts';

const wish = (dataDir: string): string => path.join(dataDir, 'registry.rebuild');

/** The next start makes the registry anew. */
export const askForRebuild = (dataDir: string): void => fs.writeFileSync(wish(dataDir), '');

/** The data folder must be locked. The wish goes when it is fulfilled: a rebuild that is cut off is done again. */
export function rebuildIfAsked(dataDir: string): Rebuilt | null {
  if (!fs.existsSync(wish(dataDir))) return null;
  const rebuilt = rebuildRegistry(dataDir);
  fs.rmSync(wish(dataDir), { force: true });
  return rebuilt;
}
