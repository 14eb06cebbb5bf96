/** What the player should know about a folder before it is managed. */
import path from 'node:path';
import type { FolderWarning } from '../../shared/games.ts';
import type { Danger } from './dangerous-folder.ts';
import { type Fs, errnoOf } from '../lib/fs.ts';
import { randomBytes } from 'node:crypto';
import { entriesOf } from './locate/read-tolerantly.ts';

const texts: Readonly<Record<FolderWarning['code'], string>> = {
  'not-writable': 'Loadstone may not write to this folder. Allow your user to write there, or move the game.',
  'other-volume':
    'The game is on another drive than the mods Loadstone keeps. Mods are copied instead of linked and take space on both.',
  'no-links': 'This drive cannot link files (exFAT or FAT). Mods are copied, which takes more space and time.',
  'cloud-folder':
    'A cloud service keeps this folder in step with other machines. It may change or remove mods at any time; move the game out of it.',
  'other-manager':
    'Another mod manager has put mods here. Remove them with that manager first: two managers take each other’s files for strangers.',
  'protected-folder':
    'Windows protects this folder. If installing mods fails, move the game to a library outside of it.',
  'temporary-path':
    'This is a temporary path of the sandbox that is gone after a restart. Give Loadstone access to the real folder and choose that.',
  incomplete:
    'Files of the game are missing here. Let its store check or finish the installation before you install mods.',
  'list-missing':
    'The game has not made the list of its mods yet, so they are installed but not switched on in the game. Start the game once; the next change in Loadstone then switches them on.',
  'list-unreadable':
    'Loadstone cannot read the list of mods that the game keeps, and leaves it as it is: switch mods on in the game itself.',
  'whole-drive': 'This is a whole drive. Choose the folder of one game.',
  'home-folder': 'This is your home folder. Choose the folder of one game.',
  'above-home': 'This folder is above your home folder. Choose the folder of one game.',
  'own-data': 'Loadstone keeps its own data here. Choose the folder of one game.',
  'system-folder': 'This is a folder of the system. Choose the folder of one game.',
};

const blocking: readonly FolderWarning['code'][] = ['not-writable', 'temporary-path'];

/** What is missing of the game, as a warning; none when it is whole. */
export const incompleteWarning = (missing: readonly string[]): readonly FolderWarning[] =>
  missing.length === 0
    ? []
    : [{ code: 'incomplete', text: `${texts.incomplete} (${missing.slice(0, 3).join(', ')})`, blocks: false }];

/** The folder holds far more than a game. */
export const dangerWarning = (danger: Danger): FolderWarning => ({ code: danger, text: texts[danger], blocks: true });

/** About the list of mods that the game keeps itself. */
export const listWarning = (code: 'list-missing' | 'list-unreadable', file: string): FolderWarning => ({
  code,
  text: `${texts[code]} (${file})`,
  blocks: false,
});

/** `store`: a folder on the volume where mods are kept. `inside`: folders below it where other managers leave their marks. */
export function folderWarnings(
  fs: Fs,
  folder: string,
  store: string,
  writable: boolean,
  inside: readonly string[] = [],
): readonly FolderWarning[] {
  const manager = otherManager(fs, folder, inside);
  const codes: readonly (FolderWarning['code'] | false)[] = [
    !writable && 'not-writable',
    isTemporary(folder) && 'temporary-path',
    volumeOf(fs, folder) !== volumeOf(fs, store) && 'other-volume',
    writable && !canLink(fs, folder) && 'no-links',
    isCloud(fs, folder) && 'cloud-folder',
    manager !== null && 'other-manager',
    /^[a-z]:\\(?:program files(?: \(x86\))?|windows)\\/iu.test(folder) && 'protected-folder',
  ];
  return codes
    .filter((code) => code !== false)
    .map((code) => ({
      code,
      text: texts[code],
      blocks: blocking.includes(code),
      ...(code === 'other-manager' && manager !== null ? { by: manager } : {}),
    }));
}

/** Document portals of Flatpak: the grant may be gone after a restart. */
export const isTemporary = (folder: string): boolean => /^\/run\/(?:user\/\d+|flatpak)\/doc\//u.test(folder);

const volumeOf = (fs: Fs, folder: string): bigint | null => {
  for (let at = folder; ; at = path.dirname(at)) {
    const stat = fs.lstat(at);
    if (stat !== null) return stat.dev;
    if (at === path.dirname(at)) return null;
  }
};

/** Names of file systems lie behind network and FUSE mounts: link and see. */
function canLink(fs: Fs, folder: string): boolean {
  const probe = path.join(folder, `.loadstone-probe-${randomBytes(6).toString('hex')}`);
  const made: string[] = [];
  try {
    fs.close(fs.open(probe, 'wx'));
    made.push(probe);
    fs.link(probe, `${probe}-link`);
    made.push(`${probe}-link`);
    return true;
  } catch (error) {
    // Anything else says nothing about links.
    return !['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR'].includes(errnoOf(error));
  } finally {
    for (const file of made) fs.unlink(file);
  }
}

const cloudFolder =
  /^(?:onedrive(?: - .*)?|dropbox(?: \(.*\))?|google ?drive|googledrive-.*|my drive|icloud ?drive|mobile documents|com~apple~clouddocs|cloudstorage)$/iu;

/** Kept in step with other machines by a service. */
export function isCloud(fs: Fs, folder: string): boolean {
  if (folder.split(/[/\\]/u).some((part) => cloudFolder.test(part))) return true;
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
    if (fs.lstat(path.join(at, '.dropbox.cache')) !== null) return true;
  }
  return false;
}

/**
 * Files these managers leave where they deploy to, and in folders of their own instances. Only names that nothing else
 * has: `mods.yml` and `_state` are r2modman's, but of its profile folders, and games and mods have such files too.
 */
const managerMarks: readonly (readonly [RegExp, string])[] = [
  [/^(?:vortex\.deployment(?:\..*)?\.json|__folder_managed_by_vortex)$/iu, 'Vortex'],
  [/^modorganizer\.ini$/iu, 'Mod Organizer'],
  [/^(?:\.lmm_.*|lmm_mods\.json)$/iu, 'Limo'],
];

/** Which other manager has left its marks there; null: none. */
const otherManager = (fs: Fs, folder: string, inside: readonly string[]): string | null =>
  [
    folder,
    ...inside,
    ...entriesOf(fs, folder).flatMap(({ name, kind }) => (kind === 'folder' ? [path.join(folder, name)] : [])),
  ]
    .slice(0, 200)
    .flatMap((at) => entriesOf(fs, at))
    .flatMap(({ name }) => managerMarks.filter(([mark]) => mark.test(name)))[0]?.[1] ?? null;
