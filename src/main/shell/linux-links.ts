/**
 * Links of web pages on Linux. Electron runs xdg-settings for them, which holds the app up, is not there for every
 * desktop, and has no way back. The list that it writes is read by all of them, and several programs have room in it:
 * who was there before us is next in turn when we leave.
 * Source: https://specifications.freedesktop.org/mime-apps-spec/1.0.1/default.html
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeFileDurably } from '../lib/files.ts';
import { errnoOf, nodeFs } from '../lib/fs.ts';
import type { Log } from '../lib/log.ts';
import { realPath } from '../lib/real-path.ts';
import { appId, desktopFileName } from './identity.ts';
import type { LinkSchemes } from './link-schemes.ts';

export interface LinuxPlaces {
  readonly configHome: string;
  readonly dataHome: string;
  /** The file the player started, where the app is an AppImage. Nothing has installed an entry for it. */
  readonly appImage: string | null;
}

/** Source: https://specifications.freedesktop.org/basedir-spec/latest/ (a path that is not absolute counts as none). */
export function linuxPlaces(env: NodeJS.ProcessEnv, home: string): Omit<LinuxPlaces, 'appImage'> {
  const absolute = (name: string): string | null => {
    const value = env[name];
    return value !== undefined && path.posix.isAbsolute(value) ? value : null;
  };
  return {
    configHome: absolute('XDG_CONFIG_HOME') ?? path.posix.join(home, '.config'),
    dataHome: absolute('XDG_DATA_HOME') ?? path.posix.join(home, '.local/share'),
  };
}

/** `schemes` are all that the app knows; they stand in the entry of an AppImage. Failures are logged: links are no reason to stop. */
export function createLinuxLinks(places: LinuxPlaces, schemes: readonly string[], log: Log): LinkSchemes {
  const list = path.join(places.configHome, 'mimeapps.list');
  const change = (scheme: string, turn: (names: readonly string[]) => readonly string[]): void => {
    try {
      if (places.appImage !== null) {
        const entry = path.join(places.dataHome, 'applications', desktopFileName);
        replace(entry, () => appImageEntry(places.appImage ?? '', schemes));
      }
      replace(list, (text) => changeDefaults(text, scheme, turn));
    } catch (error) {
      log.error(`the links of ${scheme}: could not be changed`, error);
    }
  };
  return {
    take: (scheme) => change(scheme, (names) => [desktopFileName, ...others(names)]),
    giveBack: (scheme) => change(scheme, others),
  };
}

const others = (names: readonly string[]): readonly string[] => names.filter((name) => name !== desktopFileName);

function replace(file: string, change: (text: string) => string): void {
  // The list may be a link into a folder that the player keeps such files in.
  const real = realPath(file) ?? file;
  const text = readOrEmpty(real);
  const changed = change(text);
  if (changed === text) return;
  mkdirSync(path.dirname(real), { recursive: true });
  writeFileDurably(nodeFs, real, Buffer.from(changed));
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  }
}

const group = '[Default Applications]';

/** The list with other programs, in order, for the links of one scheme. Every other line stays as it is. */
export function changeDefaults(
  text: string,
  scheme: string,
  turn: (names: readonly string[]) => readonly string[],
): string {
  const key = `x-scheme-handler/${scheme}`;
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === group);
  const next = lines.findIndex((line, index) => index > start && line.startsWith('['));
  const end = next < 0 ? lines.length : next;
  const at = lines.findIndex((line, i) => start >= 0 && i > start && i < end && line.split('=', 1)[0]?.trim() === key);
  const before = (lines[at]?.split('=').slice(1).join('=') ?? '').split(';').filter((name) => name.trim() !== '');
  const after = turn(before);
  if (after.join(';') === before.join(';')) return text;
  const line = after.length === 0 ? [] : [`${key}=${after.join(';')};`];
  if (at >= 0) return lines.toSpliced(at, 1, ...line).join('\n');
  if (start >= 0) return lines.toSpliced(start + 1, 0, ...line).join('\n');
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${[group, ...line].join('\n')}\n`;
}

/** It only serves links: NoDisplay keeps it out of the menu, which nobody asked us into. */
function appImageEntry(appImage: string, schemes: readonly string[]): string {
  return `${[
    '[Desktop Entry]',
    'Type=Application',
    'Name=Loadstone',
    `Exec=${quoted(appImage)} %u`,
    'Terminal=false',
    'NoDisplay=true',
    `StartupWMClass=${appId}`,
    `MimeType=${schemes.map((scheme) => `x-scheme-handler/${scheme};`).join('')}`,
  ].join('\n')}\n`;
}

/** Source: https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html, and its rule for strings on top. */
function quoted(file: string): string {
  const argument = file.replaceAll(/[\\"`$]/gu, String.raw`\$&`);
  return `"${argument
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('%', '%%')
    .replaceAll('\n', String.raw`\n`)}"`;
}
