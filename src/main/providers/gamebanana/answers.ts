/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/**
 * Every answer of the site as a value: pure functions of what was asked and what came back. Shared by the client and
 * by recordings. Errors: `provider_answer_unreadable` for a shape we do not know, `provider_refused` for an error the
 * site explains; "no such record" is an expected outcome and a value.
 */
import { LoadstoneError } from '../../../shared/errors.ts';
import type {
  ChangelogEntry,
  ModCategory,
  ModDetails,
  ModFile,
  ModPage,
  ProviderGame,
  Requirement,
  RichNode,
} from '../../../shared/model.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import { unreadable } from '../http/faults.ts';
import type { FeedPage, Found } from '../provider.ts';
import { oneLine, richText } from '../rich-text.ts';
import { filesOf, modFileOf, versionOf, type Owner } from './files.ts';
import { parseModRef } from './refs.ts';
import { detailsOf, summaryOf, unavailableOf, type Unavailable } from './submissions.ts';
import type { ModState, UpdatePost } from './types.ts';
import { hosts, site } from './traits.ts';
import {
  categorySchema,
  changeSchema,
  envelopeSchema,
  errorSchema,
  fileSchema,
  gameSchema,
  idSchema,
  innerErrorSchema,
  submissionSchema,
  updateSchema,
  type Submission,
} from './wire.ts';

export interface ApiError {
  readonly code: string;
  readonly message: string;
}

/** The error in a body, whatever its status: the innermost code says most. null when the body is an answer. */
export function apiErrorOf(body: unknown): ApiError | null {
  const outer = errorSchema.safeParse(body).data;
  if (outer === undefined) return null;
  for (const field of Object.values(outer._aErrorData ?? {})) {
    const inner = innerErrorSchema.safeParse(field).data;
    if (inner !== undefined) return { code: inner._sErrorCode, message: oneLine(inner._sErrorMessage ?? '', 300) };
  }
  return { code: outer._sErrorCode, message: oneLine(outer._sErrorMessage ?? '', 300) };
}

export const noSuchRecord = 'NO_SUCH_RECORD';

/** The error of the site as one of ours. */
const refusedFor = ({ code, message }: ApiError): LoadstoneError =>
  new LoadstoneError(
    'provider_refused',
    `GameBanana refused the request: ${message === '' ? code : message}.`,
    'If this stays so, a newer Loadstone may know what the site wants.',
    { details: { provider: 'gamebanana', reason: code } },
  );

const deleted = saying('gamebananaDeleted');
export const goneBecause: Readonly<Record<Exclude<Unavailable, null>, Saying>> = {
  private: saying('gamebananaPrivate'),
  trashed: saying('gamebananaTrashed'),
  withheld: saying('gamebananaWithheld'),
};

const shapeUnknown = (what: string): LoadstoneError => unreadable('gamebanana', `${what} of an unknown shape`);

function throwIfError(body: unknown): void {
  const error = apiErrorOf(body);
  if (error !== null) throw refusedFor(error);
}

/** Search results, the index, feeds, and bare arrays like TopSubs. `page` is the number that was asked for. */
export function modPageOf(body: unknown, page: number): ModPage {
  throwIfError(body);
  const { records, total, next } = recordsOf(body, page);
  const mods = new Map(
    records.flatMap((record) => {
      const parsed = submissionSchema.safeParse(record).data;
      const summary = parsed === undefined ? null : summaryOf(parsed);
      return summary === null ? [] : [[summary.ref.id, summary] as const];
    }),
  );
  return { mods: [...mods.values()], total, next };
}

/** The index by the time of the last change. Rows that moved while it was read are put back in their order. */
export function feedPageOf(body: unknown, page: number): FeedPage {
  const { mods, next } = modPageOf(body, page);
  const newestFirst = mods.toSorted((one, other) => (other.updatedAt ?? 0) - (one.updatedAt ?? 0));
  return { mods: newestFirst, next: next === null ? null : String(next) };
}

interface Records {
  readonly records: readonly unknown[];
  readonly total: number | null;
  readonly next: number | null;
}

function recordsOf(body: unknown, page: number): Records {
  if (Array.isArray(body)) return { records: body, total: body.length, next: null };
  const envelope = envelopeSchema.safeParse(body).data;
  if (envelope === undefined) throw shapeUnknown('a list');
  const records = envelope._aRecords;
  const { _bIsComplete: isLast, _nRecordCount: total } = envelope._aMetadata ?? {};
  // "Complete" means that this is the last page. Past the end there are no records at all.
  const next = isLast === true || records.length === 0 ? null : page + 1;
  return { records, total: total ?? null, next };
}

