/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/** File records: identity, size, hash, and what the site's scanners said. */
import type { ModFile, ScanVerdict } from '../../../shared/model.ts';
import { oneLine } from '../rich-text.ts';
import { fileSchema, type FileRecord } from './wire.ts';

export interface Owner {
  readonly model: string;
  /** "0" where only the file is known: a file record does not name the submission it belongs to. */
  readonly modId: string;
}

/** Newest first, current before archived; records that are no files are left out, and no file appears twice. */
export function filesOf(owner: Owner, current: readonly unknown[], archived: readonly unknown[]): readonly ModFile[] {
  const files = new Map<string, ModFile>();
  const take = (record: unknown, isArchived: boolean): void => {
    const parsed = fileSchema.safeParse(record);
    if (parsed.success && !files.has(parsed.data._idRow))
      files.set(parsed.data._idRow, modFileOf(owner, parsed.data, isArchived));
  };
  for (const record of current) take(record, false);
  for (const record of archived) take(record, true);
  return [...files.values()].toSorted(
    (one, other) => Number(one.archived) - Number(other.archived) || timeOf(other) - timeOf(one),
  );
}

const timeOf = (file: ModFile): number => file.uploadedAt ?? 0;

export function modFileOf(owner: Owner, record: FileRecord, archived = false): ModFile {
  const description = oneLine(record._sDescription ?? '', 500);
  return {
    ref: { provider: 'gamebanana', fileId: record._idRow, model: owner.model, modId: owner.modId },
    name: fileNameOf(record),
    size: record._nFilesize ?? null,
    version: versionOf(record._sVersion, description),
    description,
    uploadedAt: record._tsDateAdded ?? null,
    downloads: record._nDownloadCount ?? null,
    archived: archived || record._bIsArchived === true,
    group: null,
    gameVersion: null,
    scan: scanOf(record),
    warnings: warningsOf(record),
    md5: md5Of(record._sMd5Checksum),
    sha1: null,
    sha256: null,
  };
}

/** Shown and logged, never used as a path. */
function fileNameOf(record: FileRecord): string {
  const last = (record._sFile ?? '').split(/[\\/]/u).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- control characters are what we take out
  const clean = last.replaceAll(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu, '').slice(0, 200);
  return clean === '' || clean === '.' || clean === '..' ? `file-${record._idRow}` : clean;
}

/** Authors write the version in its field, in the description ("v3.4"), or nowhere. */
export function versionOf(field: string | undefined, description = ''): string | null {
  const version = (field ?? '').trim();
  if (version !== '') return version.slice(0, 100);
  return /^\s*v(?:er(?:sion)?)?\.?\s*(\d+(?:\.\d+)*[a-z]?)\s*$/iu.exec(description)?.[1] ?? null;
}

const md5Of = (text: string | undefined): string | null => {
  const md5 = (text ?? '').trim().toLowerCase();
  return /^[0-9a-f]{32}$/u.test(md5) ? md5 : null;
};

const said = (values: readonly (string | undefined)[]): readonly string[] =>
  values.flatMap((value) => (value === undefined || value === '' ? [] : [value.toLowerCase()]));

const bad = /infect|malware|malicious|virus|trojan|threat|suspicious|fail/iu;

/**
 * "clean" only when a virus scanner said so: passing the site's analysis alone says nothing about malware.
 * Field names changed over the years (`_sClamAvResult` and `_sAvastAvResult` before 2026), so presence decides.
 */
function scanOf(record: FileRecord): ScanVerdict {
  const verdicts = said([record._sAvResult, record._sClamAvResult, record._sAvastAvResult]);
  const analyses = said([record._sAnalysisResultCode, record._sAnalysisResult, record._sAnalysisState]);
  if ([...verdicts, ...analyses].some((word) => bad.test(word))) return 'flagged';
  const states = said([record._sAvState, record._sAvastAvState]);
  if (states.some((state) => state !== 'done')) return 'pending';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'clean') ? 'clean' : 'unknown';
}

const harmless = new Set(['ok', 'done', 'clean', 'archive passed']);

function warningsOf(record: FileRecord): readonly string[] {
  const found = Object.keys(record._aAnalysisWarnings ?? {});
  if (record._bContainsExe === true) found.push('contains_exe');
  if (record._bIsMissing === true) found.push('missing');
  for (const code of [record._sAnalysisResultCode, record._sAnalysisResult]) {
    const word = (code ?? '').trim();
    if (word !== '' && !harmless.has(word.toLowerCase())) found.push(word);
  }
  return [...new Set(found.map((warning) => warning.slice(0, 80)))];
}
