/** Time as a port. Milliseconds since the epoch, for showing only: no decision rests on the order of clock readings. */
export interface Clock {
  readonly now: () => number;
}

export const systemClock: Clock = { now: () => Date.now() };
