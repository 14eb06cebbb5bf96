/**
 * Random histories against a model that fits on a page. After every step the game folder is what the model says; at the
 * end every generation can still be gone back to, and has the tree hash it had.
 * LOADSTONE_CRASH=full runs 1,000 histories.
 */
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { chooseWinner } from '../../src/main/actions/choose-winner.ts';
import { collectStore } from '../../src/main/actions/collect-store.ts';
import { removeMods } from '../../src/main/actions/remove-mods.ts';
import { reorder } from '../../src/main/actions/reorder.ts';
import { keepChanges, restoreFiles } from '../../src/main/actions/outside-changes.ts';
import { redo, rollBack, undo } from '../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../src/main/actions/set-enabled.ts';
import { repairGame } from '../../src/main/actions/verify.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { nodeFs, type Fs } from '../../src/main/lib/fs.ts';
import type { Engine } from '../../src/main/actions/engine.ts';
import { undoState, type HistoryLink } from '../../src/main/plan/undo-stack.ts';
import type { EntryId } from '../../src/shared/ids.ts';
import { relPath } from '../../src/shared/rel-path.ts';
import { makeTestEngine, type TestEngine } from '../support/engine.ts';
import { readTree } from '../support/trees.ts';

const runs = process.env['LOADSTONE_CRASH'] === 'full' ? 1_000 : 30;
const seed = Number(process.env['LOADSTONE_SEED'] ?? Date.now() % 1_000_000);

type Files = ReadonlyMap<string, string>;
interface ModelMod {
  readonly id: EntryId;
  readonly files: Files;
  readonly enabled: boolean;
  /** The player's kept changes. */
  readonly own: boolean;
}
/** In load order, with the player's word on single paths. */
interface ModelLoadout {
  readonly mods: readonly ModelMod[];
  /** null: nobody's file. */
  readonly choices: ReadonlyMap<string, EntryId | null>;
}

const vanilla = new Map([
  ['v1.cfg', 'vanilla one'],
  ['data/v2.txt', 'vanilla two'],
]);
const paths = ['v1.cfg', 'data/v2.txt', 'data/new.txt', 'deep/er/x.pak', 'y.txt'] as const;
const contents = ['A', 'B', 'C', 'vanilla one'] as const;

/** How a change found a file of a mod that the player had changed, or that an undo had put back as the player had it. */
interface Found {
  readonly generation: number;
  readonly name: string;
  /** Of the mod, as it is recorded. */
  readonly base: string;
  /** null: there was no file. */
  readonly was: string | null;
}

const nobody = { file: null, away: true };

/** The rules of docs/deploy.md over maps instead of disks. */
class Model {
  readonly disk = new Map(vanilla);
  /** The mod's file that is recorded at a path, and what lies there instead as far as Loadstone knows. */
  readonly #applied = new Map<string, string>();
  readonly #outside = new Map<string, string | null>();
  readonly #originals = new Map<string, string>();
  readonly #found: Found[] = [];
  readonly generations: ModelLoadout[] = [{ mods: [], choices: new Map() }];
  readonly links: HistoryLink[] = [{ number: 0, parent: 0, reason: 'start', batch: null }];
  current: ModelLoadout = { mods: [], choices: new Map() };

