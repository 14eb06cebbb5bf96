import { describe, expect, test } from 'vitest';
import { orderSteps, type FileChange } from '../../../src/main/plan/order-steps.ts';
import { relPath } from '../../../src/shared/rel-path.ts';

const change = (action: FileChange<null>['action'], path: string, missing: string[] = []): FileChange<null> => ({
  action,
  root: '/game',
  path: relPath(path),
  missing: missing.map((folder) => relPath(folder)),
  mayEmpty: action === 'remove' ? Number.POSITIVE_INFINITY : 0,
  subject: null,
});

const order = (changes: readonly FileChange<null>[], made: readonly string[]): string[] =>
  orderSteps(changes, (_root, folder) => made.includes(folder)).map((step) => `${step.action} ${step.path}`);

describe('the order of steps', () => {
  test('only so many folders go with a file as may, and none that another one keeps', () => {
    const made = ['old', 'old/deep'];
    const file = change('remove', 'old/deep/a');
    expect(order([{ ...file, mayEmpty: 1 }], made)).toEqual(['remove old/deep/a', 'remove-folder old/deep']);
    expect(order([{ ...file, mayEmpty: 0 }, change('remove', 'old/deep/b')], made)).toEqual([
      'remove old/deep/a',
      'remove old/deep/b',
    ]);
  });

  test('removals, emptied folders deepest first, new folders outermost first, puts', () => {
    const steps = order(
      [
        change('create', 'new/deep/b', ['new/deep', 'new']),
        change('remove', 'old/deep/a'),
        change('replace', 'game.cfg'),
      ],
      ['old', 'old/deep'],
    );
    expect(steps).toEqual([
      'remove old/deep/a',
      'remove-folder old/deep',
      'remove-folder old',
      'make-folder new',
      'make-folder new/deep',
      'replace game.cfg',
      'create new/deep/b',
    ]);
  });

  test('a folder of the game and one that is still needed stay', () => {
    expect(
      order([change('remove', 'data/a'), change('remove', 'ours/x/a'), change('create', 'ours/b')], ['ours', 'ours/x']),
    ).toEqual(['remove data/a', 'remove ours/x/a', 'remove-folder ours/x', 'create ours/b']);
  });
});
