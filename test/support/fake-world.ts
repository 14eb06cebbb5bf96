/** Library and history of one made-up game: every change makes a generation, any of them can be gone back to. */
import { LoadstoneError } from '../../src/shared/errors.ts';
import type { EntryId, GameId } from '../../src/shared/ids.ts';
import type { HistoryState } from '../../src/shared/ipc/contract.ts';
import type {
  ChangeCounts,
  ChangeOutcome,
  ChangePreview,
  Generation,
  GenerationReason,
  LibraryEntry,
  ModDetails,
} from '../../src/shared/model.ts';
import { relPath } from '../../src/shared/rel-path.ts';
import { day, entryOf, fakeNow, fakeSha, hour, localEntry } from './fake-data.ts';

export interface FakeGame {
  readonly entries: () => readonly LibraryEntry[];
  readonly current: () => number;
  readonly history: (limit: number) => Omit<HistoryState, 'revision'>;
  readonly commit: (reason: GenerationReason, subject: string, entries: readonly LibraryEntry[]) => ChangeOutcome;
  readonly rollBack: (to: number) => ChangeOutcome;
  readonly undo: () => ChangeOutcome;
  readonly redo: () => ChangeOutcome;
  readonly preview: (to: number) => ChangePreview;
  readonly setNote: (number: number, note: string) => void;
}

interface Kept {
  readonly generation: Generation;
  readonly entries: readonly LibraryEntry[];
}

const isOn = (entry: LibraryEntry): boolean => entry.enabled;
const filesOf = (entries: readonly LibraryEntry[]): number => entries.reduce((sum, entry) => sum + entry.files, 0);

function difference(from: readonly LibraryEntry[], to: readonly LibraryEntry[]): ChangeCounts {
  const before = new Map(from.filter(isOn).map((entry) => [entry.id, entry]));
  const after = new Map(to.filter(isOn).map((entry) => [entry.id, entry]));
  const gone = [...before.values()].filter((entry) => !after.has(entry.id));
  const fresh = [...after.values()].filter((entry) => !before.has(entry.id));
  const replaced = [...after.values()].filter((entry) => {
    const old = before.get(entry.id);
    return old !== undefined && old.manifest !== entry.manifest;
  });
  return { added: filesOf(fresh), replaced: filesOf(replaced), removed: filesOf(gone) };
}

function treeHashOf(entries: readonly LibraryEntry[]): string {
  let seed = 7;
  for (const char of entries
    .filter(isOn)
    .map((entry) => `${entry.id}:${entry.manifest}`)
    .join('|')) {
    seed = (Math.imul(seed, 31) + (char.codePointAt(0) ?? 0)) % 1_000_003;
  }
  return fakeSha(Math.abs(seed));
}

function modChanges(from: readonly LibraryEntry[], to: readonly LibraryEntry[]): ChangePreview['mods'] {
  const before = new Map(from.map((entry) => [entry.id, entry]));
  const after = new Map(to.map((entry) => [entry.id, entry]));
  const changes: ChangePreview['mods'][number][] = [];
  for (const [id, entry] of before) {
    if (after.has(id)) continue;
    changes.push({ name: entry.name, change: 'removed', from: entry.provenance.version, to: null });
  }
  for (const [id, entry] of after) {
    const old = before.get(id);
    const { version } = entry.provenance;
    if (old === undefined) changes.push({ name: entry.name, change: 'added', from: null, to: version });
    else if (old.manifest !== entry.manifest) {
      changes.push({ name: entry.name, change: 'version', from: old.provenance.version, to: version });
    } else if (old.enabled !== entry.enabled) {
      changes.push({ name: entry.name, change: entry.enabled ? 'enabled' : 'disabled', from: null, to: null });
    }
  }
  return changes;
}