  /** Files of mods that are not as they are recorded. */
  get changed(): string[] {
    return paths.filter((name) => this.#applied.has(name) && this.#applied.get(name) !== this.disk.get(name));
  }

  deploy(
    to: ModelLoadout,
    reason: HistoryLink['reason'],
    change: { since?: number; repairs?: readonly string[] } = {},
  ) {
    const left = new Map<string, Found>();
    for (const found of this.#found.toReversed())
      if (found.generation > (change.since ?? Infinity)) left.set(found.name, found);
    for (const name of paths) {
      const { file, away } = winner(to, name);
      const found = left.get(name);
      const isRepaired = change.repairs?.includes(name) === true;
      this.#deployPath(name, file, away, found?.base === file ? found : undefined, isRepaired);
    }
    this.current = to;
    const number = this.generations.length;
    this.links.push({ number, parent: number - 1, reason, batch: null });
    this.generations.push(to);
  }

  restore(to: number, reason: HistoryLink['reason']): void {
    const loadout = this.generations[to];
    if (loadout !== undefined) this.deploy(loadout, reason, { since: to });
  }

  #deployPath(name: string, fromMod: string | null, away: boolean, left: Found | undefined, repaired: boolean): void {
    const disk = this.disk.get(name) ?? null;
    const recorded = this.#applied.get(name) ?? null;
    const outside = this.#outside.get(name);
    const moves = recorded !== fromMod;
    // What was there before the mods is given back whatever became of the mod's file.
    const own = fromMod ?? (away ? null : (this.#originals.get(name) ?? null));
    const goesOn = outside !== undefined && !moves && !repaired && disk !== recorded;
    const wanted = left === undefined ? (goesOn ? outside : own) : left.was;
    const last = outside === undefined ? recorded : outside;
    const kept = fromMod !== null && recorded !== null && last === wanted && !repaired;
    // Row 7: never ours, never touched.
    const never = fromMod === null && recorded === null && !this.#originals.has(name);
    const after = kept || never ? disk : wanted;
    if (fromMod !== null && recorded === null && disk !== null && !this.#originals.has(name))
      this.#originals.set(name, disk);
    const isUnseen = kept && !moves;
    const isOutside = fromMod !== null && (isUnseen ? outside !== undefined && disk !== recorded : after !== fromMod);
    if (recorded !== null && (!isUnseen || isOutside !== (outside !== undefined))) {
      const generation = this.generations.length;
      if (disk !== recorded || isOutside) this.#found.push({ generation, name, base: recorded, was: disk });
    }
    if (after === null) this.disk.delete(name);
    else this.disk.set(name, after);
    if (!isOutside) this.#outside.delete(name);
    else if (!isUnseen) this.#outside.set(name, after);
    if (fromMod !== null) this.#applied.set(name, fromMod);
    else {
      this.#applied.delete(name);
      if (!away) this.#originals.delete(name);
    }
  }
}

function winner(
  { mods, choices }: ModelLoadout,
  name: string,
): { readonly file: string | null; readonly away: boolean } {
  const providers = mods.filter((mod) => mod.enabled && mod.files.has(name));
  if (providers.length > 0 && choices.get(name) === null) return nobody;
  const won = providers.find((mod) => mod.id === choices.get(name)) ?? providers.at(-1);
  return { file: won?.files.get(name) ?? null, away: false };
}

type Act =
  | { readonly kind: 'install'; readonly files: Files }
  | { readonly kind: 'update'; readonly mod: number; readonly files: Files }
  | { readonly kind: 'toggle' | 'remove'; readonly mod: number }
  | { readonly kind: 'move'; readonly mod: number; readonly beside: number }
  | { readonly kind: 'edit'; readonly path: string; readonly content: string }
  | { readonly kind: 'delete'; readonly path: string }
  /** With one of the files that the player changed, or with all of them. */
  | { readonly kind: 'keep' | 'put-back'; readonly file: number | 'all' }
  | { readonly kind: 'repair' }
  | { readonly kind: 'roll-back'; readonly to: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'reopen' }
  /** The next act is undone and done again at once: the whole folder is what it was before it, and after it. */
  | { readonly kind: 'back-and-forth' }
  /** The next act is cut off at some call that writes, as by a kill, and the engine opened again. */
  | { readonly kind: 'crash'; readonly after: number }
  /** Lets go of everything an archive can bring back. */
  | { readonly kind: 'collect' }
  | { readonly kind: 'choose'; readonly path: string; readonly mod: number };

const index = fc.nat({ max: 20 });
const files = fc
  .subarray([...paths], { minLength: 1 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.constantFrom(...contents).map((content) => [name, content] as const))),
  )
  .map((pairs): Files => new Map(pairs));

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: files.map((made) => ({ kind: 'install' as const, files: made })) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('update' as const), mod: index, files }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('toggle' as const, 'remove' as const), mod: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), mod: index, beside: index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      path: fc.constantFrom(...paths),
      content: fc.constantFrom('edit 1', 'edit two'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), path: fc.constantFrom(...paths) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('keep' as const, 'put-back' as const),
      file: fc.oneof(index, fc.constant('all' as const)),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'repair' as const }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'back-and-forth' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('roll-back' as const), to: index }) },
  { weight: 4, arbitrary: fc.constantFrom<Act>({ kind: 'undo' }, { kind: 'redo' }, { kind: 'reopen' }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('crash' as const), after: fc.nat({ max: 60 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'collect' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('choose' as const), path: fc.constantFrom(...paths), mod: index }),
  },
);

