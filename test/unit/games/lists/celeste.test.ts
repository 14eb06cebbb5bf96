import { expect, test } from 'vitest';
import { celesteBlacklist } from '../../../../src/main/games/lists/celeste.ts';
import { relPath } from '../../../../src/shared/rel-path.ts';
import { change, coming, leaving } from '../../../support/list-laws.ts';

const zip = (name: string) => {
  const mod = celesteBlacklist.modOf({ path: relPath(name), size: 0, read: () => null, readPart: () => null });
  if (mod === null) throw new Error(name);
  return mod;
};
const merged = (list: string, what: ReturnType<typeof change>): string =>
  Buffer.from(celesteBlacklist.merge(Buffer.from(list), what) ?? []).toString();

const list = '# Off\r\n\r\nSpring Collab.zip\r\n#Mine.zip\nmine.ZIP \r\nLast.zip';

test('what is new is taken off, and nothing else', () => {
  expect(merged(list, coming(zip('Mine.zip')))).toBe('# Off\r\n\r\nSpring Collab.zip\r\n#Mine.zip\nLast.zip');
  expect(merged(list, coming(zip('Last.zip'), zip('Other.zip')))).toBe(list.replace('Last.zip', ''));
});

test('what the player put on it later stays, and nothing is ever put on it', () => {
  expect(merged(list, change({ ours: [zip('Mine.zip')] }))).toBe(list);
  expect(merged(list, change({ ours: [zip('Mine.zip')], first: true, reordered: true }))).toBe(list);
  expect(merged(list, leaving(zip('Mine.zip')))).toBe(list);
  expect(celesteBlacklist.merge(null, coming(zip('Mine.zip')))).toBeNull();
});

test('what is no text comes back as it is', () => {
  const bytes = Buffer.from('Mine.zip\n', 'utf16le');
  expect(celesteBlacklist.isSound(bytes)).toBe(false);
  expect(celesteBlacklist.merge(bytes, coming(zip('Mine.zip')))).toBe(bytes);
});
