/**
 * Every file-system call of a verb fails once, with every error a disk can give. The verb is then either done or refused with an error of ours,
 * the game is in exactly the old or the new state, and nothing strays.
 */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { purge } from '../../src/main/actions/purge.ts';
import { keepChanges } from '../../src/main/actions/outside-changes.ts';
import { rollBack, undo } from '../../src/main/actions/roll-back.ts';
import { readLibrary } from '../../src/main/actions/views.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { nodeFs, type Fs } from '../../src/main/lib/fs.ts';
import { withRetries } from '../../src/main/lib/retry-fs.ts';
import { LoadstoneError } from '../../src/shared/errors.ts';
import { relPath } from '../../src/shared/rel-path.ts';
import { makeTestEngine, type TestEngine } from '../support/engine.ts';
import { readTree } from '../support/trees.ts';

const full = process.env['LOADSTONE_CRASH'] === 'full';
/** In a sample every so-manieth call fails. */
const stride = full ? 1 : 11;
const mostCalls = 2_000;

const errors = ['ENOSPC', 'EIO', 'EACCES', 'EBUSY', 'EROFS', 'EMFILE', 'EXDEV', 'EMLINK'] as const;
const failing = [
  'rename',
  'link',
  'unlink',
  'mkdir',
  'mkdirs',
  'rmdir',
  'open',
  'write',
  'fsync',
  'read',
  'readdir',
  'lstat',
  'chmod',
  'setMtime',
] as const;

interface FaultyFs {
  readonly port: Fs;
  /** From now on the n-th call fails with `code`, once. */
  readonly failAt: (nth: number, code: string) => void;
  /** Whether the fault was met. */
  readonly met: () => boolean;
}

function faultyFs(): FaultyFs {
  let left = Number.POSITIVE_INFINITY;
  let error = '';
  let hit = false;
  const counted =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      left -= 1;
      if (left !== 0) return call(...args);
      hit = true;
      throw Object.assign(new Error(`${error}: injected`), { code: error });
    };
  const faults = Object.fromEntries(
    failing.map((name) => [name, counted(nodeFs[name] as (...args: unknown[]) => unknown)]),
  );
  const port = { ...nodeFs, ...faults } as Fs;
  return {
    // A scanner's short grip must pass unseen, so retries are part of what is tested; nobody really sleeps.
    port: withRetries(port, { sleep: () => undefined, budget: 1_000, transient: new Set(['EBUSY']) }),
    failAt: (nth, code) => {
      left = nth;
      error = code;
      hit = false;
    },
    met: () => hit,
  };
}

const files = {
  'game.cfg': 'changed',
  'data/palette.txt': 'gold',
  'new/deep/file.txt': 'new',
  'packs/a.pak': 'linked',
};

interface Verb {
  readonly prepare: (kit: TestEngine) => void;
  readonly run: (kit: TestEngine) => void;
  /** It only takes note of what is there. */
  readonly leavesFiles?: boolean;
}

const verbs: Readonly<Record<string, Verb>> = {
  install: { prepare: () => undefined, run: (kit) => void kit.install('mod', files) },
  purge: {
    prepare: (kit) => void kit.install('mod', files),
    run: (kit) => void purge(kit.engine, { gameId: kit.gameId }, unwatched),
  },
  update: {
    prepare: (kit) => void kit.install('mod', files),
    run: (kit) => {
      const [mod] = readLibrary(kit.engine.registry, kit.gameId);
      kit.install('mod-2', { ...files, 'new/deep/file.txt': 'newer', 'more.pak': 'more' }, mod?.id);
    },
  },
  'roll back': {
    prepare: (kit) => {
      kit.install('mod', files);
      kit.install('other', { 'game.cfg': 'other', 'data/palette.txt': 'pink' });
    },
    run: (kit) => void rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched),
  },
  'keep changes': {
    prepare: (kit) => {
      kit.install('mod', files);
      fs.writeFileSync(path.join(kit.game, 'game.cfg'), 'by hand');
      fs.rmSync(path.join(kit.game, 'new/deep/file.txt'));
    },
    run: (kit) => {
      const changed = ['game.cfg', 'new/deep/file.txt'].map((name) => ({ target: '.', path: relPath(name) }));
      keepChanges(kit.engine, { gameId: kit.gameId, files: changed }, unwatched);
    },
    leavesFiles: true,
  },
};

/** Runs the verb with one fault; false when it ended before the fault came. */
function runWithFault(verb: Verb, nth: number, code: string): boolean {
  const faulty = faultyFs();
  let kit = makeTestEngine({ neverRewritten: ['.pak'], ports: { fs: faulty.port } });
  try {
    verb.prepare(kit);
    const before = readTree(kit.game);
    const generation = currentGeneration(kit);
    faulty.failAt(nth, code);
    let refused: unknown = null;
    try {
      verb.run(kit);
    } catch (error) {
      refused = error;
    }
    const met = faulty.met();
    faulty.failAt(Number.POSITIVE_INFINITY, '');
    // A fault while it is being taken back waits for the next start.
    kit = kit.reopen();
    const done = currentGeneration(kit) !== generation;
    if (refused !== null) {
      expect(refused, `${code} at call ${nth}`).toBeInstanceOf(LoadstoneError);
      expect(done).toBe(false);
      expect(readTree(kit.game), `${code} at call ${nth}`).toEqual(before);
    } else {
      expect(done).toBe(true);
      if (verb.leavesFiles !== true) undo(kit.engine, { gameId: kit.gameId }, unwatched);
      expect(readTree(kit.game), `${code} at call ${nth}, then undone`).toEqual(before);
    }
    expect(strays(kit)).toEqual([]);
    return met;
  } finally {
    kit.close();
  }
}

const currentGeneration = (kit: TestEngine): number =>
  kit.engine.registry.games.get(kit.gameId)?.currentGeneration ?? -1;

function strays(kit: TestEngine): string[] {
  const { store, registry } = kit.engine;
  return [
    ...Object.keys(readTree(kit.game)).filter((name) => name.includes('.loadstone')),
    ...fs.readdirSync(path.join(store.root, 'tmp')),
    ...[...store.blobs.list()].filter((hash) => registry.content.blobByHash(hash) === null),
    ...[...store.archives.list()].filter((hash) => !registry.content.hasArchive(hash)),
    ...registry.journal.unfinished().map((deployment) => deployment.id),
  ];
}

describe.each(Object.keys(verbs))('%s', (name) => {
  test.each(errors)('%s at every call', { timeout: 600_000 }, (code) => {
    const verb = verbs[name];
    if (verb === undefined) throw new Error(name);
    let runs = 0;
    for (let nth = 1; nth < mostCalls; nth += stride) {
      if (!runWithFault(verb, nth, code)) break;
      runs += 1;
    }
    expect(runs).toBeGreaterThan(full ? 30 : 3);
    expect(runs).toBeLessThan(mostCalls / stride - 1);
  });
});
