/** Numbers that look random and are the same every time. */

/** A generator of numbers from 0 up to but not including 1. Source: "mulberry32" by Tommy Ettinger. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Source: FNV-1a, 32 bit. */
export function seedOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return hash >>> 0;
}

/** Bytes that do not compress, for files whose content nobody looks at. */
export function noiseBytes(seed: number, length: number): Buffer {
  const next = randomOf(seed);
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at += 1) bytes[at] = next() * 256;
  return bytes;
}

/** Smooth noise from 0 to 1 over the plane, of several octaves. */
export function cloudsOf(seed: number, octaves: number): (x: number, y: number) => number {
  const lattice = (x: number, y: number): number => {
    let hash = Math.imul(x, 0x27_d4_eb_2d) ^ Math.imul(y, 0x16_56_67_b1) ^ seed;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85_eb_ca_6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_295;
  };
  const smooth = (x: number, y: number): number => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const across = ease(x - left);
    const down = ease(y - top);
    const upper = mix(lattice(left, top), lattice(left + 1, top), across);
    const lower = mix(lattice(left, top + 1), lattice(left + 1, top + 1), across);
    return mix(upper, lower, down);
  };
  return (x, y) => {
    let sum = 0;
    let weight = 0.5;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave += 1) {
      sum += weight * smooth(x * scale, y * scale);
      weight /= 2;
      scale *= 2.03;
    }
    return sum / (1 - 0.5 ** octaves);
  };
}

export const mix = (from: number, to: number, share: number): number => from + (to - from) * share;
const ease = (share: number): number => share * share * (3 - 2 * share);
export const smoothstep = (from: number, to: number, value: number): number =>
  ease(Math.min(1, Math.max(0, (value - from) / (to - from))));
