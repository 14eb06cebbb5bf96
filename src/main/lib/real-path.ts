/** Resolves links in a path the player gave us, once, so that later nothing has to follow any. */
import fs from 'node:fs';

/** null when nothing is there. */
export function realPath(path: string): string | null {
  try {
    return fs.realpathSync.native(path);
  } catch {
    return null;
  }
}
