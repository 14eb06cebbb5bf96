/** Whether a folder lies in another one. */
import path from 'node:path';

/** Also when they are the same. On Windows the way to another drive is an absolute path, not one that climbs. */
export function isInside(outer: string, inner: string, { relative, isAbsolute, sep } = path): boolean {
  const way = relative(outer, inner);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
