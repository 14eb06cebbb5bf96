/** The licences of everything that is shipped inside the product, found by looking at what the bundles are made of. */
import fs from 'node:fs';
import path from 'node:path';
import { allParts } from './build.mjs';
import { readJson, root } from './project.mjs';

export const noticesFile = path.join(root, 'resources/THIRD-PARTY-NOTICES.txt');

const head = `Loadstone contains the following software. Electron and Chromium, which it runs on, bring their own
notices: LICENSE.electron.txt and LICENSES.chromium.html beside the program.
`;

/** @typedef {{ readonly name: string, readonly version: string, readonly folder: string }} Shipped */

/** The notices of what the sources bundle now. @param {string} outDir a fresh release build, as `ensureBuilt` makes it */
export async function makeNotices(outDir = 'out/build') {
  const shipped = [
    ...(await bundledPackages(outDir)),
    ...runtimePackages(readJson(path.join(root, 'package-lock.json'))),
  ];
  const byName = new Map(shipped.map((one) => [one.name, one]));
  const sorted = [...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return [head, ...sorted.map(noticeOf)].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Packages that npm installs beside the product. @param {any} lock package-lock.json @returns {Shipped[]} */
export function runtimePackages(lock) {
  return Object.entries(lock.packages)
    .filter(([key, one]) => key !== '' && !one.dev && !one.optional && !one.devOptional)
    .map(([key, one]) => ({ name: nameIn(key), version: one.version, folder: path.join(root, key) }));
}

/** Packages whose code or files are inside the bundles. @param {string} outDir @returns {Promise<Shipped[]>} */
async function bundledPackages(outDir) {
  const { build } = await import('vite');
  const folders = new Set();
  for (const mode of allParts) {
    const made = await build({
      configFile: path.join(root, 'vite.config.ts'),
      mode,
      logLevel: 'error',
      build: { write: false, outDir: path.join(root, outDir, mode), chunkSizeWarningLimit: 4000 },
    });
    const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (made);
    for (const file of output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : one.originalFileNames))) {
      const folder = packageFolder(file);
      if (folder !== null) folders.add(folder);
    }
  }
  return [...folders].map((folder) => {
    const { name, version } = readJson(path.join(root, folder, 'package.json'));
    return { name, version, folder: path.join(root, folder) };
  });
}

/** The package a module belongs to, relative to the project, or null. @param {string} file */
export function packageFolder(file) {
  const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file.replaceAll('\\', '/').replace(/^\0/u, ''))?.[0];
  const start = found?.indexOf('node_modules/') ?? -1;
  return found === undefined ? null : found.slice(start);
}

/** @param {string} key of the lock file */
const nameIn = (key) => key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** @param {Shipped} shipped */
function noticeOf({ name, version, folder }) {
  const { license, author, homepage } = readJson(path.join(folder, 'package.json'));
  const by = typeof author === 'string' ? author : author?.name;
  const about = [`${name} ${version}`, `Licence: ${license}`, by && `By: ${by}`, homepage].filter(Boolean);
  return `${about.join('\n')}\n\n${licenceTexts(folder).join('\n\n')}\n`;
}

/** @param {string} folder @returns {string[]} */
function licenceTexts(folder) {
  const isLicence = /^(licen[cs]e|copying|notice)([.-].*)?$/iu;
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => isLicence.test(path.basename(file)) && !file.includes('node_modules'))
    .toSorted()
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  // A package with a binary a system repeats its licence in each folder.
  return [...new Set(texts)];
}
