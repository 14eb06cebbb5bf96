/** Counts the changes of each area, so that the window can tell news from what its snapshot had already. */

export interface Revisions {
  readonly current: (area: string) => number;
  /** One more change; answers its number. */
  readonly next: (area: string) => number;
}

export function createRevisions(): Revisions {
  const counts = new Map<string, number>();
  return {
    current: (area) => counts.get(area) ?? 0,
    next: (area) => {
      const revision = (counts.get(area) ?? 0) + 1;
      counts.set(area, revision);
      return revision;
    },
  };
}
