/** Opens an archive and reads all of it, as an installation would; answers what became of it. */
import { hash } from 'node:crypto';
import type { ArchiveLimits } from '../../../src/main/archive/archive.ts';
import { defaultLimits } from '../../../src/main/archive/archive.ts';
import { openArchive } from '../../../src/main/archive/open-archive.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';

export type Verdict =
  | { readonly code: string; readonly reason: string; readonly late: boolean; readonly message: string }
  /** sha256 of the content by path. */
  | { readonly tree: Readonly<Record<string, string>> };

/** Errors that are not ours pass through: they are faults. */
export function judge(file: string, limits: Partial<ArchiveLimits> = {}): Verdict {
  let opened = false;
  try {
    const archive = openArchive(file, { limits: { ...defaultLimits, ...limits } });
    opened = true;
    const tree: Record<string, string> = {};
    try {
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
    } finally {
      archive.close();
    }
    return { tree };
  } catch (error) {
    if (!(error instanceof LoadstoneError)) throw error;
    const { code, message, details } = error;
    return { code, reason: String(details?.['reason'] ?? ''), late: opened, message };
  }
}
