import { describe, expect, it } from 'vitest';
import { createEvents } from '../../../src/main/ipc/events.ts';
import { createRouter, fitsJson } from '../../../src/main/ipc/router.ts';
import type { Log } from '../../../src/main/lib/log.ts';
import { isTrustedFrame, type CallingFrame } from '../../../src/main/shell/origin.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import { calls, maxCallSize, type CallName } from '../../../src/shared/ipc/channels.ts';
import type { Handlers } from '../../../src/shared/ipc/contract.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';

type Loose = { -readonly [K in keyof CallingFrame]: CallingFrame[K] };

/** A top frame with this address. */
function frameAt(url: string, origin = 'loadstone://app'): CallingFrame {
  const frame: Loose = { url, origin, top: null };
  frame.top = frame as CallingFrame['top'];
  return frame;
}

const ours = frameAt('loadstone://app/');

/** Handlers that only note that they were reached. */
function setUp(answers: Partial<Record<CallName, () => unknown>> = {}) {
  const reached: string[] = [];
  const logged: string[] = [];
  const handlers = Object.fromEntries(
    calls.map((name) => [
      name,
      () => {
        reached.push(name);
        return answers[name]?.();
      },
    ]),
  ) as unknown as Handlers;
  const log: Log = {
    info: () => undefined,
    error: (message, cause) => void logged.push(`${message} ${String(cause)}`),
  };
  return { reached, logged, ...createRouter({ handlers, isTrusted: isTrustedFrame, log }) };
}

const child: Loose = { url: 'loadstone://app/', origin: 'loadstone://app', top: ours as CallingFrame['top'] };
const foreign: readonly (readonly [string, CallingFrame | null])[] = [
  ['a frame that is gone', null],
  ['a sub-frame', child],
  ['a frame without a top', { ...ours, top: null }],
  ['another site', frameAt('https://example.org/', 'https://example.org')],
  ['a site whose name begins as ours', frameAt('loadstone://app.example.org/', 'loadstone://app.example.org')],
  ['the same scheme, another host', frameAt('loadstone://other/', 'loadstone://other')],
  ['an opaque origin', frameAt('loadstone://app/', 'null')],
  ['our origin, another address', frameAt('data:text/html,x')],
  ['our address with a user', frameAt('loadstone://user@app/')],
  ['our address with a port', frameAt('loadstone://app:1/')],
  ['a picture of ours', frameAt(`loadstone-img://${'a'.repeat(64)}`, 'loadstone-img://a')],
  ['a file', frameAt('file:///app/index.html', 'file://')],
  ['about:blank', frameAt('about:blank')],
];

const large = 'x'.repeat(10_000_000);
const longList = Array.from({ length: 5_000_000 });
const wrong: readonly (readonly [string, unknown])[] = [
  ['a number', 7],
  ['a text', 'text'],
  ['null', null],
  ['true', true],
  ['a list', [1, 2]],
  ['an unknown field', { surprise: 1 }],
  ['__proto__', JSON.parse('{"__proto__": {"gameId": "x"}}')],
  ['a map', new Map([['gameId', 'x']])],
  ['a date', new Date(0)],
  ['bytes', new Uint8Array(16)],
  ['a bigint', 1n],
  ['ids that are no ids', { gameId: '../../x', entries: ['..'], jobId: '/', ref: 7, id: 1, url: 1, text: 2, path: 3 }],
];

