/** Things that float in front of a sky: ships, worlds, stations. */
import { blend, times, type Palette } from './backdrops.ts';
import {
  aspect,
  box,
  circle,
  either,
  line,
  placed,
  polygon,
  ring,
  type Canvas,
  type Colour,
  type Shape,
} from './canvas.ts';
import { cloudsOf, mix, randomOf, smoothstep } from './random.ts';

/** Just outside, for parts that are cut out of a shape. */
export const cutOut = 0.004;

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly size: number;
}

const hull = polygon(
  [0.44, 0.0],
  [0.22, -0.065],
  [-0.26, -0.09],
  [-0.38, -0.045],
  [-0.38, 0.05],
  [-0.2, 0.09],
  [0.24, 0.045],
);
const upperWing = polygon([0.04, -0.05], [-0.26, -0.3], [-0.37, -0.31], [-0.27, -0.05]);
const lowerWing = polygon([0.02, 0.05], [-0.2, 0.2], [-0.31, 0.21], [-0.25, 0.05]);
const fin = polygon([-0.16, -0.08], [-0.33, -0.19], [-0.39, -0.19], [-0.33, -0.06]);
const canopy = polygon([0.31, -0.015], [0.19, -0.05], [0.06, -0.055], [0.12, -0.01]);
const stripe = polygon([0.26, 0.012], [-0.36, 0.0], [-0.36, 0.022], [0.24, 0.03]);

/** The courier, nose to the right, with its trail. */
export function drawCourier(canvas: Canvas, colours: Palette, place: Place): void {
  const at = (shape: Shape): Shape => placed(shape, place.x, place.y, place.turn, place.size);
  const shade = (base: Colour) => (_x: number, y: number) =>
    times(base, mix(1.25, 0.4, smoothstep(place.y - 0.16 * place.size, place.y + 0.16 * place.size, y)));
  canvas.shape(at(polygon([-0.38, -0.035], [-1.5, -0.004], [-1.5, 0.006], [-0.38, 0.04])), colours.bright, {
    opacity: 0.55,
    glow: 0.02,
  });
  canvas.shape(at(either(lowerWing, fin)), shade(blend(colours.mid, colours.dark, 0.55)));
  canvas.shape(at(upperWing), shade(blend(colours.mid, [0.6, 0.65, 0.72], 0.3)));
  canvas.shape(at(hull), shade(blend(colours.mid, [0.8, 0.84, 0.9], 0.55)));
  canvas.shape(at(stripe), colours.bright);
  canvas.shape(at(canopy), colours.accent, { glow: 0.008 });
  const [dx, dy] = [-0.39 * place.size * Math.cos(place.turn), -0.39 * place.size * Math.sin(place.turn)];
  canvas.light(place.x + dx, place.y + dy, 0.035 * place.size, times(colours.bright, 1.6));
}

/** A hauler: a cab and a row of containers. */
export function drawFreighter(canvas: Canvas, colours: Palette, place: Place, containers: number): void {
  const at = (shape: Shape): Shape => placed(shape, place.x, place.y, place.turn, place.size);
  canvas.shape(at(line(-0.62, 0.01, 0.5, 0.01, 0.035)), times(colours.mid, 0.7));
  for (let index = 0; index < containers; index += 1) {
    const x = -0.55 + index * (0.86 / containers);
    const tone =
      [colours.bright, colours.mid, colours.accent, blend(colours.mid, colours.bright, 0.5)][index % 4] ?? colours.mid;
    for (const y of [-0.075, 0.095]) {
      canvas.shape(at(box(x, y, 0.36 / containers, 0.068, 0.012)), times(tone, y < 0 ? 0.85 : 0.5));
      canvas.shape(at(box(x, y - 0.045, 0.33 / containers, 0.006)), times(tone, 1.1), { opacity: 0.7 });
    }
  }
  canvas.shape(
    at(polygon([0.38, -0.13], [0.56, -0.09], [0.66, 0.01], [0.6, 0.13], [0.38, 0.15])),
    blend(colours.mid, [0.8, 0.84, 0.9], 0.5),
  );
  canvas.shape(at(polygon([0.5, -0.075], [0.56, -0.06], [0.62, 0.0], [0.5, 0.0])), colours.accent, { glow: 0.012 });
  for (const y of [-0.06, 0.09]) {
    const [sin, cos] = [Math.sin(place.turn) * place.size, Math.cos(place.turn) * place.size];
    canvas.light(
      place.x - 0.66 * cos - y * sin,
      place.y - 0.66 * sin + y * cos,
      0.03 * place.size,
      times(colours.bright, 1.3),
    );
  }
}

export interface World {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Direction the light comes from, radians. */
  readonly sun: number;
  readonly ringed: boolean;
}

