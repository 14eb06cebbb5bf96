/** What is interrupted: each workload has a state it starts from and one verb that is killed. */
import fs from 'node:fs';
import path from 'node:path';
import { addGame } from '../../src/main/actions/add-game.ts';
import { chooseWinner } from '../../src/main/actions/choose-winner.ts';
import { registryFile, type Engine } from '../../src/main/actions/engine.ts';
import { nameOfFile, provenanceOfFile } from '../../src/main/actions/fetch-mod-file.ts';
import { installMod } from '../../src/main/actions/install-mod.ts';
import { collectStore } from '../../src/main/actions/collect-store.ts';
import { adoptFiles, keepChanges } from '../../src/main/actions/outside-changes.ts';
import { createProfile, switchProfile } from '../../src/main/actions/profiles.ts';
import { purge } from '../../src/main/actions/purge.ts';
import { removeMods } from '../../src/main/actions/remove-mods.ts';
import { reorder } from '../../src/main/actions/reorder.ts';
import { revertMod } from '../../src/main/actions/revert-mod.ts';
import { rollBack, undo } from '../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../src/main/actions/set-enabled.ts';
import { repairGame } from '../../src/main/actions/verify.ts';
import { readLibrary } from '../../src/main/actions/views.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import type { EntryId, GameId } from '../../src/shared/ids.ts';
import { relPath } from '../../src/shared/rel-path.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { downgradeRegistry } from '../support/downgrade.ts';
import { writeTree } from '../support/trees.ts';

export interface Workload {
  readonly prepare: (engine: Engine) => void;
  /** On the closed data folder. */
  readonly afterwards?: (dataDir: string) => void;
  readonly run: (engine: Engine) => void;
  /** The player has changed files of mods before it. */
  readonly changedOutside?: boolean;
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

function start(engine: Engine, factorio?: 'factorio'): void {
  const game = gameFolder(engine.dataDir);
  writeTree(game, vanilla);
  if (factorio !== undefined) writeTree(game, { 'mods/mod-list.json': '{"mods":[]}', 'mods/mod-settings.dat': 'set' });
  for (const [name, files] of Object.entries(mods)) writeZip(path.join(folderOf(engine), `${name}.zip`), files);
  addGame(engine, {
    path: game,
    as: 'custom',
    name: 'Sample',
    targets:
      factorio === undefined ? [{ path: '.', layout: 'merge-tree' }] : [{ path: 'mods', layout: 'archive-as-is' }],
    providers: factorio === undefined ? {} : { factorio },
    neverRewritten: ['.pak'],
  });
}

/** A game whose list of plugins lies beside their folder, so that it is watched like all else. */
function startWithList(engine: Engine): void {
  const definition = {
    id: gameId,
    name: 'Sample',
    targets: [{ name: 'data', path: 'Data', layout: 'merge-tree' }],
    lists: [{ format: 'plugins-starred', file: 'plugins.txt', of: 'data', root: 'beside' }],
    providers: {},
    neverRewritten: [],
    recognisedBy: ['game.cfg'],
    installer: { stopPatterns: ['*.esp'] },
  };
  const game = gameFolder(engine.dataDir);
  writeTree(path.join(engine.dataDir, 'games'), { 'sample.json': JSON.stringify(definition) });
  writeTree(game, { ...vanilla, 'Data/Base.esm': 'base', 'plugins.txt': '*Theirs.esp\r\nOff.esp\r\n' });
  addGame(engine, { path: game, as: gameId });
}

function bothInstalled(engine: Engine): void {
  start(engine);
  install(engine, 'one');
  install(engine, 'two');
}

/** One file edited, one deleted together with its folder. */
function changedByHand(engine: Engine): void {
  bothInstalled(engine);
  const game = gameFolder(engine.dataDir);
  writeTree(game, { 'data/palette.txt': 'by hand' });
  fs.rmSync(path.join(game, 'packs'), { recursive: true });
}

const fileList = (...names: readonly string[]) => names.map((name) => ({ target: '.', path: relPath(name) }));

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
    run: (engine) => void collectStore(engine, { generations: 1, days: 0, budget: null, archives: true }, false),
    sameGeneration: true,
  },
  'roll back to the untouched game': {
    prepare: bothInstalled,
    run: (engine) => void rollBack(engine, { gameId, to: 0 }, unwatched),
  },
  purge: { prepare: bothInstalled, run: (engine) => void purge(engine, { gameId }, unwatched) },
  'choose a winner': {
    prepare: bothInstalled,
    run: (engine) => {
      const choice = { entry: only(engine, 'one') };
      const request = { gameId, target: '.', path: relPath('packs'), folder: true, choice };
      chooseWinner(engine, request, unwatched);
    },
  },
  'switch the profile': {
    prepare: (engine) => {
      bothInstalled(engine);
      createProfile(engine, { gameId, name: 'Empty', copy: false });
    },
    run: (engine) => void switchProfile(engine, { gameId, name: 'Empty' }, unwatched),
  },
  'bring a mod back to an earlier version': {
    prepare: (engine) => {
      start(engine);
      install(engine, 'one');
      install(engine, 'two', only(engine, 'one'));
    },
    run: (engine) => void revertMod(engine, { gameId, entry: only(engine, 'two'), manifest: null }, unwatched),
  },
  'keep outside changes': {
    prepare: (engine) => {
      bothInstalled(engine);
      writeTree(gameFolder(engine.dataDir), { 'extra.txt': 'by hand', 'data/palette.txt': 'by hand too' });
    },
    run: (engine) => void keepChanges(engine, { gameId, files: fileList('extra.txt', 'data/palette.txt') }, unwatched),
    changedOutside: true,
  },
  'put changed files back': {
    prepare: changedByHand,
    run: (engine) => void repairGame(engine, { gameId }, unwatched),
    changedOutside: true,
  },
  'undo putting changed files back': {
    prepare: (engine) => {
      changedByHand(engine);
      repairGame(engine, { gameId }, unwatched);
    },
    run: (engine) => void undo(engine, { gameId }, unwatched),
    changedOutside: true,
  },
  'adopt files from outside': {
    prepare: (engine) => {
      bothInstalled(engine);
      writeTree(gameFolder(engine.dataDir), { 'from/outside.txt': 'new', 'outside.pak': 'pack' });
    },
    run: (engine) => {
      const files = fileList('from/outside.txt', 'outside.pak');
      adoptFiles(engine, { gameId, files, name: 'Adopted' }, unwatched);
    },
  },
  'fit the store into a budget': {
    prepare: (engine) => {
      start(engine);
      install(engine, 'one');
      install(engine, 'two', only(engine, 'one'));
    },
    run: (engine) => void collectStore(engine, { generations: 50, days: 30, budget: 0, archives: true }, false),
    sameGeneration: true,
  },
  'install a large mod': {
    prepare: (engine) => {
      start(engine);
      // Enough that helper threads unpack it.
      const large = Object.fromEntries(['a', 'b'].map((name) => [`packs/${name}.pak`, Buffer.alloc(13_000_000, name)]));
      writeZip(path.join(folderOf(engine), 'large.zip'), { ...large, ...mods['one'] });
    },
    run: (engine) => install(engine, 'large'),
  },
  'install a Factorio mod': {
    prepare: (engine) => {
      start(engine, 'factorio');
      const info = JSON.stringify({ name: 'krastor', version: '1.3.0', factorio_version: '2.0' });
      writeZip(path.join(folderOf(engine), 'krastor.zip'), { 'krastor/info.json': info });
    },
    run: (engine) => install(engine, 'krastor'),
  },
  "install a mod that goes on the game's own list": {
    prepare: (engine) => {
      startWithList(engine);
      writeZip(path.join(folderOf(engine), 'plugin.zip'), { 'Data/Ours.esp': 'ours', 'Data/ours.bsa': 'b' });
    },
    run: (engine) => install(engine, 'plugin'),
  },
  'update the schema': {
    prepare: bothInstalled,
    afterwards: (dataDir) => downgradeRegistry(registryFile(dataDir), 10),
    // Opening it is the work.
    run: () => undefined,
    sameGeneration: true,
  },
} as const satisfies Record<string, Workload>;