/** The profile page with the download page, which lists files that the first may leave out. */
export function modDetailsOf(model: string, id: string, profile: unknown, downloads: unknown): Found<ModDetails> {
  const error = apiErrorOf(profile);
  if (error?.code === noSuchRecord) return { kind: 'gone', why: deleted };
  if (error !== null) throw refusedFor(error);
  const page = submissionOf(profile);
  if (page === null) throw shapeUnknown('a mod page');
  const files = apiErrorOf(downloads) === null ? submissionOf(downloads) : null;
  return { kind: 'found', value: detailsOf(model, id, page, files) };
}

function submissionOf(body: unknown): Submission | null {
  return Array.isArray(body) ? null : (submissionSchema.safeParse(body).data ?? null);
}

/** The files of one submission, for finding the one to download. */
export function downloadsOf(owner: Owner, body: unknown): Found<readonly ModFile[]> {
  const error = apiErrorOf(body);
  if (error?.code === noSuchRecord) return { kind: 'gone', why: deleted };
  if (error !== null) throw refusedFor(error);
  const page = submissionOf(body);
  if (page === null) throw shapeUnknown('a download page');
  const unavailable = unavailableOf(page);
  if (unavailable !== null) return { kind: 'gone', why: goneBecause[unavailable] };
  return { kind: 'found', value: filesOf(owner, page._aFiles ?? [], page._aArchivedFiles ?? []) };
}

/** One file by its id alone. Its record does not say which submission it belongs to. */
export function fileOf(owner: Owner, body: unknown): Found<ModFile> {
  const error = apiErrorOf(body);
  if (error?.code === noSuchRecord) return { kind: 'gone', why: deleted };
  if (error !== null) throw refusedFor(error);
  const unavailable = unavailableOf(submissionOf(body) ?? {});
  if (unavailable !== null) return { kind: 'gone', why: goneBecause[unavailable] };
  const record = fileSchema.safeParse(body).data;
  if (record === undefined) throw shapeUnknown('a file');
  return { kind: 'found', value: modFileOf(owner, record) };
}

/** A batch, in the order of the request; records that cannot be read are left out. */
export function modStatesOf(model: string, body: unknown): readonly ModState[] {
  throwIfError(body);
  if (!Array.isArray(body)) throw shapeUnknown('a batch of mods');
  return body.flatMap((entry) => {
    const record = submissionSchema.safeParse(entry).data;
    return record?._idRow === undefined ? [] : [modStateOf(model, record._idRow, record)];
  });
}

function modStateOf(model: string, id: string, record: Submission): ModState {
  return {
    ref: { provider: 'gamebanana', id: `${model}/${id}` },
    modifiedAt: record._tsDateModified ?? record._tsDateUpdated ?? record._tsDateAdded ?? null,
    version: versionOf(record._sVersion),
    unavailable: unavailableOf(record),
    files: filesOf({ model, modId: id }, record._aFiles ?? [], record._aArchivedFiles ?? []),
  };
}

export interface UpdatePage {
  readonly posts: readonly UpdatePost[];
  readonly next: number | null;
}

/** Posts about updates, newest first. They alone say which files belong together. A mod that is gone has none. */
export function updatePageOf(body: unknown, page: number): UpdatePage {
  const error = apiErrorOf(body);
  if (error?.code === noSuchRecord) return { posts: [], next: null };
  throwIfError(body);
  const { records, next } = recordsOf(body, page);
  const posts = records.flatMap(updatePostOf);
  return { posts: posts.toSorted((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0)), next };
}

function updatePostOf(entry: unknown): readonly UpdatePost[] {
  const post = updateSchema.safeParse(entry).data;
  if (post === undefined || unavailableOf(post) !== null) return [];
  return [
    {
      id: post._idRow,
      title: oneLine(post._sName ?? '', 300),
      version: versionOf(post._sVersion),
      text: richText(post._sText ?? '', { imageHosts: hosts, base: `${site}/` }),
      changes: (post._aChangeLog ?? []).flatMap((change) => {
        const line = changeSchema.safeParse(change).data;
        return line === undefined ? [] : [{ kind: line.cat ?? '', text: oneLine(line.text, 500) }];
      }),
      fileIds: (post._aFileRowIds ?? []).flatMap((id) => idSchema.safeParse(id).data ?? []),
      publishedAt: post._tsDateAdded ?? null,
    },
  ];
}