let counter = 0;

/** One more file makes every archive another one, also when the rest is the same. */
const pack = (made: Files): Record<string, string> =>
  Object.fromEntries([...made, [`notes/${(counter += 1)}.md`, 'x']]);

/** What an act does to both; null where it makes no sense in this state. */
interface Step {
  readonly toEngine: (kit: TestEngine) => unknown;
  readonly toModel: () => void;
}

function stepOf(one: Act, model: Model, { gameId }: TestEngine): Step | null {
  const { mods, choices } = model.current;
  const picked = 'mod' in one ? mods[one.mod % Math.max(1, mods.length)] : undefined;
  const withMods = (next: readonly ModelMod[]): ModelLoadout => ({ mods: next, choices });
  const changed = (change: (mod: ModelMod) => ModelMod): ModelLoadout =>
    withMods(mods.map((mod) => (mod.id === picked?.id ? change(mod) : mod)));
  switch (one.kind) {
    case 'install': {
      const packed = pack(one.files);
      let id: EntryId | undefined;
      return {
        toEngine: (kit) => {
          [id] = kit.install(`mod-${counter}`, packed).entries;
        },
        toModel: () => {
          if (id === undefined) return;
          const made = { id, files: one.files, enabled: true, own: false };
          model.deploy(withMods(below(mods, made)), 'install');
        },
      };
    }
    case 'update': {
      if (picked === undefined || picked.own) return null;
      const packed = pack(one.files);
      return {
        toEngine: (kit) => kit.install(`mod-${counter}`, packed, picked.id),
        toModel: () =>
          model.deploy(
            changed((mod) => ({ ...mod, files: one.files })),
            'update',
          ),
      };
    }
    case 'toggle': {
      if (picked === undefined) return null;
      const enabled = !picked.enabled;
      return {
        toEngine: ({ engine }) => setEnabled(engine, { gameId, entries: [picked.id], enabled }, unwatched),
        toModel: () =>
          model.deploy(
            changed((mod) => ({ ...mod, enabled })),
            'enable',
          ),
      };
    }
    case 'remove': {
      if (picked === undefined) return null;
      const left = new Map([...choices].filter(([, id]) => id !== picked.id));
      return {
        toEngine: ({ engine }) => removeMods(engine, { gameId, entries: [picked.id] }, unwatched),
        toModel: () => model.deploy({ mods: mods.filter((mod) => mod !== picked), choices: left }, 'remove'),
      };
    }
    case 'move': {
      const beside = mods[one.beside % Math.max(1, mods.length)];
      if (picked === undefined || beside === undefined || picked.id === beside.id) return null;
      const rest = mods.filter((mod) => mod.id !== picked.id);
      const request = { gameId, entries: [picked.id], beside: beside.id, place: 'before' as const };
      return {
        toEngine: ({ engine }) => reorder(engine, request, unwatched),
        toModel: () => model.deploy(withMods(rest.toSpliced(rest.indexOf(beside), 0, picked)), 'reorder'),
      };
    }
    case 'choose': {
      if (picked?.files.has(one.path) !== true) return null;
      const request = { gameId, target: '.', path: relPath(one.path), folder: false, choice: { entry: picked.id } };
      return {
        toEngine: ({ engine }) => chooseWinner(engine, request, unwatched),
        toModel: () => model.deploy({ mods, choices: new Map(choices).set(one.path, picked.id) }, 'choose-winner'),
      };
    }
    case 'keep':
    case 'put-back': {
      const named = changedFiles(model, one.file);
      if (named.length === 0) return null;
      const request = { gameId, files: named.map((name) => ({ target: '.', path: relPath(name) })) };
      if (one.kind === 'put-back') {
        return {
          toEngine: ({ engine }) => restoreFiles(engine, request, unwatched),
          toModel: () => model.deploy(model.current, 'repair', { repairs: named }),
        };
      }
      let id: EntryId | undefined;
      return {
        toEngine: ({ engine }) => {
          [id] = keepChanges(engine, request, unwatched).entries;
        },
        toModel: () => model.deploy(keeping(model, named, id), 'keep-change'),
      };
    }
    case 'repair':
      return {
        toEngine: ({ engine }) => repairGame(engine, { gameId }, unwatched),
        toModel: () => model.deploy(model.current, 'repair', { repairs: model.changed }),
      };
    case 'edit':
      // A stranger's file where the player wants none is another story.
      if (choices.get(one.path) === null) return null;
      return {
        toEngine: ({ game }) => {
          fs.mkdirSync(path.dirname(path.join(game, one.path)), { recursive: true });
          fs.rmSync(path.join(game, one.path), { force: true });
          fs.writeFileSync(path.join(game, one.path), one.content);
        },
        toModel: () => model.disk.set(one.path, one.content),
      };
    case 'delete':
      return {
        toEngine: ({ game }) => fs.rmSync(path.join(game, one.path), { force: true }),
        toModel: () => model.disk.delete(one.path),
      };
    case 'roll-back': {
      const to = one.to % model.generations.length;
      return {
        toEngine: ({ engine }) => rollBack(engine, { gameId, to }, unwatched),
        toModel: () => model.restore(to, 'roll-back'),
      };
    }
    case 'undo':
    case 'redo': {
      const to = undoState(model.links)[one.kind]?.to;
      if (to === undefined) return null;
      return {
        toEngine: ({ engine }) => (one.kind === 'undo' ? undo : redo)(engine, { gameId }, unwatched),
        toModel: () => model.restore(to, one.kind),
      };
    }
    case 'collect':
      return {
        toEngine: ({ engine }) => collectUnpacked(engine),
        toModel: () => undefined,
      };
    case 'reopen':
    case 'crash':
    case 'back-and-forth':
      return null;
    default:
      return one satisfies never;
  }
}

