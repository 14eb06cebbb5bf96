/** Library and history of one made-up game: every change makes a generation, any of them can be gone back to. */
import { stepSubject } from '../../src/main/plan/step-subject.ts';
import { undoState, type UndoState, type UndoStep } from '../../src/main/plan/undo-stack.ts';
import type { Batch } from '../../src/shared/batches.ts';
import { LoadstoneError } from '../../src/shared/errors.ts';
import type { EntryId, GameId, Sha256 } from '../../src/shared/ids.ts';
import type { HistoryState } from '../../src/shared/ipc/contract.ts';
import {
  previewLimit,
  type ChangeCounts,
  type ChangeOutcome,
  type ChangePreview,
  type EntryVersion,
  type FileAction,
  type FileChoice,
  type Generation,
  type GenerationReason,
  type HistoryMove,
  type LibraryEntry,
  type ModDetails,
} from '../../src/shared/model.ts';
import { day, entryOf, fakeEntryId, fakeNow, fakeSha, hour, localEntry } from './fake-data.ts';
import { fakeFileChanges } from './fake-files.ts';

export interface FakeGame {
  readonly entries: () => readonly LibraryEntry[];
  readonly choices: () => readonly FileChoice[];
  readonly current: () => number;
  readonly profile: () => string;
  /** Files changed outside of which the player has disposed, in this state of the game. */
  readonly settled: () => ReadonlySet<string>;
  readonly history: (limit: number) => Omit<HistoryState, 'revision'>;
  readonly at: (number: number) => Kept;
  readonly commit: (
    reason: GenerationReason,
    subject: string,
    entries: readonly LibraryEntry[],
    more?: { readonly choices?: readonly FileChoice[]; readonly profile?: string; readonly batch?: Batch | null },
  ) => ChangeOutcome;
  /** What is committed from now on is one step for undo; null: each by itself. */
  readonly together: (batch: Batch | null) => void;
  /** From the newest generation on: going back behind it finds the files as they were. */
  readonly settle: (paths: readonly string[]) => void;
  readonly rollBack: (to: number) => ChangeOutcome;
  readonly undo: () => ChangeOutcome;
  readonly redo: () => ChangeOutcome;
  /** The difference between two loadouts. */
  readonly preview: (to: Loadout, from?: Loadout) => ChangePreview;
  readonly patch: (number: number, patch: Partial<Generation>) => void;
  readonly setNote: (entry: EntryId, note: string) => void;
  readonly versions: (entry: EntryId) => readonly EntryVersion[];
  /** The entry as it was with that manifest. */
  readonly version: (entry: EntryId, manifest: Sha256) => LibraryEntry | null;
}

interface Loadout {
  readonly entries: readonly LibraryEntry[];
  readonly choices: readonly FileChoice[];
}

interface Kept extends Loadout {
  readonly batch: Batch | null;
  readonly generation: Generation;
  readonly settled: ReadonlySet<string>;
}

const isOn = (entry: LibraryEntry): boolean => entry.enabled;

