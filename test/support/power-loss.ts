/**
 * What a disk may hold after the power went: a file-system port that writes down every change and every sync, and from
 * that makes the states a cut at any moment can leave. What was synced is there; of the rest each folder and each file
 * keeps some beginning of what was done to it, independently of all others.
 */
import fs from 'node:fs';
import path from 'node:path';
import { nodeFs, type Fs } from '../../src/main/lib/fs.ts';

/** Folders and files have numbers of their own, because names move. */
type Id = number;

type Change =
  | { readonly kind: 'enter'; readonly folder: Id; readonly name: string; readonly what: Id }
  /** `emptied`: the folder that went. No file system keeps that and loses what had emptied it. */
  | { readonly kind: 'leave'; readonly folder: Id; readonly name: string; readonly emptied: Id | null }
  | {
      readonly kind: 'move';
      readonly folder: Id;
      readonly name: string;
      readonly to: Id;
      readonly toName: string;
      readonly what: Id;
    }
  | { readonly kind: 'content'; readonly file: Id; readonly bytes: Buffer; readonly mode: number };

type Entry =
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'sync'; readonly what: Id | 'all' }
  /** The registry's file after a transaction; SQLite syncs those itself. */
  | { readonly type: 'commit'; readonly registry: Buffer };

interface FileState {
  readonly bytes: Buffer;
  readonly mode: number;
}

type Folder = Map<string, Id>;

interface Disk {
  readonly folders: Map<Id, Folder>;
  readonly files: Map<Id, FileState>;
}

export interface PowerLoss {
  readonly port: Fs;
  /** Call it after each transaction of the registry. */
  readonly committed: (registry: Buffer) => void;
  /** Number of moments at which the power can go. */
  readonly moments: () => number;
  /** Makes the folder what it may be after a cut at `moment`, and answers the registry's file as of then. */
  readonly cutAt: (moment: number, luck: Luck) => Buffer;
}

/** How much of what was not synced survives: 0 nothing, 1 all; asked for each folder and file. */
export type Luck = () => number;

const root: Id = 0;

