/** What is under way: jobs and downloads. */
import type { Batch } from './batches.ts';
import type { ErrorData } from './errors.ts';
import type { EntryId, GameId, JobId, Sha256 } from './ids.ts';
import type { ChangeOutcome, FileRef, ModRef, Provenance, ProviderId } from './model.ts';
import type { Saying } from './saying.ts';

export const jobPhases = [
  'waiting',
  'resolving',
  'downloading',
  'paused',
  'waiting-for-player',
  'unpacking',
  'deploying',
  'done',
  'failed',
  'cancelled',
] as const;
export type JobPhase = (typeof jobPhases)[number];

/** What a job is about: a mod, a whole game, or a loadout that somebody shared. */
export const jobKinds = ['install', 'verify', 'repair', 'purge', 'import'] as const;
export type JobKind = (typeof jobKinds)[number];

export interface Job {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly gameId: GameId;
  /** The name of the mod or of the shared loadout; empty where `kind` says it all. */
  readonly title: string;
  readonly phase: JobPhase;
  /** The mod page the job installs from, so that its Install button can show the progress. */
  readonly modRef: ModRef | null;
  /** Bytes of the current phase. null: not known. */
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  readonly filesDone: number;
  readonly filesTotal: number | null;
  /** Bytes per second over the last seconds; null when not moving bytes. */
  readonly rate: number | null;
  readonly startedAt: number;
  /** In phase `waiting-for-player`: what the player has to do; null otherwise. */
  readonly waitsFor: JobWaitsFor | null;
  readonly error: ErrorData | null;
  readonly outcome: ChangeOutcome | null;
}

/** Progress of one phase, from a worker to whoever shows it. */
export interface Progress {
  readonly phase: JobPhase;
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  readonly filesDone: number;
  readonly filesTotal: number | null;
}

export const downloadStates = [
  'queued',
  'resolving',
  'downloading',
  'paused',
  'waiting-for-player',
  /** Here and verified; its installation is under way or still to come. */
  'fetched',
  'done',
  'failed',
  'cancelled',
] as const;
export type DownloadState = (typeof downloadStates)[number];

/** What only the player can do before a download goes on. */
export type WaitsFor =
  | { readonly kind: 'page'; readonly url: string; readonly why: Saying }
  | { readonly kind: 'sign-in'; readonly provider: ProviderId; readonly why: Saying };

/**
 * What only the player can do before an installation goes on. `installer`: answer the questions of the mod's author.
 * `consent`: say yes to what it would do to other mods.
 */
export type JobWaitsFor = WaitsFor | InstallerWait | ConsentWait;

export interface InstallerWait {
  readonly kind: 'installer';
  readonly why: Saying;
  /** Of a mod that is installed, and stays as it is without new answers. */
  readonly again?: true;
}

/** What an installation would do that waits for a yes, in short. */
export interface ConsentWait {
  readonly kind: 'consent';
  readonly why: Saying;
  /** Mods it would win over, with the number of files; the first few of `mods`. */
  readonly beats: readonly { readonly name: string; readonly files: number }[];
  readonly mods: number;
  /** Programs and scripts in an archive that nobody has looked into. */
  readonly programs: number;
}

/** What becomes of a download once it is here. */
export interface InstallWish {
  readonly gameId: GameId;
  /** Shown in the library; null: the name of the mod. */
  readonly name: string | null;
  /** The entry whose new version it is. */
  readonly replaces: EntryId | null;
  /** What it is installed together with: one step for undo, over a restart as well. */
  readonly batch?: Batch;
}

export interface Download {
  /** Also the id of the job that installs it. */
  readonly id: JobId;
  readonly file: FileRef;
  readonly modRef: ModRef | null;
  /** null: it is only fetched. */
  readonly wish: InstallWish | null;
  readonly title: string;
  readonly state: DownloadState;
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  /** Bytes per second; null when not moving bytes. */
  readonly rate: number | null;
  readonly waitsFor: WaitsFor | null;
  readonly error: ErrorData | null;
  /** When it is tried again by itself, in milliseconds since the epoch; null: as soon as its turn comes. */
  readonly notBefore: number | null;
  readonly addedAt: number;
  readonly endedAt: number | null;
}

/** A verified archive in its download's folder, and what to remember of where it came from. */
export interface FetchedArchive {
  readonly sha256: Sha256;
  readonly size: number;
  readonly name: string;
  readonly provenance: Provenance;
}

/** What is kept of a download over a restart. One that was moving bytes is kept as `queued`. */
export interface DownloadRecord extends Omit<Download, 'state' | 'bytesDone' | 'rate'> {
  readonly state: Exclude<DownloadState, 'resolving' | 'downloading'>;
  readonly fetched: FetchedArchive | null;
}
