/** Folders as values: make one, read one, compare two. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A temporary folder that goes with the test. */
export function tempFolder(name: string): { readonly path: string; readonly remove: () => void } {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `loadstone-${name}-`)));
  return { path: folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

/** Writes files below a folder. */
export function writeTree(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
}

/** Everything below a folder: kind, permission bits, and content or link text. Hidden state of ours counts too. */
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
      else tree[name] = `${mode} ${createHash('sha256').update(fs.readFileSync(child)).digest('hex').slice(0, 16)}`;
    }
  };
  walk(folder, '');
  return tree;
}

/** One text for a whole folder: names, kinds, permission bits and contents. */
export const treeHash = (folder: string): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(readTree(folder)).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');
