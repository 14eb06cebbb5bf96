/** Reads a recorded answer the way the client would have read it: by its address, without any network. */
import { toErrorData } from '../../../shared/errors.ts';
import { jsonOf } from '../http/whole.ts';
import type { CommonReading, RecordedAnswer, RecordedRequest } from '../recording.ts';
import {
  categoriesOf,
  downloadsOf,
  fileOf,
  modDetailsOf,
  modPageOf,
  modStatesOf,
  namesOf,
  updatesOf,
} from './answers.ts';
import { unknownMod } from './refs.ts';
import type { ModState, UpdatePost } from './types.ts';

export type Reading =
  | CommonReading
  | { readonly kind: 'states'; readonly states: readonly ModState[] }
  | { readonly kind: 'updates'; readonly updates: readonly UpdatePost[] }
  /** Lists of something else than mods: suggestions, tags, games, servers. */
  | { readonly kind: 'names'; readonly names: readonly string[] };

/** Never throws: what the client would have thrown is the reading `error`. */
export function parseRecording(request: RecordedRequest, answer: RecordedAnswer): Reading {
  try {
    const body = jsonOf({ status: answer.status, headers: answer.headers, text: answer.body }, 'gamebanana');
    return readingOf(new URL(request.url), body);
  } catch (error) {
    return { kind: 'error', error: toErrorData(error) };
  }
}

function readingOf(url: URL, body: unknown): Reading {
  const [model = '', second = '', third = ''] = url.pathname.replace(/^\/apiv\d+\//u, '').split('/');
  const page = Number(url.searchParams.get('_nPage') ?? '1');
  if (/^\d+$/u.test(second)) return readingOfRecord({ model, id: second, what: third }, page, body);
  if (second === 'Index' || (model === 'Util' && ['Results', 'Featured'].includes(third)))
    return { kind: 'mods', page: modPageOf(body, page) };
  if (second === 'Multi') return { kind: 'states', states: modStatesOf(model, body) };
  if (second === 'Categories') return { kind: 'categories', categories: categoriesOf(body) };
  if (second === 'ListFilterConfig') return { kind: 'names', names: sortsOf(body) };
  return { kind: 'names', names: namesOf(body) };
}

interface RecordAddress {
  readonly model: string;
  readonly id: string;
  readonly what: string;
}

function readingOfRecord({ model, id, what }: RecordAddress, page: number, body: unknown): Reading {
  const owner = { model, modId: id };
  if (model === 'File') return { kind: 'file', file: fileOf({ model: 'Mod', modId: unknownMod }, body) };
  switch (what) {
    case 'DownloadPage':
      return { kind: 'files', files: downloadsOf(owner, body) };
    case 'Updates':
      return { kind: 'updates', updates: updatesOf(body) };
    case 'Subfeed':
    case 'TopSubs':
      return { kind: 'mods', page: modPageOf(body, page) };
    case 'SubCategories':
      return { kind: 'categories', categories: categoriesOf(body) };
    default:
      return { kind: 'details', details: modDetailsOf(model, id, body, null) };
  }
}

const sortsOf = (body: unknown): readonly string[] =>
  typeof body === 'object' && body !== null && '_aSorts' in body ? namesOf(body['_aSorts']) : namesOf(body);
