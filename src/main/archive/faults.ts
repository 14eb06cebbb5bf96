/** The errors of this room. A refusal has a stable reason; tests and the log quote it. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { PathFault } from '../../shared/rel-path.ts';

/** Why an archive is refused although it could be read. */
export type Refusal =
  | PathFault
  | 'bad_encoding'
  | 'collision'
  | 'file_and_folder'
  | 'link'
  | 'special_file'
  | 'sparse_file'
  | 'folder_with_content'
  | 'too_many_entries'
  | 'too_large'
  | 'ratio'
  | 'overlap'
  | 'headers_differ'
  | 'two_end_records'
  | 'joined_archives'
  | 'directory_too_large';

const reasons: Readonly<Record<Refusal, string>> = {
  empty: 'has an empty name',
  absolute: 'has a name that starts at the root of a disk',
  drive: 'has a name with a drive letter',
  parent: 'has a name that leads out of its folder',
  control_character: 'has a name with invisible characters',
  bad_character: 'has a name with a character that Windows does not allow',
  reserved_name: 'has a name that Windows reserves for a device',
  trailing_dot_or_space: 'has a name that ends in a dot or a space',
  component_too_long: 'has a name that is too long',
  too_long: 'has a path that is too long',
  too_deep: 'lies in too many folders',
  bad_encoding: 'has a name that cannot be decoded',
  collision: 'is there twice, or differs from another file only in the case or spelling of its name',
  file_and_folder: 'is both a file and a folder',
  link: 'is a link',
  special_file: 'is a device or a pipe, not a file',
  sparse_file: 'is a sparse file',
  folder_with_content: 'is a folder with content',
  too_many_entries: 'goes beyond the number of files an archive may hold',
  too_large: 'would make the unpacked size larger than an archive may be',
  ratio: 'unpacks to far more than the archive could honestly hold',
  overlap: 'shares its packed bytes with another file',
  headers_differ: 'is described in two ways that contradict each other',
  two_end_records: 'follows a second end of the archive',
  joined_archives: 'comes after another archive in the same file',
  directory_too_large: 'belongs to a directory that is larger than an archive may have',
};

/** An archive that could be read but breaks a rule. Nothing of it is used. `entry` is text out of the archive. */
export function refused(reason: Refusal, entry = ''): LoadstoneError {
  const message =
    entry === ''
      ? `The archive is not safe to unpack: an entry ${reasons[reason]}.`
      : `The archive is not safe to unpack: “${displayName(entry)}” ${reasons[reason]}.`;
  return new LoadstoneError('archive_refused', message, 'Nothing of it was used. Tell the author of the mod.', {
    details: { reason, entry: displayName(entry) },
  });
}

/** Damaged, cut off, or not what it says. `what` completes "The archive …". */
export function unreadable(what: string, cause?: unknown): LoadstoneError {
  return new LoadstoneError(
    'archive_unreadable',
    `The archive ${what}.`,
    'Download it again. If that does not help, the file is broken at its source.',
    cause === undefined ? {} : { cause },
  );
}

export const encrypted = (): LoadstoneError =>
  new LoadstoneError(
    'archive_encrypted',
    'The archive is protected with a password.',
    'Unpack it with another program, pack it again without a password, and install that.',
  );

/** Honest, but in a way we do not read. `what` completes "The archive …". */
export const unsupported = (what: string): LoadstoneError =>
  new LoadstoneError(
    'archive_unsupported',
    `The archive ${what}.`,
    'Unpack it with another program, pack it again as a plain zip, and install that.',
  );

const maxShown = 160;

/** Text out of an archive, made harmless for a screen or a terminal and cut to a readable length. */
export function displayName(name: string): string {
  const shown = name.toWellFormed().replaceAll(
    // oxlint-disable-next-line no-control-regex -- these are what must not reach a terminal
    /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return shown.length > maxShown ? `${shown.slice(0, maxShown).toWellFormed()}…` : shown;
}
