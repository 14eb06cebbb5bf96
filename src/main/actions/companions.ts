/** What a change of loadout means for the files a game keeps about its mods: as they are now, and as they are to be. */
import path from 'node:path';
import type { Sha256 } from '../../shared/ids.ts';
import type { ChangePreview, Loadout, LoadoutItem } from '../../shared/model.ts';
import { foldKey } from '../../shared/rel-path.ts';
import type { CompanionFile } from '../deploy/request.ts';
import { companionsOf, type Companion } from '../games/companions.ts';
import type { ModFilesChange } from '../games/mod-files-change.ts';
import { listKinds } from '../games/lists/kinds.ts';
import { existingSpelling } from '../games/locate/read-tolerantly.ts';
import { sha256Of } from '../lib/hash.ts';
import { foldersOf, type GameRow, type TargetRow } from '../registry/games.ts';
import type { KeepsakeRow } from '../registry/keepsakes.ts';
import type { Registry } from '../registry/registry.ts';
import type { Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';
import { listChange } from './list-change.ts';

export interface CompanionChange {
  readonly files: readonly CompanionFile[];
  /** How the generation that is left had them. */
  readonly keepsakes: readonly KeepsakeRow[];
  /** How the next one begins with them. It is left with what the game has made of them until then. */
  readonly start: readonly KeepsakeRow[];
}

interface Change {
  readonly from: Loadout;
  readonly to: Loadout;
  readonly restores: number | null;
}

/** One file as it is, and what it is to become. */
interface PlannedCompanion {
  readonly target: TargetRow;
  readonly companion: Companion;
  /** Absolute. */
  readonly file: string;
  readonly current: Uint8Array | null;
  readonly becomes:
    | { readonly kind: 'same' }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
    | { readonly kind: 'kept'; readonly blob: Sha256 | null };
  /** It may change in a way that shows only once the mod is in the store. */
  readonly unread: boolean;
}

/** Saves what is there into the store first: whatever the deployment does, the bytes are safe. */
export function changeCompanions(engine: Engine, game: GameRow, change: Change): CompanionChange {
  const all = planCompanions(engine, game, change).map((planned) => {
    const { target, companion, file, current } = planned;
    const keepsake = {
      targetId: target.id,
      path: companion.path,
      blob: current === null ? null : saveFile(engine, file),
    };
    return { keepsake, file: fileOf(engine, planned, keepsake) };
  });
  return {
    files: all.flatMap(({ file }) => file ?? []),
    keepsakes: all.map(({ keepsake }) => keepsake),
    start: all.map(({ keepsake, file }) => (file === null ? keepsake : { ...keepsake, blob: file.becomes })),
  };
}

/** For a preview: what would become of them. Writes nothing. */
export const previewCompanions = (engine: Engine, game: GameRow, change: Change): ChangePreview['files'] =>
  planCompanions(engine, game, change).flatMap((planned) => {
    const { target, companion, current, becomes, unread } = planned;
    const at = { target: target.name, path: companion.path };
    const before = current === null ? null : sha256Of(current);
    const after = becomes.kind === 'same' ? before : becomes.kind === 'kept' ? becomes.blob : sha256Of(becomes.bytes);
    if (before === after) return unread && before !== null ? [{ ...at, action: 'replace' as const }] : [];
    return [{ ...at, action: before === null ? 'add' : after === null ? 'remove' : 'replace' } as const];
  });

function planCompanions(engine: Engine, game: GameRow, change: Change): readonly PlannedCompanion[] {
  const companions = companionsOf(game, definitionOf(engine, game)?.lists);
  if (companions.length === 0) return [];
  const { from, to, restores } = change;
  const restored = restores === null ? [] : engine.registry.keepsakes.of(game.id, restores);
  const files = filesChange(engine.registry, from, to);
  return companions.flatMap((companion) => planOne(engine, game, companion, change, files, restored) ?? []);
}

/** null: the folder of a list is gone. It is not made again, for the game would not look into it. */
function planOne(
  engine: Engine,
  game: GameRow,
  companion: Companion,
  change: Change,
  files: ModFilesChange,
  restored: readonly KeepsakeRow[],
): PlannedCompanion | null {
  const { fs } = engine;
  const target = requireFolder(game, companion.target);
  if (companion.changes.by === 'list' && fs.lstat(target.path)?.kind !== 'folder') return null;
  const file = existingSpelling(fs, target.path, companion.path);
  const current = fs.lstat(file)?.kind === 'file' ? fs.readFile(file) : null;
  const base = { target, companion, file, current };
  const earlier = restored.find((row) => row.targetId === target.id && foldKey(row.path) === foldKey(companion.path));
  if (earlier !== undefined) return { ...base, becomes: { kind: 'kept', blob: earlier.blob }, unread: false };
  const { bytes, unread } = merged(engine, game, base, change, files);
  return { ...base, becomes: bytes === null ? { kind: 'same' } : { kind: 'bytes', bytes }, unread };
}

/** `bytes` null: it stays. */
function merged(
  engine: Engine,
  game: GameRow,
  { target, companion: { path: at, changes }, current }: Pick<PlannedCompanion, 'target' | 'companion' | 'current'>,
  { from, to }: Change,
  files: ModFilesChange,
): { readonly bytes: Uint8Array | null; readonly unread: boolean } {
  switch (changes.by) {
    case 'nothing':
      return { bytes: null, unread: false };
    case 'file-names': {
      const touched = files.present.length > 0 || files.removed.length > 0;
      return { bytes: touched ? changes.merge(current, files) : null, unread: false };
    }
    case 'list': {
      const kind = listKinds[changes.list.format];
      const first = !engine.registry.keepsakes.has(game.id, target.id, at);
      const { change, unread } = listChange(engine, game, { list: changes.list, from, to, first });
      return { bytes: kind.merge(current, change), unread };
    }
    default:
      return changes satisfies never;
  }
}

function fileOf(
  engine: Engine,
  { target, becomes }: PlannedCompanion,
  { path: at, blob: was }: KeepsakeRow,
): CompanionFile | null {
  if (becomes.kind === 'same') return null;
  const blob = becomes.kind === 'kept' ? becomes.blob : saveBytes(engine, becomes.bytes);
  return was === blob ? null : { target, path: at, becomes: blob, mtimeNs: BigInt(engine.clock.now()) * 1_000_000n };
}

function requireFolder(game: GameRow, name: string): TargetRow {
  const target = foldersOf(game).find((candidate) => candidate.name === name);
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
