/**
 * One block of LZ4 without a frame. Source: LZ4 block format description of the reference implementation. Node has none,
 * and what is on npm is native code or long abandoned. Pure.
 */

/** Exactly `size` bytes, or null for a block that is damaged or makes another size. Never writes beyond `size`. */
export function lz4Block(block: Uint8Array, size: number): Uint8Array | null {
  const out = new Uint8Array(size);
  let [from, to] = [0, 0];
  /** A length of 15 goes on in further bytes, each of 255 with one more behind it. */
  const longer = (start: number): number => {
    let length = start;
    for (let more = start === 15 ? 255 : 0; more === 255;) {
      more = block[from] ?? -1;
      from += 1;
      if (more < 0 || length > size) return -1;
      length += more;
    }
    return length;
  };
  while (from < block.length) {
    const token = block[from] ?? 0;
    from += 1;
    const literals = longer(token >> 4);
    if (literals < 0 || from + literals > block.length || to + literals > size) return null;
    out.set(block.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    // The last sequence has no match.
    if (from === block.length) break;
    const distance = (block[from] ?? 0) | ((block[from + 1] ?? 0) << 8);
    from += 2;
    const more = longer(token & 15);
    const match = more + 4;
    if (more < 0 || from > block.length || distance === 0 || distance > to || to + match > size) return null;
    // Byte by byte: a match may reach into what it is writing.
    for (let end = to + match; to < end; to += 1) out[to] = out[to - distance] ?? 0;
  }
  return to === size ? out : null;
}
