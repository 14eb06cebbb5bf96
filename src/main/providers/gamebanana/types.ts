/** What GameBanana tells beyond the words that all providers share. */
import type { ModDetails, ModFile, ModRef, RichNode } from '../../../shared/model.ts';
import type { Found } from '../provider.ts';

/** Asks for one address. `cacheFor`: milliseconds an earlier answer may stand in; 0 where only the present counts. */
export type Ask = (url: string, cacheFor: number, signal: AbortSignal) => Promise<unknown>;

/** What an update check needs to know about one installed mod. */
export interface ModState {
  readonly ref: ModRef;
  /** Milliseconds since the epoch; moves on every change of the page, also when files are swapped silently. */
  readonly modifiedAt: number | null;
  readonly version: string | null;
  readonly unavailable: ModDetails['unavailable'];
  /** Current and archived. */
  readonly files: readonly ModFile[];
}

export interface Checked {
  readonly ref: ModRef;
  readonly state: Found<ModState>;
}

export interface UpdatePost {
  readonly id: string;
  readonly title: string;
  readonly version: string | null;
  readonly text: readonly RichNode[];
  readonly changes: readonly { readonly kind: string; readonly text: string }[];
  /** Files the post brought. They may have been removed since. */
  readonly fileIds: readonly string[];
  readonly publishedAt: number | null;
}
