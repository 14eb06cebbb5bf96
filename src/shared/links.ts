/** Links that came from a browser. */
import type { ErrorData } from './errors.ts';
import type { GameId, JobId } from './ids.ts';
import type { FileRef, ModRef, ProviderId } from './model.ts';

/** A deep link that waits for the player's word. Links never act by themselves. */
export interface PendingLink {
  readonly id: string;
  readonly provider: ProviderId;
  /** The mod's name where it is known here: of a job that waits for the link. null: its source knows it. */
  readonly name: string | null;
  readonly modRef: ModRef;
  /** null: the link names a page, the player chooses the file there. */
  readonly file: FileRef | null;
  /** Games it could be installed into; the only one, or those to choose from. */
  readonly games: readonly GameId[];
  /** The job that waits for exactly this link: confirming goes on with it. */
  readonly jobId: JobId | null;
}

/** A link we know and do not follow, with the reason and, where there is one, the page to open instead. */
export interface RefusedLink {
  readonly id: string;
  readonly error: ErrorData;
  readonly page: string | null;
}
