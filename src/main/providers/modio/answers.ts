/**
 * Every answer of mod.io as a value: pure functions of what was asked and what came back. Shared by the client and by
 * recordings. Errors: `provider_answer_unreadable` for a shape we do not know, those of `refusedFor` for what it explains.
 */
import type {
  ChangelogEntry,
  ContentRating,
  ModCategory,
  ModDetails,
  ModFile,
  ModPage,
  ModSummary,
  ProviderGame,
  Requirement,
  RichNode,
  ScanVerdict,
} from '../../../shared/model.ts';
import { hostAllowed } from '../../lib/http.ts';
import { unreadable } from '../http/faults.ts';
import type { Found } from '../provider.ts';
import { oneLine, richText } from '../rich-text.ts';
import { apiErrorOf, goneBecause, refusedFor } from './errors.ts';
import { modRefOf, unknownMd5, type ModioMod } from './refs.ts';
import { imageHosts, site } from './traits.ts';
import {
  fileSchema,
  galleryImageSchema,
  gameSchema,
  listSchema,
  modSchema,
  platformSchema,
  tagOptionSchema,
  tagSchema,
  type FileRecord,
  type ModRecord,
} from './wire.ts';

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

const shapeUnknown = (what: string) => unreadable('modio', `${what} of an unknown shape`);

/** Throws what the answer says is wrong. */
export function throwIfError({ status, body }: Answered): void {
  const error = apiErrorOf(status, body);
  if (error !== null) throw refusedFor(error);
}

/** The value, `gone` for what went away, or the error. */
function orGone<T>(answered: Answered, read: (body: unknown) => T): Found<T> {
  const error = apiErrorOf(answered.status, answered.body);
  if (error === null) return { kind: 'found', value: read(answered.body) };
  const why = goneBecause(error);
  if (why !== null) return { kind: 'gone', why };
  throw refusedFor(error);
}

interface List {
  readonly items: readonly unknown[];
  readonly total: number | null;
  /** Items to skip for the next page; null on the last one. */
  readonly nextOffset: number | null;
}

export function listOf(answered: Answered): List {
  throwIfError(answered);
  if (Array.isArray(answered.body)) return { items: answered.body, total: answered.body.length, nextOffset: null };
  const list = listSchema.safeParse(answered.body).data;
  if (list === undefined) throw shapeUnknown('a list');
  const end = (list.result_offset ?? 0) + list.data.length;
  const more = list.data.length > 0 && end < (list.result_total ?? end);
  return { items: list.data, total: list.result_total ?? null, nextOffset: more ? end : null };
}

/** `page` is the number that was asked for. */
export function modPageOf(answered: Answered, page: number): ModPage {
  const { items, total, nextOffset } = listOf(answered);
  return { mods: summariesOf(items), total, next: nextOffset === null ? null : page + 1 };
}

export const summariesOf = (items: readonly unknown[]): readonly ModSummary[] =>
  items.flatMap((item) => {
    const record = modSchema.safeParse(item).data;
    const summary = record === undefined ? null : summaryOf(record);
    return summary === null ? [] : [summary];
  });

const idsOf = (record: ModRecord): ModioMod | null => {
  // A dependency of old names its mod otherwise.
  const modId = record.mod_id ?? record.id;
  return modId === undefined || record.game_id === undefined ? null : { gameId: record.game_id, modId };
};

function summaryOf(record: ModRecord): ModSummary | null {
  const ids = idsOf(record);
  if (ids === null) return null;
  return {
    ref: modRefOf(ids),
    name: oneLine(record.name ?? '', 200) || `Mod ${ids.modId}`,
    author: oneLine(record.submitted_by?.username ?? '', 100),
    summary: oneLine(record.summary ?? '', 400),
    image: pictureOf(record.logo?.thumb_640x360 ?? record.logo?.thumb_320x180 ?? record.logo?.original),
    category: tagsOf(record)[0] ?? null,
    rating: ratingOf(record),
    downloads: record.stats?.downloads_total ?? null,
    likes: record.stats?.ratings_positive ?? null,
    updatedAt: seconds(record.date_updated) ?? seconds(record.date_live) ?? seconds(record.date_added),
    version: modfileOf(record, ids)?.version ?? null,
    pageUrl: pageUrlOf(record, ids),
  };
}

/** 0 stands for "never". */
const seconds = (value: number | undefined): number | null =>
  value === undefined || value <= 0 ? null : Math.round(value * 1_000);

function pictureOf(address: string | undefined): string | null {
  const url = URL.parse(address ?? '');
  if (url === null || url.protocol !== 'https:' || !hostAllowed(url.hostname, imageHosts)) return null;
  // Stands for "no picture".
  return url.hostname === 'assets.modcdn.io' ? null : url.href;
}