/** A game without any mods. */
export function createFakeGame(gameId: GameId, now: () => number): FakeGame {
  const untouched: Generation = {
    number: 0,
    parent: 0,
    createdAt: now(),
    reason: 'adopt',
    subject: 'The game before Loadstone',
    changed: { added: 0, replaced: 0, removed: 0 },
    mods: 0,
    enabledMods: 0,
    treeHash: treeHashOf([]),
    note: '',
  };
  const kept: Kept[] = [{ generation: untouched, entries: [] }];
  // Generations whose content undo and redo go to, nearest last.
  let past: readonly number[] = [];
  let future: readonly number[] = [];

  const numbered = (number: number): Kept => {
    const found = kept.find((one) => one.generation.number === number);
    if (found !== undefined) return found;
    throw new LoadstoneError(
      'generation_not_found',
      `There is no generation ${number}.`,
      'Choose one from the history.',
    );
  };
  const top = (): Kept => numbered(kept.length - 1);

  function add(reason: GenerationReason, subject: string, entries: readonly LibraryEntry[]): ChangeOutcome {
    const before = top();
    const changed = difference(before.entries, entries);
    const generation: Generation = {
      number: kept.length,
      parent: before.generation.number,
      createdAt: now(),
      reason,
      subject,
      changed,
      mods: entries.length,
      enabledMods: entries.filter(isOn).length,
      treeHash: treeHashOf(entries),
      note: '',
    };
    kept.push({ generation, entries });
    const known = new Map(before.entries.map((entry) => [entry.id, entry]));
    const touched = entries.filter((entry) => known.get(entry.id) !== entry).map((entry): EntryId => entry.id);
    return {
      gameId,
      generation: generation.number,
      reason,
      subject,
      changed,
      treeHash: generation.treeHash,
      entries: touched,
      kept: [],
      captured: [],
    };
  }

  function change(reason: GenerationReason, subject: string, entries: readonly LibraryEntry[]): ChangeOutcome {
    past = [...past, top().generation.number];
    future = [];
    return add(reason, subject, entries);
  }

  return {
    entries: () => top().entries,
    current: () => top().generation.number,
    history: (limit) => ({
      gameId,
      current: top().generation.number,
      generations: kept
        .map((one) => one.generation)
        .toReversed()
        .slice(0, limit),
      canUndo: past.length > 0,
      canRedo: future.length > 0,
    }),
    commit: change,
    rollBack: (to) => change('roll-back', `generation ${to}`, numbered(to).entries),
    undo: () => {
      const to = past.at(-1);
      if (to === undefined)
        throw new LoadstoneError('nothing_to_undo', 'There is nothing to undo.', 'Install a mod first.');
      past = past.slice(0, -1);
      future = [...future, top().generation.number];
      return add('roll-back', `generation ${to}`, numbered(to).entries);
    },
    redo: () => {
      const to = future.at(-1);
      if (to === undefined)
        throw new LoadstoneError('nothing_to_redo', 'There is nothing to redo.', 'Undo something first.');
      future = future.slice(0, -1);
      past = [...past, top().generation.number];
      return add('redo', `generation ${to}`, numbered(to).entries);
    },
    preview: (to) => {
      const from = top().entries;
      const wanted = numbered(to).entries;
      const mods = modChanges(from, wanted);
      return {
        changed: difference(from, wanted),
        mods,
        files: mods.slice(0, 20).map((mod, index) => ({
          target: 'mods',
          path: relPath(
            `${mod.name.replaceAll(/[^A-Za-z0-9]+/gu, '-').replaceAll(/^-+|-+$/gu, '') || 'mod'}/data/${index}.json`,
          ),
          action:
            mod.change === 'added' || mod.change === 'enabled'
              ? 'add'
              : mod.change === 'version'
                ? 'replace'
                : 'remove',
        })),
        kept: [],
      };
    },
    setNote: (number, note) => {
      const one = numbered(number);
      kept[number] = { ...one, generation: { ...one.generation, note } };
    },
  };
}

const nth = (mods: readonly ModDetails[], index: number): ModDetails => {
  const mod = mods[index];
  if (mod === undefined) throw new Error(`the fake has no mod ${index}`);
  return mod;
};

/** Six mods, nine generations, with an update, a removal and a roll back among them. `tick` moves the clock. */
export function fillFakeGame(game: FakeGame, mods: readonly ModDetails[], setNow: (time: number) => void): void {
  const at = (time: number): number => {
    setNow(time);
    return time;
  };
  const from = (index: number, seed: number, time: number): LibraryEntry =>
    entryOf(nth(mods, index), nth(mods, index).files[0] ?? null, seed, time);
  const install = (entry: LibraryEntry): ChangeOutcome =>
    game.commit('install', entry.name, [...game.entries(), entry]);

  install(from(0, 1, at(fakeNow - 38 * day)));
  install(from(4, 2, at(fakeNow - 30 * day)));
  install(from(18, 3, at(fakeNow - 21 * day)));
  game.setNote(3, 'Everything worked here');
  install(localEntry('my-old-charts.zip', 4, at(fakeNow - 9 * day)));
  install(from(14, 5, at(fakeNow - 2 * day)));
  at(fakeNow - day);
  game.commit(
    'disable',
    'Double Tempo',
    game.entries().map((entry) => (entry.name === 'Double Tempo' ? { ...entry, enabled: false } : entry)),
  );
  install(from(3, 6, at(fakeNow - 3 * hour)));
  at(fakeNow - 2 * hour);
  game.commit(
    'update',
    nth(mods, 0).name,
    game.entries().map((entry, index) => (index === 0 ? { ...entry, manifest: fakeSha(77) } : entry)),
  );
  at(fakeNow - hour / 2);
  game.commit(
    'enable',
    'Double Tempo',
    game.entries().map((entry) => (entry.name === 'Double Tempo' ? { ...entry, enabled: true } : entry)),
  );
  setNow(fakeNow);
}
