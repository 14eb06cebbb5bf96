/** Runs a workload in a process of its own and kills it at one chosen file-system call, with strace. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { openEngine } from '../../src/main/actions/engine.ts';
import type { GameId } from '../../src/shared/ids.ts';
import { quiet } from '../support/engine.ts';
import { readTree, tempFolder, treeHash } from '../support/trees.ts';
import { gameFolder, workload, type WorkloadName } from './workloads.ts';

/** Calls that change what is on disk. */
const writingCalls =
  'rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,pwrite64,pwritev,write,writev,fsync,fdatasync,ftruncate,chmod,fchmod,fchmodat,utimensat,copy_file_range,symlink,symlinkat';

const child = path.join(import.meta.dirname, 'child.ts');
const limit = 30_000;

export const straceWorks = (): boolean =>
  process.platform === 'linux' && spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

export interface KillPoint {
  readonly call: string;
  /** The how-manieth of its name, from 1. */
  readonly nth: number;
}

export interface CrashKit {
  readonly dataDir: string;
  readonly game: string;
  /** Tree hash of the game before and after the verb. */
  readonly before: string;
  readonly after: string;
  /** Every writing call of the verb's process, as strace counts them: by name, then by number. */
  readonly calls: readonly KillPoint[];
  /** Those of its helper threads, where there are any. */
  readonly helperCalls: readonly KillPoint[];
  /** Puts everything back to the state before the verb. */
  readonly reset: () => void;
  /** Kills the verb at one call; true when it died there. */
  readonly killAt: (point: KillPoint) => boolean;
  /** Kills the opening of the data folder, recovery included. */
  readonly killRecoveryAt: (point: KillPoint) => boolean;
  /** Opens the engine as the next start would, and tells what it finds. */
  readonly start: () => { readonly tree: string; readonly generation: number; readonly strays: readonly string[] };
  readonly remove: () => void;
}

export function createCrashKit(name: WorkloadName): CrashKit {
  const folder = tempFolder('crash');
  const saved = path.join(folder.path, 'saved');
  const live = path.join(folder.path, 'live');
  const dataDir = path.join(live, 'data');
  const game = gameFolder(dataDir);
  fs.mkdirSync(live);
  const opened = openEngine(dataDir, quiet);
  const { prepare, afterwards } = workload(name);
  prepare(opened.engine);
  opened.close();
  afterwards?.(dataDir);
  fs.cpSync(live, saved, { recursive: true, preserveTimestamps: true });
  const before = treeHash(game);

  const reset = (): void => {
    fs.rmSync(live, { recursive: true, force: true });
    spawnSync('cp', ['-a', saved, live]);
  };
  reset();
  const log = path.join(folder.path, 'calls.log');
  trace(['-o', log, '-e', `trace=${writingCalls}`], dataDir, name);
  const calls = callsOfThreads(fs.readFileSync(log, 'utf8'));
  const after = treeHash(game);

  const kill = (what: string, { call, nth }: KillPoint): boolean =>
    trace(['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${nth}`], dataDir, what)
      .signal === 'SIGKILL';

  return {
    dataDir,
    game,
    before,
    after,
    calls: calls.engine,
    helperCalls: calls.helpers,
    reset,
    killAt: (point) => kill(name, point),
    killRecoveryAt: (point) => kill('open', point),
    start: () => look(dataDir, game),
    remove: folder.remove,
  };
}

function trace(options: readonly string[], dataDir: string, what: string) {
  const result = spawnSync('strace', ['-f', ...options, process.execPath, '--no-warnings', child, dataDir, what], {
    timeout: limit,
    encoding: 'utf8',
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0 && result.signal === null) throw new Error(`${what}: ${result.stderr}`);
  return result;
}

/**
 * The injection counts the calls of each thread and of each name by themselves. The engine works in one thread; what
 * helpers make is in threads that make hundreds. Those of Node itself only write to their own pipes, now and then.
 */
function callsOfThreads(log: string): { readonly engine: KillPoint[]; readonly helpers: KillPoint[] } {
  const threads = new Map<string, string[]>();
  for (const line of log.split('\n')) {
    const match = /^(\d+) +(\w+)\(/u.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const calls = threads.get(match[1]) ?? [];
    calls.push(match[2]);
    threads.set(match[1], calls);
  }
  const [engine = [], ...others] = [...threads.values()].toSorted((a, b) => b.length - a.length);
  return { engine: numbered(engine), helpers: others.filter((calls) => calls.length > 100).flatMap(numbered) };
}

function numbered(calls: readonly string[]): KillPoint[] {
  const counts = new Map<string, number>();
  return calls.map((call) => {
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    return { call, nth };
  });
}

function look(dataDir: string, game: string): { tree: string; generation: number; strays: string[] } {
  const { engine, close } = openEngine(dataDir, quiet);
  try {
    const generation = engine.registry.games.get('sample' as GameId)?.currentGeneration ?? -1;
    const known = new Set(
      [...engine.store.blobs.list()].filter((hash) => engine.registry.content.blobByHash(hash) === null),
    );
    const strays = [
      ...Object.keys(readTree(game)).filter((name) => name.includes('.loadstone')),
      ...fs.readdirSync(path.join(dataDir, 'store', 'tmp')),
      ...known,
      ...engine.registry.journal.unfinished().map((deployment) => `open deployment ${deployment.id}`),
    ];
    return { tree: treeHash(game), generation, strays };
  } finally {
    close();
  }
}
