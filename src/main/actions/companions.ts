/** What a change of loadout means for the files a game keeps about its mods: as they are now, and as they are to be. */
import path from 'node:path';
import type { Sha256 } from '../../shared/ids.ts';
import type { Loadout, LoadoutItem } from '../../shared/model.ts';
import { foldKey } from '../../shared/rel-path.ts';
import type { CompanionFile } from '../deploy/request.ts';
import { companionsOf, type Companion, type ModFilesChange } from '../games/companions.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { KeepsakeRow } from '../registry/keepsakes.ts';
import type { Registry } from '../registry/registry.ts';
import type { Engine } from './engine.ts';

export interface CompanionChange {
  readonly files: readonly CompanionFile[];
  /** How the generation that is left had them. */
  readonly keepsakes: readonly KeepsakeRow[];
}

/** Saves what is there into the store first: whatever the deployment does, the bytes are safe. */
export function changeCompanions(
  engine: Engine,
  game: GameRow,
  { from, to, restores }: { readonly from: Loadout; readonly to: Loadout; readonly restores: number | null },
): CompanionChange {
  const companions = companionsOf(game);
  if (companions.length === 0) return { files: [], keepsakes: [] };
  const restored = restores === null ? [] : engine.registry.keepsakes.of(game.id, restores);
  const change = filesChange(engine.registry, from, to);
  const all = companions.map((companion) => changeOne(engine, game, companion, change, restored));
  return { files: all.flatMap(({ file }) => file ?? []), keepsakes: all.map(({ keepsake }) => keepsake) };
}

function changeOne(
  engine: Engine,
  game: GameRow,
  { target: name, path: at, merge }: Companion,
  change: ModFilesChange,
  restored: readonly KeepsakeRow[],
): { readonly file: CompanionFile | null; readonly keepsake: KeepsakeRow } {
  const target = requireTarget(game, name);
  const place = path.join(target.path, at);
  const present = engine.fs.lstat(place)?.kind === 'file';
  const current = present ? saveFile(engine, place) : null;
  const keepsake = { targetId: target.id, path: at, blob: current };
  const earlier = restored.find((row) => row.targetId === target.id && foldKey(row.path) === foldKey(at));
  if (earlier !== undefined) return { keepsake, file: fileOf(engine, target, keepsake, earlier.blob) };
  const touched = change.present.length > 0 || change.removed.length > 0;
  if (merge === null || !touched) return { keepsake, file: null };
  const bytes = merge(present ? engine.fs.readFile(place) : null, change);
  if (bytes === null) return { keepsake, file: null };
  return { keepsake, file: fileOf(engine, target, keepsake, saveBytes(engine, bytes)) };
}

const fileOf = (
  { clock }: Engine,
  target: TargetRow,
  { path: at, blob: was }: KeepsakeRow,
  becomes: Sha256 | null,
): CompanionFile | null =>
  was === becomes ? null : { target, path: at, becomes, mtimeNs: BigInt(clock.now()) * 1_000_000n };

function requireTarget(game: GameRow, name: string): TargetRow {
  const target = game.targets.find((candidate) => candidate.name === name);
  if (target === undefined) throw new Error(`${game.id} has no target ${name}`);
  return target;
}

function saveFile({ store, registry }: Engine, file: string): Sha256 {
  const blob = store.blobs.capture(file);
  registry.transaction(() => registry.content.putBlob(blob));
  return blob.hash;
}

function saveBytes({ store, registry }: Engine, bytes: Uint8Array): Sha256 {
  const intake = store.blobs.openIntake(() => null);
  const blob = intake.add([bytes]);
  intake.flush();
  registry.transaction(() => registry.content.putBlob(blob));
  return blob.hash;
}

/** Only mods that change are spoken for: what the player did to the others in the game itself stays. */
function filesChange(registry: Registry, from: Loadout, to: Loadout): ModFilesChange {
  const before = new Map(from.items.map((item) => [item.entry, item]));
  const kept = new Set(to.items.map((item) => item.entry));
  const differs = (item: LoadoutItem): boolean => {
    const was = before.get(item.entry);
    return was === undefined || was.manifest !== item.manifest || was.enabled !== item.enabled;
  };
  return {
    present: to.items
      .filter(differs)
      .flatMap((item) => fileNames(registry, item).map((fileName) => ({ fileName, enabled: item.enabled }))),
    removed: from.items.filter((item) => !kept.has(item.entry)).flatMap((item) => fileNames(registry, item)),
  };
}

function fileNames({ content }: Registry, { manifest }: LoadoutItem): readonly string[] {
  return content
    .filesOf(content.requireManifest(manifest).id)
    .map(({ pathId }) => path.posix.basename(content.pathById(pathId).text));
}
