/** The engine's verbs over the made-up games: library, conflicts, profiles, outside changes, upkeep and storage. */
import { alsoNeeded, lacksIn, leftWithout, needsOf } from '../../src/main/plan/needed-by.ts';
import type { Revisions } from '../../src/main/ipc/revisions.ts';
import { LoadstoneError } from '../../src/shared/errors.ts';
import type { EntryId, GameId } from '../../src/shared/ids.ts';
import type { CallName } from '../../src/shared/ipc/channels.ts';
import type { Handlers } from '../../src/shared/ipc/contract.ts';
import type { LoadoutChangeInput } from '../../src/shared/ipc/inputs.ts';
import type { ChangeOutcome, Conflict, LibraryEntry, OutsideChange, Profile } from '../../src/shared/model.ts';
import type { Collected, Retention, StoreStats } from '../../src/shared/storage.ts';
import type { Game } from '../../src/shared/games.ts';
import type { JobKind } from '../../src/shared/jobs.ts';
import { relPath } from '../../src/shared/rel-path.ts';
import { fakeSha, funkin, localEntry } from './fake-data.ts';
import { fakeFollow } from './fake-follow.ts';
import { fakeChoices } from './fake-installer.ts';
import { fakeBeaten, fakeConflicts, fakeFilesOf } from './fake-files.ts';
import type { FakeListener } from './fake-services.ts';
import type { FakeGame } from './fake-world.ts';

interface FakeEngine {
  readonly worldOf: (gameId: GameId) => FakeGame;
  readonly games: () => readonly Game[];
  readonly announce: (outcome: ChangeOutcome) => ChangeOutcome;
  readonly later: (ms: number) => Promise<void>;
  readonly now: () => number;
  /** All areas count together. */
  readonly revisions: Revisions;
  readonly emit: FakeListener;
  readonly refuseIfBroken: () => void;
  readonly runUpkeep: (gameId: GameId, kind: JobKind, files: number) => Promise<void>;
  /** Nothing was changed outside. */
  readonly quiet: boolean;
}

type Area<A extends string> = Pick<Handlers, Extract<CallName, `${A}.${string}`>>;
type HistoryExtras = Pick<Handlers, 'history.compare' | 'history.pin'>;

export const fakeEngineHandlers = (
  engine: FakeEngine,
): Area<'library' | 'conflicts' | 'profiles' | 'outside' | 'upkeep' | 'storage'> & HistoryExtras => {
  const profiles = createProfiles(engine);
  return {
    ...libraryHandlers(engine, profiles),
    ...conflictHandlers(engine),
    ...profiles.handlers,
    ...outsideHandlers(engine),
    ...storageHandlers(engine),
    'history.compare': async ({ gameId, from, to }) => {
      await engine.later(150);
      const world = engine.worldOf(gameId);
      return world.preview(world.at(to), world.at(from));
    },
    'history.pin': ({ gameId, generation, pinned }) => {
      engine.worldOf(gameId).patch(generation, { pinned });
      return null;
    },
  };
};

/** "Neon Boulevard", or "3 mods". */
function subjectOf(entries: readonly LibraryEntry[]): string {
  const [first] = entries;
  if (first === undefined) {
    throw new LoadstoneError('not_found', 'There is no such mod in the library.', 'Read the library again.');
  }
  return entries.length === 1 ? first.name : `${entries.length} mods`;
}

function moved(
  entries: readonly LibraryEntry[],
  ids: readonly EntryId[],
  beside: EntryId,
  place: 'before' | 'after',
): readonly LibraryEntry[] {
  const moving = entries.filter((entry) => ids.includes(entry.id));
  const rest = entries.filter((entry) => !ids.includes(entry.id));
  const at = rest.findIndex((entry) => entry.id === beside) + (place === 'after' ? 1 : 0);
  return [...rest.slice(0, at), ...moving, ...rest.slice(at)];
}

function changed(world: FakeGame, change: LoadoutChangeInput, profiles: Profiles, gameId: GameId) {
  const entries = world.entries();
  const choices = world.choices();
  switch (change.verb) {
    case 'setEnabled': {
      const ids = new Set(change.entries);
      const { enabled } = change;
      return { choices, entries: entries.map((entry) => (ids.has(entry.id) ? { ...entry, enabled } : entry)) };
    }
    case 'remove': {
      const ids = new Set(change.entries);
      return { choices, entries: entries.filter((entry) => !ids.has(entry.id)) };
    }
    case 'reorder':
      return { choices, entries: moved(entries, change.entries, change.beside, change.place) };
    case 'revert': {
      const old = world.version(change.entry, change.manifest);
      return { choices, entries: entries.map((entry) => (entry.id === change.entry && old !== null ? old : entry)) };
    }
    case 'switchProfile':
      return profiles.loadoutOf(gameId, change.name);
    case 'purge':
      return { choices, entries: entries.map((entry) => ({ ...entry, enabled: false })) };
    default:
      return change satisfies never;
  }
}

