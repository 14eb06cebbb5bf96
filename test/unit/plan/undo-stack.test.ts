import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undoState, type HistoryLink } from '../../../src/main/plan/undo-stack.ts';
import type { Batch } from '../../../src/shared/batches.ts';

const start: HistoryLink = { number: 0, parent: 0, reason: 'start', batch: null };

/** A history with the state that each generation holds, as a number. */
interface Played {
  readonly links: HistoryLink[];
  readonly states: number[];
}

const begin = (): Played => ({ links: [start], states: [0] });

function add({ links, states }: Played, reason: HistoryLink['reason'], state: number, batch: Batch | null = null) {
  const number = links.length;
  links.push({ number, parent: number - 1, reason, batch });
  states.push(state);
}

const install = (id: string): Batch => ({ id, kind: 'install' });

const acts = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c').map((press) => ({ kind: 'change' as const, press })) },
    { weight: 1, arbitrary: fc.constant({ kind: 'change' as const, press: null }) },
    { weight: 2, arbitrary: fc.constantFrom({ kind: 'undo' as const }, { kind: 'redo' as const }) },
  ),
  { maxLength: 40 },
);

interface Change {
  readonly before: number;
  readonly after: number;
  readonly press: string | null;
}

/** The two stacks of an editor, one change each; a step takes as many from the top as belong to one press. */
function play(wanted: readonly ({ kind: 'change'; press: string | null } | { kind: 'undo' | 'redo' })[]): {
  readonly played: Played;
  readonly undo: readonly Change[];
  readonly redo: readonly (readonly Change[])[];
} {
  const played = begin();
  const undo: Change[] = [];
  const redo: Change[][] = [];
  let state = 0;
  for (const act of wanted) {
    if (act.kind === 'change') {
      const after = played.links.length;
      undo.push({ before: state, after, press: act.press });
      redo.length = 0;
      state = after;
      add(played, 'install', state, act.press === null ? null : install(act.press));
    } else if (act.kind === 'undo') {
      const step = topStep(undo);
      const [first] = step;
      if (first === undefined) continue;
      undo.length -= step.length;
      redo.push(step);
      state = first.before;
      add(played, 'undo', state);
    } else {
      const step = redo.pop();
      if (step === undefined) continue;
      undo.push(...step);
      state = step.at(-1)?.after ?? state;
      add(played, 'redo', state);
    }
  }
  return { played, undo, redo };
}

function topStep(undo: readonly Change[]): Change[] {
  const press = undo.at(-1)?.press ?? null;
  const other = undo.findLastIndex((change) => change.press !== press);
  return press === null ? undo.slice(-1) : undo.slice(other + 1);
}

describe('undo and redo from a list that only grows', () => {
  test('nothing to do at the start', () => {
    expect(undoState([start])).toEqual({ undo: null, redo: null });
  });

  test('behaves like the two stacks of an editor whose steps are presses', () => {
    fc.assert(
      fc.property(acts, (wanted) => {
        const { played, undo, redo } = play(wanted);
        const found = undoState(played.links);
        const back = topStep(undo);
        expect(found.undo === null ? null : played.states[found.undo.to]).toBe(back[0]?.before ?? null);
        expect(found.undo?.made.map(({ number }) => number) ?? []).toEqual(back.map(({ after }) => after));
        const again = redo.at(-1);
        expect(found.redo === null ? null : played.states[found.redo.to]).toBe(again?.at(-1)?.after ?? null);
      }),
    );
  });

  test('where generations were let go of it stops, or leads where it led before', () => {
    fc.assert(
      fc.property(acts, fc.array(fc.boolean(), { maxLength: 40 }), (wanted, gone) => {
        const { links, states } = play(wanted).played;
        const kept = links.filter(({ number }) => number === 0 || number === links.length - 1 || gone[number] !== true);
        const whole = undoState(links);
        const found = undoState(kept);
        for (const verb of ['undo', 'redo'] as const) {
          const to = found[verb]?.to;
          if (to === undefined) continue;
          expect(kept.map(({ number }) => number)).toContain(to);
          expect(states[to]).toBe(states[whole[verb]?.to ?? -1]);
        }
      }),
    );
  });

  test('another change in between ends a step', () => {
    const played = begin();
    for (const batch of [install('a'), install('a'), null, install('a')]) {
      add(played, 'install', played.links.length, batch);
    }
    const { undo } = undoState(played.links);
    expect(undo).toMatchObject({ to: 3, from: 3 });
    expect(undo?.made.map(({ number }) => number)).toEqual([4]);
  });

  test('what was installed before a press was undone in the middle is not taken back twice', () => {
    const played = begin();
    add(played, 'install', 1, install('a'));
    add(played, 'undo', 0);
    add(played, 'install', 3, install('a'));
    expect(undoState(played.links).undo).toMatchObject({ to: 2, from: 2 });
  });

  test('what comes back is the very generation that was left, not an older one with the same mods', () => {
    const played = begin();
    add(played, 'install', 1);
    add(played, 'install', 2);
    add(played, 'undo', 1);
    expect(undoState(played.links)).toMatchObject({ undo: { to: 0 }, redo: { to: 2 } });
    add(played, 'keep-change', 4);
    expect(undoState(played.links)).toMatchObject({ undo: { to: 3, from: 3 }, redo: null });
    add(played, 'undo', 1);
    add(played, 'redo', 4);
    expect(undoState(played.links).undo).toMatchObject({ to: 5 });
    add(played, 'undo', 1);
    expect(undoState(played.links).redo).toMatchObject({ to: 6 });
  });
});
