/** An engine over temporary folders, with a small game. */
import path from 'node:path';
import { addGame } from '../../src/main/actions/add-game.ts';
import { openEngine, type Engine, type EnginePorts } from '../../src/main/actions/engine.ts';
import { installMod } from '../../src/main/actions/install-mod.ts';
import { nameOfFile, provenanceOfFile } from '../../src/main/actions/fetch-mod-file.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import type { EntryId, GameId } from '../../src/shared/ids.ts';
import type { ChangeOutcome } from '../../src/shared/model.ts';
import type { Layout } from '../../src/shared/games.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { tempFolder, writeTree } from './trees.ts';

export interface TestEngine {
  readonly engine: Engine;
  readonly dataDir: string;
  /** Holds the data folder and the game. */
  readonly folder: string;
  /** Folder of the game. */
  readonly game: string;
  readonly gameId: GameId;
  /** Packs the files into a zip and installs it. */
  readonly install: (
    name: string,
    files: Readonly<Record<string, string | Buffer>>,
    replaces?: EntryId,
  ) => ChangeOutcome;
  readonly zip: (name: string, files: Readonly<Record<string, string | Buffer>>) => string;
  /** Closes, unless that was done, and opens again, as after a crash. */
  readonly reopen: (close?: boolean) => TestEngine;
  readonly close: () => void;
}

export interface TestEngineOptions {
  readonly vanilla?: Readonly<Record<string, string | Buffer>>;
  readonly targets?: readonly { path: string; layout: Layout }[];
  readonly neverRewritten?: readonly string[];
  readonly ports?: EnginePorts;
}

/** The one entry a change was about. */
export function onlyEntry({ entries }: Pick<ChangeOutcome, 'entries'>): EntryId {
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) throw new Error(`${entries.length} entries`);
  return entry;
}

export const quiet: EnginePorts = { runningProgram: () => null };

export const sampleVanilla = {
  'game.cfg': 'volume=7\n',
  'data/palette.txt': 'red green blue\n',
  'data/ships/courier.json': '{"name":"Courier"}\n',
  'bin/game': '#!/bin/sh\n',
};

export function makeTestEngine(options: TestEngineOptions = {}): TestEngine {
  const folder = tempFolder('engine');
  const dataDir = path.join(folder.path, 'data');
  const game = path.join(folder.path, 'game');
  writeTree(game, options.vanilla ?? sampleVanilla);
  const ports = { ...quiet, ...options.ports };
  const opened = openEngine(dataDir, ports);
  const added = addGame(opened.engine, {
    path: game,
    as: 'custom',
    name: 'Sample',
    targets: options.targets ?? [{ path: '.', layout: 'merge-tree' }],
    neverRewritten: options.neverRewritten,
  });
  return wrap(folder, dataDir, game, added.id, opened, ports);
}

function wrap(
  folder: ReturnType<typeof tempFolder>,
  dataDir: string,
  game: string,
  gameId: GameId,
  opened: ReturnType<typeof openEngine>,
  ports: EnginePorts,
): TestEngine {
  const zip = (name: string, files: Readonly<Record<string, string | Buffer>>): string => {
    const file = path.join(folder.path, `${name}.zip`);
    writeZip(file, files);
    return file;
  };
  return {
    engine: opened.engine,
    folder: folder.path,
    dataDir,
    game,
    gameId,
    zip,
    install: (name, files, replaces) => {
      const file = zip(name, files);
      return installMod(
        opened.engine,
        {
          gameId,
          file,
          name: nameOfFile(file),
          provenance: provenanceOfFile(file),
          ...(replaces === undefined ? {} : { replaces }),
        },
        unwatched,
      );
    },
    reopen: (close = true) => {
      if (close) opened.close();
      return wrap(folder, dataDir, game, gameId, openEngine(dataDir, ports), ports);
    },
    close: () => {
      opened.close();
      folder.remove();
    },
  };
}