/** A new mod wins over all but the player's own changes. */
const below = (mods: readonly ModelMod[], mod: ModelMod): readonly ModelMod[] =>
  mods.toSpliced(mods.findLastIndex((other) => !other.own) + 1, 0, mod);

function changedFiles({ changed }: Model, file: number | 'all'): readonly string[] {
  if (file === 'all') return changed;
  const one = changed[file % Math.max(1, changed.length)];
  return one === undefined ? [] : [one];
}

/** Edits become files of the player's own entry, whose word counts most; a deleted file is nobody's. */
function keeping(
  { current: { mods, choices }, disk }: Model,
  named: readonly string[],
  id: EntryId | undefined,
): ModelLoadout {
  const said = new Map(choices);
  const edited = new Map<string, string>();
  for (const name of named) {
    const content = disk.get(name);
    if (content === undefined) said.set(name, null);
    else edited.set(name, content);
  }
  if (id === undefined || edited.size === 0) return { mods, choices: said };
  for (const name of edited.keys()) if (said.has(name)) said.set(name, id);
  const own = mods.find((mod) => mod.id === id);
  if (own === undefined) return { mods: below(mods, { id, files: edited, enabled: true, own: true }), choices: said };
  const grown = { ...own, files: new Map([...own.files, ...edited]) };
  return { mods: mods.map((mod) => (mod === own ? grown : mod)), choices: said };
}

/** Content of every file the model speaks of. */
function filesOf(game: string): Record<string, string> {
  const found = paths.filter((name) => fs.existsSync(path.join(game, name)));
  return Object.fromEntries(found.map((name) => [name, fs.readFileSync(path.join(game, name), 'utf8')]));
}

/** A budget that is met by letting go of what the archives here can bring back. */
function collectUnpacked(engine: Engine): void {
  const { bytes, archiveBytes } = engine.registry.usage.totals();
  const unpacked = engine.registry.usage.blobsInArchives().reduce((sum, blob) => sum + blob.size, 0);
  if (unpacked === 0) return;
  collectStore(
    engine,
    { generations: 1_000, days: 1_000, budget: bytes + archiveBytes - unpacked, archives: true },
    false,
  );
}

class Cut extends Error {}

/** A file system whose power switch can be set: at the n-th call that writes, everything on disk is kept as it is then. */
function cuttable(): { readonly port: Fs; readonly cutAfter: (calls: number, keep: () => void) => void } {
  let left = Number.POSITIVE_INFINITY;
  let keep: (() => void) | null = null;
  const names = ['rename', 'link', 'unlink', 'mkdir', 'rmdir', 'write', 'chmod', 'open'] as const;
  const counted =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      left -= 1;
      if (left < 0) {
        left = Number.POSITIVE_INFINITY;
        keep?.();
        throw new Cut();
      }
      return call(...args);
    };
  const calls = Object.fromEntries(
    names.map((name) => [name, counted(nodeFs[name] as (...args: unknown[]) => unknown)]),
  );
  return {
    port: { ...nodeFs, ...calls },
    cutAfter: (after, then) => {
      left = after;
      keep = then;
    },
  };
}

