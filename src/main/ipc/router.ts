/**
 * The one gate between the window and the handlers: sender, channel, size and shape are checked in this order, and
 * whatever happens the answer is data. Knows nothing of Electron, so that every refusal is tested in plain Node.
 */
import { LoadstoneError, toErrorData, type ErrorData } from '../../shared/errors.ts';
import { calls, maxCallSize, type CallName } from '../../shared/ipc/channels.ts';
import { inputs } from '../../shared/ipc/inputs.ts';
import type { Handlers, Result } from '../../shared/ipc/contract.ts';
import { maskData } from '../lib/known-secrets.ts';
import { redact, type Log } from '../lib/log.ts';

export interface RouterDeps<Sender> {
  readonly handlers: Handlers;
  /** Whether a frame may call at all. null is a frame that is already gone. */
  readonly isTrusted: (sender: Sender | null) => boolean;
  readonly log: Log;
}

export interface Router<Sender> {
  /** Never throws. */
  readonly dispatch: (sender: Sender | null, name: unknown, input: unknown) => Promise<Result<unknown>>;
}

export function createRouter<Sender>({ handlers, isTrusted, log }: RouterDeps<Sender>): Router<Sender> {
  const known: ReadonlySet<unknown> = new Set(calls);
  const isCall = (name: unknown): name is CallName => known.has(name);

  function check(sender: Sender | null, name: unknown, input: unknown): { call: CallName; parsed: unknown } {
    if (!isTrusted(sender)) {
      throw refusal('foreign_sender', 'Only the window of Loadstone may ask for this.');
    }
    if (!isCall(name)) throw refusal('unknown_channel', 'There is no such call.');
    if (!fitsJson(input, maxCallSize)) throw refusal('invalid_input', `${name}: the argument is too large.`);
    const result = inputs[name].safeParse(input);
    if (result.success) return { call: name, parsed: result.data };
    // Names of fields and rules only: the values came from outside and may be anything.
    const faults = result.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')} ${issue.code}`.trim());
    throw refusal('invalid_input', `${name}: ${faults.join(', ').slice(0, 300)}`);
  }

  return {
    dispatch: async (sender, name, input) => {
      try {
        const { call, parsed } = check(sender, name, input);
        // The schema of this very call made `parsed`; the compiler cannot follow the pair through the table.
        const handler = handlers[call] as (value: unknown) => unknown;
        return { ok: true, value: await handler(parsed) };
      } catch (thrown) {
        return { ok: false, error: report(thrown, String(name).slice(0, 64), log) };
      }
    },
  };
}

const refusal = (code: 'foreign_sender' | 'unknown_channel' | 'invalid_input', message: string): LoadstoneError =>
  new LoadstoneError(code, message, 'This is a fault in the window, not of yours. Nothing was changed.');

/** What the window is told; surprises and causes go to the log, and secrets to neither. */
function report(thrown: unknown, name: string, log: Log): ErrorData {
  const data = maskData(toErrorData(thrown));
  if (thrown instanceof LoadstoneError) {
    if (thrown.cause !== undefined) log.error(`${name}: ${thrown.code}: ${thrown.message}`, thrown.cause);
    return data;
  }
  log.error(`${name} failed`, thrown);
  return { ...data, message: redact(data.message) };
}

/**
 * Whether a value that came over IPC is plain data of at most `max` characters as JSON. Stops counting there, so that
 * a huge argument costs no more than a large one. Cycles and things JSON has no word for do not fit.
 */
export function fitsJson(value: unknown, max: number): boolean {
  let left = max;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    left -= 1;
    if (typeof next === 'string') left -= next.length;
    else if (typeof next === 'bigint' || typeof next === 'function' || typeof next === 'symbol') return false;
    else if (Array.isArray(next)) {
      left -= next.length;
      if (left < 0) return false;
      for (const member of next) waiting.push(member);
    } else if (typeof next === 'object' && next !== null) {
      const prototype: unknown = Object.getPrototypeOf(next);
      if (prototype !== Object.prototype && prototype !== null) return false;
      for (const [key, member] of Object.entries(next)) {
        left -= key.length + 3;
        if (left < 0) return false;
        waiting.push(member);
      }
    }
    if (left < 0) return false;
  }
  return true;
}
