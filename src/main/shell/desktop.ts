/** Life of the desktop app: what must happen before Electron is ready, what once it is, and how it ends. */
import {
  app,
  crashReporter,
  dialog,
  ipcMain,
  nativeTheme,
  powerSaveBlocker,
  protocol,
  session,
  type BrowserWindow,
} from 'electron';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { callChannel, eventChannel } from '../../shared/ipc/channels.ts';
import { toErrorData } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Router } from '../ipc/router.ts';
import { systemClock } from '../lib/clock.ts';
import { createFileLog, type Log } from '../lib/log.ts';
import { startProgram } from '../lib/start-program.ts';
import { leaveAppImage, ownAppImage } from './app-image.ts';
import { createAppHandler, privilegedSchemes } from './app-protocol.ts';
import { backgroundOf, createAppWindow } from './create-app-window.ts';
import { createDeepLinks, type DeepLinks } from './deep-links.ts';
import { createDialogs } from './dialogs.ts';
import { createEnding, type Ending } from './ending.ts';
import { createHost, type DesktopServices, type MakeServices } from './host.ts';
import { introduce } from './identity.ts';
import { createImageHandler } from './image-protocol.ts';
import { readLaunchOptions } from './launch-options.ts';
import { createLinkSchemes, createNexusLinkFollower, nexusScheme, type LinkSchemes } from './link-schemes.ts';
import { createLinuxLinks, linuxPlaces } from './linux-links.ts';
import { lockDownApp, lockDownSession } from './lock-down.ts';
import { setAppMenu } from './menu.ts';
import { appScheme, imageScheme, isTrustedFrame } from './origin.ts';
import { createSpeech, type Speech } from './speech.ts';
import { stayAwake } from './stay-awake.ts';
import { followJobs } from './system-notices.ts';
import { createWindowMemory, type WindowMemory } from './window-memory.ts';

export interface DesktopFiles {
  /** The bundled preload, absolute. */
  readonly preloadFile: string;
  /** The folder of the built window, absolute. */
  readonly rendererDir: string;
}

interface Running {
  readonly dataDir: string;
  readonly endpointsFile: string | null;
  readonly log: Log;
  readonly memory: WindowMemory;
  readonly speech: Speech;
  readonly links: DeepLinks;
  readonly ending: Ending;
  readonly files: DesktopFiles;
}

/** Starts the app. Everything up to the first wait runs before Electron is ready, and must. */
export function startDesktop(makeServices: MakeServices, files: DesktopFiles): void {
  leaveAppImage(process.env, process.execPath);
  const { dataDir, endpointsFile } = prepareFolders();
  const log = createFileLog(path.join(dataDir, 'logs'), systemClock.now);
  const memory = createWindowMemory(dataDir, log);
  const speech = createSpeech(memory.get().language, () => (app.isReady() ? app.getPreferredSystemLanguages() : []));
  stopOnSurprises(log, speech);
  introduce(app, process.platform, process.execPath);
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([...privilegedSchemes]);
  crashReporter.start({ uploadToServer: false });
  lockDownApp(app);

  const links = createDeepLinks(systemClock.now);
  const ending = createEnding({ app, log, relaunch });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    if (!ending.startsAgain([url])) links.fromUrl(url);
  });
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  links.fromArguments(process.argv);
  app
    .whenReady()
    .then(() => run({ dataDir, endpointsFile, log, memory, speech, links, ending, files }, makeServices))
    .catch((error: unknown) => giveUp(error, log, speech));
}

function prepareFolders(): { dataDir: string; endpointsFile: string | null } {
  const options = readLaunchOptions(process.argv, process.cwd());
  const dataDir = options.dataDir ?? app.getPath('userData');
  // Chromium's own files stay apart from ours.
  const folders = {
    userData: dataDir,
    sessionData: path.join(dataDir, 'chromium'),
    crashDumps: path.join(dataDir, 'logs/crashes'),
  };
  for (const [name, folder] of Object.entries(folders)) {
    // Electron takes no path that is not there.
    mkdirSync(folder, { recursive: true });
    app.setPath(name, folder);
  }
  return { dataDir, endpointsFile: options.endpointsFile };
}

/** What nobody foresaw ends the app: the journal stays and the next start puts things right. */
function stopOnSurprises(log: Log, { say }: Speech): void {
  let stopping = false;
  const stop = (error: unknown): void => {
    log.error('stopped by a surprise', error);
    // While the box waits for the player, more of them may come.
    if (stopping) return;
    stopping = true;
    dialog.showErrorBox(say('hasToStop'), say('surprised'));
    app.exit(1);
  };
  process.on('uncaughtException', stop);
  process.on('unhandledRejection', stop);
}

/** Says in plain words why there is no window. */
function giveUp(error: unknown, log: Log, { say, sayError }: Speech): void {
  log.error('the app could not start', error);
  const { message, hint, original } = sayError(toErrorData(error));
  const words = [message, hint, ...(original === null ? [] : [original])];
  dialog.showErrorBox(say('cannotStart'), words.join('\n\n'));
  app.exit(1);
}

