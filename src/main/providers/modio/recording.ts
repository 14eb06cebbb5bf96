/** Reads a recorded answer the way the client would have read it: by its address, without any network. */
import { toErrorData } from '../../../shared/errors.ts';
import type { ModRef, Requirement } from '../../../shared/model.ts';
import { rateLimited } from '../http/faults.ts';
import { readModioLimits } from '../http/limit-headers.ts';
import { jsonOf } from '../http/whole.ts';
import type { CommonReading, RecordedAnswer, RecordedRequest } from '../recorded.ts';
import {
  categoriesOf,
  fileRecordOf,
  filesPageOf,
  gamesOf,
  listOf,
  modDetailsOf,
  modFileOf,
  modPageOf,
  requirementsOf,
  throwIfError,
  type Answered,
} from './answers.ts';
import { apiErrorOf } from './errors.ts';
import { termsOf, type Terms } from './sign-in.ts';
import { gameSchema, idSchema, tokenSchema, userSchema } from './wire.ts';

export type Reading =
  | CommonReading
  | { readonly kind: 'terms'; readonly terms: Terms }
  | { readonly kind: 'token'; readonly expiresAt: number | null }
  | { readonly kind: 'events'; readonly events: readonly { readonly type: string; readonly mod: ModRef['id'] }[] }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** Done, with nothing to read but a sentence. */
  | { readonly kind: 'message'; readonly message: string };

/** Milliseconds: the rolling minute that limits are counted in. */
const unexplained = 60_000;

/** Never throws: what the client would have thrown is the reading `error`. */
export function parseRecording(request: RecordedRequest, answer: RecordedAnswer): Reading {
  try {
    if (answer.body.trim() === '' && answer.status < 300) return { kind: 'message', message: '' };
    const limits = readModioLimits(answer, Date.now());
    if (limits.refused) throw rateLimited('modio', Date.now() + (limits.pause?.ms ?? unexplained));
    const body = jsonOf({ status: answer.status, headers: answer.headers, text: answer.body }, 'modio');
    return readingOf(new URL(request.url), (request.method ?? 'GET').toUpperCase(), { status: answer.status, body });
  } catch (error) {
    return { kind: 'error', error: toErrorData(error) };
  }
}

function readingOf(url: URL, method: string, answered: Answered): Reading {
  const [first = '', gameId = '', third = '', modId = '', what = '', fileId = ''] = url.pathname
    .replace(/^\/v\d+\//u, '')
    .replace(/\/+$/u, '')
    .split('/');
  if (method !== 'GET') return changeOf(first, answered);
  if (first === 'authenticate') return termsReading(answered);
  if (first === 'me') return meReading(gameId, url, answered);
  if (first === 'games' && third === '') return gameReading(gameId, answered);
  if (first !== 'games') return messageOf(answered);
  if (third === 'tags') return { kind: 'categories', categories: categoriesOf(answered) };
  if (third !== 'mods') return namesReading(answered);
  if (modId === '') return { kind: 'mods', page: modPageOf(answered, pageOf(url)) };
  if (modId === 'events' || what === 'events') return eventsReading(gameId, answered);
  if (modId === 'stats') return namesReading(answered);
  return modReading({ gameId, modId }, what, fileId, answered);
}

const pageOf = (url: URL): number => {
  const [offset, limit] = ['_offset', '_limit'].map((name) => Number(url.searchParams.get(name) ?? Number.NaN));
  return Number.isNaN(offset) || Number.isNaN(limit) || !limit ? 1 : Math.floor((offset ?? 0) / limit) + 1;
};

function modReading(
  ids: { readonly gameId: string; readonly modId: string },
  what: string,
  fileId: string,
  answered: Answered,
): Reading {
  switch (what) {
    case '':
      return { kind: 'details', details: modDetailsOf(answered, null) };
    case 'files': {
      if (fileId === '') return { kind: 'files', files: filesPageOf(ids, answered) };
      const found = fileRecordOf(answered);
      return {
        kind: 'file',
        file: found.kind === 'gone' ? found : { kind: 'found', value: modFileOf(ids, found.value) },
      };
    }
    case 'dependencies': {
      const requirements: readonly Requirement[] = requirementsOf(answered, ids.gameId);
      return { kind: 'requirements', requirements };
    }
    case 'dependants':
      return { kind: 'mods', page: modPageOf(answered, 1) };
    default:
      return namesReading(answered);
  }
}

function gameReading(gameId: string, answered: Answered): Reading {
  if (gameId === '') return { kind: 'games', games: gamesOf(answered) };
  throwIfError(answered);
  const game = gameSchema.safeParse(answered.body).data;
  return { kind: 'games', games: game === undefined ? [] : gamesOf({ status: 200, body: { data: [answered.body] } }) };
}

function meReading(what: string, url: URL, answered: Answered): Reading {
  if (what === 'subscribed' || what === 'mods' || what === 'purchased')
    return { kind: 'mods', page: modPageOf(answered, pageOf(url)) };
  if (what === 'games') return { kind: 'games', games: gamesOf(answered) };
  if (what === 'events') return eventsReading('', answered);
  if (what !== '') return namesReading(answered);
  throwIfError(answered);
  const user = userSchema.safeParse(answered.body).data;
  return {
    kind: 'account',
    account: {
      provider: 'modio',
      name: user?.username ?? '',
      membership: null,
      may: ['search', 'download', 'opinion', 'subscriptions'],
      expiresAt: null,
    },
  };
}

function termsReading(answered: Answered): Reading {
  throwIfError(answered);
  return { kind: 'terms', terms: termsOf(answered.body) };
}

function changeOf(first: string, answered: Answered): Reading {
  throwIfError(answered);
  const token = tokenSchema.safeParse(answered.body).data;
  if (token === undefined) return messageOf(answered);
  const expires = token.date_expires;
  return first === 'oauth' || first === 'external'
    ? { kind: 'token', expiresAt: expires === undefined ? null : expires * 1_000 }
    : messageOf(answered);
}

function messageOf(answered: Answered): Reading {
  const error = apiErrorOf(answered.status, answered.body);
  if (error !== null) throwIfError(answered);
  const body = answered.body;
  const message = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : '';
  return { kind: 'message', message };
}

function eventsReading(gameId: string, answered: Answered): Reading {
  const events = listOf(answered).items.flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('event_type' in item)) return [];
    const mod = idSchema.safeParse('mod_id' in item ? item.mod_id : undefined).data;
    return mod === undefined ? [] : [{ type: String(item.event_type), mod: gameId === '' ? mod : `${gameId}/${mod}` }];
  });
  return { kind: 'events', events };
}

function namesReading(answered: Answered): Reading {
  throwIfError(answered);
  const items = Array.isArray(answered.body) || hasData(answered.body) ? listOf(answered).items : [answered.body];
  const names = items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const fields: Readonly<Record<string, unknown>> = { ...item };
    const name = fields['name'] ?? fields['metakey'] ?? fields['username'] ?? fields['content'];
    return typeof name === 'string' ? [name] : [];
  });
  return { kind: 'names', names };
}

const hasData = (body: unknown): boolean => typeof body === 'object' && body !== null && 'data' in body;