function countsOf(files: ChangePreview['files']): ChangeCounts {
  const count = (action: FileAction): number => files.filter((file) => file.action === action).length;
  return { added: count('add'), replaced: count('replace'), removed: count('remove') };
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
  const order = new Map(from.filter((entry) => after.has(entry.id)).map((entry, index) => [entry.id, index]));
  const places = new Map(to.filter((entry) => before.has(entry.id)).map((entry, index) => [entry.id, index]));
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
    } else if ((order.get(id) ?? 0) > (places.get(id) ?? 0)) {
      changes.push({ name: entry.name, change: 'moved', from: null, to: null });
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
    reason: 'start',
    subject: 'The game before Loadstone',
    changed: { added: 0, replaced: 0, removed: 0 },
    mods: 0,
    enabledMods: 0,
    treeHash: treeHashOf([]),
    note: '',
    pinned: false,
    profile: 'Default',
    needsDownload: false,
  };
  const kept: Kept[] = [{ generation: untouched, entries: [], choices: [], batch: null, settled: new Set() }];
  const notes = new Map<EntryId, string>();
  let together: Batch | null = null;

  const numbered = (number: number): Kept => {
    const found = kept[number];
    if (found !== undefined) return found;
    throw new LoadstoneError(
      'generation_not_found',
      `There is no generation ${number}.`,
      'Choose one from the history.',
    );
  };
  const top = (): Kept => numbered(kept.length - 1);

  function add(
    reason: GenerationReason,
    subject: string,
    to: Loadout,
    profile: string,
    batch: Batch | null = null,
    settled = top().settled,
  ): ChangeOutcome {
    const before = top();
    const changed = countsOf(fakeFileChanges(before, to));
    const generation: Generation = {
      number: kept.length,
      parent: before.generation.number,
      createdAt: now(),
      reason,
      subject,
      changed,
      mods: to.entries.length,
      enabledMods: to.entries.filter(isOn).length,
      treeHash: treeHashOf(to.entries),
      note: '',
      pinned: false,
      profile,
      needsDownload: false,
    };
    kept.push({ generation, entries: to.entries, choices: to.choices, batch, settled });
    const known = new Map(before.entries.map((entry) => [entry.id, entry]));
    const touched = to.entries.filter((entry) => known.get(entry.id) !== entry).map((entry): EntryId => entry.id);
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

  const goTo = (reason: GenerationReason, to: number, subject = `generation ${to}`): ChangeOutcome =>
    add(reason, subject, numbered(to), numbered(to).generation.profile, null, numbered(to).settled);

  const steps = (): UndoState => undoState(kept.map(({ generation, batch }) => ({ ...generation, batch })));
  const wordsOf = (step: UndoStep): string => stepSubject(step, (number) => numbered(number).generation.subject);
  const moveOf = (step: UndoStep | null): HistoryMove | null =>
    step === null ? null : { from: step.from, subject: wordsOf(step) };

  const allOf = (entry: EntryId): readonly LibraryEntry[] => {
    const byManifest = new Map<Sha256, LibraryEntry>();
    for (const { entries } of kept) {
      const found = entries.find((one) => one.id === entry);
      if (found !== undefined) byManifest.set(found.manifest, found);
    }
    return [...byManifest.values()].toReversed();
  };

  return {
    entries: () => top().entries.map((entry) => ({ ...entry, note: notes.get(entry.id) ?? '' })),
    choices: () => top().choices,
    current: () => top().generation.number,
    profile: () => top().generation.profile,
    settled: () => top().settled,
    at: numbered,
    history: (limit) => ({
      gameId,
      current: top().generation.number,
      generations: kept
        .map((one) => one.generation)
        .toReversed()
        .slice(0, limit),
      undo: moveOf(steps().undo),
      redo: moveOf(steps().redo),
    }),
    commit: (reason, subject, entries, more = {}) => {
      const { choices = top().choices, profile = top().generation.profile, batch = null } = more;
      return add(reason, subject, { entries, choices }, profile, batch ?? together);
    },
    together: (batch) => {
      together = batch;
    },
    settle: (paths) => {
      const newest = top();
      kept[kept.length - 1] = { ...newest, settled: newest.settled.union(new Set(paths)) };
    },
    rollBack: (to) => goTo('roll-back', to),
    undo: () => {
      const { undo: step } = steps();
      if (step === null)
        throw new LoadstoneError('nothing_to_undo', 'There is nothing to undo.', 'Install a mod first.');
      return goTo('undo', step.to, wordsOf(step));
    },
    redo: () => {
      const { redo: step } = steps();
      if (step === null)
        throw new LoadstoneError('nothing_to_redo', 'There is nothing to redo.', 'Undo something first.');
      return goTo('redo', step.to, wordsOf(step));
    },
    preview: (to, from = top()) => {
      const files = fakeFileChanges(from, to);
      return {
        changed: countsOf(files),
        mods: modChanges(from.entries, to.entries),
        files: files.slice(0, previewLimit),
        choices: Math.abs(to.choices.length - from.choices.length),
        kept: [],
        downloads: [],
      };
    },
    patch: (number, patch) => {
      const one = numbered(number);
      kept[number] = { ...one, generation: { ...one.generation, ...patch } };
    },
    setNote: (entry, note) => void notes.set(entry, note),
    versions: (entry) => {
      const here = top().entries.find((one) => one.id === entry)?.manifest;
      const all = allOf(entry);
      const at = all.findIndex((one) => one.manifest === here);
      return all.map((one, index) => ({
        manifest: one.manifest,
        version: one.provenance.version,
        fileName: one.provenance.fileName,
        installedAt: one.installedAt,
        current: index === at,
        previous: index === at + 1,
        needsDownload: index > at + 1,
      }));
    },
    version: (entry, manifest) => allOf(entry).find((one) => one.manifest === manifest) ?? null,
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

  const first = from(0, 1, at(fakeNow - 38 * day));
  install({ ...first, manifest: fakeSha(70), provenance: { ...first.provenance, version: '1.9.0' } });
  install(from(4, 2, at(fakeNow - 30 * day)));
  install(from(18, 3, at(fakeNow - 21 * day)));
  game.patch(1, { needsDownload: true });
  game.patch(3, { note: 'Everything worked here', pinned: true });
  install(localEntry('my-old-charts.zip', 4, at(fakeNow - 9 * day)));
  install(from(14, 5, at(fakeNow - 2 * day)));
  at(fakeNow - day);
  game.commit(
    'disable',
    'Double Tempo',
    game.entries().map((entry) => (entry.name === 'Double Tempo' ? { ...entry, enabled: false } : entry)),
  );
  const notes = nth(mods, 4);
  const encore = from(3, 6, at(fakeNow - 3 * hour));
  const needs = [{ name: notes.name, modRef: notes.ref, file: null, oneOf: null }];
  install({ ...encore, provenance: { ...encore.provenance, needs } });
  at(fakeNow - 2 * hour);
  game.commit(
    'update',
    nth(mods, 0).name,
    game.entries().map((entry, index) => (index === 0 ? { ...first, installedAt: fakeNow - 2 * hour } : entry)),
  );
  at(fakeNow - hour / 2);
  game.commit(
    'enable',
    'Double Tempo',
    game.entries().map((entry) => (entry.name === 'Double Tempo' ? { ...entry, enabled: true } : entry)),
  );
  setNow(fakeNow);
}

/** As many mods as the largest collections have. */
export function fillManyMods(game: FakeGame, mods: readonly ModDetails[], count: number): void {
  const first = entryOf(nth(mods, 0), nth(mods, 0).files[0] ?? null, 1, fakeNow - 9 * day);
  const entries = Array.from({ length: count }, (_, index): LibraryEntry => ({
    ...first,
    id: fakeEntryId(`many-${index}`),
    name: `Mod number ${index}`,
    enabled: index % 5 !== 4,
    files: 3,
    size: 1_000 * ((index * 7_919) % 90_000),
    installedAt: fakeNow - (index % 900) * hour,
    provenance: { ...first.provenance, image: null, category: ['Weeks', 'Songs', 'UI', null][index % 4] ?? null },
  }));
  game.commit('install', `${count} mods`, entries);
  for (let number = 0; number < 400; number += 1) {
    game.patch(game.commit('pin', `Mod number ${number}`, entries).generation, {
      createdAt: fakeNow - (400 - number) * 3 * hour,
    });
  }
}
