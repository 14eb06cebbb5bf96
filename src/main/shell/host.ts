/** What only Electron can do, offered to the services as plain functions; and what the shell wants of them. */
import { clipboard, safeStorage, session, shell } from 'electron';
import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { EventHub } from '../ipc/events.ts';
import type { Log } from '../lib/log.ts';
import type { SecretStore } from '../lib/secrets.ts';
import { explorerFile, startProgram } from '../lib/start-program.ts';
import type { Dialogs } from './dialogs.ts';
import type { LinkReceiver } from './deep-links.ts';
import type { GetImage } from './image-protocol.ts';
import { createExternalOpener, openGame } from './open-external.ts';
import { createSecretStore } from './secrets.ts';

export interface DesktopHost extends Omit<Dialogs, 'confirmExternal'> {
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** Absolute; exists. Holds everything. */
  readonly dataDir: string;
  /** `--endpoints FILE`, absolute, or null. Released builds must not act on it. */
  readonly endpointsFile: string | null;
  readonly log: Log;
  readonly secrets: SecretStore;
  /** "DIRECT", or "PROXY host:port; …": what the system's settings say about an address. */
  readonly resolveProxy: (url: string) => Promise<string>;
  /** Whether it was opened: known sites at once, other https addresses after a question, nothing else. */
  readonly openExternal: (url: string) => Promise<boolean>;
  /** Hands the address of an installed game to its store; nothing else. */
  readonly openGame: (url: string) => Promise<boolean>;
  /** Shows a folder in the system's file manager. Whether it did. Only for folders we own or manage. */
  readonly openFolder: (folder: string) => Promise<boolean>;
  readonly copyText: (text: string) => Promise<void>;
}

export interface DesktopServices extends LinkReceiver {
  readonly handlers: Handlers;
  readonly events: EventHub;
  readonly getImage: GetImage;
  /** Ends running work where it can be taken up again. Called once. */
  readonly close: () => Promise<void>;
}

export type MakeServices = (host: DesktopHost) => Promise<DesktopServices>;

export type HostFacts = Pick<DesktopHost, 'version' | 'platform' | 'dataDir' | 'endpointsFile' | 'log'>;

/** Call it once the app is ready: the key store of the system may not be asked earlier. */
export function createHost(facts: HostFacts, dialogs: Dialogs): DesktopHost {
  const { platform, dataDir, log } = facts;
  const external = createExternalOpener({
    openInBrowser: (url) => shell.openExternal(url),
    confirm: dialogs.confirmExternal,
  });
  return {
    ...facts,
    secrets: createSecretStore({ safeStorage, platform, folder: path.join(dataDir, 'secrets'), log }),
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    chooseFolder: dialogs.chooseFolder,
    chooseFile: dialogs.chooseFile,
    chooseSave: dialogs.chooseSave,
    openExternal: external.open,
    openGame: (url) =>
      openGame(url, {
        openInSystem: (address) => shell.openExternal(address),
        openInExplorer: (address) => startProgram(explorerFile(), [address]),
      }),
    openFolder: (folder) => openFolder(folder, platform),
    confirmRebuild: dialogs.confirmRebuild,
    copyText: (text) => clipboard.writeText(text),
  };
}

async function openFolder(folder: string, platform: NodeJS.Platform): Promise<boolean> {
  // A file, or a link to one, would be run.
  if (!path.isAbsolute(folder) || lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  // On macOS a folder with an extension can be a program.
  if (platform === 'darwin' && path.extname(folder) !== '') {
    shell.showItemInFolder(folder);
    return true;
  }
  return (await shell.openPath(folder)) === '';
}
