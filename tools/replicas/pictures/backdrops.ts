/** Skies to put things in front of. */
import { aspect, type Canvas, type Colour } from './canvas.ts';
import { cloudsOf, mix, randomOf, smoothstep } from './random.ts';

export interface Palette {
  readonly deep: Colour;
  readonly mid: Colour;
  readonly bright: Colour;
  readonly accent: Colour;
  readonly dark: Colour;
}

/** `#rrggbb`. */
const hex = (text: string): Colour =>
  [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16) / 255) as unknown as Colour;

const palette = (deep: string, mid: string, bright: string, accent: string, dark: string): Palette => ({
  deep: hex(deep),
  mid: hex(mid),
  bright: hex(bright),
  accent: hex(accent),
  dark: hex(dark),
});

export const palettes = {
  ember: palette('#1a0b12', '#6b1f2a', '#ff8a3d', '#ffd27a', '#120609'),
  violet: palette('#0b0920', '#3b1d72', '#c46bff', '#ff9be8', '#08051a'),
  teal: palette('#04141c', '#0d5566', '#3fe0c5', '#d4fff2', '#031016'),
  gold: palette('#15110a', '#5c4216', '#f2b632', '#fff0b8', '#0d0a05'),
  ice: palette('#081426', '#24588f', '#9fd8ff', '#ffffff', '#050d1a'),
  rose: palette('#1a0718', '#7a1f5c', '#ff5fa2', '#ffd0e6', '#12040f'),
  moss: palette('#07140c', '#1f5c34', '#8be36b', '#f0ffc2', '#040d07'),
  steel: palette('#0c0f14', '#38424f', '#a9b8c9', '#ff7a4d', '#06080b'),
  dusk: palette('#0d0b24', '#5a2a6e', '#ff7e6b', '#ffd9a0', '#070516'),
} as const satisfies Record<string, Palette>;

export type PaletteName = keyof typeof palettes;

export const blend = (from: Colour, to: Colour, share: number): Colour => [
  mix(from[0], to[0], share),
  mix(from[1], to[1], share),
  mix(from[2], to[2], share),
];
export const times = (colour: Colour, strength: number): Colour => [
  colour[0] * strength,
  colour[1] * strength,
  colour[2] * strength,
];

/** Gas and dust. `density` from 0 (empty) to 1 (full). */
export function paintNebula(canvas: Canvas, colours: Palette, seed: number, density: number): void {
  const shape = cloudsOf(seed, 5);
  const bend = cloudsOf(seed + 17, 3);
  const lanes = cloudsOf(seed + 41, 4);
  canvas.paint((x, y) => {
    const dx = bend(x * 1.6, y * 1.6) * 1.4;
    const dy = bend(x * 1.6 + 5.2, y * 1.6 + 1.3) * 1.4;
    const gas = smoothstep(0.72 - density * 0.42, 0.95, shape(x * 1.9 + dx, y * 1.9 + dy));
    const core = smoothstep(0.55, 0.92, shape(x * 1.9 + dx, y * 1.9 + dy) * (0.6 + 0.6 * density));
    const dust = smoothstep(0.45, 0.75, lanes(x * 2.7 + dy, y * 2.7 + dx));
    const sky = blend(colours.deep, colours.mid, 0.12 + 0.3 * y);
    const lit = blend(blend(sky, colours.mid, gas * 0.9), colours.bright, core * 0.75);
    const edge = 1 - 0.45 * Math.hypot(x / aspect - 0.5, y - 0.5) ** 1.5;
    return times(blend(lit, colours.dark, dust * 0.55 * density), edge);
  });
}

export function scatterStars(canvas: Canvas, seed: number, count: number, colour: Colour, below = 1): void {
  const next = randomOf(seed);
  for (let star = 0; star < count; star += 1) {
    const brightness = next() ** 5;
    const tint = blend([1, 1, 1], colour, next() * 0.6);
    canvas.light(next() * aspect, next() * below, 0.0009 + 0.0028 * brightness, times(tint, 0.35 + 1.3 * brightness));
  }
}

/** A few large ones with rays, as a camera would see them. */
export function scatterFlares(canvas: Canvas, seed: number, count: number, colour: Colour): void {
  const next = randomOf(seed);
  for (let star = 0; star < count; star += 1) {
    const [x, y, size] = [next() * aspect, next() * 0.8, 0.004 + 0.005 * next()];
    canvas.light(x, y, size, times(colour, 1.2));
    canvas.shape((px, py) => (Math.abs(px - x) * 14 + Math.abs(py - y) - size * 7) / 14, [1, 1, 1], { opacity: 0.7 });
    canvas.shape((px, py) => (Math.abs(px - x) + Math.abs(py - y) * 14 - size * 7) / 14, [1, 1, 1], { opacity: 0.7 });
  }
}
