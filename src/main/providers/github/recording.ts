/** Reads a recorded answer the way the client would have read it: by its address, without any network. */
import { toErrorData } from '../../../shared/errors.ts';
import type { ChangelogEntry, ModFile, RichNode } from '../../../shared/model.ts';
import { inEnglish } from '../../../shared/saying.ts';
import { jsonOf } from '../http/whole.ts';
import type { Found } from '../provider.ts';
import type { CommonReading, RecordedAnswer, RecordedRequest } from '../recorded.ts';
import { accountOf, deviceAnswerOf, deviceCodeOf, type DeviceAnswer } from './accounts.ts';
import { assetOf, foundReposOf, gamesOf, modDetailsOf, repoOf } from './answers.ts';
import { answerOr404 } from './faults.ts';
import { nextPageOf } from './paging.ts';
import { readmeOf } from './readme.ts';
import { unknownRepo } from './refs.ts';
import { assetListOf, changelogOf, releasesOf, type AssetOwner } from './releases.ts';
import type { Answered, Release } from './types.ts';
import { limitsSchema, searchSchema } from './wire.ts';

export type Reading =
  | Exclude<CommonReading, { kind: 'files' }>
  /** `releases` they come from, none for a bare list; `changelog`: what their authors wrote; `next`: address of the next page. */
  | {
      readonly kind: 'files';
      readonly files: Found<readonly ModFile[]>;
      readonly releases: readonly Release[];
      readonly changelog: readonly ChangelogEntry[];
      readonly next: string | null;
    }
  /** Where a download leads. */
  | { readonly kind: 'download'; readonly to: 'store' | 'bytes' | 'elsewhere'; readonly host: string | null }
  | { readonly kind: 'moved'; readonly to: string }
  | {
      readonly kind: 'limits';
      readonly limits: readonly {
        readonly name: string;
        readonly size: number;
        readonly left: number;
        readonly resetAt: number;
      }[];
    }
  | { readonly kind: 'readme'; readonly text: readonly RichNode[] }
  /** Without the code that is for us alone. */
  | { readonly kind: 'device-code'; readonly userCode: string; readonly expiresIn: number; readonly interval: number }
  | { readonly kind: 'device-answer'; readonly outcome: DeviceAnswer['kind'] }
  /** Lists of something else: issues, labels. */
  | { readonly kind: 'list'; readonly items: number; readonly total: number | null; readonly next: string | null }
  /** Not changed since it was last asked for, or done, with nothing to say. */
  | { readonly kind: 'nothing' };

/** Never throws: what the client would have thrown is the reading `error`. */
export function parseRecording(request: RecordedRequest, answer: RecordedAnswer): Reading {
  try {
    const { status, headers } = answer;
    const url = new URL(request.url);
    if (status === 204 || status === 304) return { kind: 'nothing' };
    const isAsset = /\/releases\/assets\/\d+$/u.test(url.pathname);
    if (isAsset && (isRedirect(status) || !isJson(answer))) return downloadReading(answer, url);
    if (isRedirect(status)) return { kind: 'moved', to: headers['location'] ?? '' };
    const body = jsonOf({ status, headers, text: answer.body }, 'github');
    return readingOf(url, { status, headers, body });
  } catch (error) {
    return { kind: 'error', error: toErrorData(error) };
  }
}