/** Everything below `base` counts as synced now. */
export function recordPowerLoss(base: string, registryFile: string, registryNow: Buffer): PowerLoss {
  const log: Entry[] = [{ type: 'commit', registry: registryNow }];
  let ids = root;
  const newId = (): Id => (ids += 1);
  const start = scan(base, newId, registryFile);
  const live = copyOf(start);
  const open = new Map<number, { readonly id: Id; readonly path: string; readonly writes: boolean }>();

  const change = (one: Change): void => {
    log.push({ type: 'change', change: one });
    apply(live, one);
  };
  /** The folder and name of a path below `base`; null for what lies elsewhere. */
  const place = (file: string): { readonly folder: Id; readonly name: string } | null => {
    const relative = path.relative(base, file);
    if (relative === '' || relative.startsWith('..') || file.startsWith(registryFile)) return null;
    const parts = relative.split(path.sep);
    const name = parts.pop() ?? '';
    let folder = root;
    for (const part of parts) {
      const next = live.folders.get(folder)?.get(part);
      if (next === undefined) return null;
      folder = next;
    }
    return { folder, name };
  };
  const idOf = (file: string): Id | undefined => {
    if (path.relative(base, file) === '') return root;
    const at = place(file);
    return at === null ? undefined : live.folders.get(at.folder)?.get(at.name);
  };
  const enter = (file: string, what: Id): void => {
    const at = place(file);
    if (at !== null) change({ kind: 'enter', ...at, what });
  };
  const leave = (file: string, emptied: Id | null): void => {
    const at = place(file);
    if (at !== null) change({ kind: 'leave', ...at, emptied });
  };
  const newFolder = (folder: string): void => {
    const id = newId();
    live.folders.set(id, new Map());
    enter(folder, id);
  };
  const content = (id: Id | undefined, file: string): void => {
    if (id === undefined || !live.files.has(id)) return;
    change({ kind: 'content', file: id, bytes: fs.readFileSync(file), mode: fs.statSync(file).mode & 0o7777 });
  };

  const port: Fs = {
    ...nodeFs,
    mkdir: (folder) => {
      const made = nodeFs.mkdir(folder);
      if (made) newFolder(folder);
      return made;
    },
    mkdirs: (folder) => {
      const missing: string[] = [];
      for (let at = folder; !fs.existsSync(at); at = path.dirname(at)) missing.unshift(at);
      nodeFs.mkdirs(folder);
      for (const one of missing) newFolder(one);
    },
    rmdir: (folder) => {
      const id = idOf(folder);
      nodeFs.rmdir(folder);
      leave(folder, id ?? null);
    },
    unlink: (file) => {
      nodeFs.unlink(file);
      leave(file, null);
    },
    rename: (from, to) => {
      nodeFs.rename(from, to);
      const [source, target] = [place(from), place(to)];
      const what = source === null ? undefined : live.folders.get(source.folder)?.get(source.name);
      if (source === null || target === null || what === undefined) return;
      change({ kind: 'move', ...source, to: target.folder, toName: target.name, what });
    },
    link: (from, to) => {
      nodeFs.link(from, to);
      const id = idOf(from);
      if (id !== undefined) enter(to, id);
    },
    clone: () => {
      throw Object.assign(new Error('ENOTSUP: no clones here'), { code: 'ENOTSUP' });
    },
    chmod: (file, mode) => {
      nodeFs.chmod(file, mode);
      content(idOf(file), file);
    },
    open: (file, flags, mode) => {
      const fresh = flags !== 'r' && !fs.existsSync(file);
      const fd = nodeFs.open(file, flags, mode);
      if (fresh && place(file) !== null) {
        const id = newId();
        live.files.set(id, { bytes: Buffer.alloc(0), mode: fs.fstatSync(fd).mode & 0o7777 });
        enter(file, id);
      }
      const id = idOf(file);
      if (id !== undefined) open.set(fd, { id, path: file, writes: flags !== 'r' });
      if (flags === 'w' && !fresh) content(id, file);
      return fd;
    },
    write: (fd, bytes) => {
      nodeFs.write(fd, bytes);
      const file = open.get(fd);
      if (file !== undefined) content(file.id, file.path);
    },
    truncate: (file, size) => {
      nodeFs.truncate(file, size);
      content(idOf(file), file);
    },
    fsync: (fd) => {
      nodeFs.fsync(fd);
      const file = open.get(fd);
      if (file !== undefined) log.push({ type: 'sync', what: file.id });
    },
    close: (fd) => {
      nodeFs.close(fd);
      open.delete(fd);
    },
    syncVolume: () => {
      log.push({ type: 'sync', what: 'all' });
      return true;
    },
  };

  return {
    port,
    committed: (registry) => log.push({ type: 'commit', registry }),
    moments: () => log.length,
    cutAt: (moment, luck) => {
      const survived = survivors(log.slice(0, moment), luck);
      const disk = copyOf(start);
      for (const [id] of live.folders) if (!disk.folders.has(id)) disk.folders.set(id, new Map());
      for (const [id, file] of live.files)
        if (!disk.files.has(id)) disk.files.set(id, { ...file, bytes: Buffer.alloc(0) });
      for (const one of survived) apply(disk, one);
      write(base, disk, registryFile);
      return log.slice(0, moment + 1).findLast((entry) => entry.type === 'commit')?.registry ?? registryNow;
    },
  };
}

/** A number for each thing whose changes keep their order: a folder's names, a file's content. */
const objectsOf = (change: Change): readonly string[] => {
  if (change.kind === 'content') return [`file ${change.file}`];
  const other = change.kind === 'move' ? change.to : change.kind === 'leave' ? change.emptied : null;
  return other === null ? [`folder ${change.folder}`] : [`folder ${change.folder}`, `folder ${other}`];
};

function survivors(log: readonly Entry[], luck: Luck): readonly Change[] {
  const changes = log.flatMap((entry, at) => (entry.type === 'change' ? [{ at, change: entry.change }] : []));
  const durable = durableUpTo(log);
  const moves = changes.filter(({ change }) => objectsOf(change).length > 1);
  // What touches two folders happens in both or in neither. What made it durable in one, made it so in the other...
  settle(moves, (at, objects) => {
    if (!objects.some((object) => at <= upTo(durable, object))) return false;
    return objects.map((object) => raise(durable, object, at)).includes(true);
  });
  const cuts = new Map<string, number>();
  for (const { at, change } of changes) for (const object of objectsOf(change)) cuts.set(object, at);
  for (const [object, end] of cuts) {
    const from = upTo(durable, object);
    cuts.set(object, from + Math.round((end - from) * luck()));
  }
  // ...and where it is lost in one folder, it is lost in the other, with all that followed there.
  settle(moves, (at, objects) => {
    if (objects.every((object) => at <= upTo(cuts, object))) return false;
    return objects.map((object) => lower(cuts, object, at - 1)).includes(true);
  });
  return changes.flatMap(({ at, change }) =>
    objectsOf(change).every((object) => at <= upTo(cuts, object)) ? [change] : [],
  );
}

