/** What Nexus Mods tells beyond the words that all providers share. */
import type { ModFile, ModSummary } from '../../../shared/model.ts';
import type { JsonAnswer } from '../../lib/http.ts';
import type { Question } from './requests.ts';

/** Asks v1. `cacheFor`: milliseconds an earlier answer may stand in. */
export type AskRest = (url: string, cacheFor: number, signal: AbortSignal) => Promise<JsonAnswer>;
export type AskGraph = (question: Question, signal: AbortSignal) => Promise<JsonAnswer>;

/** A file with what only its own provider wants to know. */
export interface NexusFile {
  readonly file: ModFile;
  /** Within its game. */
  readonly fileId: string;
  readonly category: FileCategory;
  /** Bytes; null where only rounded kilobytes are known, as for uploads of 2020 and 2021. */
  readonly exactSize: number | null;
  /** Lines of its own changelog, where it has one. */
  readonly changes: readonly string[];
}

export type FileCategory =
  | 'main'
  | 'update'
  | 'optional'
  | 'old'
  | 'miscellaneous'
  | 'removed'
  | 'archived'
  | 'unknown';

/** One step from a file to the one that replaced it. They form a forest, with steps to files that are not listed. */
export interface Succession {
  readonly from: string;
  readonly to: string;
}

export interface FileList {
  readonly files: readonly NexusFile[];
  readonly successions: readonly Succession[];
}

export interface NexusUser {
  readonly id: string | null;
  readonly name: string;
  readonly premium: boolean;
  readonly supporter: boolean;
}

export interface DownloadLink {
  /** Ready to be asked for: blanks and the like are encoded. */
  readonly url: string;
  readonly name: string;
}

export interface ModState {
  readonly uid: string;
  readonly available: boolean;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number | null;
}

export interface HashHit {
  readonly mod: ModSummary | null;
  readonly file: NexusFile | null;
}

export interface Updated {
  readonly modId: string;
  readonly fileUpdatedAt: number | null;
  readonly activityAt: number | null;
}

export interface TrackedMod {
  readonly game: string;
  readonly modId: string;
}

export interface Endorsement extends TrackedMod {
  readonly status: string;
  readonly version: string | null;
  readonly at: number | null;
}
