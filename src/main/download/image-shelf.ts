/** The folder of kept pictures. It is a cache: whatever goes wrong here costs a fetch, never an error. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { isSha256 } from '../../shared/ids.ts';

export interface Shelf {
  readonly read: (id: string) => Promise<Buffer | null>;
  readonly keep: (id: string, bytes: Uint8Array) => Promise<void>;
}

interface Kept {
  readonly id: string;
  readonly size: number;
  readonly keptAt: number;
}

export function createShelf(folder: string, maxBytes: number): Shelf {
  /** Oldest first. Read from disk once, when the first picture is put in. */
  let kept: Promise<Map<string, number>> | null = null;
  let total = 0;
  const index = (): Promise<Map<string, number>> => {
    kept ??= listKept(folder).then((found) => {
      total = found.reduce((sum, { size }) => sum + size, 0);
      return new Map(found.map(({ id, size }) => [id, size]));
    });
    return kept;
  };
  const makeRoom = async (sizes: Map<string, number>): Promise<void> => {
    for (const [id, size] of sizes) {
      if (total <= maxBytes) return;
      sizes.delete(id);
      total -= size;
      await fs.rm(path.join(folder, id), { force: true });
    }
  };
  return {
    read: async (id) => {
      try {
        return await fs.readFile(path.join(folder, id));
      } catch {
        return null;
      }
    },
    keep: async (id, bytes) => {
      try {
        await fs.mkdir(folder, { recursive: true });
        const sizes = await index();
        const part = path.join(folder, `${randomBytes(8).toString('hex')}.part`);
        await fs.writeFile(part, bytes);
        await fs.rename(part, path.join(folder, id));
        total += bytes.byteLength - (sizes.get(id) ?? 0);
        sizes.delete(id);
        sizes.set(id, bytes.byteLength);
        await makeRoom(sizes);
      } catch {
        // A full or read-only disk: the picture is shown all the same.
      }
    },
  };
}

/** Pieces that an earlier run left behind are removed on the way. */
async function listKept(folder: string): Promise<readonly Kept[]> {
  const found: Kept[] = [];
  for (const name of await fs.readdir(folder)) {
    const file = path.join(folder, name);
    if (isSha256(name)) {
      const stat = await fs.stat(file);
      found.push({ id: name, size: stat.size, keptAt: stat.mtimeMs });
    } else if (name.endsWith('.part')) await fs.rm(file, { force: true });
  }
  return found.toSorted((one, other) => one.keptAt - other.keptAt);
}
