/**
 * Random histories against a model that fits on a page. After every step the game folder is what the model says; at the
 * end every generation can still be gone back to, and has the tree hash it had.
 * LOADSTONE_CRASH=full runs 1,000 histories.
 */
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { removeMods } from '../../src/main/actions/remove-mods.ts';
import { reorder } from '../../src/main/actions/reorder.ts';
import { redo, rollBack, undo } from '../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../src/main/actions/set-enabled.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { undoState, type HistoryLink } from '../../src/main/plan/undo-stack.ts';
import type { EntryId } from '../../src/shared/ids.ts';
import { makeTestEngine, type TestEngine } from '../support/engine.ts';

const runs = process.env['LOADSTONE_CRASH'] === 'full' ? 1_000 : 30;
const seed = Number(process.env['LOADSTONE_SEED'] ?? Date.now() % 1_000_000);

type Files = ReadonlyMap<string, string>;
interface ModelMod {
  readonly id: EntryId;
  readonly files: Files;
  readonly enabled: boolean;
}
type ModelLoadout = readonly ModelMod[];

const vanilla = new Map([
  ['v1.cfg', 'vanilla one'],
  ['data/v2.txt', 'vanilla two'],
]);
const paths = ['v1.cfg', 'data/v2.txt', 'data/new.txt', 'deep/er/x.pak', 'y.txt'] as const;
const contents = ['A', 'B', 'C', 'vanilla one'] as const;

/** The rules of docs/deploy.md over maps instead of disks. */
class Model {
  readonly disk = new Map(vanilla);
  readonly #applied = new Map<string, string>();
  readonly #originals = new Map<string, string>();
  readonly generations: ModelLoadout[] = [[]];
  readonly links: HistoryLink[] = [{ number: 0, reason: 'start' }];
  current: ModelLoadout = [];

  deploy(to: ModelLoadout, reason: HistoryLink['reason']): void {
    for (const name of paths)
      this.#deployPath(name, to.findLast((mod) => mod.enabled && mod.files.has(name))?.files.get(name) ?? null);
    this.current = to;
    this.links.push({ number: this.generations.length, reason });
    this.generations.push(to);
  }

  #deployPath(name: string, fromMod: string | null): void {
    const disk = this.disk.get(name) ?? null;
    const applied = this.#applied.get(name) ?? null;
    const wanted = fromMod ?? this.#originals.get(name) ?? null;
    const kept = applied === wanted && disk !== applied;
    if (kept) return;
    if (fromMod !== null && applied === null && disk !== null) this.#originals.set(name, disk);
    if (wanted === null) {
      // Row 7: never ours, never touched.
      if (applied !== null) this.disk.delete(name);
    } else this.disk.set(name, wanted);
    if (fromMod === null) {
      this.#applied.delete(name);
      this.#originals.delete(name);
    } else this.#applied.set(name, fromMod);
  }
}

type Act =
  | { readonly kind: 'install'; readonly files: Files }
  | { readonly kind: 'update'; readonly mod: number; readonly files: Files }
  | { readonly kind: 'toggle' | 'remove'; readonly mod: number }
  | { readonly kind: 'move'; readonly mod: number; readonly beside: number }
  | { readonly kind: 'edit'; readonly path: string; readonly content: string }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'roll-back'; readonly to: number }
  | { readonly kind: 'undo' | 'redo' | 'reopen' };

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
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      path: fc.constantFrom(...paths),
      content: fc.constantFrom('edit 1', 'edit two'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), path: fc.constantFrom(...paths) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('roll-back' as const), to: index }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const, 'reopen' as const) }) },
);

let counter = 0;

/** One more file makes every archive another one, also when the rest is the same. */
const pack = (made: Files): Record<string, string> =>
  Object.fromEntries([...made, [`notes/${(counter += 1)}.md`, 'x']]);