describe('the router', () => {
  it.each(calls)('%s refuses every foreign frame', async (name) => {
    const { dispatch, reached } = setUp();
    for (const [what, frame] of foreign) {
      const answer = await dispatch(frame, name, undefined);
      expect(answer, what).toMatchObject({ ok: false, error: { code: 'foreign_sender' } });
    }
    expect(reached).toEqual([]);
  });

  // Every field of this call may be left out.
  const allOptional: ReadonlySet<string> = new Set(['settings.set', 'downloads.clear']);

  it.each(calls)('%s refuses wrong types and 10 MB', async (name) => {
    const { dispatch, reached } = setUp();
    const cases = [
      ...wrong,
      ['10 MB of text', large],
      ['10 MB in a field', { text: large, url: large, path: large }],
      ['a long list', longList],
    ] as const;
    for (const [what, input] of cases) {
      const answer = await dispatch(ours, name, input);
      expect(answer, what).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      expect(JSON.stringify(answer).length, what).toBeLessThan(1_000);
    }
    if (!allOptional.has(name)) await dispatch(ours, name, name === 'app.info' ? {} : { __proto__: null });
    expect(reached).toEqual([]);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'app',
    'app.',
    'app.info ',
    'APP.INFO',
    'app.info.call',
    '',
    'x'.repeat(10_000),
    7,
    null,
    undefined,
    {},
    ['app.info'],
    { toString: () => 'app.info' },
  ])('refuses the name %j', async (name) => {
    const { dispatch, reached } = setUp();
    expect(await dispatch(ours, name, undefined)).toMatchObject({ ok: false, error: { code: 'unknown_channel' } });
    expect(reached).toEqual([]);
  });

  it('lets a right call through', async () => {
    const { dispatch } = setUp({ 'settings.get': () => ({ ...defaultSettings, revision: 3 }) });
    expect(await dispatch(ours, 'settings.get', undefined)).toEqual({
      ok: true,
      value: { ...defaultSettings, revision: 3 },
    });
    expect(await dispatch(frameAt('loadstone://app/index.html#/mod/1'), 'settings.get', undefined)).toMatchObject({
      ok: true,
    });
  });

  it('answers errors of ours as they are, and logs only what has a cause', async () => {
    const { dispatch, logged } = setUp({
      'history.undo': () => {
        throw new LoadstoneError('nothing_to_undo', 'There is nothing to undo.', 'Install a mod first.');
      },
      'history.redo': () => {
        throw new LoadstoneError('io_failed', 'The disk refused.', 'Try again.', { cause: new Error('EIO') });
      },
    });
    expect(await dispatch(ours, 'history.undo', { gameId: 'game' })).toEqual({
      ok: false,
      error: { code: 'nothing_to_undo', message: 'There is nothing to undo.', hint: 'Install a mod first.' },
    });
    expect(logged).toEqual([]);
    await dispatch(ours, 'history.redo', { gameId: 'game' });
    expect(logged).toEqual(['history.redo: io_failed: The disk refused. Error: EIO']);
  });

  it('turns a surprise into data without secrets and without a stack', async () => {
    const { dispatch, logged } = setUp({
      'jobs.snapshot': () => {
        throw new TypeError('GET https://x.example/?api_key=canary-1234 failed');
      },
    });
    const answer = await dispatch(ours, 'jobs.snapshot', undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('canary-1234');
    expect(JSON.stringify(answer)).not.toContain('router.test');
    expect(logged).toHaveLength(1);
  });
});

describe('the size of an argument', () => {
  it('is counted, not serialised', () => {
    expect(fitsJson({ a: ['b', 1, null, undefined, true] }, 100)).toBe(true);
    expect(fitsJson('x'.repeat(100), 100)).toBe(false);
    expect(fitsJson(Array.from({ length: 101 }), 100)).toBe(false);
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    expect(fitsJson(cyclic, 10_000)).toBe(false);
    const since = performance.now();
    expect(
      fitsJson(
        Array.from({ length: 900_000 }, () => 'x'),
        maxCallSize,
      ),
    ).toBe(false);
    expect(performance.now() - since).toBeLessThan(1_000);
  });
});

describe('events', () => {
  it('reach every listener, even behind one that fails, until it stops listening', () => {
    const faults: unknown[] = [];
    const heard: string[] = [];
    const events = createEvents((fault) => faults.push(fault));
    events.subscribe(() => {
      throw new Error('deaf');
    });
    const stop = events.subscribe((event) => heard.push(event));
    events.publish('jobs.changed', { revision: 1, since: 0, parts: [], more: false });
    stop();
    events.publish('jobs.changed', { revision: 2, since: 1, parts: [], more: false });
    expect(heard).toEqual(['jobs.changed']);
    expect(faults).toHaveLength(2);
  });
});
