/** The engine: store, registry and everything the verbs need, opened over one data folder. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { RecoveryReport } from '../../shared/model.ts';
import type { DeployDeps } from '../deploy/deploy.ts';
import { recoverAll } from '../deploy/recover.ts';
import type { ListedMod } from '../games/lists/list-format.ts';
import { createInstallations, type Installations } from '../games/locate/installations.ts';
import { systemClock } from '../lib/clock.ts';
import { nodeFs, type Fs } from '../lib/fs.ts';
import { createFileLog } from '../lib/log.ts';
import { withLinkRefusalNamed } from '../lib/link-refusal-fs.ts';
import { withReadOnlyRemoved } from '../lib/read-only-fs.ts';
import { defaultPatience, withRetries } from '../lib/retry-fs.ts';
import { runningProgram } from '../lib/running-program.ts';
import type { GameRow } from '../registry/games.ts';
import { openRegistry, type Registry } from '../registry/registry.ts';
import { settleStorePlace } from '../store/store-place.ts';
import { createStore } from '../store/store.ts';
import { tidyStore } from './guard-store.ts';
import { restoreBlobs } from './restore-blobs.ts';

export interface Engine extends DeployDeps {
  readonly dataDir: string;
  readonly installations: Installations;
  /** What files in the store say of themselves for the lists of games, by format, path and content: it never changes. */
  readonly listed: Map<string, ListedMod | null>;
}

/** Parts that tests replace. */
export type EnginePorts = Partial<Pick<DeployDeps, 'fs' | 'clock' | 'log' | 'newId' | 'runningProgram'>>;

export interface OpenEngine {
  readonly engine: Engine;
  /** What was put right because an earlier run was cut off. */
  readonly recovered: readonly RecoveryReport[];
  readonly close: () => void;
}

export const registryFile = (dataDir: string): string => path.join(dataDir, 'registry.sqlite');
export const logFolder = (dataDir: string): string => path.join(dataDir, 'logs');

/** Makes the data folder. Throws `data_folder_unusable` when it cannot. */
export function prepareDataFolder(dataDir: string): void {
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    fs.accessSync(dataDir, fs.constants.W_OK);
  } catch (error) {
    throw new LoadstoneError(
      'data_folder_unusable',
      `Loadstone cannot keep its data in ${dataDir}.`,
      'Choose another folder with --data, or give yourself the right to write there.',
      { cause: error },
    );
  }
}

/** Opens the engine and, before anything else can happen, ends what an earlier run left open. */
export function openEngine(dataDir: string, ports: EnginePorts = {}): OpenEngine {
  prepareDataFolder(dataDir);
  const engine = assembleEngine(dataDir, openRegistry(registryFile(dataDir), true), ports);
  const recovered = recoverAll(engine);
  if (recovered.length > 0 || engine.registry.journal.intakeWasCutOff()) tidyStore(engine);
  return { engine, recovered, close: () => engine.registry.close() };
}

function assembleEngine(dataDir: string, registry: Registry, ports: EnginePorts): Engine {
  const port = ports.fs ?? systemFs(process.platform);
  const clock = ports.clock ?? systemClock;
  const base = {
    dataDir,
    fs: port,
    registry,
    store: createStore(port, settleStorePlace(port, dataDir)),
    clock,
    log: ports.log ?? createFileLog(logFolder(dataDir), clock.now),
    newId: ports.newId ?? (() => randomBytes(9).toString('base64url')),
    runningProgram: ports.runningProgram ?? runningProgram,
    installations: createInstallations(),
    listed: new Map<string, ListedMod | null>(),
  };
  return { ...base, restoreBlobs: (blobs) => restoreBlobs(base, blobs) };
}

/** The file system with the patience, and the workarounds, that a system needs. */
const systemFs = (platform: NodeJS.Platform): Fs =>
  withRetries(
    platform === 'win32' ? withReadOnlyRemoved(withLinkRefusalNamed(nodeFs)) : nodeFs,
    defaultPatience(platform),
  );

/** The game, or `game_not_found`. */
export function requireGame(registry: Registry, id: GameId): GameRow {
  const game = registry.games.get(id);
  if (game !== null) return game;
  throw new LoadstoneError('game_not_found', `There is no game "${id}".`, 'List the games to see their names.', {
    details: { game: id },
  });
}