/** Does the same to both; false where the act makes no sense in this state. */
function perform(one: Act, model: Model, kit: TestEngine): TestEngine {
  const { engine, gameId } = kit;
  const picked = 'mod' in one ? model.current[one.mod % Math.max(1, model.current.length)] : undefined;
  switch (one.kind) {
    case 'install': {
      const [id] = kit.install(`mod-${counter}`, pack(one.files)).entries;
      if (id !== undefined) model.deploy([...model.current, { id, files: one.files, enabled: true }], 'install');
      return kit;
    }
    case 'update':
      if (picked === undefined) return kit;
      kit.install(`mod-${counter}`, pack(one.files), picked.id);
      model.deploy(
        model.current.map((mod) => (mod.id === picked.id ? { ...mod, files: one.files } : mod)),
        'update',
      );
      return kit;
    case 'toggle':
      if (picked === undefined) return kit;
      setEnabled(engine, { gameId, entries: [picked.id], enabled: !picked.enabled }, unwatched);
      model.deploy(
        model.current.map((mod) => (mod.id === picked.id ? { ...mod, enabled: !mod.enabled } : mod)),
        'enable',
      );
      return kit;
    case 'remove':
      if (picked === undefined) return kit;
      removeMods(engine, { gameId, entries: [picked.id] }, unwatched);
      model.deploy(
        model.current.filter((mod) => mod.id !== picked.id),
        'remove',
      );
      return kit;
    case 'move': {
      const beside = model.current[one.beside % Math.max(1, model.current.length)];
      if (picked === undefined || beside === undefined || picked.id === beside.id) return kit;
      reorder(engine, { gameId, entries: [picked.id], beside: beside.id, place: 'before' }, unwatched);
      const rest = model.current.filter((mod) => mod.id !== picked.id);
      model.deploy(rest.toSpliced(rest.indexOf(beside), 0, picked), 'reorder');
      return kit;
    }
    case 'edit':
      fs.mkdirSync(path.dirname(path.join(kit.game, one.path)), { recursive: true });
      fs.rmSync(path.join(kit.game, one.path), { force: true });
      fs.writeFileSync(path.join(kit.game, one.path), one.content);
      model.disk.set(one.path, one.content);
      return kit;
    case 'delete':
      fs.rmSync(path.join(kit.game, one.path), { force: true });
      model.disk.delete(one.path);
      return kit;
    case 'roll-back': {
      const to = one.to % model.generations.length;
      rollBack(engine, { gameId, to }, unwatched);
      model.deploy(model.generations[to] ?? [], 'roll-back');
      return kit;
    }
    case 'undo':
    case 'redo': {
      const { undoTo, redoTo } = undoState(model.links);
      const to = one.kind === 'undo' ? undoTo : redoTo;
      if (to === null) return kit;
      (one.kind === 'undo' ? undo : redo)(engine, { gameId }, unwatched);
      model.deploy(model.generations[to] ?? [], one.kind);
      return kit;
    }
    case 'reopen':
      return kit.reopen();
    default:
      return one satisfies never;
  }
}

/** Content of every file the model speaks of. */
function filesOf(game: string): Record<string, string> {
  const found = paths.filter((name) => fs.existsSync(path.join(game, name)));
  return Object.fromEntries(found.map((name) => [name, fs.readFileSync(path.join(game, name), 'utf8')]));
}

test(`${runs} random histories agree with the model, seed ${seed}`, { timeout: 3_600_000 }, () => {
  let acts = 0;
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 25 }), (history) => {
      let kit = makeTestEngine({ vanilla: Object.fromEntries(vanilla), neverRewritten: ['.pak'] });
      try {
        const model = new Model();
        const hashes = new Map<number, string>();
        for (const one of history) {
          kit = perform(one, model, kit);
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
  console.log(`${runs} histories, ${acts} acts, seed ${seed}`);
});

const byPath = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  paths.indexOf(a as (typeof paths)[number]) - paths.indexOf(b as (typeof paths)[number]);
