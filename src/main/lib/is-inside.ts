/** Whether a folder lies in another one. */
import path from 'node:path';

/** Also when they are the same. On Windows the way to another drive is an absolute path, not one that climbs. */
export function isInside(outer: string, inner: string, system = path): boolean {
  const way = system.relative(outer, inner);
  return way !== '..' && !way.startsWith(`..${system.sep}`) && !system.isAbsolute(way);
}
