/** Words for screen readers that belong to no place on the screen. */
import { create } from 'zustand';

interface Announcement {
  readonly text: string;
  /** Counts up, so that the same words twice are heard twice. */
  readonly turn: number;
}

export const useAnnouncer = create<Announcement>(() => ({ text: '', turn: 0 }));

export function announce(text: string): void {
  useAnnouncer.setState((last) => ({ text, turn: last.turn + 1 }));
}
