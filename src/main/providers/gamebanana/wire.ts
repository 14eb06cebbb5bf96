/**
 * What answers look like, as far as we read them. Only ids are required: the site leaves out what is empty, renames
 * fields over the years, writes `[]` for an empty map, and answers ids as numbers or as texts. A field of a wrong
 * type counts as missing, so that one odd field never costs the record.
 */
import { z } from 'zod';

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const id = z
  .union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/u)])
  .transform((value) => String(value).replace(/^0+(?=\d)/u, ''));
const text = maybe(z.union([z.string(), z.number()]).transform(String));
const flag = maybe(
  z
    .union([z.boolean(), z.number(), z.string()])
    .transform((value) => value === true || value === 1 || value === '1' || value === 'true'),
);
const count = maybe(
  z
    .union([z.number(), z.string().regex(/^\d{1,15}$/u)])
    .transform(Number)
    .pipe(z.number().nonnegative()),
);
/** Seconds since the epoch on the wire, milliseconds here. 0 means "never". */
const time = maybe(
  z
    .union([z.number(), z.string().regex(/^\d{1,12}$/u)])
    .transform((seconds) => Number(seconds) * 1_000)
    .pipe(z.number().positive()),
);
/** An array, or an object whose values count. Records that are no objects are dropped one by one by the reader. */
const list = maybe(
  z.union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((map) => Object.values(map))]),
);
/** PHP writes an empty map as `[]`. */
const map = maybe(z.union([z.record(z.string(), z.unknown()), z.tuple([]).transform(() => ({}))]));
const named = maybe(z.object({ _sName: text, _sProfileUrl: text, _idRow: maybe(id) }));

export const imageSchema = z.object({
  _sBaseUrl: z.string(),
  _sFile: z.string(),
  _sFile220: text,
  _sFile530: text,
  _sFile800: text,
});

export const fileSchema = z.object({
  _idRow: id,
  _sFile: text,
  _nFilesize: count,
  _tsDateAdded: time,
  _nDownloadCount: count,
  _sDownloadUrl: text,
  _sMd5Checksum: text,
  _sVersion: text,
  _sDescription: text,
  _bIsArchived: flag,
  _bIsMissing: flag,
  _bContainsExe: flag,
  _sAnalysisState: text,
  _sAnalysisResult: text,
  _sAnalysisResultCode: text,
  _sAvState: text,
  _sAvResult: text,
  _sClamAvResult: text,
  _sAvastAvState: text,
  _sAvastAvResult: text,
  _aAnalysisWarnings: map,
});

/** A submission: in lists, on its own page and in batches. */
export const submissionSchema = z.object({
  _idRow: maybe(id),
  _sModelName: text,
  _sName: text,
  _sProfileUrl: text,
  _sDescription: text,
  _sText: text,
  _sVersion: text,
  _sLicense: text,
  _sInitialVisibility: text,
  _aContentRatings: map,
  _tsDateAdded: time,
  _tsDateModified: time,
  _tsDateUpdated: time,
  _nLikeCount: count,
  _nDownloadCount: count,
  _bIsPrivate: flag,
  _bIsTrashed: flag,
  _bIsWithheld: flag,
  _aSubmitter: named,
  _aSubCategory: named,
  _aRootCategory: named,
  _aCategory: named,
  _aSuperCategory: named,
  _sImageUrl: text,
  _sThumbnailUrl: text,
  _aPreviewMedia: maybe(z.object({ _aImages: list })),
  _aPreviewContent: maybe(z.object({ screenshots: list, screenshot: z.unknown().optional() })),
  _aFiles: list,
  _aArchivedFiles: list,
  _aRequirements: list,
});

export const envelopeSchema = z.object({
  _aMetadata: maybe(z.object({ _nRecordCount: count, _bIsComplete: flag, _nPerpage: count })),
  _aRecords: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((all) => Object.values(all))]),
});

/** The keys of the change log carry no prefix, unlike everything else. */
export const updateSchema = z.object({
  _idRow: id,
  _sName: text,
  _sVersion: text,
  _sText: text,
  _tsDateAdded: time,
  _bIsPrivate: flag,
  _bIsTrashed: flag,
  _bIsWithheld: flag,
  _aChangeLog: list,
  _aFileRowIds: list,
});
export const changeSchema = z.object({ text: z.string(), cat: text });

export const gameSchema = z.object({ _idRow: id, _sName: text });

export const categorySchema = z.object({
  _idRow: maybe(id),
  _sName: z.string(),
  _nItemCount: count,
  _sUrl: text,
  _sIconUrl: text,
});

/** Errors come with any status, 200 included. */
export const errorSchema = z.object({
  _sErrorCode: z.string(),
  _sErrorMessage: text,
  _aErrorData: map,
});
export const innerErrorSchema = z.object({ _sErrorCode: z.string(), _sErrorMessage: text });

export const idSchema = id;

export type FileRecord = z.output<typeof fileSchema>;
export type Submission = z.output<typeof submissionSchema>;