/** Undone, the whole folder is what it was before; done again, what it was after. */
function goBackAndForth(kit: TestEngine, model: Model, before: ReturnType<typeof readTree>): void {
  const after = readTree(kit.game);
  for (const [verb, go, tree] of [
    ['undo', undo, before],
    ['redo', redo, after],
  ] as const) {
    const to = undoState(model.links)[verb]?.to;
    if (to === undefined) throw new Error(`nothing to ${verb}`);
    go(kit.engine, { gameId: kit.gameId }, unwatched);
    model.restore(to, verb);
    expect(readTree(kit.game)).toEqual(tree);
  }
}

/** Does it to both. After a crash the engine has either done all of it or nothing, and the model follows. */
function perform(step: Step, kit: TestEngine, crash: Crash | null): TestEngine {
  if (crash === null) {
    step.toEngine(kit);
    step.toModel();
    return kit;
  }
  const kept = `${kit.folder}.kept`;
  const before = kit.engine.registry.history.newest(kit.gameId);
  crash.cutAfter(crash.after, () => void spawnSync('cp', ['-a', kit.folder, kept]));
  try {
    step.toEngine(kit);
  } catch (error) {
    if (!fs.existsSync(kept)) throw error;
  }
  crash.cutAfter(Number.POSITIVE_INFINITY, () => undefined);
  if (!fs.existsSync(kept)) {
    step.toModel();
    return kit;
  }
  kit.engine.registry.close();
  fs.rmSync(kit.folder, { recursive: true });
  fs.renameSync(kept, kit.folder);
  const reopened = kit.reopen(false);
  if (reopened.engine.registry.history.newest(kit.gameId) !== before) step.toModel();
  return reopened;
}

interface Crash {
  readonly after: number;
  readonly cutAfter: (calls: number, keep: () => void) => void;
}

test(`${runs} random histories agree with the model, seed ${seed}`, { timeout: 3_600_000 }, () => {
  let acts = 0;
  let crashes = 0;
  let turns = 0;
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 25 }), (history) => {
      const { port, cutAfter } = cuttable();
      let kit = makeTestEngine({ vanilla: Object.fromEntries(vanilla), neverRewritten: ['.pak'], ports: { fs: port } });
      let crash: Crash | null = null;
      let goesBack = false;
      try {
        const model = new Model();
        const hashes = new Map<number, string>();
        for (const one of history) {
          if (one.kind === 'reopen') kit = kit.reopen();
          const step = stepOf(one, model, kit);
          // What the player does to the files is not ours to interrupt.
          const byHand = one.kind === 'edit' || one.kind === 'delete';
          const before = goesBack ? readTree(kit.game) : null;
          const made = model.generations.length;
          if (step !== null) kit = perform(step, kit, byHand ? null : crash);
          const isForward = one.kind !== 'undo' && one.kind !== 'redo' && model.generations.length > made;
          if (before !== null && isForward) {
            goBackAndForth(kit, model, before);
            turns += 1;
          }
          if (!byHand) goesBack = one.kind === 'back-and-forth';
          if (step !== null && !byHand && crash !== null) crashes += 1;
          if (!byHand) crash = one.kind === 'crash' ? { after: one.after, cutAfter } : null;
          acts += 1;
          expect(filesOf(kit.game)).toEqual(Object.fromEntries([...model.disk].toSorted(byPath)));
          expect(fs.existsSync(path.join(kit.game, '.loadstone'))).toBe(false);
        }
        const { history: rows } = kit.engine.registry;
        for (const row of rows.list(kit.gameId, 1_000)) hashes.set(row.number, row.treeHash);
        for (const [number, hash] of hashes) {
          expect(rollBack(kit.engine, { gameId: kit.gameId, to: number }, unwatched).treeHash).toBe(hash);
        }
      } finally {
        kit.close();
      }
    }),
    { numRuns: runs, seed },
  );
  console.log(
    `${runs} histories, ${acts} acts, ${crashes} of them interrupted, ${turns} undone and redone at once, seed ${seed}`,
  );
});

const byPath = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  paths.indexOf(a as (typeof paths)[number]) - paths.indexOf(b as (typeof paths)[number]);
