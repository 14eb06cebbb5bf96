/**
 * On Windows a volume without hard links (exFAT, FAT32) refuses one with EISDIR, as if a folder were in the way.
 * Source: https://github.com/nodejs/node/issues/65817
 */
import { errnoOf, type Fs } from './fs.ts';

/** Says ENOTSUP instead, which is what every other system says and what the engine knows a way around. */
export function withLinkRefusalNamed(fs: Fs): Fs {
  return {
    ...fs,
    link: (from, to) => {
      try {
        fs.link(from, to);
      } catch (error) {
        if (errnoOf(error) !== 'EISDIR') throw error;
        throw Object.assign(new Error(`this volume has no hard links: ${to}`, { cause: error }), { code: 'ENOTSUP' });
      }
    },
  };
}
