/**
 * Every answer of the portal as a value: pure functions of what came back. Shared by the client and by recordings.
 * Errors: `provider_answer_unreadable` for a shape we do not know, `provider_refused` for an error the portal explains;
 * "no such mod" is an expected outcome and a value.
 */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ModDetails, ModPage, ModSummary } from '../../../shared/model.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import { hostAllowed } from '../../lib/http.ts';
import { unreadable } from '../http/faults.ts';
import type { Found } from '../provider.ts';
import { oneLine } from '../rich-text.ts';
import { categoryName } from './categories.ts';
import { pageTextOf } from './description.ts';
import { modFileOf, releasesOf } from './releases.ts';
import { pageUrl } from './requests.ts';
import { assetHosts, assets } from './traits.ts';
import type { Answered, PortalMod, Release } from './types.ts';
import { errorSchema, imageSchema, latestSchema, listSchema, modSchema, type ModRecord } from './wire.ts';

const gone = { kind: 'gone', why: saying('factorioGone') } as const;

/** The portal's own explanation, null when the body is an answer. */
export function apiErrorOf({ status, body }: Answered): string | null {
  const { data } = errorSchema.safeParse(body);
  if (data !== undefined && !isMod(body) && !isList(body)) return oneLine(data.message, 300);
  return status >= 400 ? `status ${status}` : null;
}

export const isMod = (body: unknown): boolean => modSchema.safeParse(body).success;
export const isList = (body: unknown): boolean => listSchema.safeParse(body).success;

const refusedFor = (reason: string): LoadstoneError =>
  new LoadstoneError(
    'provider_refused',
    `The Factorio Mod Portal refused the request: ${reason.replace(/\.$/u, '')}.`,
    'If this stays so, a newer Loadstone may know what the portal wants.',
    { details: { provider: 'factorio', reason } },
  );

const shapeUnknown = (what: string): LoadstoneError => unreadable('factorio', `${what} of an unknown shape`);

function throwIfError(answered: Answered): void {
  const reason = apiErrorOf(answered);
  if (reason !== null) throw refusedFor(reason);
}

/** Lists and searches. `page` is the number that was asked for. */
export function modPageOf(answered: Answered, page: number): ModPage {
  const { records, count, pages } = listOf(answered);
  return {
    mods: records.map(summaryOf),
    total: count ?? records.length,
    next: pages !== null && page < pages && records.length > 0 ? page + 1 : null,
  };
}

interface List {
  /** Those that cannot be read are left out; no name appears twice. */
  readonly records: readonly ModRecord[];
  readonly count: number | null;
  /** null: all is on this one. */
  readonly pages: number | null;
}

function listOf(answered: Answered): List {
  throwIfError(answered);
  const list = listSchema.safeParse(answered.body).data;
  if (list === undefined) throw shapeUnknown('a list');
  const records = new Map<string, ModRecord>();
  for (const result of list.results) {
    const record = modSchema.safeParse(result).data;
    if (record !== undefined && !records.has(record.name)) records.set(record.name, record);
  }
  return {
    records: [...records.values()],
    count: list.pagination?.count ?? null,
    pages: list.pagination?.page_count ?? null,
  };
}

export function summaryOf(record: ModRecord): ModSummary {
  const latest = latestSchema.safeParse(record.latest_release).data;
  const releases = releasesOf(record.name, record.releases ?? []);
  const title = oneLine(record.title ?? '', 300);
  return {
    ref: { provider: 'factorio', id: record.name },
    name: title === '' ? record.name : title,
    author: oneLine(record.owner ?? '', 100),
    summary: oneLine(record.summary ?? '', 500),
    image: thumbnailOf(record.thumbnail ?? ''),
    category: categoryName(record.category ?? ''),
    // The portal has no marks for adults.
    rating: 'safe',
    downloads: record.downloads_count ?? null,
    likes: null,
    updatedAt: record.updated_at ?? latest?.released_at ?? newestOf(releases),
    version: latest?.version ?? record.latest_release_version ?? releases[0]?.version ?? null,
    pageUrl: pageUrl(record.name),
  };
}

