/** Builds main, preload and renderer with vite, and only what changed since the last build. */
import fs from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { cacheDir, readJson, root, say, secondsSince, sha256, Stop, writeJson } from './project.mjs';
import { withLock } from './lock.mjs';

/** @typedef {'main' | 'preload' | 'renderer'} Part */
/** @typedef {{ readonly input: string, readonly outputs: Readonly<Record<string, number>> }} BuildStamp */

const shared = ['src/shared', 'vite.config.ts', 'tsconfig.base.json', 'package.json', 'package-lock.json'];

/** What each part is made of. A file that is not named here must not change what is built. */
/** @type {Readonly<Record<Part, readonly string[]>>} */
const sources = {
  main: ['src/main', 'resources/games', ...shared],
  preload: ['src/preload', ...shared],
  renderer: ['src/renderer', ...shared],
};

export const allParts = /** @type {readonly Part[]} */ (Object.keys(sources));

/**
 * Builds the parts that changed.
 * @param {object} [options]
 * @param {readonly Part[]} [options.parts]
 * @param {string} [options.outDir] relative to the project
 * @param {'development' | 'release'} [options.kind]
 * @throws {Stop} when a part does not build
 */
export async function ensureBuilt({ parts = allParts, outDir = 'dist', kind = 'development' } = {}) {
  const stale = () => parts.filter((part) => !isBuilt(part, outDir, kind));
  if (stale().length === 0) return;
  await withLock('build', async () => {
    // Whoever held the lock before us may have built the same.
    for (const part of stale()) await buildPart(part, outDir, kind);
  });
}

/** @param {Part} part @param {string} kind */
const inputOf = (part, kind) => fingerprint(sources[part], [kind, process.version]);

/** @param {Part} part @param {string} outDir */
const stampFile = (part, outDir) => path.join(cacheDir, 'build', `${sha256(outDir).slice(0, 8)}-${part}.json`);

/** @param {Part} part @param {string} outDir @param {string} kind */
function isBuilt(part, outDir, kind) {
  /** @type {BuildStamp | null} */
  const stamp = readJson(stampFile(part, outDir));
  if (stamp === null || stamp.input !== inputOf(part, kind)) return false;
  return Object.entries(stamp.outputs).every(
    ([file, size]) => fs.statSync(path.join(root, file), { throwIfNoEntry: false })?.size === size,
  );
}

/** @param {Part} part @param {string} outDir @param {string} kind */
async function buildPart(part, outDir, kind) {
  const since = performance.now();
  const input = inputOf(part, kind);
  const folder = path.join(outDir, part);
  fs.rmSync(stampFile(part, outDir), { force: true });
  // A production build whatever runs us: under a test runner React would be built for development.
  const before = { NODE_ENV: process.env['NODE_ENV'], LOADSTONE_BUILD: process.env['LOADSTONE_BUILD'] };
  Object.assign(process.env, { NODE_ENV: 'production', LOADSTONE_BUILD: kind });
  try {
    const { build } = await import('vite');
    await build({
      configFile: path.join(root, 'vite.config.ts'),
      mode: part,
      logLevel: 'warn',
      // The window's code comes from the disk: its size in one piece does not matter.
      build: { outDir: path.join(root, folder), emptyOutDir: true, chunkSizeWarningLimit: 4000 },
    });
  } catch (error) {
    throw new Stop(`Building ${part} failed.\n${error instanceof Error ? error.message : String(error)}`);
  } finally {
    restoreEnvironment(before);
  }
  writeJson(stampFile(part, outDir), { input, outputs: sizesIn(folder) });
  say(`Built ${folder.split(path.sep).join('/')} in ${secondsSince(since)}`);
}

/** @param {Readonly<Record<string, string | undefined>>} before */
function restoreEnvironment(before) {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** @param {string} folder relative to the project @returns {Record<string, number>} sizes in bytes */
function sizesIn(folder) {
  const files = fs.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(root, file), fs.statSync(file).size]),
  );
}
