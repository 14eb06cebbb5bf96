/** What the queue of downloads works on, and what it asks of the outside. */
import type { JobId } from '../../shared/ids.ts';
import type { Download, DownloadRecord, FetchedArchive, Progress } from '../../shared/jobs.ts';
import type { Clock } from '../lib/clock.ts';
import type { QueueLimits } from './queue-rules.ts';

/** What a link of the provider's site brought along for one download. Kept in memory only: it is a secret. */
export type Grant = { readonly key: string; readonly expires: string; readonly userId: string | null };

export interface FetchTools {
  readonly grant: Grant | null;
  readonly progress: (progress: Progress) => void;
  /** Once it is known what is fetched. */
  readonly describe: (about: Partial<Pick<DownloadRecord, 'title' | 'bytesTotal' | 'modRef'>>) => void;
}

/** The rows of the registry, as the queue needs them. */
export interface QueueTable {
  readonly list: () => readonly DownloadRecord[];
  readonly put: (record: DownloadRecord) => void;
  readonly remove: (ids: readonly JobId[]) => void;
  readonly arrange: (ids: readonly JobId[]) => void;
}

export interface QueueDeps {
  readonly table: QueueTable;
  /** Resolves, fetches and verifies. What it throws decides how the download goes on. */
  readonly fetch: (record: DownloadRecord, tools: FetchTools, signal: AbortSignal) => Promise<FetchedArchive>;
  /** Bytes of it that are on disk. */
  readonly sizeOf: (id: JobId) => number;
  /** Removes what is on disk of it. */
  readonly discard: (id: JobId) => void;
  readonly limits: () => QueueLimits;
  /** false: it stays in the queue. Default: everything may start. */
  readonly mayStart?: (id: JobId) => boolean;
  readonly clock: Clock;
  /** Milliseconds before each further try after a fault that may pass. Empty: the first fault ends the download. */
  readonly retryAfter: readonly number[];
  /** Told about each change, the ones of progress thinned out. */
  readonly changed: (download: Download) => void;
}

export type StopReason = 'pause' | 'cancel' | 'close';

export interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** What is known about a transfer while it runs, and until the process ends. */
export interface Motion {
  readonly phase: 'resolving' | 'downloading';
  readonly bytesDone: number;
  readonly rate: number | null;
}

export interface QueueState {
  order: readonly JobId[];
  readonly records: Map<JobId, DownloadRecord>;
  readonly running: Map<JobId, Running>;
  readonly motions: Map<JobId, Motion>;
  readonly grants: Map<JobId, Grant>;
  readonly tried: Map<JobId, number>;
  timer: NodeJS.Timeout | null;
  closed: boolean;
}

/** null: there is no such download. */
export function viewOf({ records, running, motions }: QueueState, id: JobId): Download | null {
  const record = records.get(id);
  if (record === undefined) return null;
  const { fetched, ...download } = record;
  const motion = motions.get(id);
  const bytesDone = fetched?.size ?? motion?.bytesDone ?? 0;
  if (!running.has(id) || motion === undefined) return { ...download, bytesDone, rate: null };
  return { ...download, state: motion.phase, bytesDone, rate: motion.rate };
}
