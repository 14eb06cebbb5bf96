/** What the verbs of the command line work with: the engine in this process, and the network when a verb asks for it. */
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type { ProviderLimits } from '../../shared/accounts.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import { isJobId, type JobId } from '../../shared/ids.ts';
import { providerIds, type FileRef, type ModRef, type ProviderId } from '../../shared/model.ts';
import type { Progress } from '../../shared/jobs.ts';
import { openEngine, prepareDataFolder, type Engine } from '../actions/engine.ts';
import { openDownloads, type Downloads } from '../actions/downloads.ts';
import { unwatched, type Control } from '../lib/control.ts';
import type { Http } from '../lib/http.ts';
import type { Accounts } from '../actions/accounts.ts';
import type { Network } from '../actions/network.ts';
import type { Provider } from '../providers/provider.ts';
import { lockDataFolder } from '../registry/instance-lock.ts';
import { commandLineSecrets, goOnline, type Online } from './online.ts';
import { MisuseError, type CommandLine } from './arguments.ts';

export interface Session {
  readonly engine: Engine;
  readonly control: Control;
  readonly signal: AbortSignal;
  readonly http: () => Http;
  /** The queue, in this process. Opened when a verb asks for it. */
  readonly downloads: () => Downloads;
  /** Lets a download start. What else is in the queue stays there: nobody asked this process for it. */
  readonly startDownload: (id: JobId) => void;
  readonly providers: () => ReadonlyMap<ProviderId, Provider>;
  readonly provider: (id: string) => Provider;
  /** Who is signed in. Opened with the network. */
  readonly accounts: () => Accounts;
  /** Hears of every change of the accounts; the answer stops listening. */
  readonly onAccounts: (listener: () => void) => () => void;
  /** What is left at each provider. */
  readonly limits: () => readonly ProviderLimits[];
  /** A line on stderr. */
  readonly tell: (text: string) => void;
  readonly note: (progress: Progress) => void;
  readonly close: () => Promise<void>;
}

/** Where data lies when nobody says otherwise: the same folder the desktop app uses. */
export function defaultDataDir(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = os.homedir();
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Loadstone');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Loadstone');
  return path.join(env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'Loadstone');
}

/** Runs `work` on the data folder while nobody else has it. */
export function withDataFolder<T>({ options }: CommandLine, work: (dataDir: string) => T): T {
  const dataDir = path.resolve(options.data ?? defaultDataDir());
  prepareDataFolder(dataDir);
  const lock = lockDataFolder(dataDir);
  try {
    return work(dataDir);
  } finally {
    lock.release();
  }
}

/** Opens the data folder for writing; refuses when another Loadstone has it. */
export function openSession({ options }: CommandLine, version: string, tell: (text: string) => void): Session {
  const dataDir = path.resolve(options.data ?? defaultDataDir());
  prepareDataFolder(dataDir);
  const lock = lockDataFolder(dataDir);
  const { engine, recovered, close } = openEngine(dataDir);
  for (const report of recovered) {
    const game = engine.registry.games.get(report.gameId)?.name ?? report.gameId;
    if (report.end === 'taken-back' && report.subject !== '')
      tell(`Loadstone was ended while it worked on ${report.subject} in ${game}. The game is as it was before.`);
    for (const place of report.setAside) tell(`A file that was neither old nor new was set aside: ${place}`);
  }
  const { registry, fs, clock, log } = engine;
  let net: Online | null = null;
  const listeners = new Set<() => void>();
  const connected = (): Online =>
    (net ??= goOnline({
      settings: { version, endpointsFile: options.endpoints ?? null, limitTable: registry.providerLimits, log },
      secrets: commandLineSecrets(dataDir),
      tell,
      clock,
      changed: () => {
        for (const listener of listeners) listener();
      },
    }));
  const online = (): Network => connected().network;
  let downloads: Downloads | null = null;
  const started = new Set<JobId>();
  const queueDeps = { dataDir, registry, network: online, fs, clock, log, newId: newJobId, retryAfter: [] };
  const queue = (): Downloads => (downloads ??= openDownloads({ ...queueDeps, mayStart: (id) => started.has(id) }));
  return {
    engine,
    control: unwatched,
    signal: new AbortController().signal,
    http: () => online().http,
    downloads: queue,
    startDownload: (id) => {
      started.add(id);
      queue().wake();
    },
    providers: () => online().providers,
    provider: (id) => requireProvider(online(), id),
    accounts: () => connected().accounts,
    onAccounts: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    limits: () => online().limits(),
    tell,
    note: progressTeller(tell),
    close: async () => {
      await downloads?.close();
      await net?.accounts.close();
      await net?.network.close();
      close();
      lock.release();
    },
  };
}

function newJobId(): JobId {
  const id = randomBytes(9).toString('base64url');
  if (!isJobId(id)) throw new Error(`not a job id: ${id}`);
  return id;
}

function requireProvider({ providers }: Network, id: string): Provider {
  const provider = providerIds.includes(id as ProviderId) ? providers.get(id as ProviderId) : undefined;
  if (provider !== undefined) return provider;
  throw new LoadstoneError(
    'provider_unknown',
    `There is no provider "${id}".`,
    `Use one of: ${[...providers.keys()].join(', ')}.`,
  );
}

/** One line for each phase. */
function progressTeller(tell: (text: string) => void): (progress: Progress) => void {
  let phase = '';
  return (progress) => {
    if (progress.phase === phase) return;
    phase = progress.phase;
    tell(`${phase}…`);
  };
}

/** "gamebanana:610939" → its provider and the rest. null: no such prefix. */
export function splitReference(text: string): { readonly provider: string; readonly rest: string } | null {
  const match = /^([a-z]{2,16}):(?!\/\/|\\)(.+)$/u.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? null : { provider: match[1], rest: match[2] };
}

export function fileRef(session: Session, text: string): FileRef {
  const split = splitReference(text);
  const ref = split === null ? null : session.provider(split.provider).parseFileRef(split.rest);
  if (ref === null) throw new MisuseError(`"${text}" is no file reference; one looks like gamebanana:610939`);
  return ref;
}

export function modRef(session: Session, text: string): ModRef {
  const split = splitReference(text);
  const ref = split === null ? null : session.provider(split.provider).parseModRef(split.rest);
  if (ref === null) throw new MisuseError(`"${text}" is no mod reference; one looks like gamebanana:Mod/531649`);
  return ref;
}