async function run(running: Running, makeServices: MakeServices): Promise<void> {
  const { dataDir, endpointsFile, log, memory, speech, links, ending, files } = running;
  lockDownSession(session.defaultSession);
  setAppMenu(process.platform, speech);
  const schemes = linkSchemes(log);
  schemes.take(appScheme);

  nativeTheme.themeSource = memory.get().theme;
  let window: BrowserWindow | null = null;
  const host = createHost(
    { version: app.getVersion(), platform: process.platform, dataDir, endpointsFile, log },
    // A dialog of a window that is not seen yet is not seen either: on macOS it hangs on it.
    createDialogs(() => (window?.isVisible() === true ? window : null), memory, speech),
  );
  // The page loads while the engine opens; its calls wait for it.
  const opening = makeServices(host);
  // Whoever awaits it hears of a failure; until then it is no surprise.
  opening.catch(() => undefined);
  protocol.handle(appScheme, createAppHandler(files.rendererDir, speech));
  protocol.handle(
    imageScheme,
    createImageHandler(async (id) => (await opening).getImage(id)),
  );
  answerCalls(opening, log);

  const open = (): void => {
    const made = createAppWindow({
      preloadFile: files.preloadFile,
      dark: nativeTheme.shouldUseDarkColors,
      platform: process.platform,
      memory,
      log,
      onHopeless: () => {
        dialog.showErrorBox(speech.say('noWindow'), speech.say('hopeless'));
        app.quit();
      },
    });
    window = made;
    made.on('closed', () => {
      if (window === made) window = null;
    });
  };
  const show = (): void => {
    if (window === null) open();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  };
  nativeTheme.on('updated', () => window?.setBackgroundColor(backgroundOf(nativeTheme.shouldUseDarkColors)));
  app.on('second-instance', (_event, argv) => {
    if (ending.startsAgain(argv.slice(1))) return;
    links.fromArguments(argv);
    show();
  });
  app.on('activate', () => {
    if (!ending.startsAgain([])) show();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('child-process-gone', (_event, details) => {
    log.error(`a process of the app ended: ${details.type}, ${details.reason}, exit code ${details.exitCode}`);
  });
  open();

  const services = await opening;
  followSettings(services, settingsFollower({ memory, speech, wantsNexusLinks: createNexusLinkFollower(schemes) }));
  stayAwake(services, powerSaveBlocker);
  followJobs({ services, say: speech.say, isWatched: () => window?.isFocused() === true, show });
  services.events.subscribe((event, payload) => {
    if (window !== null && !window.isDestroyed()) window.webContents.send(eventChannel, event, payload);
  });
  links.deliverTo({
    findLink: services.findLink,
    onLink: (link) => {
      services.onLink(link);
      show();
    },
  });
  ending.waitFor(services.close);
}

/** Starts the app anew once this process has ended: with the switches of this one, and what of `args` is no switch. */
function relaunch(args: readonly string[]): void {
  const own = process.argv.slice(1).filter((one) => one !== '--' && !one.includes('://'));
  const all = [...own, '--', ...args.filter((one) => one.includes('://'))];
  const appImage = ownAppImage(process.env, process.execPath);
  if (appImage === null) {
    app.relaunch({ args: all });
    return;
  }
  // Electron's helper would wait in the folder that goes away with us: https://github.com/electron-userland/electron-builder/issues/1727
  app.releaseSingleInstanceLock();
  void startProgram(appImage, all);
}

function linkSchemes(log: Log): LinkSchemes {
  const appImage = ownAppImage(process.env, process.execPath);
  const places = { ...linuxPlaces(process.env, app.getPath('home')), appImage };
  return process.platform === 'linux' && app.isPackaged
    ? createLinuxLinks(places, [nexusScheme, appScheme], log)
    : createLinkSchemes(app, process.execPath);
}

interface SettingsWishes {
  readonly memory: WindowMemory;
  readonly speech: Speech;
  readonly wantsNexusLinks: (wanted: boolean) => void;
}

/** The settings decide about the theme of the window and of the system's own dialogs, about their language, and about links. */
function settingsFollower({ memory, speech, wantsNexusLinks }: SettingsWishes): (settings: Settings) => void {
  return ({ theme, language, nxmLinks }) => {
    nativeTheme.themeSource = theme;
    const known = memory.get();
    if (known.theme !== theme || known.language !== language) memory.set({ theme, language });
    const before = speech.language();
    speech.speak(language);
    if (speech.language() !== before) setAppMenu(process.platform, speech);
    wantsNexusLinks(nxmLinks);
  };
}

function followSettings({ events, handlers }: DesktopServices, follow: (settings: Settings) => void): void {
  Promise.resolve(handlers['settings.get']())
    .then(follow)
    // Without an answer everything stays as it was remembered and as the system has it.
    .catch(() => undefined);
  events.subscribe((event, payload) => {
    if (event === 'settings.changed' && 'theme' in payload) follow(payload);
  });
}

const isTrue = (trusted: boolean | null): boolean => trusted === true;

function answerCalls(opening: Promise<DesktopServices>, log: Log): void {
  let made: Promise<Router<boolean>> | null = null;
  const router = (): Promise<Router<boolean>> =>
    (made ??= Promise.all([opening, import('../ipc/router.ts')]).then(([{ handlers }, { createRouter }]) =>
      createRouter({ handlers, isTrusted: isTrue, log }),
    ));
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    // Judged at once: after the first wait the frame may be gone, and asking a frame that is gone throws.
    const trusted = isTrustedFrame(event.senderFrame);
    return (await router()).dispatch(trusted, name, input);
  });
}