const isRedirect = (status: number): boolean => status >= 300 && status < 400;
const isJson = ({ body, status }: RecordedAnswer): boolean => status >= 400 || /^\s*[[{]/u.test(body);

function downloadReading({ status, headers }: RecordedAnswer, from: URL): Reading {
  if (status < 300) return { kind: 'download', to: 'bytes', host: from.hostname };
  const host = URL.parse(headers['location'] ?? '', from.href)?.hostname ?? null;
  // A renamed repository leads to itself first.
  if (host === from.hostname) return { kind: 'moved', to: headers['location'] ?? '' };
  return { kind: 'download', to: host === null ? 'elsewhere' : 'store', host };
}

function readingOf(url: URL, answered: Answered): Reading {
  const parts = url.pathname.split('/').slice(1);
  const [first = '', second = ''] = parts;
  if (first === 'search') return searchReading(url, second, answered);
  if (first === 'login') return loginReading(url, answered);
  if (first === 'user' && parts.length === 1) return accountReading(answered);
  if (first === 'rate_limit') return limitsReading(answered);
  if (first === 'repos') {
    const owner = { owner: decodeURIComponent(second), repo: decodeURIComponent(parts[2] ?? ''), repoId: unknownRepo };
    return repoReading(owner, parts.slice(3), answered);
  }
  if (first === 'repositories') return repoReading({ owner: '', repo: '', repoId: second }, parts.slice(2), answered);
  return listReading(answered);
}

function searchReading(url: URL, what: string, answered: Answered): Reading {
  const page = Number(url.searchParams.get('page') ?? '1');
  const pageSize = Number(url.searchParams.get('per_page') ?? '30');
  if (what === 'topics') return { kind: 'games', games: gamesOf(answered) };
  if (what !== 'repositories') return listReading(answered);
  const { mods, total, next } = foundReposOf(answered, page, pageSize);
  return { kind: 'mods', page: { mods, total, next } };
}

function repoReading(
  owner: AssetOwner,
  [what = '', which = '', more = '']: readonly string[],
  answered: Answered,
): Reading {
  if (what === '') return detailsReading(answered);
  if (what === 'readme') return readmeReading(owner, answered);
  if (what !== 'releases') return listReading(answered);
  if (which === 'assets') return { kind: 'file', file: assetOf(owner, answered) };
  const next = nextPageOf(answered.headers);
  if (more === 'assets' && which !== 'tags')
    return { kind: 'files', files: assetListOf(owner, answered), releases: [], changelog: [], next };
  const found = releasesOf(owner, answered);
  if (found.kind === 'gone') return { kind: 'files', files: found, releases: [], changelog: [], next };
  const releases = found.value;
  const files = { kind: 'found', value: releases.flatMap((release) => release.files) } as const;
  return { kind: 'files', files, releases, changelog: changelogOf(releases), next };
}

function detailsReading(answered: Answered): Reading {
  const found = repoOf(answered);
  if (found.kind === 'gone') return { kind: 'details', details: found };
  return { kind: 'details', details: { kind: 'found', value: modDetailsOf(found.value, [], []) } };
}

function readmeReading(owner: AssetOwner, answered: Answered): Reading {
  const { gone } = answerOr404(answered);
  const text = gone === null ? readmeOf({ name: owner, branch: 'HEAD' }, answered) : [];
  return { kind: 'readme', text };
}

function accountReading(answered: Answered): Reading {
  const found = accountOf(answered);
  if (found.kind === 'found') return { kind: 'account', account: found.value };
  const hint = 'Sign in again.';
  return { kind: 'error', error: { code: 'needs_sign_in', message: inEnglish(found.why), hint } };
}

function limitsReading(answered: Answered): Reading {
  answerOr404(answered);
  const { resources = {} } = limitsSchema.safeParse(answered.body).data ?? {};
  const limits = Object.entries(resources).map(([name, { limit, remaining, reset }]) => ({
    name,
    size: limit,
    left: remaining,
    resetAt: reset * 1_000,
  }));
  return { kind: 'limits', limits };
}

function loginReading(url: URL, answered: Answered): Reading {
  if (!url.pathname.endsWith('/device/code')) return { kind: 'device-answer', outcome: deviceAnswerOf(answered).kind };
  const { userCode, expiresIn, interval } = deviceCodeOf(answered);
  return { kind: 'device-code', userCode, expiresIn, interval };
}

function listReading(answered: Answered): Reading {
  answerOr404(answered);
  const { body, headers } = answered;
  const next = nextPageOf(headers);
  if (Array.isArray(body)) return { kind: 'list', items: body.length, total: null, next };
  const found = searchSchema.safeParse(body).data;
  if (found === undefined) return { kind: 'nothing' };
  return { kind: 'list', items: found.items.length, total: found.total_count ?? null, next };
}
