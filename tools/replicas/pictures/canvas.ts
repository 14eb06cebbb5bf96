/** A small canvas for pictures made from formulas. Coordinates: x from 0 to 1.777 (16:9), y from 0 to 1, at any resolution. */
import { encodePng } from './png.ts';

export type Colour = readonly [red: number, green: number, blue: number];
/** Signed distance: negative inside the shape, and never larger than the real distance outside. */
export type Shape = (x: number, y: number) => number;

export const aspect = 16 / 9;

/** Pixels; shapes are looked for tile by tile. */
const tile = 16;

export interface Canvas {
  /** Sets every pixel. Colours from 0 to 1, may be above. */
  readonly paint: (colourAt: (x: number, y: number) => Colour) => void;
  /** Lays a shape over the picture; its edge is smooth. `glow`: how far light spreads beyond it. */
  readonly shape: (shape: Shape, colour: Colour | ((x: number, y: number) => Colour), options?: ShapeOptions) => void;
  /** Adds light around a point. */
  readonly light: (x: number, y: number, radius: number, colour: Colour) => void;
  readonly png: () => Buffer;
}

interface ShapeOptions {
  readonly opacity?: number;
  readonly glow?: number;
}

export function createCanvas(width: number, height: number): Canvas {
  const pixels = new Float32Array(width * height * 3);
  const unit = 1 / height;
  const blend = (at: number, colour: Colour, share: number): void => {
    for (let channel = 0; channel < 3; channel += 1) {
      const old = pixels[at + channel] ?? 0;
      pixels[at + channel] = old + ((colour[channel] ?? 0) - old) * share;
    }
  };
  const each = (visit: (x: number, y: number, at: number) => void, wanted: Shape | null = null, margin = 0): void => {
    const half = tile * unit * 0.5;
    for (let top = 0; top < height; top += tile)
      for (let left = 0; left < width; left += tile) {
        // A tile whose middle is far away from the shape holds none of it.
        if (wanted !== null && wanted(left * unit + half, top * unit + half) > half * 2 + margin) continue;
        for (let row = top; row < Math.min(height, top + tile); row += 1)
          for (let column = left; column < Math.min(width, left + tile); column += 1)
            visit((column + 0.5) * unit, (row + 0.5) * unit, (row * width + column) * 3);
      }
  };
  const addLight = (at: number, colour: Colour, strength: number): void => {
    for (let channel = 0; channel < 3; channel += 1)
      pixels[at + channel] = (pixels[at + channel] ?? 0) + (colour[channel] ?? 0) * strength;
  };
  return {
    paint: (colourAt) => each((x, y, at) => blend(at, colourAt(x, y), 1)),
    shape: (shape, colour, { opacity = 1, glow = 0 } = {}) => {
      const draw = (x: number, y: number, at: number): void => {
        const distance = shape(x, y);
        const inside = Math.min(1, Math.max(0, 0.5 - distance / unit)) * opacity;
        const shine = glow > 0 && distance > 0 ? Math.exp(-distance / glow) * 0.6 * opacity : 0;
        if (inside <= 0 && shine < 0.004) return;
        const chosen = typeof colour === 'function' ? colour(x, y) : colour;
        if (shine > 0) addLight(at, chosen, shine);
        if (inside > 0) blend(at, chosen, inside);
      };
      each(draw, shape, glow * 5);
    },
    light: (x, y, radius, colour) => {
      const reach = radius * 6;
      const draw = (px: number, py: number, at: number): void => {
        const distance = Math.hypot(px - x, py - y) / radius;
        addLight(at, colour, Math.max(0, 1 / (1 + distance * distance * distance) - 0.005));
      };
      each(draw, circle(x, y, reach));
    },
    png: () => encodePng(width, height, toneMapped(pixels)),
  };
}

/** Bright light fades into white instead of being cut off. */
function toneMapped(pixels: Float32Array): Uint8Array {
  const bytes = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at += 1) {
    const light = Math.max(0, pixels[at] ?? 0);
    bytes[at] = Math.round(255 * (light < 0.75 ? light : 0.75 + 0.25 * (1 - Math.exp(-(light - 0.75) * 3))));
  }
  return bytes;
}

export const circle =
  (cx: number, cy: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius;

export const box =
  (cx: number, cy: number, halfWidth: number, halfHeight: number, round = 0): Shape =>
  (x, y) => {
    const dx = Math.abs(x - cx) - halfWidth + round;
    const dy = Math.abs(y - cy) - halfHeight + round;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(0, Math.max(dx, dy)) - round;
  };

export const line =
  (x1: number, y1: number, x2: number, y2: number, width: number): Shape =>
  (x, y) => {
    const along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2);
    const share = Math.min(1, Math.max(0, along));
    return Math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1)) - width / 2;
  };

/** Source: Inigo Quilez, "2D distance functions", polygon. */
export const polygon =
  (...points: readonly (readonly [number, number])[]): Shape =>
  (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    let sign = 1;
    for (const [index, [ax, ay]] of points.entries()) {
      const [bx, by] = points.at(index - 1) ?? [ax, ay];
      const [ex, ey, wx, wy] = [bx - ax, by - ay, x - ax, y - ay];
      const share = Math.min(1, Math.max(0, (wx * ex + wy * ey) / (ex * ex + ey * ey)));
      nearest = Math.min(nearest, (wx - ex * share) ** 2 + (wy - ey * share) ** 2);
      const [above, below, side] = [y >= ay, y < by, ex * wy > ey * wx];
      if ((above && below && side) || (!above && !below && !side)) sign = -sign;
    }
    return sign * Math.sqrt(nearest);
  };

export const ring =
  (cx: number, cy: number, radius: number, width: number, squash = 1): Shape =>
  (x, y) =>
    Math.abs(Math.hypot(x - cx, (y - cy) / squash) - radius) * squash - width / 2;

export const either =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));

/** Moves, turns (radians) and scales a shape drawn around the origin. */
export const placed =
  (shape: Shape, cx: number, cy: number, turn: number, scale: number): Shape =>
  (x, y) => {
    const dx = (x - cx) / scale;
    const dy = (y - cy) / scale;
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
    return shape(dx * cos + dy * sin, dy * cos - dx * sin) * scale;
  };
