/** A loadout as a text for others. */
/** What importing a shared loadout would have to do. */
export interface ImportPlan {
  readonly name: string;
  /** false: it was made for another game. */
  readonly sameGame: boolean;
  readonly mods: readonly {
    readonly name: string;
    readonly version: string | null;
    readonly status: 'in-store' | 'to-fetch' | 'cannot-fetch';
  }[];
}

export interface Imported {
  readonly profile: string;
  readonly installed: number;
  /** What could not be had, and why; the rest is there. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** Going back to it takes the whole import back. */
  readonly before: number;
}
