/** Which file of an archive goes where in a target. Pure. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { Layout } from '../../shared/games.ts';
import { foldKey, isRelPath, joinPath, relPath, type RelPath } from '../../shared/rel-path.ts';

export interface LaidOutFile {
  /** Index into the archive's files. */
  readonly source: number;
  /** Below the target. */
  readonly path: RelPath;
}

/** Our own folder in a target: a mod that brings one could pose as our state. */
const ownFolder = '.loadstone';

/** For `merge-tree` and `folder-per-mod`; an `archive-as-is` mod has no files of its own. */
export function layOutFiles(
  files: readonly RelPath[],
  layout: Exclude<Layout, 'archive-as-is'>,
  modName: string,
): readonly LaidOutFile[] {
  const folder = layout === 'folder-per-mod' ? wrapper(files, modName) : null;
  const laidOut = files.map((path, source) => ({ source, path: joinPath(folder, path) }));
  refuseOwnFolder(laidOut);
  return laidOut;
}

/** Throws `archive_refused` when a file would lie in the folder where Loadstone keeps its own. */
export function refuseOwnFolder(files: readonly { readonly path: RelPath }[]): void {
  const own = files.find(({ path }) => foldKey(path.split('/', 1)[0] ?? '') === ownFolder);
  if (own === undefined) return;
  throw new LoadstoneError(
    'archive_refused',
    `The archive brings a file where only Loadstone keeps its own: ${own.path}.`,
    'Tell the author of the mod. Nothing was installed.',
    { details: { path: own.path, reason: 'own_folder' } },
  );
}

/** The folder to put around the files, null when they share one already. */
function wrapper(files: readonly RelPath[], modName: string): RelPath | null {
  const tops = new Set(files.map((path) => (path.includes('/') ? path.split('/', 1)[0] : null)));
  return tops.size === 1 && !tops.has(null) ? null : folderName(modName);
}

/** A file name out of a mod's title: what no system takes becomes a dash. */
export function folderName(title: string): RelPath {
  const name = title
    .normalize('NFC')
    .replaceAll(/[<>:"/\\|?*\p{Cc}\p{Cf}]+/gu, '-')
    .slice(0, 80)
    .replaceAll(/^[. ]+|[. ]+$/gu, '');
  return relPath(name !== '' && isRelPath(name) ? name : 'mod');
}

/** The name an archive is placed under: as it came, but with its ending whole and nothing that some system does not take. */
export function fileName(name: string): RelPath {
  const ending = /\.[A-Za-z0-9]{1,8}$/u.exec(name)?.[0] ?? '';
  return relPath(`${folderName(name.slice(0, name.length - ending.length))}${ending}`);
}
