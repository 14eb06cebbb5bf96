/** Mods that need each other, in a real library: what goes with what, what lacks what, and what is kept of it. */
import { afterEach, expect, test } from 'vitest';
import { provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import { followLibrary } from '../../../src/main/actions/follow-library.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { readNeeds } from '../../../src/main/actions/read-needs.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { readLibrary } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { lastingNeeds } from '../../../src/main/plan/needed-by.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import type { KeptNeed, ModRef } from '../../../src/shared/model.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';

let sample: TestEngine | null = null;
afterEach(() => {
  sample?.close();
  sample = null;
});

const page = (id: string): ModRef => ({ provider: 'nexus', id: `skyrimspecialedition/${id}` });
const need = (id: string, oneOf: string | null = null): KeptNeed => ({ name: id, modRef: page(id), file: null, oneOf });

function put(on: TestEngine, id: string, needs?: readonly KeptNeed[]): EntryId {
  const file = on.zip(id, { [`data/${id}.txt`]: id });
  const provenance = { ...provenanceOfFile(file), modRef: page(id), ...(needs !== undefined && { needs }) };
  return onlyEntry(installMod(on.engine, { gameId: on.gameId, file, name: id, provenance }, unwatched));
}

const open = (): TestEngine => (sample = makeTestEngine());

const asks = (on: TestEngine, entries: readonly EntryId[], enabled: boolean): readonly string[] =>
  readNeeds(on.engine, { gameId: on.gameId, entries, enabled }).map(({ name }) => name);

const lacking = (on: TestEngine): Record<string, readonly string[]> =>
  Object.fromEntries(
    readLibrary(on.engine.registry, on.gameId).flatMap(({ name, lacks }) =>
      lacks === undefined ? [] : [[name, lacks.map((one) => one.name)]],
    ),
  );

const turn = (on: TestEngine, entries: readonly EntryId[], enabled: boolean) =>
  setEnabled(on.engine, { gameId: on.gameId, entries, enabled }, unwatched);

test('what others need takes them with it, over several steps, and comes back in one', () => {
  const on = open();
  const core = put(on, 'core');
  const roads = put(on, 'roads', [need('core')]);
  const inns = put(on, 'inns', [need('roads')]);
  put(on, 'apart');
  expect(asks(on, [core], false)).toEqual(['roads', 'inns']);
  expect(asks(on, [core, roads, inns], false)).toEqual([]);
  expect(asks(on, [inns], false)).toEqual([]);
  const before = readLibrary(on.engine.registry, on.gameId);
  turn(on, [core, roads, inns], false);
  expect(lacking(on)).toEqual({});
  expect(asks(on, [inns], true)).toEqual(['core', 'roads']);
  undo(on.engine, { gameId: on.gameId }, unwatched);
  expect(readLibrary(on.engine.registry, on.gameId)).toEqual(before);
});

test('a mod that is on without what it needs says so, over a restart, and the list of the window with it', () => {
  const on = open();
  const core = put(on, 'core');
  put(on, 'roads', [need('core')]);
  const follow = followLibrary(on.engine.registry);
  const [, quiet] = follow.read(on.gameId);
  expect(quiet?.lacks).toBeUndefined();
  turn(on, [core], false);
  expect(lacking(on)).toEqual({ roads: ['core'] });
  expect(asks(on, [core], true)).toEqual([]);
  const told = follow.read(on.gameId)[1];
  expect(told?.lacks).toEqual([{ entry: core, name: 'core' }]);
  expect(follow.read(on.gameId)[1]).toBe(told);
  sample = on.reopen();
  expect(lacking(sample)).toEqual({ roads: ['core'] });
  turn(sample, [core], true);
  expect(lacking(sample)).toEqual({});
});

test('one of several is enough, mods that are off need nothing, and what is not here is not asked about', () => {
  const on = open();
  const one = put(on, 'one');
  const two = put(on, 'two');
  const user = put(on, 'user', [need('one', 'a loader'), need('two', 'a loader'), need('elsewhere')]);
  expect(asks(on, [one], false)).toEqual([]);
  expect(asks(on, [one, two], false)).toEqual(['user']);
  turn(on, [user], false);
  expect(asks(on, [one, two], false)).toEqual([]);
  turn(on, [one, two], false);
  expect(asks(on, [user], true)).toEqual(['one']);
  removeMods(on.engine, { gameId: on.gameId, entries: [one] }, unwatched);
  expect(asks(on, [user], true)).toEqual(['two']);
});

test('mods that need each other in a circle end', () => {
  const on = open();
  const one = put(on, 'one', [need('two')]);
  const two = put(on, 'two', [need('one')]);
  expect(asks(on, [one], false)).toEqual(['two']);
  turn(on, [one, two], false);
  expect(asks(on, [two], true)).toEqual(['one']);
});

test('of what a provider says only what cannot be done without is kept, and what can be found again', () => {
  const told = { versions: '>= 1', unordered: false, note: '', url: null, file: null, oneOf: null };
  expect(
    lastingNeeds([
      { ...told, kind: 'required', name: 'Core', modRef: page('1') },
      { ...told, kind: 'optional', name: 'Extra', modRef: page('2') },
      { ...told, kind: 'incompatible', name: 'Other', modRef: page('3') },
      { ...told, kind: 'required', name: 'A program', modRef: null },
    ]),
  ).toEqual([{ name: 'Core', modRef: page('1'), file: null, oneOf: null }]);
});