/** So many files that helper threads link and copy them: too many to kill at every call. */
const many: Workload = {
  prepare: (engine) => {
    start(engine);
    const packs = Array.from({ length: 1_100 }, (_, at) => `packs/${at % 7}/${at}.pak`);
    const texts = Array.from({ length: 1_100 }, (_, at) => `texts/${at % 5}/${at}.txt`);
    const files = Object.fromEntries([...packs, ...texts].map((name) => [name, `content of ${name}`]));
    writeZip(path.join(folderOf(engine), 'many.zip'), { ...mods['one'], ...files });
    install(engine, 'many');
    setEnabled(engine, { gameId, entries: entry(engine, 'many'), enabled: false }, unwatched);
  },
  run: (engine) => void setEnabled(engine, { gameId, entries: entry(engine, 'many'), enabled: true }, unwatched),
};

/** What the suite must be able to find wanting: link or copy each file, then write down what was done. */
const naive: Workload = {
  prepare: start,
  run: (engine) => {
    const game = gameFolder(engine.dataDir);
    for (const [name, text] of Object.entries(mods['one'] ?? {})) {
      const file = path.join(game, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.rmSync(file, { force: true });
      fs.writeFileSync(file, text);
    }
    fs.writeFileSync(path.join(engine.dataDir, 'manifest.json'), JSON.stringify(mods['one']));
  },
  sameGeneration: true,
};

const others = { 'naive control': naive, 'enable a mod of many files': many };

export const workloadNames = Object.keys(workloads) as readonly (keyof typeof workloads)[];

export type WorkloadName = keyof typeof workloads | keyof typeof others;

const all: Readonly<Record<WorkloadName, Workload>> = { ...workloads, ...others };

export const workload = (name: WorkloadName): Workload => all[name];
export const isWorkload = (name: string): name is WorkloadName => Object.hasOwn(all, name);
