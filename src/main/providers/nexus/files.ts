/** Files as v1 and GraphQL write them, in the words of the model. */
import type { ModFile, ScanVerdict } from '../../../shared/model.ts';
import { oneLine, plainText } from '../rich-text.ts';
import { bbcodeToHtml } from './bbcode.ts';
import { versionOf, type Known } from './mods.ts';
import { unknownGame } from './refs.ts';
import type { FileCategory, NexusFile } from './types.ts';
import { partsOfUid, uidOf } from './uid.ts';
import type { FileRecord, GraphFile } from './wire.ts';

const kilobyte = 1_024;

/** A file of v1. null: nothing says which one it is. `gameId`: number, where the record does not say it itself. */
export function fileOf(record: FileRecord, known: Known, gameId = unknownGame): NexusFile | null {
  const pair = Array.isArray(record.id) ? record.id.map(String) : [];
  const uid = record.uid === null || record.uid === undefined ? null : partsOfUid(record.uid);
  const fileId = record.file_id ?? uid?.id ?? pair[0];
  if (fileId === undefined || !/^\d{1,10}$/u.test(fileId)) return null;
  const inGame = uid?.gameId ?? (/^\d{1,9}$/u.test(pair[1] ?? '') ? pair[1] : undefined) ?? gameId;
  const category = categoryOf(record.category_name ?? null) ?? numberedCategory(record);
  // Zero stands for "not known": real files have it.
  const exactSize = positive(record.size_in_bytes);
  const rounded = positive(record.size_kb) ?? positive(record.size);
  const file: ModFile = {
    ref: { provider: 'nexus', game: known.game ?? inGame, modId: known.modId ?? '0', fileUid: uidOf(inGame, fileId) },
    name: oneLine(record.file_name ?? '', 300) || nameOf(record.name, fileId),
    ...titleOf(record.name, record.file_name),
    size: exactSize ?? (rounded === null ? null : rounded * kilobyte),
    version: versionOf(record.version) ?? versionOf(record.mod_version),
    description: plainText(bbcodeToHtml(record.description ?? ''), 2_000),
    uploadedAt: record.uploaded_timestamp ?? null,
    downloads: null,
    archived: isOld(category),
    group: groups[category],
    gameVersion: null,
    scan: 'unknown',
    warnings: [],
    md5: /^[0-9a-f]{32}$/iu.test(record.md5 ?? '') ? (record.md5 ?? '').toLowerCase() : null,
    sha1: null,
    sha256: scannedHash(record.external_virus_scan_url ?? ''),
  };
  return { file, fileId, category, exactSize, changes: [] };
}

/** A file of GraphQL. Its `uri` is a path within the storage, and no name any more. */
export function graphFileOf(record: GraphFile, known: Known): NexusFile | null {
  const uid = record.uid === null || record.uid === undefined ? null : partsOfUid(record.uid);
  const fileId = record.fileId ?? uid?.id;
  if (fileId === undefined) return null;
  const inGame = uid?.gameId ?? record.game?.id ?? record.mod?.gameId ?? unknownGame;
  const game = record.game?.domainName ?? record.mod?.game?.domainName ?? known.game ?? inGame;
  const category = categoryOf(record.category ?? record.categoryId ?? null) ?? 'unknown';
  const exactSize = positive(record.sizeInBytes);
  const file: ModFile = {
    ref: {
      provider: 'nexus',
      game: game.toLowerCase(),
      modId: record.modId ?? record.mod?.modId ?? known.modId ?? '0',
      fileUid: uidOf(inGame, fileId),
    },
    name: nameOf(record.name, fileId),
    size: exactSize ?? (positive(record.size) === null ? null : (record.size ?? 0) * kilobyte),
    version: versionOf(record.version),
    description: plainText(bbcodeToHtml(record.description ?? ''), 2_000),
    uploadedAt: record.date ?? null,
    downloads: record.totalDownloads ?? null,
    archived: isOld(category),
    group: groups[category],
    gameVersion: null,
    scan: scanOf(record.scannedV2 ?? record.scanned ?? ''),
    warnings: [],
    md5: null,
    sha1: null,
    sha256: null,
  };
  const changes = (record.changelogText ?? []).flatMap((line) => (typeof line === 'string' ? [line] : []));
  return { file, fileId, category, exactSize, changes };
}

/** 6 is removed and 7 archived; both come without a name at times. */
const numbered: readonly FileCategory[] = [
  'unknown',
  'main',
  'update',
  'optional',
  'old',
  'miscellaneous',
  'removed',
  'archived',
];

/** Without a number, a name that is there and empty means that the file is put away. */
const numberedCategory = ({ category_id: number, category_name: name }: FileRecord): FileCategory =>
  numbered[number ?? (name === null ? 7 : 0)] ?? 'unknown';

function categoryOf(name: string | null): FileCategory | null {
  switch (name?.toUpperCase() ?? '') {
    case 'MAIN':
      return 'main';
    case 'UPDATE':
    case 'PATCH':
      return 'update';
    case 'OPTIONAL':
      return 'optional';
    case 'OLD_VERSION':
      return 'old';
    case 'MISCELLANEOUS':
      return 'miscellaneous';
    case 'REMOVED':
    case 'DELETED':
      return 'removed';
    case 'ARCHIVED':
      return 'archived';
    default:
      return null;
  }
}

const groups: Readonly<Record<FileCategory, string | null>> = {
  main: 'Main files',
  update: 'Update files',
  optional: 'Optional files',
  old: 'Old files',
  miscellaneous: 'Miscellaneous files',
  removed: 'Removed files',
  archived: 'Archived files',
  unknown: null,
};

const isOld = (category: FileCategory): boolean => ['old', 'removed', 'archived'].includes(category);

/** Nobody may have it any more. */
export const isWithdrawn = ({ category }: NexusFile): boolean => category === 'removed' || category === 'archived';

const positive = (value: number | null | undefined): number | null =>
  value === null || value === undefined || value <= 0 ? null : value;

const nameOf = (name: string | null | undefined, fileId: string): string =>
  oneLine(plainText(name ?? '', 300), 300) || `File ${fileId}`;

/** The title says more than the name of the archive, which has ids and times in it. */
function titleOf(title: string | null | undefined, fileName: string | null | undefined): Pick<ModFile, 'title'> {
  const words = oneLine(plainText(title ?? '', 300), 300);
  return words === '' || (fileName ?? '') === '' || words === fileName ? {} : { title: words };
}

/** The address of the scan at VirusTotal holds the SHA-256 of what was uploaded. */
const scannedHash = (url: string): string | null =>
  /^https:\/\/www\.virustotal\.com\/(?:gui\/)?file\/([0-9a-f]{64})(?:\/|$)/iu.exec(url)?.[1]?.toLowerCase() ?? null;

function scanOf(status: string): ScanVerdict {
  switch (status) {
    case 'VERIFIED':
    case 'INTERNALLY_VERIFIED':
    case 'MANUALLY_VERIFIED':
      return 'clean';
    case 'QUARANTINED':
      return 'flagged';
    case 'QUEUED':
    case 'WAITING_REPORT':
      return 'pending';
    default:
      return 'unknown';
  }
}
