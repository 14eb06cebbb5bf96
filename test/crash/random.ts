/** A small generator is enough to pick calls, and the seed brings the same ones again. */
export function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
