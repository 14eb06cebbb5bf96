import { expect, test } from 'vitest';
import { createLinkSchemes, createNexusLinkFollower } from '../../../src/main/shell/link-schemes.ts';

function setUp(isPackaged: boolean, owned: readonly string[] = []) {
  const ours = new Set(owned);
  const calls: unknown[] = [];
  const app = {
    isPackaged,
    isDefaultProtocolClient: (scheme: string) => ours.has(scheme),
    setAsDefaultProtocolClient: (...args: [string, string?, string[]?]) => {
      calls.push(['take', ...args]);
      ours.add(args[0]);
      return true;
    },
    removeAsDefaultProtocolClient: (...args: [string, string?, string[]?]) => {
      calls.push(['give back', ...args]);
      ours.delete(args[0]);
      return true;
    },
  };
  return { calls, schemes: createLinkSchemes(app, '/opt/loadstone') };
}

test('a checkout takes no links from an installed app', () => {
  const { calls, schemes } = setUp(false, ['nxm']);
  schemes.take('loadstone');
  schemes.giveBack('nxm');
  expect(calls).toEqual([]);
});

test('links are taken with "--" before them, so that none is read as a switch', () => {
  const { calls, schemes } = setUp(true);
  schemes.take('loadstone');
  expect(calls).toEqual([['take', 'loadstone', '/opt/loadstone', ['--']]]);
});

test('links of Nexus are taken on the player’s word alone, and given back', () => {
  const { calls, schemes } = setUp(true, ['nxm']);
  const follow = createNexusLinkFollower(schemes);
  follow(false);
  expect(calls).toEqual([]);
  for (const wanted of [true, true, false, false]) follow(wanted);
  expect(calls).toEqual([
    ['take', 'nxm', '/opt/loadstone', ['--']],
    ['give back', 'nxm', '/opt/loadstone', ['--']],
  ]);
});

test('links that another manager has taken since are not taken from it', () => {
  const { calls, schemes } = setUp(true);
  schemes.giveBack('nxm');
  expect(calls).toEqual([]);
});