type Profiles = ReturnType<typeof createProfiles>;

function libraryHandlers(engine: FakeEngine, profiles: Profiles): Area<'library'> {
  const { worldOf, announce, later, refuseIfBroken } = engine;
  const lists = fakeFollow<LibraryEntry>(engine.revisions, ({ id }) => id);
  const named = (gameId: GameId, ids: readonly EntryId[]): readonly LibraryEntry[] => {
    const wanted = new Set(ids);
    return worldOf(gameId)
      .entries()
      .filter((entry) => wanted.has(entry.id));
  };
  const shown = (gameId: GameId): readonly LibraryEntry[] => {
    const all = lacksIn(worldOf(gameId).entries());
    return worldOf(gameId)
      .entries()
      .map((entry) => {
        const lacks = all.get(entry.id);
        return lacks === undefined ? entry : { ...entry, lacks };
      });
  };
  const make = async (
    gameId: GameId,
    reason: ChangeOutcome['reason'],
    subject: string,
    change: LoadoutChangeInput,
  ): Promise<ChangeOutcome> => {
    await later(350);
    refuseIfBroken();
    const { entries, choices } = changed(worldOf(gameId), change, profiles, gameId);
    return announce(worldOf(gameId).commit(reason, subject, entries, { choices }));
  };
  return {
    'library.snapshot': ({ gameId }) => {
      const { items: entries, ...told } = lists(gameId).tell(shown(gameId));
      return { gameId, entries, ...told };
    },
    'library.changes': ({ gameId, since }) => {
      const told = lists(gameId).since(since, shown(gameId));
      return told === null ? null : { gameId, ...told };
    },
    'library.needs': ({ gameId, entries, enabled }) => {
      const library = worldOf(gameId).entries();
      return (enabled ? alsoNeeded : leftWithout)(library, needsOf(library), entries);
    },
    'library.setEnabled': ({ gameId, entries, enabled }) =>
      make(gameId, enabled ? 'enable' : 'disable', subjectOf(named(gameId, entries)), {
        verb: 'setEnabled',
        entries,
        enabled,
      }),
    'library.remove': ({ gameId, entries }) =>
      make(gameId, 'remove', subjectOf(named(gameId, entries)), { verb: 'remove', entries }),
    'library.setPinned': ({ gameId, entries, pinned }) => {
      const world = worldOf(gameId);
      const ids = new Set(entries);
      const next = world.entries().map((entry) => (ids.has(entry.id) ? { ...entry, pinned } : entry));
      return announce(world.commit(pinned ? 'pin' : 'unpin', subjectOf(named(gameId, entries)), next));
    },
    'library.reorder': ({ gameId, entries, beside, place }) =>
      make(gameId, 'reorder', subjectOf(named(gameId, entries)), { verb: 'reorder', entries, beside, place }),
    'library.revert': ({ gameId, entry, manifest }) => {
      const old = worldOf(gameId).version(entry, manifest);
      const subject = `${old?.name ?? ''} ${old?.provenance.version ?? ''}`.trim();
      return make(gameId, 'revert', subject, { verb: 'revert', entry, manifest });
    },
    'library.versions': ({ gameId, entry }) => worldOf(gameId).versions(entry),
    'library.files': ({ gameId, entry }) => {
      const world = worldOf(gameId);
      const found = world.entries().find((one) => one.id === entry);
      if (found === undefined)
        throw new LoadstoneError('not_found', 'There is no such mod.', 'Read the library again.');
      const beaten = fakeBeaten(found, world.entries(), world.choices());
      return fakeFilesOf(found)
        .map(({ target, path, size }) => ({ target, path, size, beatenBy: beaten.get(path) ?? null }))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    'library.choices': ({ gameId, entry }) => {
      const name =
        worldOf(gameId)
          .entries()
          .find(({ id }) => id === entry)?.name ?? '';
      return { choices: name === 'Readable Notes' || name.includes('installer') ? fakeChoices : null };
    },
    'library.setNote': ({ gameId, entry, note }) => {
      worldOf(gameId).setNote(entry, note);
      return null;
    },
    'library.preview': async ({ gameId, change }) => {
      await later(200);
      return worldOf(gameId).preview(changed(worldOf(gameId), change, profiles, gameId));
    },
  };
}

function conflictHandlers({ worldOf, announce, later, refuseIfBroken, revisions }: FakeEngine): Area<'conflicts'> {
  const lists = fakeFollow<Conflict>(revisions, ({ path }) => path);
  const read = (gameId: GameId) => {
    const world = worldOf(gameId);
    const conflicts = fakeConflicts(world.entries(), world.choices());
    return { conflicts, about: { gameId, total: conflicts.length, choices: world.choices() } };
  };
  return {
    'conflicts.snapshot': ({ gameId }) => {
      const { conflicts, about } = read(gameId);
      const { items, ...told } = lists(gameId).tell(conflicts);
      return { ...about, conflicts: items, ...told };
    },
    'conflicts.changes': ({ gameId, since }) => {
      const { conflicts, about } = read(gameId);
      const told = lists(gameId).since(since, conflicts);
      return told === null ? null : { ...about, ...told };
    },
    'conflicts.choose': async ({ gameId, target, path, folder, choice }) => {
      await later(300);
      refuseIfBroken();
      const world = worldOf(gameId);
      const others = world.choices().filter((one) => one.path !== path || one.folder !== folder);
      const choices = 'forget' in choice ? others : [...others, { target, path, folder, entry: choice.entry }];
      const subject = folder ? `${path}/` : path;
      return announce(world.commit('choose-winner', subject, world.entries(), { choices }));
    },
  };
}

function createProfiles({ worldOf, announce, later, refuseIfBroken, revisions, emit }: FakeEngine) {
  /** Profiles that are not in use, with the generation that holds them. */
  const resting = new Map<GameId, Map<string, number>>();
  const used = new Map<GameId, string>();
  const restingOf = (gameId: GameId): Map<string, number> => {
    const known = resting.get(gameId);
    if (known !== undefined) return known;
    const made = new Map(gameId === funkin && worldOf(gameId).current() > 4 ? [['Tournament', 3]] : []);
    resting.set(gameId, made);
    return made;
  };
  const active = (gameId: GameId): string => used.get(gameId) ?? worldOf(gameId).profile();
  const list = (gameId: GameId): readonly Profile[] => {
    const world = worldOf(gameId);
    const all = [...restingOf(gameId), [active(gameId), world.current()] as const];
    return all
      .map(([name, generation]) => {
        const { entries } = world.at(generation);
        return {
          name,
          active: name === active(gameId),
          mods: entries.length,
          enabledMods: entries.filter((entry) => entry.enabled).length,
          generation,
        };
      })
      .toSorted((a, b) => a.name.localeCompare(b.name));
  };
  let extra = 0;
  const state = (gameId: GameId) => ({
    revision: revisions.current('profiles') * 1_000 + extra,
    gameId,
    profiles: list(gameId),
  });
  const tell = (gameId: GameId): null => {
    extra += 1;
    emit('profiles.changed', state(gameId));
    return null;
  };
  const refuseTaken = (gameId: GameId, name: string): void => {
    if (list(gameId).every((one) => one.name.toLowerCase() !== name.toLowerCase())) return;
    throw new LoadstoneError('invalid_input', `There is a profile "${name}" already.`, 'Choose another name.');
  };
  const loadoutOf = (gameId: GameId, name: string) => {
    const generation = restingOf(gameId).get(name);
    if (generation === undefined) {
      throw new LoadstoneError('not_found', `There is no profile "${name}".`, 'Choose another one.');
    }
    return worldOf(gameId).at(generation);
  };
  const handlers: Area<'profiles'> = {
    'profiles.snapshot': ({ gameId }) => state(gameId),
    'profiles.create': ({ gameId, name, copy }) => {
      refuseTaken(gameId, name);
      restingOf(gameId).set(name, copy ? worldOf(gameId).current() : 0);
      return tell(gameId);
    },
    'profiles.rename': ({ gameId, name, to }) => {
      refuseTaken(gameId, to);
      const held = restingOf(gameId).get(name);
      if (held === undefined) used.set(gameId, to);
      else {
        restingOf(gameId).delete(name);
        restingOf(gameId).set(to, held);
      }
      return tell(gameId);
    },
    'profiles.remove': ({ gameId, name }) => {
      restingOf(gameId).delete(name);
      return tell(gameId);
    },
    'profiles.switch': async ({ gameId, name }) => {
      await later(400);
      refuseIfBroken();
      const world = worldOf(gameId);
      const { entries, choices } = loadoutOf(gameId, name);
      restingOf(gameId).set(active(gameId), world.current());
      restingOf(gameId).delete(name);
      used.delete(gameId);
      return announce(world.commit('switch-profile', name, entries, { choices, profile: name }));
    },
  };
  return { handlers, loadoutOf };
}

function outsideHandlers(engine: FakeEngine): Area<'outside' | 'upkeep'> {
  const { worldOf, announce, later, now, refuseIfBroken, runUpkeep } = engine;
  let sound = false;
  const found = (gameId: GameId, added: boolean): readonly OutsideChange[] => {
    if (gameId !== funkin || engine.quiet || worldOf(gameId).entries().length === 0) return [];
    const at = (name: string): EntryId | null =>
      worldOf(gameId)
        .entries()
        .find((entry) => entry.name === name)?.id ?? null;
    const target = 'mods';
    const changes: readonly OutsideChange[] = [
      { target, path: relPath('data/songs/index.json'), kind: 'edited', entry: at('Double Tempo') },
      { target, path: relPath('images/notes/note-right.png'), kind: 'edited', entry: at('Readable Notes') },
      { target, path: relPath('fonts/vcr.ttf'), kind: 'deleted', entry: at('Readable Notes') },
      { target, path: relPath('Double-Tempo/data/000.json'), kind: 'replaced-by-folder', entry: at('Double Tempo') },
      { target, path: relPath('my-song/chart.json'), kind: 'added', entry: null },
      { target, path: relPath('my-song/Inst.ogg'), kind: 'added', entry: null },
    ];
    return changes.filter((one) => (added || one.kind !== 'added') && !worldOf(gameId).settled().has(one.path));
  };
  const count = (gameId: GameId): number =>
    worldOf(gameId)
      .entries()
      .filter((entry) => entry.enabled)
      .reduce((sum, entry) => sum + entry.files, 0);
  const settle = async (
    gameId: GameId,
    files: readonly { readonly path: string }[],
    reason: ChangeOutcome['reason'],
    entries: readonly LibraryEntry[],
    subject?: string,
  ): Promise<ChangeOutcome> => {
    await later(300);
    refuseIfBroken();
    const said = subject ?? (files.length === 1 ? (files[0]?.path ?? '') : `${files.length} files`);
    const outcome = worldOf(gameId).commit(reason, said, entries);
    worldOf(gameId).settle(files.map((file) => file.path));
    return announce(outcome);
  };
  const status = (gameId: GameId, added: boolean) => ({
    gameId,
    generation: worldOf(gameId).current(),
    files: count(gameId),
    changes: found(gameId, added),
  });
  return {
    'outside.check': async ({ gameId, added }) => {
      await later(added ? 300 : 80);
      return status(gameId, added);
    },
    'outside.keep': ({ gameId, files }) => {
      const mine = localEntry('Your changes', 900, now());
      const entries = worldOf(gameId).entries();
      const own = entries.some((entry) => entry.kind === 'own-changes')
        ? entries
        : [...entries, { ...mine, kind: 'own-changes' as const, archive: null, files: files.length }];
      return settle(gameId, files, 'keep-change', own);
    },
    'outside.restore': ({ gameId, files }) => settle(gameId, files, 'repair', worldOf(gameId).entries()),
    'outside.adopt': ({ gameId, files, name }) => {
      const adopted = {
        ...localEntry(name, 901 + worldOf(gameId).settled().size, now()),
        kind: 'adopted' as const,
        archive: null,
      };
      return settle(gameId, files, 'adopt', [...worldOf(gameId).entries(), { ...adopted, files: files.length }], name);
    },
    'upkeep.verify': async ({ gameId }) => {
      await runUpkeep(gameId, 'verify', count(gameId));
      return { ...status(gameId, false), damagedBlobs: engine.quiet || sound ? [] : [fakeSha(4_711)] };
    },
    'upkeep.repair': async ({ gameId }) => {
      await runUpkeep(gameId, 'repair', count(gameId));
      sound = true;
      const files = found(gameId, false);
      return settle(gameId, files, 'repair', worldOf(gameId).entries());
    },
    'upkeep.purge': async ({ gameId }) => {
      await runUpkeep(gameId, 'purge', count(gameId));
      const entries = worldOf(gameId).entries();
      return settle(
        gameId,
        [],
        'purge',
        entries.map((entry) => ({ ...entry, enabled: false })),
        '',
      );
    },
  };
}

const madeUpStore = '/home/player/.local/share/loadstone/store';
const movedTo = '/mnt/games/Loadstone store';

function storageHandlers({ worldOf, games, later, refuseIfBroken }: FakeEngine): Area<'storage'> {
  let freed = 0;
  let store = madeUpStore;
  return {
    'storage.stats': async () => {
      await later(150);
      refuseIfBroken();
      return { ...statsOf(games(), worldOf, freed), path: store, moved: store !== madeUpStore };
    },
    'storage.checkRegistry': async () => {
      await later(200);
      return { faults: [] };
    },
    'storage.rebuildRegistry': () => null,
    'storage.choosePlace': async ({ home }) => {
      await later(150);
      const [from, to] = home ? [movedTo, madeUpStore] : [madeUpStore, movedTo];
      const folder = home ? '/home/player/.local/share/loadstone' : '/mnt/games';
      const move = { from, to, files: 4_200, bytes: 61_000_000_000, freeBytes: 412_000_000_000, cloud: false };
      return {
        folder,
        move: {
          ...move,
          copies: home
            ? []
            : games()
                .slice(0, 1)
                .map(({ name }) => name),
        },
      };
    },
    'storage.move': async ({ folder }) => {
      await later(600);
      store = folder === '/mnt/games' ? movedTo : madeUpStore;
      return { from: madeUpStore, to: movedTo, files: 4_200, bytes: 61_000_000_000, damaged: 0 };
    },
    'storage.cancelMove': () => null,
    'storage.collect': async ({ retention, dryRun }) => {
      await later(dryRun ? 200 : 900);
      const result = { ...collected(games(), worldOf, retention), dryRun };
      const left = Math.max(0, result.bytes - freed);
      if (!dryRun) freed += left;
      return left === 0
        ? { ...result, generations: [], needDownload: [], files: 0, archives: 0, bytes: 0 }
        : { ...result, bytes: left };
    },
  };
}

function statsOf(games: readonly Game[], worldOf: FakeEngine['worldOf'], freed: number): StoreStats {
  const mods = games.flatMap(({ id }) =>
    worldOf(id)
      .entries()
      .slice(0, 200)
      .map((entry, index) => ({
        gameId: id,
        entry: entry.id,
        name: entry.name,
        bytes: entry.size,
        sharedBytes: Math.round(entry.size * ((index % 4) / 6)),
        archiveBytes: entry.archive === null ? 0 : Math.round(entry.size * 0.6),
        versions: worldOf(id).versions(entry.id).length,
        versionNames: [
          ...new Set(
            worldOf(id)
              .versions(entry.id)
              .flatMap(({ version }) => version ?? []),
          ),
        ],
        where: 'loadout' as const,
      })),
  );
  const sum = (of: (mod: (typeof mods)[number]) => number): number => mods.reduce((all, mod) => all + of(mod), 0);
  const unshared = sum((mod) => mod.bytes);
  const history = Math.max(0, 214_000_000 - freed);
  return {
    files: 1_204,
    bytes: unshared - sum((mod) => mod.sharedBytes) + history,
    unsharedBytes: unshared + history,
    archives: mods.filter((mod) => mod.archiveBytes > 0).length,
    archiveBytes: sum((mod) => mod.archiveBytes),
    generations: games.reduce((all, { id }) => all + worldOf(id).current() + 1, 0),
    historyBytes: mods.length === 0 ? 0 : history,
    freeBytes: 182_400_000_000,
    path: madeUpStore,
    moved: false,
    games: games.map(({ id, name }) => ({
      gameId: id,
      name,
      bytes: worldOf(id)
        .entries()
        .reduce((all, entry) => all + entry.size, 0),
      generations: worldOf(id).current() + 1,
    })),
    mods: mods.toSorted((a, b) => b.bytes - a.bytes).slice(0, 200),
  };
}

function collected(
  games: readonly Game[],
  worldOf: FakeEngine['worldOf'],
  retention: Retention,
): Omit<Collected, 'dryRun'> {
  const old = games.flatMap(({ id }) =>
    worldOf(id)
      .history(1_000)
      .generations.slice(retention.budget === null ? retention.generations : Math.min(4, retention.generations))
      .filter((one) => !one.pinned && one.number > 0)
      .map((one) => ({ gameId: id, number: one.number, reason: one.reason, subject: one.subject })),
  );
  return {
    generations: old.slice(1),
    needDownload: old.slice(0, 1),
    manifests: old.length,
    files: old.length * 41,
    archives: Math.min(2, old.length),
    bytes: old.length * 23_400_000,
  };
}
