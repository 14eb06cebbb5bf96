/** A game with very many mods, made without archives: what engine benchmarks stand on. */
import path from 'node:path';
import { addGame } from '../../src/main/actions/add-game.ts';
import { currentLoadout, changeLoadout } from '../../src/main/actions/change-loadout.ts';
import { openEngine, requireGame, type OpenEngine } from '../../src/main/actions/engine.ts';
import { provenanceOfFile } from '../../src/main/actions/fetch-mod-file.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { sha256Of } from '../../src/main/lib/hash.ts';
import type { EntryId, GameId } from '../../src/shared/ids.ts';
import type { LoadoutItem } from '../../src/shared/model.ts';
import { relPath } from '../../src/shared/rel-path.ts';
import { quiet } from './engine.ts';
import { tempFolder, writeTree } from './trees.ts';

export interface BigLoadout {
  readonly folder: string;
  readonly dataDir: string;
  readonly game: string;
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
  readonly opened: OpenEngine;
  readonly remove: () => void;
}

export interface BigLoadoutSize {
  readonly mods: number;
  readonly filesPerMod: number;
  /** Share of files of a mod that the mod before it has too, from 0 to 1. */
  readonly overlap: number;
  /** false: files are copied. Default true. */
  readonly linked?: boolean;
  /** true: all mods are switched on, and their files in the game. Default false. */
  readonly enabled?: boolean;
}

/** All mods are there, and switched off unless asked for. Files are small, and hard-linked unless `linked` is false. */
export function makeBigLoadout({
  mods,
  filesPerMod,
  overlap,
  linked = true,
  enabled = false,
}: BigLoadoutSize): BigLoadout {
  const folder = tempFolder('big');
  const dataDir = path.join(folder.path, 'data');
  const game = path.join(folder.path, 'game');
  writeTree(game, { 'game.cfg': 'vanilla' });
  const opened = openEngine(dataDir, quiet);
  const { engine } = opened;
  const { id: gameId } = addGame(engine, {
    path: game,
    as: 'custom',
    name: 'Big',
    targets: [{ path: '.', layout: 'merge-tree' }],
    neverRewritten: linked ? ['*'] : [],
  });
  const items = Array.from({ length: mods }, (_, mod) => ({
    ...addMod(opened, gameId, mod, filesPerMod, overlap),
    enabled,
  }));
  const now = currentLoadout(engine.registry, requireGame(engine.registry, gameId));
  const to = { ...now, items: [...now.items, ...items] };
  const entries = items.map((item) => item.entry);
  changeLoadout(engine, gameId, { to, reason: 'install', subject: `${mods} mods`, entries }, unwatched);
  return {
    folder: folder.path,
    dataDir,
    game,
    gameId,
    entries,
    opened,
    remove: () => {
      opened.close();
      folder.remove();
    },
  };
}

function addMod(
  { engine }: OpenEngine,
  gameId: GameId,
  mod: number,
  filesPerMod: number,
  overlap: number,
): LoadoutItem {
  const { registry, store } = engine;
  const intake = store.blobs.openIntake(() => null);
  const shared = Math.floor(filesPerMod * overlap);
  const files = Array.from({ length: filesPerMod }, (_, file) => {
    const blob = intake.add([Buffer.from(`mod ${mod} file ${file} `.repeat(8))]);
    const owner = file < shared ? 'shared' : `mod-${mod}`;
    return {
      blob,
      file: {
        target: '.',
        path: relPath(`data/${owner}/part-${file % 4}/file-${file}.bin`),
        blob: blob.hash,
        size: blob.size,
      },
    };
  });
  const manifest = sha256Of(`manifest of mod ${mod}`);
  const entry = `mod-${mod}` as EntryId;
  registry.transaction(() => {
    for (const { blob } of files) registry.content.putBlob(blob);
    const list = files.map((one) => one.file);
    const row = registry.content.addManifest({ hash: manifest, archive: null, files: list, origin: {} });
    registry.content.settleManifest(row.id);
    const provenance = provenanceOfFile(`mod-${mod}.zip`);
    const about = { name: `Mod ${mod}`, provenance, installedAt: 0, kind: 'mod' as const };
    registry.content.addEntry({ id: entry, manifest, gameId, ...about }, row.id);
  });
  return { entry, manifest, enabled: false, pinned: false };
}