const tagsOf = ({ tags = [] }: ModRecord): readonly string[] =>
  tags.flatMap((tag) => {
    const name = oneLine(tagSchema.safeParse(tag).data?.name ?? '', 60);
    return name === '' ? [] : [name];
  });

/** Bits: 1 alcohol, 2 drugs, 4 violence, 8 explicit. */
function ratingOf({ maturity_option: bits = 0 }: ModRecord): ContentRating {
  if ((bits & 8) !== 0) return 'adult';
  return bits === 0 ? 'safe' : 'warn';
}

/** An address of the site, whatever the record says. */
export function pageUrlOf(record: ModRecord, { modId }: Pick<ModioMod, 'modId'>): string {
  const url = URL.parse(record.profile_url ?? '');
  const ours = url !== null && url.protocol === 'https:' && hostAllowed(url.hostname, ['mod.io', '.mod.io']);
  return ours ? url.href : `${site}/search/mods/${modId}`;
}

/** For sale: a price, or the bit that says it is in the marketplace. */
export const isPaid = (record: ModRecord): boolean =>
  (record.price ?? 0) > 0 || ((record.monetization_options ?? record.monetisation_options ?? 0) & 2) !== 0;

export function modRecordOf(answered: Answered): Found<ModRecord> {
  return orGone(answered, (body) => {
    const record = Array.isArray(body) ? undefined : modSchema.safeParse(body).data;
    if (record === undefined || idsOf(record) === null) throw shapeUnknown('a mod');
    return record;
  });
}

/** The mod with the files that were asked for beside it; without those, with its newest file alone. */
export function modDetailsOf(answered: Answered, files: Answered | null): Found<ModDetails> {
  const found = modRecordOf(answered);
  if (found.kind === 'gone') return found;
  const record = found.value;
  const ids = idsOf(record);
  const summary = summaryOf(record);
  if (ids === null || summary === null) throw shapeUnknown('a mod');
  const listed =
    files === null || apiErrorOf(files.status, files.body) !== null ? [] : filesOf(ids, listOf(files).items);
  const own = modfileOf(record, ids);
  return {
    kind: 'found',
    value: {
      ...summary,
      description: textOf(record.description ?? record.description_plaintext ?? ''),
      gallery: (record.media?.images ?? []).flatMap((item) => {
        const image = galleryImageSchema.safeParse(item).data;
        return pictureOf(image?.thumb_1280x720 ?? image?.original) ?? [];
      }),
      license: null,
      createdAt: seconds(record.date_live) ?? seconds(record.date_added),
      files: listed.length > 0 ? listed : own === null ? [] : [own],
      unavailable: unavailableOf(record),
    },
  };
}

/** What authors write is HTML, or plain lines: a changelog mostly is. */
function textOf(text: string): readonly RichNode[] {
  const html = /<[a-z/!]/iu.test(text) ? text : text.trim().replaceAll(/\r?\n/gu, '<br>');
  return richText(html, { imageHosts, base: `${site}/` });
}

/** 3 is deleted or archived, 0 waits for a moderator. */
function unavailableOf({ status = 1, visible = 1 }: ModRecord): ModDetails['unavailable'] {
  if (status === 3) return 'trashed';
  if (status === 0) return 'withheld';
  return visible === 0 ? 'private' : null;
}

/** `modfile` is an empty object for a mod without a file. */
export function modfileOf(record: ModRecord, ids: ModioMod): ModFile | null {
  const file = fileSchema.safeParse(record.modfile).data;
  return file === undefined ? null : modFileOf(ids, file);
}

/** Newest first, however they came. */
export const filesOf = (ids: ModioMod, items: readonly unknown[]): readonly ModFile[] =>
  items
    .flatMap((item) => {
      const record = fileSchema.safeParse(item).data;
      return record === undefined ? [] : [modFileOf(ids, record)];
    })
    .toSorted((one, other) => (other.uploadedAt ?? 0) - (one.uploadedAt ?? 0));

export function filesPageOf(ids: ModioMod, answered: Answered): Found<readonly ModFile[]> {
  return orGone(answered, () => filesOf(ids, listOf(answered).items));
}

export function fileRecordOf(answered: Answered): Found<FileRecord> {
  return orGone(answered, (body) => {
    const record = fileSchema.safeParse(body).data;
    if (record === undefined) throw shapeUnknown('a file');
    return record;
  });
}

