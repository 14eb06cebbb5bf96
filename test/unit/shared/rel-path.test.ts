import { describe, expect, test } from 'vitest';
import {
  extensionOf,
  foldKey,
  isRelPath,
  parentOf,
  relPath,
  relPathFault,
  type PathFault,
} from '../../../src/shared/rel-path.ts';

const refused: readonly (readonly [PathFault, readonly string[]])[] = [
  ['empty', ['', 'a//b', './a', 'a/.', 'a/']],
  ['absolute', ['/etc/passwd', '//server/share']],
  ['drive', ['C:/x', 'c:x', 'Z:']],
  ['parent', ['..', '../x', 'a/../b', 'a/.. /b', 'a/.../b', 'a/. ./b']],
  ['control_character', ['a\0b', 'a\nb', 'a\u202Eb', 'a\u200Bb', 'a\u007F']],
  ['bad_character', ['ab:c', 'a\\b', 'a?b', 'a*b', 'a<b', 'a|b', 'a"b']],
  ['reserved_name', ['CON', 'con.txt', 'a/PRN', 'COM1', 'com0.ini', 'LPT9.x.y', 'COM\u00B9', 'CONIN$', 'aux']],
  ['trailing_dot_or_space', ['a.', 'a /b', 'b/c. ']],
  ['component_too_long', ['x'.repeat(256), `a/${'é'.repeat(128)}`]],
  ['too_long', [Array.from({ length: 600 }, () => 'a').join('/')]],
  ['too_deep', [Array.from({ length: 65 }, () => 'a').join('/')]],
];

describe('relative paths', () => {
  test.each(refused.flatMap(([fault, names]) => names.map((name) => [fault, name] as const)))(
    '%s: %j',
    (fault, name) => {
      expect(relPathFault(name)).toBe(fault);
      expect(isRelPath(name)).toBe(false);
      expect(() => relPath(name)).toThrow();
    },
  );

  test.each([
    'a',
    'a/b.txt',
    '.hidden',
    'a b/c d.txt',
    'CONSOLE.txt',
    'Пример/表.txt',
    'a..b',
    '~mods/x.pak',
    'a/b/.c',
  ])('accepts %j', (name) => expect(relPathFault(name)).toBeNull());

  test('case folding joins what a case-blind disk joins', () => {
    expect(foldKey('Data/Straße')).toBe(foldKey('DATA/STRASSE'));
    expect(foldKey('e\u0301')).toBe(foldKey('\u00C9'));
    expect(foldKey('a')).not.toBe(foldKey('b'));
  });

  test('parents and extensions', () => {
    expect(parentOf(relPath('a/b/c'))).toBe('a/b');
    expect(parentOf(relPath('a'))).toBeNull();
    expect(extensionOf(relPath('x/A.DDS'))).toBe('.dds');
    expect(extensionOf(relPath('x/.hidden'))).toBe('');
  });
});
