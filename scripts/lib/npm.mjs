/** Finds npm and runs it without a shell where that is possible. */
import fs from 'node:fs';
import path from 'node:path';
import { Stop } from './project.mjs';
import { run } from './run.mjs';

/**
 * @param {readonly string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 * @throws {Stop} when there is no npm
 */
export async function runNpm(args, options) {
  const node = process.env['npm_node_execpath'] ?? process.execPath;
  const script = npmScript([process.execPath, node]);
  const windows = process.platform === 'win32';
  const result =
    script === null
      ? await run(windows ? 'npm.cmd' : 'npm', args, { quiet: true, shell: windows, ...options })
      : await run(fs.existsSync(node) ? node : process.execPath, [script, ...args], { quiet: true, ...options });
  if (result.code === 127)
    throw new Stop('npm was not found. Install Node.js with npm (https://nodejs.org), then run this again.');
  return result;
}

/** npm's own script: the one that runs us, or the one beside a Node. @param {readonly string[]} nodes */
function npmScript(nodes) {
  const beside = nodes
    .map((node) => path.dirname(node))
    .flatMap((folder) => [
      path.join(folder, 'node_modules/npm/bin/npm-cli.js'),
      path.join(folder, '../lib/node_modules/npm/bin/npm-cli.js'),
    ]);
  const ours = process.env['npm_execpath'] ?? '';
  return [ours, ...beside].find((one) => path.basename(one) === 'npm-cli.js' && fs.existsSync(one)) ?? null;
}

/** What went wrong, in words a person can act on. @param {string} output what npm printed @param {string} what */
export function explainNpm(output, what) {
  const told = output.split('\n').filter((line) => /^npm (error|ERR!)/u.test(line));
  const said = told.length > 0 ? told.slice(0, 12) : output.trim().split('\n').slice(-12);
  return [`${what} failed.`, ...said.map((line) => `  ${line}`), hintFor(output)].join('\n');
}

/** @param {string} output */
function hintFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/u.test(output))
    return 'The npm registry cannot be reached: check the connection or the proxy, then run this again.';
  if (/EACCES|EPERM|EROFS/u.test(output)) return 'There is no right to write to this folder: run this as its owner.';
  if (/ENOSPC/u.test(output)) return 'The disk is full.';
  if (/in sync|from lock file/u.test(output))
    return 'package.json and package-lock.json disagree: run "npm install", then "node scripts/complete-lock.mjs".';
  return 'Mend that, then run this again.';
}
