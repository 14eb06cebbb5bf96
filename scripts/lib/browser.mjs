/** The browser that the chromium host and the end-to-end tests drive. */
import fs from 'node:fs';
import { say, secondsSince, Stop } from './project.mjs';
import { run } from './run.mjs';

const packages = ['chromium', 'fonts-liberation', 'fonts-dejavu-core'];

/**
 * The installed browser's path; on Debian, as root, one is installed when there is none.
 * @returns {Promise<string>}
 * @throws {Stop} with what to install
 */
export async function ensureBrowser() {
  // The host's own search, so that both always mean the same browser. It is TypeScript: only the project's Node reads it.
  const { findBrowser } = await import('../../tools/chromium-host/find-browser.ts');
  const found = findBrowser();
  if (found !== null) return found;
  const told = canInstall() ? await installWithApt() : '';
  const installed = findBrowser();
  if (installed === null) throw new Stop([told, adviceFor(process.platform)].filter(Boolean).join('\n'));
  return installed;
}

const canInstall = () => process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get') && !process.env['CHROMIUM_PATH'];

async function installWithApt() {
  const since = performance.now();
  say('Installing Chromium with apt-get (once, about a minute) …');
  const options = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const install = () => run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  let result = await install();
  if (result.code !== 0) {
    // A machine that never asked, or asked long ago, knows no package or an old one.
    await run('apt-get', ['update', '-qq'], options);
    result = await install();
  }
  if (result.code === 0) say(`  done in ${secondsSince(since)}`);
  return result.code === 0 ? '' : result.output.trim().split('\n').slice(-5).join('\n');
}

/** @param {string} platform */
export function adviceFor(platform) {
  const how =
    platform === 'linux'
      ? 'Install one (Debian, Ubuntu: "sudo apt-get install chromium"; Fedora: "sudo dnf install chromium")'
      : 'Install Google Chrome, Chromium or Microsoft Edge';
  return `No Chromium, Chrome or Edge was found. ${how}, or give the path of one in CHROMIUM_PATH.`;
}
