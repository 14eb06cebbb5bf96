import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { load, projectRoot } from './load.ts';

const { fingerprint } = await load<{
  fingerprint: (places: readonly string[], more?: readonly string[], leaveOut?: ReadonlySet<string>) => string;
}>('lib/fingerprint.mjs');
const { withLock } = await load<{ withLock: <T>(name: string, work: () => Promise<T>) => Promise<T> }>('lib/lock.mjs');

describe('the hash over sources', () => {
  // Inside the project, as all sources are; where nothing looks for them.
  let folder = '';
  let place = '';
  beforeEach(() => {
    mkdirSync(path.join(projectRoot, 'node_modules/.cache'), { recursive: true });
    folder = mkdtempSync(path.join(projectRoot, 'node_modules/.cache/fingerprint-'));
    place = path.relative(projectRoot, folder);
    mkdirSync(path.join(folder, 'deep'));
    writeFileSync(path.join(folder, 'a.ts'), 'one');
    writeFileSync(path.join(folder, 'deep/b.ts'), 'two');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stays the same when a file is written again with the same bytes', () => {
    const before = fingerprint([place]);
    writeFileSync(path.join(folder, 'a.ts'), 'one');
    expect(fingerprint([place])).toBe(before);
  });

  it.each([
    ['a byte', () => writeFileSync(path.join(folder, 'deep/b.ts'), 'tWo')],
    ['a new file', () => writeFileSync(path.join(folder, 'deep/c.ts'), '')],
    ['a file that is gone', () => rmSync(path.join(folder, 'a.ts'))],
    [
      'a file that moved',
      () => {
        rmSync(path.join(folder, 'a.ts'));
        writeFileSync(path.join(folder, 'deep/a.ts'), 'one');
      },
    ],
  ])('notices %s', (_, change) => {
    const before = fingerprint([place]);
    change();
    expect(fingerprint([place])).not.toBe(before);
  });

  it('counts what is said besides, and leaves out what is not to count', () => {
    expect(fingerprint([place], ['release'])).not.toBe(fingerprint([place], ['development']));
    const before = fingerprint([place], [], new Set(['deep']));
    writeFileSync(path.join(folder, 'deep/b.ts'), 'three');
    expect(fingerprint([place], [], new Set(['deep']))).toBe(before);
  });
});

describe('one at a time', () => {
  const name = `test-${process.pid}`;
  const file = path.join(projectRoot, 'node_modules/.cache/loadstone', `${name}.lock`);

  it('makes the second wait for the first', async () => {
    const order: string[] = [];
    const work = (which: string) =>
      withLock(name, async () => {
        order.push(`${which} starts`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push(`${which} ends`);
      });
    await Promise.all([work('first'), work('second')]);
    expect(order).toEqual(['first starts', 'first ends', 'second starts', 'second ends']);
  });

  it('does not wait for a process that is gone', async () => {
    // Larger than any process number the systems give.
    writeFileSync(file, '999999999');
    await expect(withLock(name, () => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('lets go when the work fails', async () => {
    await expect(withLock(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(withLock(name, () => Promise.resolve('done'))).resolves.toBe('done');
  });
});
