import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undoState, type HistoryLink } from '../../../src/main/plan/undo-stack.ts';

describe('undo and redo from a list that only grows', () => {
  test('nothing to do at the start', () => {
    expect(undoState([{ number: 0, reason: 'start' }])).toEqual({ undoTo: null, redoTo: null });
  });

  test('behaves like the two stacks of an editor', () => {
    const acts = fc.array(fc.constantFrom('install' as const, 'undo' as const, 'redo' as const, 'roll-back' as const), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(acts, (wanted) => {
        const links: HistoryLink[] = [{ number: 0, reason: 'start' }];
        let state = 0;
        const undo: number[] = [];
        const redo: number[] = [];
        for (const reason of wanted) {
          const number = links.length;
          if (reason === 'undo') {
            const back = undo.pop();
            expect(undoState(links).undoTo).toBe(back ?? null);
            if (back === undefined) continue;
            redo.push(state);
            state = back;
          } else if (reason === 'redo') {
            const again = redo.pop();
            expect(undoState(links).redoTo).toBe(again ?? null);
            if (again === undefined) continue;
            undo.push(state);
            state = again;
          } else {
            undo.push(state);
            redo.length = 0;
            state = number;
          }
          links.push({ number, reason });
        }
      }),
    );
  });
});
