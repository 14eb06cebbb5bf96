/** Good JSON answers, kept in memory for a few minutes. Never on disk, never errors, never what a secret opened. */
import type { Timing } from './timing.ts';
import type { TextAnswer } from './whole.ts';

interface Kept extends TextAnswer {
  /** On the monotonic clock. */
  readonly freshUntil: number;
}

export interface AnswerCache {
  /** The kept answer while it is fresh. */
  readonly fresh: (key: string) => TextAnswer | null;
  /** The kept answer however old, for asking whether it changed. Only answers with an ETag are worth that. */
  readonly stale: (key: string) => TextAnswer | null;
  readonly keep: (key: string, answer: TextAnswer, ms: number) => void;
}

const maxEntries = 300;
/** Characters of all texts together. */
const maxSize = 16 * 1024 * 1024;

export function createAnswerCache(timing: Timing): AnswerCache {
  const kept = new Map<string, Kept>();
  let size = 0;
  const drop = (key: string): void => {
    size -= kept.get(key)?.text.length ?? 0;
    kept.delete(key);
  };
  return {
    fresh: (key) => {
      const entry = kept.get(key);
      return entry !== undefined && entry.freshUntil > timing.monotonic() ? entry : null;
    },
    stale: (key) => {
      const entry = kept.get(key);
      return entry?.headers['etag'] === undefined ? null : entry;
    },
    keep: (key, answer, ms) => {
      drop(key);
      kept.set(key, { ...answer, freshUntil: timing.monotonic() + ms });
      size += answer.text.length;
      for (const oldest of kept.keys()) {
        if (kept.size <= maxEntries && size <= maxSize) return;
        drop(oldest);
      }
    },
  };
}