function newestOf(releases: readonly Release[]): number | null {
  const times = releases.flatMap(({ releasedAt }) => releasedAt ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** A path on the server of pictures; a picture that stands for "none" is none. */
function thumbnailOf(path: string): string | null {
  return path.startsWith('/') && !path.endsWith('/.thumb.png') ? assetUrl(assets + path) : null;
}

function assetUrl(text: string): string | null {
  const url = URL.parse(text);
  const good = url?.protocol === 'https:' && url.username === '' && hostAllowed(url.hostname, assetHosts);
  return good ? url.href : null;
}

/** The full answer about one mod. */
export function modDetailsOf(answered: Answered): Found<ModDetails> {
  const found = modRecordOf(answered);
  if (found.kind === 'gone') return found;
  const record = found.value;
  const summary = summaryOf(record);
  const images = (record.images ?? []).flatMap((image) => assetUrl(imageSchema.safeParse(image).data?.url ?? '') ?? []);
  const license = oneLine(record.license?.title ?? record.license?.name ?? '', 200);
  return {
    kind: 'found',
    value: {
      ...summary,
      image: summary.image ?? images[0] ?? null,
      description: pageTextOf(record),
      gallery: images,
      license: license === '' ? null : license,
      createdAt: record.created_at ?? null,
      files: releasesOf(record.name, record.releases ?? []).map((release) => modFileOf(record.name, release)),
      unavailable: null,
    },
  };
}

/** A mod with its releases, from the full or the short answer. */
export function portalModOf(answered: Answered): Found<PortalMod> {
  const found = modRecordOf(answered);
  return found.kind === 'gone' ? found : { kind: 'found', value: portalMod(found.value) };
}

/**
 * The mods of a list that brings their releases, by name. The portal ignores what it does not understand: a list
 * without releases is one that it made without looking at the names.
 */
export const portalModsOf = (answered: Answered): ReadonlyMap<string, PortalMod> =>
  new Map(
    listOf(answered)
      .records.filter(({ releases }) => releases !== undefined)
      .map((record) => [record.name, portalMod(record)]),
  );

const portalMod = (record: ModRecord): PortalMod => ({
  name: record.name,
  title: oneLine(record.title ?? record.name, 300),
  deprecated: record.deprecated === true,
  releases: releasesOf(record.name, record.releases ?? []),
});

/** The changelog as its author wrote it; empty for none. */
export function changelogTextOf(answered: Answered): string {
  const found = modRecordOf(answered);
  return found.kind === 'gone' ? '' : (found.value.changelog ?? '');
}

function modRecordOf(answered: Answered): Found<ModRecord> {
  if (answered.status === 404 || answered.status === 410) return gone;
  throwIfError(answered);
  const record = modSchema.safeParse(answered.body).data;
  if (record === undefined) throw shapeUnknown('a mod');
  return { kind: 'found', value: record };
}

/** How the portal says that it does not know who asks. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403, 422]);

/** The names of bookmarked mods; `gone` when the portal does not take the name and token it was shown. */
export function bookmarksOf({ status, body }: Answered): Found<readonly string[]> {
  if (Array.isArray(body)) return { kind: 'found', value: body.filter((name) => typeof name === 'string') };
  const explained = errorSchema.safeParse(body).data?.message ?? '';
  if (status < 400 && explained === '') throw shapeUnknown('a list of bookmarks');
  // Everything else, like a list that does not exist any more, says nothing about the account.
  if (status >= 400 && !refusals.has(status)) throw refusedFor(explained === '' ? `status ${status}` : explained);
  return { kind: 'gone', why: accountRefused(explained) };
}

const accountRefused = (explained: string): Saying =>
  explained === ''
    ? saying('factorioAccountRefused')
    : saying('factorioAccountRefusedBecause', { text: oneLine(explained, 300).replace(/\.$/u, '') });
