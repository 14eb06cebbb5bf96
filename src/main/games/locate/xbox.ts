/** Games of the Xbox app on Windows that lie in folders one may write to. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { GamePictures } from '../../../shared/games.ts';
import type { LocateEnv } from './locate-env.ts';
import { entriesOf, isThere, textOf } from './read-tolerantly.ts';
import { entry, type StoreEntry } from './store-entry.ts';

export function scanXbox(env: LocateEnv): readonly StoreEntry[] {
  if (env.os !== 'windows') return [];
  return env.drives.flatMap((drive) =>
    [...gamingRoots(env, drive), path.join(drive, 'Program Files', 'ModifiableWindowsApps')].flatMap((root) =>
      entriesOf(env.fs, root).flatMap(({ name }) => gameIn(env, path.join(root, name))),
    ),
  );
}

const magic = 0x58424752;

/** `.GamingRoot`: "RGBX", how many, then that many names of folders on the drive in UTF-16LE, each ended by a zero. */
function gamingRoots({ fs }: LocateEnv, drive: string): readonly string[] {
  try {
    const bytes = fs.readFile(path.join(drive, '.GamingRoot'));
    if (bytes.byteLength < 8 || bytes.readUInt32LE(0) !== magic) return [];
    const count = Math.min(bytes.readUInt32LE(4), 64);
    const names = bytes.subarray(8).toString('utf16le').split('\0').slice(0, count);
    return names.filter((name) => name !== '').map((name) => path.join(drive, name));
  } catch {
    return [];
  }
}

function gameIn(env: LocateEnv, folder: string): readonly StoreEntry[] {
  for (const place of [folder, path.join(folder, 'Content')]) {
    const text = textOf(env.fs, path.join(place, 'appxmanifest.xml'));
    if (text === null) continue;
    const identity = /<Identity\b[^>]*>/u.exec(text)?.[0] ?? '';
    const name = attribute(identity, 'Name');
    if (name === null) continue;
    const publisher = attribute(identity, 'Publisher');
    const app = attribute(/<Application\b[^>]*>/u.exec(text)?.[0] ?? '', 'Id');
    const known = publisher !== null && app !== null;
    return entry(env, place, [name], {
      build: attribute(identity, 'Version'),
      launchUrl: known ? `shell:AppsFolder\\${name}_${publisherId(publisher)}!${app}` : null,
      pictures: () => shellPictures(env, place),
    });
  }
  return [];
}

/** What the Start menu shows of it. Only files inside its folder. */
function shellPictures({ fs }: LocateEnv, folder: string): GamePictures {
  const text = textOf(fs, path.join(folder, 'MicrosoftGame.config'))?.replaceAll(/<!--[\s\S]*?-->/gu, '') ?? '';
  const visuals = /<ShellVisuals\b[^>]*>/u.exec(text)?.[0] ?? '';
  const find = (names: readonly string[]): string | null =>
    names
      .flatMap((name) => attribute(visuals, name) ?? [])
      .map((named) => path.join(folder, ...named.split(/[\\/]/u)))
      .find((file) => file.startsWith(`${folder}${path.sep}`) && isThere(fs, file)) ?? null;
  return { cover: find(['Square480x480Logo', 'Square150x150Logo', 'StoreLogo']), wide: find(['SplashScreenImage']) };
}

function attribute(element: string, name: string): string | null {
  const [, text] = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`, 'u').exec(element) ?? [];
  return text === undefined ? null : text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
}

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The 13 characters that stand for a publisher in the name of a package family: the first 64 bits of the SHA-256 of
 * its UTF-16LE text, in base 32. Source: Microsoft "Package identity", publisher id.
 */
export function publisherId(publisher: string): string {
  const hash = createHash('sha256').update(Buffer.from(publisher, 'utf16le')).digest();
  const bits = [...hash.subarray(0, 8)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .padEnd(65, '0');
  return Array.from({ length: 13 }, (_, at) => digits[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)]).join('');
}
