import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLaunchOptions } from '../../../src/main/shell/launch-options.ts';

const cwd = path.resolve('/work');
const read = (...argv: string[]) => readLaunchOptions(['/opt/electron', '/opt/app', ...argv], cwd);

describe('switches of our own', () => {
  it('are found in both spellings and among others', () => {
    expect(read('--data', 'here', '--inspect', '--endpoints=/etc/e.json')).toEqual({
      dataDir: path.join(cwd, 'here'),
      endpointsFile: path.resolve('/etc/e.json'),
    });
    expect(read('--enable-logging', '--data=../x').dataDir).toBe(path.resolve(cwd, '../x'));
  });

  it.each([
    [[]],
    [['--data']],
    [['--data', '--endpoints']],
    [['--data=']],
    [['--data', '']],
    [['--database', 'x']],
    [['--data', 'nxm://skyrim/mods/1']],
    [['--data', 'loadstone://x']],
    [['--', '--data', 'x']],
    [['--', '--data=x']],
    [['nxm://x --data y']],
  ])('are missing in %j', (argv) => {
    expect(read(...argv).dataDir).toBeNull();
  });
});
