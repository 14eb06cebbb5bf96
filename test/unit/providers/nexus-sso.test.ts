/** The sign-in in the browser against a scripted server: nothing waits for real. */
import { describe, expect, it } from 'vitest';
import type { SocketEvents, Sockets } from '../../../src/main/lib/sockets.ts';
import { cancelledError } from '../../../src/main/providers/http/timing.ts';
import type { Protocol } from '../../../src/main/providers/nexus/sso-messages.ts';
import { askForKey } from '../../../src/main/providers/nexus/sso.ts';

const id = '4c694264-1fdb-48c6-a5a0-8edd9e53c7a6';
const ack = JSON.stringify({ success: true, data: { connection_token: 'token-of-32-characters' }, error: null });
const keyed = (key = 'the-key-of-the-player', more: object = {}): string =>
  JSON.stringify({ success: true, data: { api_key: key, ...more }, error: null });
const refusal = JSON.stringify({ success: false, data: null, error: 'Application is not registered' });

type Move =
  | { readonly open: true }
  | { readonly say: string }
  | { readonly drop: true }
  | { readonly pong: true }
  | { readonly pass: number }
  | { readonly cancel: true };

const open: Move = { open: true };
const drop: Move = { drop: true };
const pong: Move = { pong: true };
const cancel: Move = { cancel: true };
const say = (text: string): Move => ({ say: text });
const pass = (ms: number): Move => ({ pass: ms });

interface Case {
  readonly name: string;
  readonly protocol?: Protocol;
  readonly moves: readonly Move[];
  /** The key, or the code of the error. */
  readonly ends: { readonly key: string } | { readonly code: string; readonly text?: RegExp };
  readonly connections?: number;
  readonly pages?: number;
  readonly pings?: number;
  /** What the last connection said first. */
  readonly hello?: unknown;
}

const key = { key: 'the-key-of-the-player' };
const first = { id, token: null, protocol: 2 };
const joined = { id, token: 'token-of-32-characters', protocol: 2 };
const again = [drop, pass(5_000), open] as const;

const cases: readonly Case[] = [
  { name: 'a key after the word of welcome', moves: [open, say(ack), say(keyed())], ends: key, pages: 1, hello: first },
  { name: 'a key without a word before', moves: [open, say(keyed())], ends: key, pages: 0 },
  {
    name: 'a line that breaks before the welcome',
    moves: [open, ...again, say(ack), say(keyed())],
    ends: key,
    connections: 2,
    pages: 1,
    hello: first,
  },
  {
    name: 'a line that breaks after it joins with the token',
    moves: [open, say(ack), ...again, say(ack), say(keyed())],
    ends: key,
    connections: 2,
    pages: 1,
    hello: joined,
  },
  {
    name: 'two keys: the first counts',
    moves: [open, say(ack), say(keyed()), say(keyed('another-key-altogether'))],
    ends: key,
  },
  {
    name: 'a key after the player gave up',
    moves: [open, say(ack), cancel, say(keyed())],
    ends: { code: 'cancelled' },
  },
  {
    name: 'a key after five minutes',
    moves: [open, say(ack), ...Array.from({ length: 10 }, () => [pass(30_000), pong]).flat(), say(keyed())],
    ends: { code: 'sign_in_failed', text: /five minutes/u },
  },
  {
    name: 'a refusal with its reason',
    moves: [open, say(refusal)],
    ends: { code: 'sign_in_failed', text: /Application is not registered/u },
    pages: 0,
  },
  {
    name: 'a refusal after the welcome',
    moves: [open, say(ack), say(refusal)],
    ends: { code: 'sign_in_failed' },
    pages: 1,
  },
  {
    name: 'a missed pong is a broken line',
    moves: [open, say(ack), pass(30_000), pass(30_000), pass(5_000), open, say(keyed())],
    ends: key,
    connections: 2,
    hello: joined,
  },
  {
    name: 'pongs keep one line open',
    moves: [open, say(ack), pass(30_000), pong, pass(30_000), pong, pass(30_000), pong, say(keyed())],
    ends: key,
    connections: 1,
    pings: 3,
  },
  { name: 'cancelled before the line stands', moves: [cancel], ends: { code: 'cancelled' }, pages: 0 },
  {
    name: 'garbage in between',
    moves: [open, say('<html>'), say('{'), say('null'), say('{"success":true}'), say(ack), say(keyed())],
    ends: key,
  },
  {
    name: 'a key for another id',
    moves: [open, say(ack), say(keyed('the-key-of-somebody', { id: 'someone-else' })), say(keyed())],
    ends: key,
  },
  {
    name: 'keys that are none',
    moves: [open, say(ack), say(keyed('')), say(keyed('two words')), say(keyed())],
    ends: key,
  },
  {
    name: 'a server that says nothing',
    moves: [open, pass(10_000), pass(5_000), open, say(ack), say(keyed())],
    ends: key,
    connections: 2,
  },
  {
    name: 'a server that cannot be reached',
    moves: Array.from({ length: 6 }, () => [drop, pass(5_000)]).flat(),
    ends: { code: 'provider_unavailable' },
    connections: 6,
    pages: 0,
  },
  {
    name: 'protocol 1: the bare key',
    protocol: 1,
    moves: [open, say('the-key-of-the-player')],
    ends: key,
    pages: 1,
    hello: { id, appid: 'loadstone' },
  },
  {
    name: 'protocol 2: a bare key is none',
    moves: [open, say(ack), say('the-key-of-nobody'), say(keyed())],
    ends: key,
  },
  {
    name: 'protocol 1: a web page is no key',
    protocol: 1,
    moves: [open, say('<html>'), say('the-key-of-the-player')],
    ends: key,
  },
];

