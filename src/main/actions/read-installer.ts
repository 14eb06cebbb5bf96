/** What the installer of an archive on disk asks, for whoever shows it. Nothing is installed. */
import type { GameId } from '../../shared/ids.ts';
import { chosenFilesShown, type ChosenFiles, type InstallerChoices } from '../../shared/installer.ts';
import { foldKey } from '../../shared/rel-path.ts';
import type { ArchiveFile, OpenArchive } from '../archive/archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import { imageTypeOf } from '../download/image-type.ts';
import { modTree } from '../games/installers/fomod/find-installer.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import { requireGame, type Engine } from './engine.ts';
import { chosenTarget } from './install-mod.ts';
import { filesChosen, pathsOf, useInstaller, type InstallerRequest, type UsedInstaller } from './use-installer.ts';

export interface ReadInstallerRequest extends InstallerRequest {
  readonly gameId: GameId;
  readonly file: string;
  readonly target?: string;
  /** Pictures are for a window; a program has no use for them. */
  readonly pictures?: boolean;
}

export interface ReadInstaller extends UsedInstaller {
  readonly files: readonly ArchiveFile[];
  /** By path as the installer names it. Real pictures only. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** Bytes. */
const maxPicture = 8 * 1024 ** 2;
const maxPictures = 64 * 1024 ** 2;

/** null: the archive has no installer. */
export function readInstaller(engine: Engine, request: ReadInstallerRequest, control: Control): ReadInstaller | null {
  const game = requireGame(engine.registry, request.gameId);
  const archive = openArchive(request.file, { control });
  try {
    const used = useInstaller(engine, game, chosenTarget(game, request.target), request, archive);
    if (used === null) return null;
    const wanted = request.pictures === true && used.settled === null;
    const files = archive.files.map(({ path, size }) => ({ path, size }));
    return { ...used, files, pictures: wanted ? readPictures(used, archive, control) : new Map() };
  } finally {
    archive.close();
  }
}

/** In the order of the archive: another order would unpack a solid one again and again. */
function readPictures(
  { module, base }: UsedInstaller,
  archive: OpenArchive,
  control: Control,
): ReadonlyMap<string, Uint8Array> {
  const tree = modTree(pathsOf(archive.files), base);
  const names = new Map<number, string[]>();
  for (const name of imagesOf(module)) {
    // Some authors leave the folder of the installer out.
    const at = tree.file(name) ?? tree.file(`fomod/${name}`);
    if (at !== null) names.set(at, [...(names.get(at) ?? []), name]);
  }
  const pictures = new Map<string, Uint8Array>();
  let left = maxPictures;
  for (const [at, named] of [...names].toSorted(([a], [b]) => a - b)) {
    throwIfCancelled(control);
    const file = archive.files[at];
    if (file === undefined || file.size > maxPicture || file.size > left) continue;
    const bytes = Buffer.concat([...archive.read(file)].map((block) => Buffer.from(block)));
    if (imageTypeOf(bytes) === null) continue;
    left -= bytes.byteLength;
    for (const name of named) pictures.set(foldKey(name), bytes);
  }
  return pictures;
}

function imagesOf({ installer }: UsedInstaller['module']): readonly string[] {
  const options = installer.steps.flatMap(({ groups }) => groups.flatMap((group) => group.options));
  return [...new Set([installer.image, ...options.map(({ image }) => image)])].filter((image) => image !== null);
}

/** What a set of answers would put into the game. Throws what installing with them would throw. */
export function previewChoices(read: ReadInstaller, choices: InstallerChoices): ChosenFiles {
  const files = filesChosen(read, read.files, choices).map(({ source, path }) => ({
    path,
    size: read.files[source]?.size ?? 0,
  }));
  return {
    total: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)).slice(0, chosenFilesShown),
  };
}
