/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/**
 * Every answer of the site as a value: pure functions of what was asked and what came back. Shared by the client and
 * by recordings. Errors: `provider_answer_unreadable` for a shape we do not know, `provider_refused` for an error the
 * site explains; "no such record" is an expected outcome and a value.
 */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ModCategory, ModDetails, ModFile, ModPage } from '../../../shared/model.ts';
import { unreadable } from '../http/faults.ts';
import type { Found } from '../provider.ts';
import { oneLine, richText } from '../rich-text.ts';
import { filesOf, modFileOf, versionOf, type Owner } from './files.ts';
import { detailsOf, summaryOf, unavailableOf, type Unavailable } from './submissions.ts';
import type { ModState, UpdatePost } from './types.ts';
import { hosts, site } from './traits.ts';
import {
  categorySchema,
  changeSchema,
  envelopeSchema,
  errorSchema,
  fileSchema,
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

const deleted = 'It was deleted from GameBanana.';
const goneBecause: Readonly<Record<Exclude<Unavailable, null>, string>> = {
  private: 'Its author has made the page private.',
  trashed: 'The page was removed from GameBanana.',
  withheld: 'GameBanana withholds the page from everyone.',
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

/** Posts about updates, newest first as the site orders them. They alone say which files belong together. */
export function updatesOf(body: unknown): readonly UpdatePost[] {
  throwIfError(body);
  return recordsOf(body, 1).records.flatMap((entry) => {
    const post = updateSchema.safeParse(entry).data;
    if (post === undefined) return [];
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
