/** Text forms of mods and files: "alien-biomes", "alien-biomes@0.7.2", and addresses of pages. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { FileRef, ModRef } from '../../../shared/model.ts';

export type FactorioFileRef = Extract<FileRef, { provider: 'factorio' }>;

/**
 * The game takes any name of up to 100 characters; the portal has old ones with blanks, and some that are only dashes.
 * What could lead somewhere else in a path is no name.
 */
export function isModName(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what we refuse
  const odd = /[/\\?#%<>:"|*\u0000-\u001F\u007F]|^\.+$|^\s|\s$/u;
  return text.length > 0 && text.length <= 100 && !odd.test(text);
}

const isVersion = (text: string): boolean => /^\d{1,9}(?:\.\d{1,9}){1,2}$/u.test(text);

/** "NAME@VERSION", also with the name of the file: "NAME_VERSION.zip". The hash is learned when it is resolved. */
export function parseFileRef(text: string): FactorioFileRef | null {
  const [, name = '', version = ''] = /^(.+)@([^@]+)$/u.exec(text) ?? /^(.+)_([^_]+)\.zip$/iu.exec(text) ?? [];
  return isModName(name) && isVersion(version) ? { provider: 'factorio', name, version, sha1: '' } : null;
}

const modPage =
  /^https:\/\/mods\.factorio\.com\/mods?\/(?:[^/?#]+\/)??([^/?#]+)(?:\/(?:downloads|changelog|dependencies|faq|discussion|metrics))?\/?(?:[?#].*)?$/u;

/** The name of the mod, or the address of its page (also the old form with the author in it). null: not a mod. */
export function parseModRef(text: string): ModRef | null {
  const [, encoded] = modPage.exec(text) ?? [];
  const name = encoded === undefined ? text : decoded(encoded);
  return isModName(name) ? { provider: 'factorio', id: name } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return '';
  }
}

/** Throws `invalid_input` for what is no file of Factorio. */
export function needFile(file: FileRef): FactorioFileRef {
  if (file.provider === 'factorio' && isModName(file.name) && file.version !== '') return file;
  throw new LoadstoneError(
    'invalid_input',
    'This is not a file of Factorio.',
    'A file looks like "alien-biomes@0.7.2".',
  );
}
