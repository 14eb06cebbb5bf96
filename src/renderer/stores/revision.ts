/** The rule that keeps snapshots and events in order: only what is newer than what we hold is news. */
interface Revised {
  readonly revision: number;
}

export const isNews = (incoming: Revised, held: Revised | null): boolean =>
  held === null || incoming.revision > held.revision;
