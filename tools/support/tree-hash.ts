/** One hash for a whole folder: names, kinds, permission bits and contents. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Everything below a folder by its path, folders with a slash behind. Hidden files count like all others. */
export function readTree(folder: string): Record<string, string> {
  const tree: Record<string, string> = {};
  const walk = (at: string, rel: string): void => {
    for (const entry of fs.readdirSync(at, { withFileTypes: true })) {
      const child = path.join(at, entry.name);
      const name = rel === '' ? entry.name : `${rel}/${entry.name}`;
      const mode = (fs.lstatSync(child).mode & 0o777).toString(8);
      if (entry.isDirectory()) {
        tree[`${name}/`] = mode;
        walk(child, name);
      } else if (entry.isSymbolicLink()) tree[name] = `link ${fs.readlinkSync(child)}`;
      else tree[name] = `${mode} ${createHash('sha256').update(fs.readFileSync(child)).digest('hex')}`;
    }
  };
  walk(folder, '');
  return tree;
}

export const treeHash = (folder: string): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(readTree(folder)).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');