interface World {
  readonly opened: SocketEvents[];
  readonly said: string[][];
  readonly closed: boolean[];
  readonly pages: string[];
  pings: number;
}

function scripted(): World & { readonly sockets: Sockets } {
  const world: World = { opened: [], said: [], closed: [], pages: [], pings: 0 };
  const sockets: Sockets = {
    open: (_request, events) => {
      const number = world.opened.push(events) - 1;
      world.said.push([]);
      world.closed.push(false);
      return {
        send: (text) => world.said[number]?.push(text),
        ping: () => {
          world.pings += 1;
        },
        close: () => {
          world.closed[number] = true;
        },
      };
    },
  };
  return Object.assign(world, { sockets });
}

/** A clock that only tests move. */
function handClock() {
  let now = 0;
  const waits = new Set<{ readonly at: number; readonly done: () => void }>();
  return {
    now: () => now,
    wait: (ms: number, signal: AbortSignal): Promise<void> => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const wait = { at: now + ms, done: resolve };
      waits.add(wait);
      signal.addEventListener('abort', () => {
        waits.delete(wait);
        reject(cancelledError());
      });
      if (signal.aborted) reject(cancelledError());
      return promise;
    },
    pass: (ms: number) => {
      now += ms;
      for (const wait of waits)
        if (wait.at <= now) {
          waits.delete(wait);
          wait.done();
        }
    },
    waiting: () => waits.size,
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function play({ moves, protocol = 2 }: Case) {
  const world = scripted();
  const clock = handClock();
  const stop = new AbortController();
  const dialog = {
    openPage: async (url: string) => {
      world.pages.push(url);
    },
    show: () => undefined,
    ask: () => Promise.reject(new Error('nothing is asked')),
  };
  const deps = { sockets: world.sockets, timing: clock, newId: () => id, slug: 'loadstone', protocol };
  const ended = askForKey(deps, dialog, stop.signal).then(
    (found) => ({ key: found }),
    (error: Error & { code?: string }) => ({ code: error.code, text: error.message }),
  );
  for (const move of moves) {
    const line = world.opened.at(-1);
    if ('open' in move) line?.opened();
    else if ('say' in move) line?.message(move.say);
    else if ('drop' in move) line?.closed();
    else if ('pong' in move) line?.pong();
    else if ('pass' in move) clock.pass(move.pass);
    else stop.abort();
    await settled();
  }
  return { world, clock, ended: await Promise.race([ended, settled().then(() => 'still waiting' as const)]) };
}

describe('the sign-in of Nexus Mods', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const { world, clock, ended } = await play(one);
    if ('key' in one.ends) expect(ended).toEqual(one.ends);
    else expect(ended).toMatchObject({ code: one.ends.code });
    if ('code' in one.ends && one.ends.text !== undefined)
      expect(ended).toMatchObject({ text: expect.stringMatching(one.ends.text) });
    expect(world.opened).toHaveLength(one.connections ?? 1);
    if (one.pages !== undefined) expect(world.pages).toHaveLength(one.pages);
    if (one.pings !== undefined) expect(world.pings).toBe(one.pings);
    if (one.hello !== undefined) expect(JSON.parse(world.said.at(-1)?.[0] ?? 'null')).toEqual(one.hello);
    for (const page of world.pages)
      expect(page).toBe(`https://www.nexusmods.com/sso?id=${id}${one.protocol === 1 ? '' : '&application=loadstone'}`);
    // Nothing is left behind: no open line, nobody who waits.
    expect(world.closed.every(Boolean)).toBe(true);
    expect(clock.waiting()).toBe(0);
  });
});
