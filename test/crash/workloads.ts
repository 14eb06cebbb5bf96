/** What is interrupted: each workload has a state it starts from and one verb that is killed. */
import path from 'node:path';
import { addGame } from '../../src/main/actions/add-game.ts';
import type { Engine } from '../../src/main/actions/engine.ts';
import { nameOfFile, provenanceOfFile } from '../../src/main/actions/fetch-mod-file.ts';
import { installMod } from '../../src/main/actions/install-mod.ts';
import { collectStore } from '../../src/main/actions/collect-store.ts';
import { removeMods } from '../../src/main/actions/remove-mods.ts';
import { reorder } from '../../src/main/actions/reorder.ts';
import { rollBack } from '../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../src/main/actions/set-enabled.ts';
import { readLibrary } from '../../src/main/actions/views.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import type { EntryId, GameId } from '../../src/shared/ids.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { writeTree } from '../support/trees.ts';

export interface Workload {
  readonly prepare: (engine: Engine) => void;
  readonly run: (engine: Engine) => void;
  /** It makes no generation. */
  readonly sameGeneration?: boolean;
}

const gameId = 'sample' as GameId;

export const vanilla = {
  'game.cfg': 'volume=7\n',
  'data/palette.txt': 'red green blue\n',
  'data/ships/courier.json': '{"name":"Courier"}\n',
};

const folderOf = (engine: Engine): string => path.dirname(engine.dataDir);
export const gameFolder = (dataDir: string): string => path.join(path.dirname(dataDir), 'game');

/** Made once in `prepare`; the killed process only reads them. */
function install(engine: Engine, name: string, replaces?: EntryId): void {
  const file = path.join(folderOf(engine), `${name}.zip`);
  const request = { gameId, file, name: nameOfFile(file), provenance: provenanceOfFile(file) };
  installMod(engine, replaces === undefined ? request : { ...request, replaces }, unwatched);
}

const mods: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // A plain mod over vanilla files, with a linked, a copied and a new-folder file.
  one: {
    'data/palette.txt': 'gold\n',
    'data/ships/nebula.json': '{}',
    'packs/a.pak': 'pack one',
    'game.cfg': 'volume=1\n',
  },
  two: { 'data/palette.txt': 'pink\n', 'packs/a.pak': 'pack two', 'packs/deep/b.pak': 'b', 'extra.txt': 'x' },
};

function start(engine: Engine): void {
  const game = gameFolder(engine.dataDir);
  writeTree(game, vanilla);
  for (const [name, files] of Object.entries(mods)) writeZip(path.join(folderOf(engine), `${name}.zip`), files);
  addGame(engine, {
    path: game,
    as: 'custom',
    name: 'Sample',
    targets: [{ path: '.', layout: 'merge-tree' }],
    neverRewritten: ['.pak'],
  });
}

function bothInstalled(engine: Engine): void {
  start(engine);
  install(engine, 'one');
  install(engine, 'two');
}

const entry = (engine: Engine, name: string) =>
  readLibrary(engine.registry, gameId)
    .filter((item) => item.name === name)
    .map((item) => item.id);

/** The only entry of that name. */
function only(engine: Engine, name: string): EntryId {
  const [id] = entry(engine, name);
  if (id === undefined) throw new Error(`no ${name}`);
  return id;
}

export const workloads = {
  'install over vanilla files': { prepare: start, run: (engine) => install(engine, 'one') },
  disable: {
    prepare: bothInstalled,
    run: (engine) => void setEnabled(engine, { gameId, entries: entry(engine, 'two'), enabled: false }, unwatched),
  },
  remove: {
    prepare: bothInstalled,
    run: (engine) => void removeMods(engine, { gameId, entries: entry(engine, 'one') }, unwatched),
  },
  update: {
    prepare: (engine) => {
      start(engine);
      install(engine, 'one');
    },
    run: (engine) => install(engine, 'two', only(engine, 'one')),
  },
  reorder: {
    prepare: bothInstalled,
    run: (engine) =>
      void reorder(
        engine,
        { gameId, entries: [only(engine, 'two')], beside: only(engine, 'one'), place: 'before' },
        unwatched,
      ),
  },
  'collect garbage': {
    prepare: (engine) => {
      bothInstalled(engine);
      removeMods(engine, { gameId, entries: entry(engine, 'one') }, unwatched);
    },
    run: (engine) => void collectStore(engine, { generations: 1, days: 0, budget: null }, false),
    sameGeneration: true,
  },
  'roll back to the untouched game': {
    prepare: bothInstalled,
    run: (engine) => void rollBack(engine, { gameId, to: 0 }, unwatched),
  },
} as const satisfies Record<string, Workload>;

export type WorkloadName = keyof typeof workloads;
export const isWorkload = (name: string): name is WorkloadName => Object.hasOwn(workloads, name);
