/**
 * Relative paths below a target or inside an archive. This is the only place that makes one.
 * The rules are those of the strictest file system we meet (Windows), on every system, so that a
 * loadout can travel. Source: Microsoft "Naming Files, Paths, and Namespaces".
 */
declare const brand: unique symbol;
export type RelPath = string & { readonly [brand]: 'RelPath' };

/** Why a name cannot be a relative path. Stable: tests and error details quote it. */
export type PathFault =
  | 'empty'
  | 'absolute'
  | 'drive'
  | 'parent'
  | 'control_character'
  | 'bad_character'
  | 'reserved_name'
  | 'trailing_dot_or_space'
  | 'component_too_long'
  | 'too_long'
  | 'too_deep';

export const maxComponentBytes = 255;
export const maxPathLength = 1024;
export const maxDepth = 64;

// The superscript digits count as digits in DOS device names.
const reservedName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])(?:\..*)?$/iu;
// Bidirectional controls and invisible characters let a name show as something else. Joiners stay: emoji and Persian need them.
// oxlint-disable-next-line no-control-regex -- control characters are what we refuse
const controlCharacter = /[\u0000-\u001F\u007F-\u009F\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;
const badCharacter = /[<>:"|?*\\]/u;

const utf8Length = (text: string): number => {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
};

function componentFault(component: string): PathFault | null {
  if (component === '') return 'empty';
  // "...", ".. ." and friends resolve to parents on Windows once dots and spaces are stripped.
  if (/^[. ]+$/u.test(component)) return component === '.' ? 'empty' : 'parent';
  if (/[. ]$/u.test(component)) return 'trailing_dot_or_space';
  if (reservedName.test(component)) return 'reserved_name';
  if (utf8Length(component) > maxComponentBytes) return 'component_too_long';
  return null;
}

/** Decides about a name that uses `/` as its only separator. Does not touch the disk. */
export function relPathFault(text: string): PathFault | null {
  if (text === '') return 'empty';
  if (controlCharacter.test(text)) return 'control_character';
  if (/^[A-Za-z]:/u.test(text)) return 'drive';
  if (text.startsWith('/')) return 'absolute';
  if (badCharacter.test(text)) return 'bad_character';
  if (text.length > maxPathLength) return 'too_long';
  const components = text.split('/');
  if (components.length > maxDepth) return 'too_deep';
  for (const component of components) {
    const fault = componentFault(component);
    if (fault !== null) return fault;
  }
  return null;
}

export const isRelPath = (text: string): text is RelPath => relPathFault(text) === null;

/** For names we made ourselves or read back from the registry. Throws a plain Error: it would be our fault. */
export function relPath(text: string): RelPath {
  if (isRelPath(text)) return text;
  throw new Error(`not a relative path (${relPathFault(text) ?? ''}): ${JSON.stringify(text)}`);
}

/**
 * Two paths with the same key are the same file on a file system that ignores case.
 * NFC, then full case folding approximated by upper-then-lower (which also joins "ß" and "SS").
 */
export const foldKey = (path: string): string => path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');

/** The folder a path lies in, or null at the top. */
export function parentOf(path: RelPath): RelPath | null {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? null : (path.slice(0, cut) as RelPath);
}

export const baseName = (path: RelPath): string => path.slice(path.lastIndexOf('/') + 1);

/** Lower-case extension with its dot, or an empty string: "a/B.DDS" → ".dds". */
export function extensionOf(path: RelPath): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}

export const joinPath = (folder: RelPath | null, path: RelPath): RelPath =>
  folder === null ? path : relPath(`${folder}/${path}`);
