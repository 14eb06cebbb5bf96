/** Folders as values: make one, read one, compare two. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { readTree } from '../../tools/support/tree-hash.ts';

export { readTree, treeHash } from '../../tools/support/tree-hash.ts';

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

/** What a store holds, wherever it lies: without what is unfinished and the mark of one that was moved. */
export const storeTree = (root: string): ReturnType<typeof readTree> =>
  Object.fromEntries(
    Object.entries(readTree(root)).filter(([name]) => !name.startsWith('tmp') && name !== 'loadstone-store.json'),
  );
