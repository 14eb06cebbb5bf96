/** Looking after the registry from the app: it can only be made anew before anybody has it open, so a wish for it waits. */
import fs from 'node:fs';
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { RecoveryReport } from '../../shared/model.ts';
import { rebuildRegistry } from './rebuild-registry.ts';

const wish = (dataDir: string): string => path.join(dataDir, 'registry.rebuild');

/** The next start makes the registry anew. */
export const askForRebuild = (dataDir: string): void => fs.writeFileSync(wish(dataDir), '');

/**
 * The data folder must be locked. The wish goes when it is fulfilled: a rebuild that is cut off is done again, and one that
 * has to wait for a drive to come back is done at a later start. Answers what it put right.
 */
export function rebuildIfAsked(dataDir: string): readonly RecoveryReport[] {
  if (!fs.existsSync(wish(dataDir))) return [];
  try {
    const { recovered } = rebuildRegistry(dataDir);
    fs.rmSync(wish(dataDir), { force: true });
    return recovered;
  } catch (error) {
    if (error instanceof LoadstoneError && error.code === 'deployment_failed') return [];
    throw error;
  }
}