/** For each folder and file the last moment that a sync has made safe. */
function durableUpTo(log: readonly Entry[]): Map<string, number> {
  const durable = new Map<string, number>();
  const seen = new Set<string>();
  log.forEach((entry, at) => {
    if (entry.type === 'change') for (const object of objectsOf(entry.change)) seen.add(object);
    if (entry.type !== 'sync') return;
    const synced = entry.what === 'all' ? seen : [`folder ${entry.what}`, `file ${entry.what}`];
    for (const object of synced) durable.set(object, at);
  });
  return durable;
}

const upTo = (moments: ReadonlyMap<string, number>, object: string): number => moments.get(object) ?? -1;

function raise(moments: Map<string, number>, object: string, at: number): boolean {
  if (upTo(moments, object) >= at) return false;
  moments.set(object, at);
  return true;
}

function lower(moments: Map<string, number>, object: string, at: number): boolean {
  if (upTo(moments, object) <= at) return false;
  moments.set(object, at);
  return true;
}

/** Until nothing changes any more; every change goes the same way, so there is an end. */
function settle(
  moves: readonly { readonly at: number; readonly change: Change }[],
  adjust: (at: number, objects: readonly string[]) => boolean,
): void {
  while (moves.map(({ at, change }) => adjust(at, objectsOf(change))).includes(true));
}

function apply({ folders, files }: Disk, change: Change): void {
  switch (change.kind) {
    case 'enter':
      folders.get(change.folder)?.set(change.name, change.what);
      return;
    case 'leave':
      folders.get(change.folder)?.delete(change.name);
      return;
    case 'move':
      // Two names of one file: rename does nothing.
      if (folders.get(change.to)?.get(change.toName) === change.what) return;
      folders.get(change.folder)?.delete(change.name);
      folders.get(change.to)?.set(change.toName, change.what);
      return;
    case 'content':
      files.set(change.file, { bytes: change.bytes, mode: change.mode });
      return;
    default:
      change satisfies never;
  }
}

const copyOf = ({ folders, files }: Disk): Disk => ({
  folders: new Map([...folders].map(([id, names]) => [id, new Map(names)])),
  files: new Map(files),
});

function scan(base: string, newId: () => Id, registryFile: string): Disk {
  const disk: Disk = { folders: new Map([[root, new Map()]]), files: new Map() };
  const inodes = new Map<bigint, Id>();
  const visit = (folder: string, id: Id): void => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (file.startsWith(registryFile)) continue;
      if (entry.isDirectory()) {
        const below = newId();
        disk.folders.set(below, new Map());
        disk.folders.get(id)?.set(entry.name, below);
        visit(file, below);
        continue;
      }
      const { ino, mode } = fs.statSync(file, { bigint: true });
      const known = inodes.get(ino) ?? newId();
      inodes.set(ino, known);
      disk.files.set(known, { bytes: fs.readFileSync(file), mode: Number(mode & 0o7777n) });
      disk.folders.get(id)?.set(entry.name, known);
    }
  };
  visit(base, root);
  return disk;
}

/** Files that still have a name; two names of one file are hard links again. */
function write(base: string, disk: Disk, registryFile: string): void {
  fs.rmSync(base, { recursive: true, force: true });
  const placed = new Map<Id, string>();
  const visit = (folder: string, id: Id): void => {
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, what] of disk.folders.get(id) ?? []) {
      const at = path.join(folder, name);
      const file = disk.files.get(what);
      if (file === undefined) visit(at, what);
      else placeFile(at, what, file, placed);
    }
  };
  visit(base, root);
  fs.mkdirSync(path.dirname(registryFile), { recursive: true });
}

function placeFile(at: string, id: Id, { bytes, mode }: FileState, placed: Map<Id, string>): void {
  const first = placed.get(id);
  if (first !== undefined) {
    fs.linkSync(first, at);
    return;
  }
  fs.writeFileSync(at, bytes);
  fs.chmodSync(at, mode);
  placed.set(id, at);
}
