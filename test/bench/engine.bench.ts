/** The engine with 1,000 mods of 100 files, against what the bare system needs for the same files. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { openEngine } from '../../src/main/actions/engine.ts';
import { readConflicts } from '../../src/main/actions/read-conflicts.ts';
import { rollBack, undo } from '../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../src/main/actions/set-enabled.ts';
import { setPinned } from '../../src/main/actions/set-pinned.ts';
import { readStatus, verifyGame } from '../../src/main/actions/verify.ts';
import { readLibrary } from '../../src/main/actions/views.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { makeBigLoadout, type BigLoadout } from '../support/big-loadout.ts';
import { quiet } from '../support/engine.ts';

/** LOADSTONE_BENCH_MODS makes it smaller for a quick look. */
const mods = Number(process.env['LOADSTONE_BENCH_MODS'] ?? 1_000);
const filesPerMod = 100;
const size = `${mods} × ${filesPerMod} files`;

let big: BigLoadout;
let copied = '';

const all = (enabled: boolean): unknown =>
  setEnabled(big.opened.engine, { gameId: big.gameId, entries: big.entries, enabled }, unwatched);

const one = (enabled: boolean): unknown =>
  setEnabled(big.opened.engine, { gameId: big.gameId, entries: big.entries.slice(0, 1), enabled }, unwatched);

function prepare(): void {
  big = makeBigLoadout({ mods, filesPerMod, overlap: 0.1 });
  copied = path.join(big.folder, 'copied');
}

function prepareDeployed(): void {
  prepare();
  all(true);
}

const clean = (): void => big.remove();

export const jobs = [
  {
    name: `first deployment, ${size}, linked`,
    prepare: () => {
      prepare();
      // What cp links: the same tree, deployed once.
      all(true);
      execFileSync('cp', ['-al', big.game, `${copied}-source`]);
      rollBack(big.opened.engine, { gameId: big.gameId, to: 1 }, unwatched);
    },
    reset: () => {
      fs.rmSync(copied, { recursive: true, force: true });
      const { currentGeneration } = big.opened.engine.registry.games.list()[0] ?? { currentGeneration: 1 };
      if (fs.existsSync(path.join(big.game, 'data')))
        rollBack(big.opened.engine, { gameId: big.gameId, to: 1 }, unwatched);
      return currentGeneration;
    },
    ours: () => all(true),
    reference: () => execFileSync('cp', ['-al', `${copied}-source`, copied]),
    referenceName: 'cp -al',
    clean,
  },
  {
    name: `nothing to do, ${size} deployed`,
    prepare: prepareDeployed,
    ours: () =>
      setPinned(big.opened.engine, { gameId: big.gameId, entries: big.entries.slice(0, 1), pinned: true }, unwatched),
    clean,
  },
  {
    name: `toggle one mod of ${mods}`,
    prepare: prepareDeployed,
    reset: () => one(true),
    ours: () => one(false),
    clean,
  },
  {
    name: `roll that toggle back`,
    prepare: prepareDeployed,
    reset: () => one(false),
    ours: () => undo(big.opened.engine, { gameId: big.gameId }, unwatched),
    clean,
  },
  {
    name: `look for outside changes, ${size}`,
    prepare: prepareDeployed,
    ours: () => readStatus(big.opened.engine, { gameId: big.gameId, added: false }, unwatched),
    reference: () => spawnSync('find', [big.game, '-printf', '%s %T@ %i\n'], { maxBuffer: 1 << 28 }),
    referenceName: 'find -printf',
    clean,
  },
  {
    name: `verify by hash, ${size}`,
    prepare: prepareDeployed,
    ours: () => verifyGame(big.opened.engine, big.gameId, unwatched),
    reference: () => execFileSync('sh', ['-c', 'find "$0" -type f -print0 | xargs -0 sha256sum > /dev/null', big.game]),
    referenceName: 'sha256sum',
    clean,
  },
  {
    name: `conflict table, ${size}, a tenth of them shared`,
    prepare: prepareDeployed,
    ours: () => readConflicts(big.opened.engine.registry, big.gameId),
    clean,
  },
  {
    name: `first deployment, ${Math.ceil(mods / 10)} × ${filesPerMod} files, copied`,
    prepare: () => {
      big = makeBigLoadout({ mods: Math.ceil(mods / 10), filesPerMod, overlap: 0.1, linked: false });
      copied = path.join(big.folder, 'copied');
      all(true);
      execFileSync('cp', ['-a', big.game, `${copied}-source`]);
    },
    reset: () => {
      fs.rmSync(copied, { recursive: true, force: true });
      if (fs.existsSync(path.join(big.game, 'data')))
        rollBack(big.opened.engine, { gameId: big.gameId, to: 1 }, unwatched);
    },
    ours: () => all(true),
    reference: () => execFileSync('sh', ['-c', 'cp -a "$0" "$1" && sync -f "$1"', `${copied}-source`, copied]),
    referenceName: 'cp -a; sync -f',
    clean,
  },
  {
    name: `open and list the library, ${mods} mods`,
    prepare: () => {
      prepareDeployed();
      big.opened.close();
    },
    ours: () => {
      const opened = openEngine(big.dataDir, quiet);
      readLibrary(opened.engine.registry, big.gameId);
      opened.close();
    },
    clean: () => fs.rmSync(big.folder, { recursive: true, force: true }),
  },
];
