/** A made-up machine for the search for games: a home folder, and nothing else unless a test says so. */
import path from 'node:path';
import { noRegistry, type LocateEnv, type WindowsRegistry } from '../../src/main/games/locate/locate-env.ts';
import { nodeFs } from '../../src/main/lib/fs.ts';

export function machine(home: string, more: Partial<LocateEnv> = {}): LocateEnv {
  const data = path.join(home, 'AppData');
  const folders = {
    home,
    documents: path.join(home, 'Dokumente'),
    appdata: path.join(data, 'Roaming'),
    localappdata: path.join(data, 'Local'),
    locallow: path.join(data, 'LocalLow'),
  };
  return {
    os: 'linux',
    fs: nodeFs,
    folders,
    variables: {},
    registry: noRegistry,
    drives: [],
    applications: path.join(home, 'Applications'),
    ...more,
  };
}

export const registryOf = (values: Record<string, Record<string, string>>): WindowsRegistry => ({
  value: (key, name) => values[key]?.[name] ?? null,
  subkeys: (key) => Object.keys(values).flatMap((at) => (at.startsWith(`${key}\\`) ? [at.slice(key.length + 1)] : [])),
});

/** Steam's list of libraries, and its manifest of one game. */
export const steamLibraries = (...libraries: string[]): string =>
  `"libraryfolders"\n{\n${libraries.map((place, index) => `\t"${index}"\n\t{\n\t\t"path"\t\t"${place}"\n\t}\n`).join('')}}\n`;

export const steamManifest = (id: number, installdir: string, flags = 4): string =>
  `"AppState"\n{\n\t"appid"\t\t"${id}"\n\t"StateFlags"\t\t"${flags}"\n\t"installdir"\t\t"${installdir}"\n\t"buildid"\t\t"77"\n}\n`;
