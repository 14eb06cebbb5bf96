import { describe, expect, test } from 'vitest';
import { decide, type DiskState, type FileState } from '../../../src/main/plan/decide.ts';
import type { Sha256 } from '../../../src/shared/ids.ts';

const X = 'x'.repeat(64) as Sha256;
const Y = 'y'.repeat(64) as Sha256;
const Z = 'z'.repeat(64) as Sha256;
const file = (content: Sha256 | 'unread'): DiskState => ({ kind: 'file', content });
const absent: DiskState = { kind: 'absent' };

/** The table of docs/deploy.md, row by row: disk, applied, wanted → decision. */
const table: readonly (readonly [
  row: string,
  disk: DiskState,
  applied: FileState,
  wanted: FileState,
  decision: object,
])[] = [
  ['1 nothing anywhere', absent, null, null, { kind: 'nothing' }],
  ['1 all equal', file(X), X, X, { kind: 'nothing' }],
  ['1 gone and not wanted', absent, X, null, { kind: 'record' }],
  ['1 already as wanted', file(X), Y, X, { kind: 'record' }],
  ['1 stranger equals mod', file(X), null, X, { kind: 'record' }],
  ['2 ours, new content', file(X), X, Y, { kind: 'replace', saveFirst: null }],
  ['2 ours, no longer wanted', file(X), X, null, { kind: 'remove', saveFirst: null }],
  ['2 nothing there yet', absent, null, X, { kind: 'create' }],
  ['3 edited outside', file(Y), X, X, { kind: 'keep', because: 'edited' }],
  ['3 edited, not read', file('unread'), X, X, { kind: 'keep', because: 'edited' }],
  ['4 deleted outside', absent, X, X, { kind: 'keep', because: 'deleted' }],
  ['5 deleted and wanted otherwise', absent, X, Y, { kind: 'create' }],
  ['6 vanilla file', file(Y), null, X, { kind: 'replace', saveFirst: 'original' }],
  ['6 vanilla file, not read', file('unread'), null, X, { kind: 'replace', saveFirst: 'original' }],
  ['7 not ours', file(X), null, null, { kind: 'nothing' }],
  ['8 all differ', file(X), Y, Z, { kind: 'replace', saveFirst: 'edit' }],
  ['8 edited and not wanted', file(X), Y, null, { kind: 'remove', saveFirst: 'edit' }],
  ['folder, not ours', { kind: 'folder' }, null, null, { kind: 'nothing' }],
  ['folder in the way', { kind: 'folder' }, null, X, { kind: 'blocked', by: 'folder' }],
  ['folder instead of ours', { kind: 'folder' }, X, X, { kind: 'keep', because: 'replaced-by-folder' }],
  ['link instead of ours', { kind: 'link' }, X, X, { kind: 'keep', because: 'replaced-by-link' }],
  ['link instead of ours, other wanted', { kind: 'link' }, X, Y, { kind: 'blocked', by: 'link' }],
  ['link instead of ours, none wanted', { kind: 'link' }, X, null, { kind: 'record' }],
  ['left deleted, is deleted', absent, 'gone', 'gone', { kind: 'nothing' }],
  ['left deleted, never placed', absent, null, 'gone', { kind: 'record' }],
  ['left deleted, put back since', file(X), X, 'gone', { kind: 'remove', saveFirst: null }],
  ['left deleted, edited since', file(Y), X, 'gone', { kind: 'remove', saveFirst: 'edit' }],
  ['left deleted, a stranger came', file(Y), null, 'gone', { kind: 'remove', saveFirst: 'original' }],
  ['left deleted, a folder came', { kind: 'folder' }, X, 'gone', { kind: 'record' }],
  ['is deleted, wanted again', absent, 'gone', X, { kind: 'create' }],
  ['is deleted, something came, wanted again', file(Y), 'gone', X, { kind: 'replace', saveFirst: 'edit' }],
  ['is deleted, something came', file(Y), 'gone', 'gone', { kind: 'keep', because: 'edited' }],
  ['is deleted, no longer wanted', absent, 'gone', null, { kind: 'record' }],
];

describe('the three-way table', () => {
  test.each(table)('%s', (_row, disk, applied, wanted, decision) => {
    expect(decide({ disk, applied, wanted, away: false, givesBack: false }, 'keep')).toEqual(decision);
  });

  test('repair puts back what rows 3 and 4 keep, and saves the edit', () => {
    expect(decide({ disk: file(Y), applied: X, wanted: X, away: false, givesBack: false }, 'restore')).toEqual({
      kind: 'replace',
      saveFirst: 'edit',
    });
    expect(decide({ disk: absent, applied: X, wanted: X, away: false, givesBack: false }, 'restore')).toEqual({
      kind: 'create',
    });
    expect(
      decide({ disk: { kind: 'folder' }, applied: X, wanted: X, away: false, givesBack: false }, 'restore'),
    ).toEqual({
      kind: 'blocked',
      by: 'folder',
    });
  });

  test('the game gets back what was there before the mods, also when a mod had brought the same bytes', () => {
    const state = { applied: X, wanted: X, away: false, givesBack: true };
    expect(decide({ ...state, disk: absent }, 'keep')).toEqual({ kind: 'create' });
    expect(decide({ ...state, disk: file(Y) }, 'keep')).toEqual({ kind: 'replace', saveFirst: 'edit' });
    expect(decide({ ...state, disk: file(X) }, 'keep')).toEqual({ kind: 'nothing' });
  });

  test('a path that is kept free is freed of strangers too, and they are saved', () => {
    const state = { applied: null, wanted: null, away: true, givesBack: false };
    expect(decide({ ...state, disk: file(X) }, 'keep')).toEqual({ kind: 'remove', saveFirst: 'original' });
    expect(decide({ ...state, disk: absent }, 'keep')).toEqual({ kind: 'nothing' });
    expect(decide({ ...state, disk: { kind: 'folder' } }, 'keep')).toEqual({ kind: 'nothing' });
    expect(decide({ ...state, applied: X, disk: file(X) }, 'keep')).toEqual({ kind: 'remove', saveFirst: null });
  });

  test('no state at all lets bytes go that are not ours and not saved', () => {
    const contents: DiskState[] = [
      absent,
      file(X),
      file(Y),
      file(Z),
      file('unread'),
      { kind: 'folder' },
      { kind: 'link' },
      { kind: 'other' },
    ];
    for (const disk of contents) {
      for (const applied of [null, 'gone', X, Y] as const) {
        for (const wanted of [null, 'gone', X, Y, Z] as const) {
          for (const outside of ['keep', 'restore', 'away'] as const) {
            const away = outside === 'away' && wanted === null;
            const decision = decide(
              { disk, applied, wanted, away, givesBack: false },
              outside === 'away' ? 'keep' : outside,
            );
            const loses = decision.kind === 'replace' || decision.kind === 'remove';
            if (!loses) continue;
            const ours = disk.kind === 'file' && disk.content === applied;
            expect(disk.kind).toBe('file');
            expect(decision.saveFirst === null).toBe(ours);
          }
        }
      }
    }
  });
});
