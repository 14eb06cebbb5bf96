/** Recorded answers that may lie beside the checkout, and which of them a test has read: none is passed over in silence. */
import fs from 'node:fs';
import path from 'node:path';
import type { ProviderId } from '../../src/shared/model.ts';

export interface Recordings {
  /** false: there are none here, and whatever needs them is skipped. */
  readonly available: boolean;
  readonly bytesOf: (file: string) => Buffer;
  readonly textOf: (file: string) => string;
  /** Names below one of the folders, with it. */
  readonly filesIn: (folder: string) => readonly string[];
  /** Files that nobody has asked for yet. Says how many were read. */
  readonly unread: () => readonly string[];
}

export function recordingsOf(provider: ProviderId): Recordings {
  const folder = path.resolve(import.meta.dirname, '../../../shared/providers', provider);
  const available = fs.existsSync(path.join(folder, 'README.md'));
  if (!available) process.stderr.write(`skipped: no recorded data of ${provider} beside the checkout\n`);
  const read = new Set<string>();
  const all = (below: string): readonly string[] =>
    fs
      .readdirSync(path.join(folder, below), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'README.md')
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
      .toSorted();
  const bytesOf = (file: string): Buffer => {
    read.add(path.posix.normalize(file));
    return fs.readFileSync(path.join(folder, file));
  };
  return {
    available,
    bytesOf,
    textOf: (file) => bytesOf(file).toString('utf8'),
    filesIn: (below) => (available ? all(below) : []),
    unread: () => {
      const files = all('');
      const left = files.filter((file) => !read.has(file));
      process.stderr.write(`${provider}: ${files.length - left.length} of ${files.length} recorded files were read\n`);
      return left;
    },
  };
}