export function drawWorld(canvas: Canvas, colours: Palette, seed: number, world: World): void {
  const { x: cx, y: cy, radius, sun } = world;
  const bands = cloudsOf(seed, 5);
  const [lx, ly] = [Math.cos(sun), Math.sin(sun)];
  canvas.light(cx + lx * radius * 0.2, cy + ly * radius * 0.2, radius * 0.62, times(colours.mid, 0.55));
  if (world.ringed) drawRings(canvas, colours, world, (y) => y < cy);
  canvas.shape(circle(cx, cy, radius), (x, y) => {
    const [nx, ny] = [(x - cx) / radius, (y - cy) / radius];
    const nz = Math.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
    const day = smoothstep(-0.12, 0.75, nx * lx + ny * ly + nz * 0.25);
    const band = bands(nx * 1.2 + nz + 3, ny * 5 + bands(nx * 3 + 9, ny * 3) * 1.6);
    const ground = blend(colours.mid, colours.bright, smoothstep(0.3, 0.75, band));
    const rim = (1 - nz) ** 3 * 0.9;
    const lit = times(blend(ground, colours.accent, smoothstep(0.62, 0.85, band) * 0.7), 0.05 + day);
    return blend(lit, times(colours.accent, 0.2 + day), rim);
  });
  if (world.ringed) drawRings(canvas, colours, world, (y) => y >= cy);
}

function drawRings(canvas: Canvas, colours: Palette, { x, y, radius }: World, half: (y: number) => boolean): void {
  for (const [distance, width, strength] of [
    [1.45, 0.07, 0.9],
    [1.68, 0.13, 0.6],
    [1.93, 0.04, 0.8],
  ] as const) {
    const band = placed(ring(0, 0, distance, width, 0.27), x, y, -0.28, radius);
    canvas.shape(
      (px, py) => (half(py + (px - x) * 0.28) ? band(px, py) : cutOut),
      blend(colours.accent, colours.bright, 0.4),
      { opacity: strength * 0.8 },
    );
  }
}

export function drawStation(canvas: Canvas, colours: Palette, place: Place): void {
  const at = (shape: Shape): Shape => placed(shape, place.x, place.y, place.turn, place.size);
  const metal = blend(colours.mid, [0.75, 0.8, 0.88], 0.55);
  for (let spoke = 0; spoke < 4; spoke += 1) {
    const [cos, sin] = [Math.cos((spoke * Math.PI) / 4) * 0.4, Math.sin((spoke * Math.PI) / 4) * 0.4 * 0.45];
    canvas.shape(at(line(-cos, -sin, cos, sin, 0.018)), times(metal, 0.6));
  }
  canvas.shape(at(ring(0, 0, 0.4, 0.07, 0.45)), (_x, y) => times(metal, y < place.y ? 0.55 : 1));
  canvas.shape(at(ring(0, 0, 0.47, 0.012, 0.45)), colours.bright, { glow: 0.012 });
  canvas.shape(at(line(0, -0.42, 0, 0.34, 0.05)), times(metal, 0.8));
  canvas.shape(at(circle(0, 0, 0.1)), metal);
  for (let window = 0; window < 26; window += 1) {
    const angle = (window / 26) * Math.PI * 2;
    const [sin, cos] = [Math.sin(place.turn), Math.cos(place.turn)];
    const [x, y] = [Math.cos(angle) * 0.4 * place.size, Math.sin(angle) * 0.18 * place.size];
    canvas.light(place.x + x * cos - y * sin, place.y + x * sin + y * cos, 0.004, times(colours.accent, 1.4));
  }
  canvas.light(place.x, place.y - 0.42 * place.size, 0.008, [1.6, 0.3, 0.25]);
}

export function drawAsteroids(canvas: Canvas, colours: Palette, seed: number, count: number): void {
  const next = randomOf(seed);
  const surface = cloudsOf(seed + 3, 4);
  for (let rock = 0; rock < count; rock += 1) {
    const size = 0.02 + 0.13 * next() ** 3;
    const [cx, cy] = [next() * aspect, 0.25 + next() * 0.7];
    const lump = next() * 10;
    const outline: Shape = (x, y) =>
      Math.hypot(x - cx, y - cy) - size * (0.75 + 0.6 * surface(lump + Math.atan2(y - cy, x - cx) * 1.1 + 4, lump));
    canvas.shape(outline, (x, y) => {
      const day = smoothstep(0.9, -0.9, (x - cx + y - cy) / size);
      return times(blend(colours.mid, [0.55, 0.5, 0.46], 0.5), 0.12 + day * (0.5 + 0.6 * surface(x * 26, y * 26)));
    });
  }
}
