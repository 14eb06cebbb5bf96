/** What a change of loadout means for a list that the game keeps about its mods. Reads, never writes. */
import type { ListDefinition, ListFormat } from '../../shared/games.ts';
import type { Loadout } from '../../shared/model.ts';
import { sameItems } from '../../shared/list-change.ts';
import { isRelPath } from '../../shared/rel-path.ts';
import { winnersOf, type Winner } from '../deploy/winners.ts';
import { listKinds } from '../games/lists/kinds.ts';
import type { ListChange, ListedMod, ListKind, ModFile } from '../games/lists/list-format.ts';
import { existingSpelling, isThere } from '../games/locate/read-tolerantly.ts';
import { readFully, withFile } from '../lib/files.ts';
import type { PathRow } from '../registry/content.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import type { Engine } from './engine.ts';

export interface ListQuestion {
  readonly list: ListDefinition;
  readonly from: Loadout;
  readonly to: Loadout;
  readonly first: boolean;
}

/** A file that makes a mod known, as one loadout has it. */
interface Provided {
  readonly row: PathRow;
  readonly blobId: number;
  readonly mod: ListedMod;
}

/** `unread`: of a mod that is not in the store yet it cannot be told what it is called. */
export interface ListAnswer {
  readonly change: ListChange;
  readonly unread: boolean;
}

export function listChange(engine: Engine, game: GameRow, question: ListQuestion): ListAnswer {
  const { list, from, to, first } = question;
  const target = game.targets.find(({ name }) => name === list.of);
  if (target === undefined) return { change: { ...nothing, first }, unread: false };
  const { content, applied } = engine.registry;
  const rows = listedFiles(content, target.name, listKinds[list.format]);
  let unread = false;
  const modOf = createReader(engine, list.format, () => {
    unread = true;
  });
  const before = providedBy(engine, from, rows, modOf);
  const after = providedBy(engine, to, rows, modOf);
  const was = new Map(before.map((one) => [one.mod.id, one]));
  const is = new Map(after.map((one) => [one.mod.id, one]));
  const comesBack = ({ row }: Provided): boolean => applied.original(target.id, row.id) !== null;
  const change = {
    first,
    ours: after.map(({ mod }) => mod),
    fresh: idsOf(after.filter(({ mod }) => !was.has(mod.id))),
    renewed: idsOf(after.filter(({ mod, blobId }) => was.has(mod.id) && was.get(mod.id)?.blobId !== blobId)),
    gone: idsOf(before.filter((one) => !is.has(one.mod.id) && !comesBack(one))),
    replacing: idsOf(after.filter(({ row }) => isOfOthers(engine, target, row))),
    reordered: !sameItems(orderOf(before, is), orderOf(after, was)),
  };
  return { change, unread };
}

/** Of all versions of all mods, whether they are on the disk or not. */
export function listedFiles(
  { topNames, findPathId, pathById }: Engine['registry']['content'],
  target: string,
  { knownBy }: ListKind,
): readonly PathRow[] {
  const names = topNames(target);
  const files =
    'ending' in knownBy
      ? names.filter((name) => knownBy.ending.test(name))
      : names.filter((name) => name.endsWith('/')).map((folder) => folder + knownBy.inFolder);
  return files.filter(isRelPath).flatMap((file) => {
    const id = findPathId(target, file);
    return id === null ? [] : [pathById(id)];
  });
}

const none: ReadonlySet<string> = new Set();
const nothing = { ours: [], fresh: none, renewed: none, gone: none, replacing: none, reordered: false };

const idsOf = (some: readonly Provided[]): ReadonlySet<string> => new Set(some.map(({ mod }) => mod.id));

/** In the order of the mods; within one, by name. A file that nobody provides, or that names no mod, is left out. */
function providedBy(
  { registry }: Engine,
  loadout: Loadout,
  rows: readonly PathRow[],
  modOf: (row: PathRow, winner: Winner) => ListedMod | null,
): readonly Provided[] {
  const winners = winnersOf(registry, loadout, new Set(rows.map(({ id }) => id)));
  const places = new Map(
    loadout.items.map((item, place) => [registry.content.requireManifest(item.manifest).id, place] as const),
  );
  return rows
    .flatMap((row) => {
      const winner = winners.get(row.id);
      if (winner === undefined || winner === 'nobody') return [];
      const mod = modOf(row, winner);
      return mod === null ? [] : [{ row, blobId: winner.blobId, mod, place: places.get(winner.manifestId) ?? 0 }];
    })
    .toSorted((a, b) => a.place - b.place);
}

/** Every change asks for most files, and so does what comes after it: each is looked into once. */
export function createReader(
  { fs, store, registry, listed }: Engine,
  format: ListFormat,
  onUnread: () => void,
): (row: PathRow, winner: Winner) => ListedMod | null {
  return ({ text }, { blobId }) => {
    const { hash, size } = registry.content.blobById(blobId);
    const key = `${format} ${hash} ${text}`;
    const before = listed.get(key);
    if (before !== undefined) return before;
    const mod = listKinds[format].modOf({ path: text, size, ...readerOf(fs, store.blobs.path(hash), size) });
    // What is not in the store yet may say more when it is.
    if (store.blobs.stat(hash) !== null) listed.set(key, mod);
    else if (mod === null) onUnread();
    return mod;
  };
}

/** A blob that is gone, or not in the store yet, says nothing. */
function readerOf(fs: Engine['fs'], file: string, size: number): Pick<ModFile, 'read' | 'readPart'> {
  const readPart = (from: number, length: number): Uint8Array | null => {
    if (fs.lstat(file)?.kind !== 'file' || from < 0 || from + length > size) return null;
    const bytes = new Uint8Array(length);
    return withFile(fs, file, 'r', (fd) => readFully(fs, fd, bytes, from)) === length ? bytes : null;
  };
  return { readPart, read: (max) => (size > max ? null : readPart(0, size)) };
}

/** The game, or the player, had a file there before any mod. */
function isOfOthers({ fs, registry }: Engine, target: TargetRow, { id, text }: PathRow): boolean {
  if (registry.applied.original(target.id, id) !== null) return true;
  if (registry.applied.file(target.id, id) !== null) return false;
  return isThere(fs, existingSpelling(fs, target.path, text));
}

const orderOf = (some: readonly Provided[], others: ReadonlyMap<string, Provided>): readonly string[] =>
  some.flatMap(({ mod }) => (others.has(mod.id) ? [mod.id] : []));
