/** Finds a Chromium, Chrome or Edge that is installed here, and says how it has to be started. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

function usualPlaces(env: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', path.join(os.homedir(), 'Applications')].map((folder) =>
        path.join(folder, `${name}.app`, 'Contents/MacOS', name),
      ),
    );
  }
  if (process.platform !== 'win32') return ['/snap/bin/chromium', '/opt/google/chrome/chrome'];
  const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter((one) => one !== undefined);
  return roots.flatMap((root) => [
    path.join(root, 'Google/Chrome/Application/chrome.exe'),
    path.join(root, 'Microsoft/Edge/Application/msedge.exe'),
    path.join(root, 'Chromium/Application/chrome.exe'),
  ]);
}

/** The browser to use, absolute, or null. `CHROMIUM_PATH` wins; a wrong one is not silently replaced. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | null {
  const asked = env['CHROMIUM_PATH'];
  if (asked !== undefined && asked !== '') return existsSync(asked) ? asked : null;
  const extension = process.platform === 'win32' ? '.exe' : '';
  const onPath = (env['PATH'] ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => path.join(folder, `${name}${extension}`)));
  // By name first, then by folder: a Chromium far down the path is better than an Edge high up.
  const byName = names.flatMap((name) => onPath.filter((one) => path.basename(one, extension) === name));
  const own = chromium.executablePath();
  return [...byName, ...usualPlaces(env), own].find((one) => one !== '' && existsSync(one)) ?? null;
}

export const hasDisplay = (env: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);

export interface BrowserStart {
  readonly headless: boolean;
  readonly width: number;
  readonly height: number;
}

/** What a browser does by itself on the network is turned off, and no name resolves: only our handlers answer. */
export function browserArguments({ headless, width, height }: BrowserStart): string[] {
  return [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-domain-reliability',
    '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater,DialMediaRouteProvider',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--remote-debugging-port=0',
    `--window-size=${width},${height}`,
    // Chromium refuses its sandbox to root; this host is for development and tests only.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(headless ? [] : ['--app=about:blank']),
  ];
}
