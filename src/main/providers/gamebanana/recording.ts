/** Reads a recorded answer the way the client would have read it: by its address, without any network. */
import { toErrorData } from '../../../shared/errors.ts';
import type { ChangelogEntry } from '../../../shared/model.ts';
import { jsonOf } from '../http/whole.ts';
import type { CommonReading, RecordedAnswer, RecordedRequest } from '../recorded.ts';
import {
  categoriesOf,
  changelogEntryOf,
  downloadsOf,
  fileOf,
  gamesOf,
  modDetailsOf,
  modPageOf,
  modStatesOf,
  namesOf,
  updatePageOf,
} from './answers.ts';
import { unknownMod } from './refs.ts';
import { site } from './traits.ts';
import type { ModState, UpdatePost } from './types.ts';

export type Reading =
  | Exclude<CommonReading, { kind: 'changelog' }>
  /** `posts` say besides which files each of them brought. */
  | {
      readonly kind: 'changelog';
      readonly changelog: readonly ChangelogEntry[];
      readonly posts: readonly UpdatePost[];
    }
  | { readonly kind: 'states'; readonly states: readonly ModState[] }
  /** Lists of something else than mods: suggestions, tags, servers, the files inside an archive. */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** Where a download leads: to a web page, without any error, once the file is gone. */
  | { readonly kind: 'download'; readonly to: 'file' | 'page' | 'refused' };

/** Never throws: what the client would have thrown is the reading `error`. */
export function parseRecording(request: RecordedRequest, answer: RecordedAnswer): Reading {
  try {
    const url = new URL(request.url);
    if (/^\/(?:dl|mmdl)\/\d+$/u.test(url.pathname)) return { kind: 'download', to: downloadOf(answer) };
    if (url.pathname.endsWith('/RawFileList') && answer.status < 400)
      return { kind: 'names', names: linesOf(answer.body) };
    const body = jsonOf({ status: answer.status, headers: answer.headers, text: answer.body }, 'gamebanana');
    return readingOf(url, body);
  } catch (error) {
    return { kind: 'error', error: toErrorData(error) };
  }
}

function readingOf(url: URL, body: unknown): Reading {
  const [model = '', second = '', third = ''] = url.pathname.replace(/^\/apiv\d+\//u, '').split('/');
  const page = Number(url.searchParams.get('_nPage') ?? '1');
  if (/^\d+$/u.test(second)) return readingOfRecord({ model, id: second, what: third }, page, body);
  if ((second === 'Index' && model !== 'Game') || (model === 'Util' && ['Results', 'Featured'].includes(third)))
    return { kind: 'mods', page: modPageOf(body, page) };
  if (second === 'Multi') return { kind: 'states', states: modStatesOf(model, body) };
  if (second === 'Categories') return { kind: 'categories', categories: categoriesOf(body) };
  if (third === 'NameMatch' || (model === 'Game' && second === 'Index')) return { kind: 'games', games: gamesOf(body) };
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
      return updatesReading(body, page);
    case 'Subfeed':
    case 'TopSubs':
      return { kind: 'mods', page: modPageOf(body, page) };
    case 'SubCategories':
      return { kind: 'categories', categories: categoriesOf(body) };
    default:
      return { kind: 'details', details: modDetailsOf(model, id, body, null) };
  }
}

function updatesReading(body: unknown, page: number): Reading {
  const { posts } = updatePageOf(body, page);
  return { kind: 'changelog', changelog: posts.map(changelogEntryOf), posts };
}

function downloadOf({ status, headers }: RecordedAnswer): 'file' | 'page' | 'refused' {
  if (status >= 400) return 'refused';
  if (status < 300) return /html/iu.test(headers['content-type'] ?? '') ? 'page' : 'file';
  const target = URL.parse(headers['location'] ?? '', site);
  return target === null || target.origin === site ? 'page' : 'file';
}

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/u).filter((line) => line.trim() !== '');

const sortsOf = (body: unknown): readonly string[] =>
  typeof body === 'object' && body !== null && '_aSorts' in body ? namesOf(body['_aSorts']) : namesOf(body);
