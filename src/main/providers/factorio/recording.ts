/** Reads a recorded answer the way the client would have read it: by its address, without any network. */
import { toErrorData } from '../../../shared/errors.ts';
import type { ModFile, ModPage } from '../../../shared/model.ts';
import { inEnglish } from '../../../shared/saying.ts';
import { jsonOf } from '../http/whole.ts';
import type { CommonReading, RecordedAnswer, RecordedRequest } from '../recorded.ts';
import { bookmarksOf, modDetailsOf, modPageOf, portalModOf, portalModsOf } from './answers.ts';
import { changelogOf } from './changelog.ts';
import { loginOutcomeOf, type LoginOutcome } from './login.ts';
import { readPlayerData } from './player-data.ts';
import { modFileOf } from './releases.ts';
import type { Answered } from './types.ts';

export type Reading =
  | CommonReading
  /** `files`: the releases, by name, of mods that were asked for by name. */
  | { readonly kind: 'mods'; readonly page: ModPage; readonly files: Readonly<Record<string, readonly ModFile[]>> }
  /** The player's bookmarks; `refused` when the portal does not take who asks. */
  | { readonly kind: 'bookmarks'; readonly names: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string }
  /** Without the token. */
  | {
      readonly kind: 'login';
      readonly outcome: LoginOutcome['kind'];
      readonly username: string | null;
      readonly text: string;
    }
  /** Where a download leads: the login page instead of the file server when nobody is signed in. */
  | { readonly kind: 'download'; readonly to: 'file' | 'login' | 'refused' };

/** Never throws: what the client would have thrown is the reading `error`. */
export function parseRecording(request: RecordedRequest, answer: RecordedAnswer): Reading {
  try {
    const url = new URL(request.url);
    if (url.pathname.startsWith('/download/')) return { kind: 'download', to: downloadOf(answer) };
    if (url.pathname.endsWith('/player-data.json')) return playerReading(answer.body);
    if (url.pathname.endsWith('/changelog.txt')) return { kind: 'changelog', changelog: changelogOf(answer.body) };
    const body = jsonOf({ status: answer.status, headers: answer.headers, text: answer.body }, 'factorio');
    return readingOf(request, url, { status: answer.status, body });
  } catch (error) {
    return { kind: 'error', error: toErrorData(error) };
  }
}

function readingOf(request: RecordedRequest, url: URL, answered: Answered): Reading {
  const [, section = '', name = '', what = ''] = url.pathname.split('/').slice(1);
  if (url.pathname === '/api-login') return loginReading(request, answered);
  if (section === 'bookmarks') return bookmarksReading(answered);
  if (section === 'mods' && name !== '') return what === 'full' ? detailsReading(answered) : filesReading(answered);
  const page = Number(url.searchParams.get('page') ?? pageIn(request.body) ?? '1');
  return { kind: 'mods', page: modPageOf(answered, page), files: namedFiles(answered) };
}

const namedFiles = (answered: Answered): Readonly<Record<string, readonly ModFile[]>> =>
  Object.fromEntries(
    [...portalModsOf(answered)].map(([name, { releases }]) => [
      name,
      releases.map((release) => modFileOf(name, release)),
    ]),
  );

const detailsReading = (answered: Answered): Reading => ({ kind: 'details', details: modDetailsOf(answered) });

function filesReading(answered: Answered): Reading {
  const found = portalModOf(answered);
  if (found.kind === 'gone') return { kind: 'files', files: found };
  const { name, releases } = found.value;
  return { kind: 'files', files: { kind: 'found', value: releases.map((release) => modFileOf(name, release)) } };
}

function bookmarksReading(answered: Answered): Reading {
  const found = bookmarksOf(answered);
  return found.kind === 'found'
    ? { kind: 'bookmarks', names: found.value }
    : { kind: 'refused', why: inEnglish(found.why) };
}

function loginReading({ body = '' }: RecordedRequest, answered: Answered): Reading {
  const outcome = loginOutcomeOf(answered, new URLSearchParams(body).get('username') ?? '');
  const username = outcome.kind === 'in' ? outcome.username : null;
  return { kind: 'login', outcome: outcome.kind, username, text: outcome.kind === 'in' ? '' : outcome.text };
}

function playerReading(text: string): Reading {
  const credentials = readPlayerData(text);
  if (credentials === null) return { kind: 'refused', why: 'There is no name and token in it.' };
  return { kind: 'login', outcome: 'in', username: credentials.username, text: '' };
}

function downloadOf({ status, headers }: RecordedAnswer): 'file' | 'login' | 'refused' {
  if (status >= 400) return 'refused';
  const location = headers['location'] ?? '';
  if (status >= 300) return URL.parse(location)?.hostname === 'dl-mod.factorio.com' ? 'file' : 'login';
  return /html/iu.test(headers['content-type'] ?? '') ? 'login' : 'file';
}

/** The page a search was asked for stands in what was posted. */
function pageIn(posted: string | undefined): string | null {
  const page = /"page"\s*:\s*(\d{1,6})/u.exec(posted ?? '')?.[1];
  return page ?? null;
}