export function modFileOf({ gameId, modId }: ModioMod, record: FileRecord): ModFile {
  const md5 = md5Of(record);
  return {
    ref: { provider: 'modio', gameId, modId, fileId: record.id, md5: md5 ?? unknownMd5 },
    name: fileNameOf(record),
    size: record.filesize ?? null,
    version: oneLine(record.version ?? '', 100) || null,
    description: oneLine(record.changelog ?? '', 500),
    uploadedAt: seconds(record.date_added),
    downloads: null,
    archived: false,
    group: null,
    gameVersion: null,
    scan: scanOf(record),
    warnings: warningsOf(record),
    md5,
    sha1: null,
    sha256: null,
  };
}

const md5Of = ({ filehash }: FileRecord): string | null => {
  const md5 = (filehash?.md5 ?? '').trim().toLowerCase();
  return /^[0-9a-f]{32}$/u.test(md5) ? md5 : null;
};

/** Shown and logged, never used as a path. */
function fileNameOf({ id, filename }: FileRecord): string {
  const last = oneLine((filename ?? '').split(/[\\/]/u).at(-1) ?? '', 200);
  return last === '' || last === '.' || last === '..' ? `modfile-${id}.zip` : last;
}

/** Status: 0 not scanned, 1 done, 2 running, 3 too large, 4 not found, 5 error. Positive: 1 malicious, 2 may be harmful. */
export function scanOf({ virus_status: status, virus_positive: positive }: FileRecord): ScanVerdict {
  if (positive === 1) return 'flagged';
  if (status === 0 || status === 2) return 'pending';
  return status === 1 && positive === 0 ? 'clean' : 'unknown';
}

/** A warning of ours, beside those of scans. */
export const otherPlatform = 'other_platform';

function warningsOf(record: FileRecord): readonly string[] {
  const found = record.virus_positive === 2 ? ['contains_exe'] : [];
  return forOtherPlatformsOnly(record) ? [...found, otherPlatform] : found;
}

const desktops = new Set(['windows', 'linux', 'mac', 'source', 'windowsserver', 'linuxserver']);

/** Names come in upper and lower case. An empty list means every platform. */
export function forOtherPlatformsOnly({ platforms = [] }: FileRecord): boolean {
  const named = platforms.flatMap((item) => {
    const platform = platformSchema.safeParse(item).data;
    // Denied there.
    return platform === undefined || platform.status === 2 ? [] : [platform.platform.toLowerCase()];
  });
  return named.length > 0 && !named.some((name) => desktops.has(name));
}

/** What the authors wrote about each file. */
export const changelogOf = (answered: Answered): readonly ChangelogEntry[] =>
  listOf(answered)
    .items.flatMap((item) => {
      const file = fileSchema.safeParse(item).data;
      const text = file?.changelog?.trim() ?? '';
      if (file === undefined || text === '') return [];
      const version = oneLine(file.version ?? '', 100) || null;
      return [{ version, publishedAt: seconds(file.date_added), text: textOf(text) }];
    })
    .toSorted((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0));

/** Every one is required; the interface knows no other kind. `gameId` where an old answer leaves it out. */
export function requirementsOf(answered: Answered, gameId: string): readonly Requirement[] {
  return listOf(answered).items.flatMap((item) => {
    const record = modSchema.safeParse(item).data;
    const modId = record?.mod_id ?? record?.id;
    if (record === undefined || modId === undefined) return [];
    const ids = { gameId: record.game_id ?? gameId, modId };
    return [
      {
        kind: 'required',
        name: oneLine(record.name ?? '', 200) || `Mod ${modId}`,
        modRef: modRefOf(ids),
        file: null,
        versions: null,
        oneOf: null,
        unordered: true,
        note: unavailableOf(record) === null ? '' : 'It is not available on mod.io now.',
        url: pageUrlOf(record, ids),
      },
    ];
  });
}

/** Tag options: the groups a game has made, with their tags. */
export const categoriesOf = (answered: Answered): readonly ModCategory[] =>
  listOf(answered).items.flatMap((item) => {
    const option = tagOptionSchema.safeParse(item).data;
    if (option === undefined || option.hidden === true) return [];
    return (option.tags ?? []).flatMap((tag) => {
      const name = typeof tag === 'string' ? oneLine(tag, 60) : '';
      const count = option.tag_count_map?.[name];
      return name === '' ? [] : [{ key: name, name, mods: typeof count === 'number' ? count : null }];
    });
  });

export const gamesOf = (answered: Answered): readonly ProviderGame[] =>
  listOf(answered).items.flatMap((item) => {
    const game = gameSchema.safeParse(item).data;
    if (game === undefined) return [];
    return [{ key: game.id, name: oneLine(game.name, 100), mods: game.stats?.mods_count_total ?? null }];
  });
