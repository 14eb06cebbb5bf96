/** Opens an archive and reads all of it, as an installation would; answers what became of it. */
import { hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { ArchiveLimits, OpenArchive } from '../../../src/main/archive/archive.ts';
import { defaultLimits } from '../../../src/main/archive/archive.ts';
import { openArchive } from '../../../src/main/archive/open-archive.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';

export type Verdict =
  | { readonly code: string; readonly reason: string; readonly late: boolean; readonly message: string }
  /** sha256 of the content by path. */
  | { readonly tree: Readonly<Record<string, string>> };

/** With a folder for `threads`, unpacked into it by those, where the format can. Errors that are not ours pass through: they are faults. */
export function judge(file: string, limits: Partial<ArchiveLimits> = {}, threads: string | null = null): Verdict {
  let opened = false;
  try {
    const archive = openArchive(file, { limits: { ...defaultLimits, ...limits } });
    opened = true;
    try {
      return { tree: (threads === null ? readAll : unpackAll(threads))(archive) };
    } finally {
      archive.close();
    }
  } catch (error) {
    if (!(error instanceof LoadstoneError)) throw error;
    const { code, message, details } = error;
    return { code, reason: String(details?.['reason'] ?? ''), late: opened, message };
  }
}

type Tree = Readonly<Record<string, string>>;

/** By threads, into an empty folder. */
const unpackAll =
  (folder: string) =>
  ({ unpack, files }: OpenArchive): Tree => {
    const folders = ['a', 'b'].map((name) => path.join(folder, name));
    for (const one of folders) fs.mkdirSync(one, { recursive: true });
    const options = { folders, contentFolder: folder, direct: false, control: unwatched, onBytes: () => undefined };
    return Object.fromEntries(
      [...(unpack?.(files, options) ?? [])].flat().map((done) => {
        const content = fs.readFileSync(done.written?.at ?? '');
        if (content.byteLength !== done.file.size) throw new Error(`${done.file.path}: ${content.byteLength} bytes`);
        if (hash('sha256', content) !== done.hash) throw new Error(`${done.file.path}: hash`);
        return [done.file.path, done.hash];
      }),
    );
  };

function readAll(archive: OpenArchive): Tree {
  const tree: Record<string, string> = {};
  for (const entry of archive.files) {
    let size = 0;
    const blocks: Uint8Array[] = [];
    for (const block of archive.read(entry)) {
      if (block.byteLength === 0 || block.byteLength > 1024 * 1024) throw new Error(`block of ${block.byteLength}`);
      size += block.byteLength;
      if (size > entry.size) throw new Error(`${entry.path}: more than listed was handed out`);
      blocks.push(block);
    }
    if (size !== entry.size) throw new Error(`${entry.path}: ${size} bytes instead of ${entry.size}`);
    tree[entry.path] = hash('sha256', Buffer.concat(blocks));
  }
  return tree;
}
