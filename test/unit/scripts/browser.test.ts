import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './load.ts';

const asRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
const elsewhere = ['/snap/bin/chromium', '/opt/google/chrome/chrome'].some((file) => existsSync(file));

/** A folder that is all of PATH, with a package manager that knows its packages only after an update. */
function makeMachine(works: boolean): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-apt-'));
  const script = `#!/bin/sh
echo "$@" >> ${folder}/asked
if [ "$1" = update ]; then : > ${folder}/updated; exit 0; fi
[ -e ${folder}/updated ] && ${String(works)} || { echo 'E: Unable to locate package chromium'; exit 100; }
: > ${folder}/chromium
`;
  writeFileSync(path.join(folder, 'apt-get'), script);
  chmodSync(path.join(folder, 'apt-get'), 0o755);
  return folder;
}

function findOrInstall(folder: string): string {
  const url = pathToFileURL(path.join(projectRoot, 'scripts/lib/browser.mjs')).href;
  const code = `import('${url}').then((m) => m.ensureBrowser()).then(console.log, (error) => console.log('stopped: ' + error.message))`;
  const { CHROMIUM_PATH: _, ...env } = process.env;
  const own = { ...env, PATH: folder, PLAYWRIGHT_BROWSERS_PATH: folder };
  return execFileSync(process.execPath, ['-e', code], { encoding: 'utf8', env: own, timeout: 30_000 }).trim();
}

describe.runIf(asRootOnDebian && !elsewhere)('a machine without a browser, as root on Debian', () => {
  it('gets one from the package manager, which is updated when it knows none', () => {
    const folder = makeMachine(true);
    try {
      expect(findOrInstall(folder)).toBe(path.join(folder, 'chromium'));
      const asked = readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n');
      expect(asked.map((line) => line.split(' ')[0])).toEqual(['install', 'update', 'install']);
      expect(asked[0]).toContain('chromium');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is told what to do when there is none to get', () => {
    const folder = makeMachine(false);
    try {
      const told = findOrInstall(folder);
      expect(told).toMatch(/^stopped: E: Unable to locate package chromium\n/u);
      expect(told).toContain('CHROMIUM_PATH');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
