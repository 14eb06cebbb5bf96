import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { load, projectRoot } from './load.ts';

const { findElectron } = await load<{ findElectron: () => string | null }>('lib/electron.mjs');
const { explainNpm } = await load<{ explainNpm: (output: string, what: string) => string }>('lib/npm.mjs');
const { adviceFor } = await load<{ adviceFor: (platform: string) => string }>('lib/browser.mjs');

function script(name: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const file = path.join(projectRoot, 'scripts', name);
  return spawnSync(process.execPath, [file, ...args], { encoding: 'utf8', env, timeout: 30_000 });
}

describe.runIf(process.platform === 'linux')('npm start without a display', () => {
  it('says what to do and ends with 1, without a stack trace', () => {
    const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ...env } = process.env;
    const { status, stderr } = script('start.mjs', [], env);
    expect(status).toBe(1);
    expect(stderr).toContain('npm start -- --headless');
    expect(stderr).toContain('xvfb-run');
    expect(stderr).not.toMatch(/^\s+at /mu);
  });
});

describe('npm test with a step that does not exist', () => {
  it('names the steps there are', () => {
    const { status, stderr } = script('test.mjs', ['nonsense'], process.env);
    expect(status).toBe(1);
    expect(stderr).toMatch(/no step "nonsense".*types, lint, format, build, unit, contract, crash, e2e/u);
  });
});

describe("Electron's binary", () => {
  it('is looked for where ELECTRON_OVERRIDE_DIST_PATH says', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'loadstone-electron-'));
    try {
      vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
      expect(findElectron()).toBeNull();
      const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
      writeFileSync(path.join(folder, name), '');
      if (process.platform !== 'darwin') expect(findElectron()).toBe(path.join(folder, name));
    } finally {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what is said when something is missing', () => {
  it.each([
    ['npm error code ENOTFOUND', 'cannot be reached'],
    ['npm error code EACCES', 'no right to write'],
    ['npm error Missing: a@1.0.0 from lock file', 'disagree'],
  ])('after "%s": %s', (output, hint) => {
    expect(explainNpm(`npm warn noise\n${output}\n`, 'npm ci')).toContain(hint);
    expect(explainNpm(`npm warn noise\n${output}\n`, 'npm ci')).not.toContain('noise');
  });

  it('names a browser to install on each system', () => {
    expect(adviceFor('linux')).toContain('apt-get install chromium');
    expect(adviceFor('win32')).toContain('Microsoft Edge');
  });
});
