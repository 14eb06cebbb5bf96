import { describe, expect, it } from 'vitest';
import { findLinkText } from '../../../src/main/ipc/pending-links.ts';
import { createDeepLinks, maxLinkLength } from '../../../src/main/shell/deep-links.ts';

const link = 'loadstone://x/1';

function setUp(
  findLink: (argv: readonly string[]) => string | null = (argv) => argv.find((one) => one === link) ?? null,
) {
  const shown: string[] = [];
  let time = 0;
  const links = createDeepLinks(() => time);
  return {
    links,
    shown,
    receiver: { findLink, onLink: (text: string) => void shown.push(text) },
    wait: (ms: number) => {
      time += ms;
    },
  };
}

describe('deep links', () => {
  it('come cold, warm and as a URL before anything is ready', () => {
    const { links, shown, receiver } = setUp();
    links.fromArguments(['/opt/loadstone', '--flag', link]);
    links.fromUrl(link);
    expect(shown).toEqual([]);
    links.deliverTo(receiver);
    expect(shown).toEqual([link, link]);
    links.fromArguments([link, '--original-process-start-time=1', '/opt/loadstone']);
    expect(shown).toHaveLength(3);
  });

  it('never hands on more than 2,048 characters', () => {
    const seen: (readonly string[])[] = [];
    const { links, receiver } = setUp((argv) => {
      seen.push(argv);
      return null;
    });
    links.deliverTo(receiver);
    links.fromUrl('x'.repeat(10_000_000));
    links.fromArguments(['x'.repeat(maxLinkLength), 'x'.repeat(maxLinkLength + 1)]);
    expect(seen.flat().every((one) => one.length <= maxLinkLength)).toBe(true);
  });

  it('holds back a flood, before and after the start', () => {
    const { links, shown, receiver, wait } = setUp();
    for (let count = 0; count < 1_000; count += 1) links.fromUrl(link);
    links.deliverTo(receiver);
    expect(shown).toHaveLength(8);
    for (let count = 0; count < 1_000; count += 1) links.fromUrl(link);
    expect(shown).toHaveLength(10);
    wait(10_000);
    links.fromUrl(link);
    expect(shown).toHaveLength(11);
  });

  it('is not stopped for long by a clock that jumps', () => {
    const { links, shown, receiver, wait } = setUp();
    links.deliverTo(receiver);
    for (let count = 0; count < 20; count += 1) links.fromUrl(link);
    wait(-10 * 365 * 86_400_000);
    links.fromUrl(link);
    expect(shown).toHaveLength(11);
  });
});

/** A small generator, so that a failure can be repeated. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

describe('200 made-up argument lists', () => {
  const parts = [
    '--data',
    '--endpoints',
    '--',
    '-',
    '%1',
    '/bin/sh',
    '-c',
    'rm -rf /',
    '..',
    '../../x',
    'C:\\Windows',
    'loadstone:',
    'loadstone://',
    'loadstone://app/',
    'loadstone://install',
    'loadstone:https://evil.example/x.zip,Mod,1',
    'nxm:',
    'nxm://',
    'nxm://skyrim',
    'nxm://skyrim/mods/1/files/',
    'nxm://../mods/1/files/2',
    'nxm://skyrim/mods/-1/files/2',
    'nxm://skyrim/mods/1/files/2?key=<script>',
    'NXM://SKYRIM/mods/1/files/2?x',
    'nxm://skyrim/mods/1/files/99999999999999999999999999',
    'https://gamebanana.com/mods/1',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '\u0000',
    '\r\n',
    '\u202E',
    'ä',
    '',
    '--inspect=0.0.0.0',
    '--no-sandbox',
    '--load-extension=/tmp/x',
    'x'.repeat(5_000),
  ] as const;

  it('cause nothing but, at most, a shown link', () => {
    const random = createRandom(7);
    for (let round = 0; round < 200; round += 1) {
      const argv = Array.from({ length: 1 + random(8) }, () => {
        const one = parts[random(parts.length)] ?? '';
        return random(4) === 0 ? `${one}${parts[random(parts.length)] ?? ''}` : one;
      });
      const { links, shown, receiver } = setUp(findLinkText);
      links.deliverTo(receiver);
      expect(() => links.fromArguments(argv), JSON.stringify(argv)).not.toThrow();
      expect(shown.length, JSON.stringify(argv)).toBeLessThanOrEqual(1);
      for (const text of shown) expect(argv, 'only a whole argument is a link').toContain(text);
    }
  });
});