const text = (words: string): RichNode => ({ type: 'text', text: words });

/** Title, text and list of changes in one. The version often stands in the title alone. */
export function changelogEntryOf(post: UpdatePost): ChangelogEntry {
  const inTitle = /\bv?(?:er(?:sion)?)?\.?\s*(\d+(?:\.\d+)+[a-z]?)\b|\bv(?:er(?:sion)?)?\.?\s*(\d+[a-z]?)\b/iu.exec(
    post.title,
  );
  const version = post.version ?? inTitle?.[1] ?? inTitle?.[2] ?? null;
  const titleSaysMore =
    post.title.replaceAll(/v(?:er(?:sion)?)?\.?|[\s.]/giu, '') !== (version ?? '').replaceAll('.', '');
  const items = post.changes.map(({ kind, text: words }): RichNode => {
    const label: readonly RichNode[] = kind === '' ? [] : [{ type: 'strong', children: [text(kind)] }, text(': ')];
    return { type: 'item', children: [...label, text(words)] };
  });
  return {
    version,
    publishedAt: post.publishedAt,
    text: [
      ...(titleSaysMore && post.title !== ''
        ? [{ type: 'heading', level: 4, children: [text(post.title)] } as const]
        : []),
      ...post.text,
      ...(items.length === 0 ? [] : [{ type: 'bullets', children: items } as const]),
    ],
  };
}

/** Rows of label and address, as their author typed them; a page of the site itself is a mod we can install. */
export function requirementsOf(body: unknown): readonly Requirement[] {
  const error = apiErrorOf(body);
  if (error?.code === noSuchRecord) return [];
  throwIfError(body);
  return (submissionOf(body)?._aRequirements ?? []).flatMap((row) => {
    const [label, address] = Array.isArray(row)
      ? row.map((cell) => (typeof cell === 'string' ? oneLine(cell, 300) : ''))
      : [];
    const url = URL.parse(address ?? '');
    const page = url !== null && ['https:', 'http:'].includes(url.protocol) && url.username === '' ? url : null;
    const name = label === undefined || label === '' ? (page?.hostname ?? '') : label;
    if (name === '') return [];
    const isOptional = /\b(?:optional|recommended)\b/iu.test(name);
    return [
      {
        kind: isOptional ? 'optional' : 'required',
        name,
        modRef: page === null ? null : parseModRef(page.href),
        file: null,
        versions: null,
        oneOf: null,
        unordered: true,
        note: '',
        url: page?.protocol === 'https:' ? page.href : null,
      } as const,
    ];
  });
}

/** Games by name, in the order of the site. */
export function gamesOf(body: unknown): readonly ProviderGame[] {
  throwIfError(body);
  return recordsOf(body, 1).records.flatMap((entry) => {
    const game = gameSchema.safeParse(entry).data;
    const name = oneLine(game?._sName ?? '', 200);
    return game === undefined || name === '' ? [] : [{ key: game._idRow, name, mods: null }];
  });
}

export function categoriesOf(body: unknown): readonly ModCategory[] {
  throwIfError(body);
  return recordsOf(body, 1).records.flatMap((entry) => {
    const category = categorySchema.safeParse(entry).data;
    if (category === undefined) return [];
    // Subcategories carry their id in the address only.
    const id = category._idRow ?? /\/cats\/(\d{1,20})$/u.exec(category._sUrl ?? '')?.[1];
    const name = oneLine(category._sName, 100);
    return id === undefined || name === '' ? [] : [{ key: id, name, mods: category._nItemCount ?? null }];
  });
}

/** The lists that are no mods: search suggestions, tags, games by name. Their names. */
export function namesOf(body: unknown): readonly string[] {
  throwIfError(body);
  return recordsOf(body, 1).records.flatMap((entry) => {
    if (typeof entry === 'string') return [entry];
    if (typeof entry !== 'object' || entry === null) return [];
    const fields: Readonly<Record<string, unknown>> = { ...entry };
    const name = fields['_sName'] ?? fields['_sRawTag'] ?? fields['_sDomain'] ?? fields['_sAlias'];
    return typeof name === 'string' ? [name] : [];
  });
}
