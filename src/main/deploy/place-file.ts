/**
 * Makes one file out of a blob: clone, hard link or copy, chosen per file (docs/deploy.md, "Where links are used").
 * Whatever a volume refuses falls back to the next way and is remembered for that volume.
 */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { Sha256 } from '../../shared/ids.ts';
import { extensionOf, type RelPath } from '../../shared/rel-path.ts';
import { copyAndHash, fingerprintOf, removeFile } from '../lib/files.ts';
import { errnoOf, type Fs } from '../lib/fs.ts';
import type { Placement } from '../registry/applied.ts';

export interface PlacedFile {
  readonly placement: Placement;
  readonly fingerprint: string;
}

export interface FileToPlace {
  readonly hash: Sha256;
  /** Below the target, for its extension. */
  readonly path: RelPath;
  readonly original: { readonly mode: number; readonly mtimeNs: bigint } | null;
}

export interface Placer {
  /** True when the file may be, and on this volume can be, a hard link to its blob. `folder` exists. */
  readonly links: (file: FileToPlace, folder: string) => boolean;
  /** Makes the file at `to`, where nothing is. Copies are not synced. */
  readonly place: (file: FileToPlace, to: string) => PlacedFile;
  /** What makes the same file where the volume is known to leave nothing but a copy; null: only `place` knows. */
  readonly plainCopy: (file: FileToPlace, to: string) => { readonly from: string; readonly mode: number } | null;
}

const fileMode = 0o644;
/** What a volume answers when it cannot do a thing at all, or no more of it. */
const cannot = new Set(['EXDEV', 'EMLINK', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'ENOTTY', 'EACCES']);

/** What a volume can do, as far as it was tried. Links only lead to blobs on the store's own volume. */
interface Volume {
  readonly links: boolean;
  clones: boolean;
}

export interface PlacerStore {
  readonly root: string;
  readonly blobPath: (hash: Sha256) => string;
}

export function createPlacer(
  fs: Fs,
  { root: storeRoot, blobPath }: PlacerStore,
  neverRewritten: readonly string[],
): Placer {
  const linkable = new Set(neverRewritten);
  const volumes = new Map<bigint, Volume>();
  const folders = new Map<string, Volume>();

  /** Looked up once per folder: thousands of files go into the same one. */
  function volumeOf(folder: string): Volume {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const dev = fs.lstat(folder)?.dev ?? -1n;
    const volume = volumes.get(dev) ?? { links: dev === fs.lstat(storeRoot)?.dev, clones: true };
    volumes.set(dev, volume);
    folders.set(folder, volume);
    return volume;
  }

  const mayLink = (file: FileToPlace): boolean =>
    file.original === null && (linkable.has('*') || linkable.has(extensionOf(file.path)));

  /** Whether the volume has no room for one more name is only known by asking; then a copy is made after all. */
  function links(file: FileToPlace, folder: string): boolean {
    return mayLink(file) && volumeOf(folder).links;
  }

  function tryClone(file: FileToPlace, to: string): boolean {
    const volume = volumeOf(path.dirname(to));
    if (!volume.clones) return false;
    try {
      fs.clone(blobPath(file.hash), to);
      fs.chmod(to, fileMode);
      return true;
    } catch (error) {
      if (!cannot.has(errnoOf(error))) throw error;
      removeFile(fs, to);
      volume.clones = false;
      return false;
    }
  }

  function tryLink(file: FileToPlace, to: string): boolean {
    if (!links(file, path.dirname(to))) return false;
    try {
      fs.link(blobPath(file.hash), to);
      return true;
    } catch (error) {
      if (!cannot.has(errnoOf(error))) throw error;
      return false;
    }
  }

  /** A copy is checked on its way: what arrives must have the blob's name. */
  function copy(file: FileToPlace, to: string): void {
    const { hash } = copyAndHash(fs, blobPath(file.hash), to, fileMode);
    if (hash === file.hash) return;
    removeFile(fs, to);
    throw new LoadstoneError(
      'blob_damaged',
      `A file in the store has changed: ${file.path}.`,
      'Install the mod again, or run repair. Nothing was changed.',
      { details: { blob: file.hash } },
    );
  }

  function place(file: FileToPlace, to: string): PlacedFile {
    const placement = makeFile(file, to);
    if (file.original !== null) {
      fs.chmod(to, file.original.mode);
      fs.setMtime(to, file.original.mtimeNs);
    }
    const stat = fs.lstat(to);
    if (stat === null) throw new Error(`placed file vanished: ${to}`);
    return { placement, fingerprint: fingerprintOf(stat) };
  }

  function makeFile(file: FileToPlace, to: string): Placement {
    // A link saves the most where the game only reads; a clone is as safe as a copy everywhere else.
    if (tryLink(file, to)) return 'link';
    if (tryClone(file, to)) return 'clone';
    copy(file, to);
    return 'copy';
  }

  function plainCopy(file: FileToPlace, to: string): ReturnType<Placer['plainCopy']> {
    const folder = path.dirname(to);
    if (file.original !== null || links(file, folder) || volumeOf(folder).clones) return null;
    return { from: blobPath(file.hash), mode: fileMode };
  }

  return { links, place, plainCopy };
}
