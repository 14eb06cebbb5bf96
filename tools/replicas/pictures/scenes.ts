/** Cover art for mods that do not exist: one composition for each kind of mod, never twice the same picture. */
import {
  blend,
  paintNebula,
  palettes,
  scatterFlares,
  scatterStars,
  times,
  type Palette,
  type PaletteName,
} from './backdrops.ts';
import { aspect, box, circle, createCanvas, line, polygon, ring, type Canvas } from './canvas.ts';
import { cloudsOf, randomOf, seedOf, smoothstep } from './random.ts';
import { cutOut, drawAsteroids, drawCourier, drawFreighter, drawStation, drawWorld } from './things.ts';

type Scene = (canvas: Canvas, colours: Palette, seed: number) => void;

const middle = aspect / 2;

const courier: Scene = (canvas, colours, seed) => {
  const next = randomOf(seed);
  paintNebula(canvas, colours, seed, 0.55);
  scatterStars(canvas, seed, 260, colours.accent);
  drawWorld(canvas, colours, seed, { x: 0.35 + next() * 0.3, y: 0.95, radius: 0.42, sun: -1.1, ringed: false });
  scatterFlares(canvas, seed + 1, 3, colours.accent);
  drawCourier(canvas, colours, { x: middle + 0.12, y: 0.46, turn: -0.2 + next() * 0.12, size: 1.05 });
};

const squadron: Scene = (canvas, colours, seed) => {
  paintNebula(canvas, colours, seed, 0.35);
  scatterStars(canvas, seed, 300, colours.accent);
  drawCourier(canvas, colours, { x: 0.42, y: 0.28, turn: -0.12, size: 0.42 });
  drawCourier(canvas, colours, { x: 0.62, y: 0.74, turn: -0.12, size: 0.55 });
  drawCourier(canvas, colours, { x: 1.15, y: 0.47, turn: -0.12, size: 0.85 });
};

const freighter: Scene = (canvas, colours, seed) => {
  paintNebula(canvas, colours, seed, 0.3);
  scatterStars(canvas, seed, 320, colours.accent);
  drawWorld(canvas, colours, seed, { x: 1.45, y: 0.2, radius: 0.3, sun: 2.6, ringed: true });
  drawFreighter(canvas, colours, { x: middle - 0.02, y: 0.62, turn: -0.07, size: 1 }, 6);
};

const world: Scene = (canvas, colours, seed) => {
  const next = randomOf(seed);
  paintNebula(canvas, colours, seed, 0.4);
  scatterStars(canvas, seed, 360, colours.accent);
  drawWorld(canvas, colours, seed, {
    x: middle + 0.25 * (next() - 0.5),
    y: 0.54,
    radius: 0.3,
    sun: -0.8 - next(),
    ringed: true,
  });
  drawWorld(canvas, colours, seed + 5, { x: 0.25 + next() * 0.2, y: 0.2, radius: 0.06, sun: -0.8, ringed: false });
};

const nebula: Scene = (canvas, colours, seed) => {
  paintNebula(canvas, colours, seed, 1);
  scatterStars(canvas, seed, 420, colours.accent);
  scatterFlares(canvas, seed + 9, 6, colours.accent);
};

const station: Scene = (canvas, colours, seed) => {
  paintNebula(canvas, colours, seed, 0.6);
  scatterStars(canvas, seed, 260, colours.accent);
  drawStation(canvas, colours, { x: middle, y: 0.5, turn: -0.25, size: 1.05 });
  drawCourier(canvas, colours, { x: 0.36, y: 0.78, turn: -0.3, size: 0.22 });
};

const belt: Scene = (canvas, colours, seed) => {
  paintNebula(canvas, colours, seed, 0.5);
  scatterStars(canvas, seed, 200, colours.accent);
  canvas.light(0.25, 0.12, 0.09, times(colours.accent, 1.5));
  drawAsteroids(canvas, colours, seed, 26);
  drawCourier(canvas, colours, { x: 1.1, y: 0.36, turn: 0.12, size: 0.4 });
};

const sunset: Scene = (canvas, colours, seed) => {
  canvas.paint((_x, y) => (y < 0.6 ? blend(colours.deep, colours.mid, y / 0.6) : times(colours.dark, 1)));
  scatterStars(canvas, seed, 160, colours.accent, 0.5);
  const sun = circle(middle, 0.44, 0.27);
  canvas.light(middle, 0.44, 0.2, times(colours.bright, 0.5));
  canvas.shape(
    (x, y) =>
      y > 0.6 || (y > 0.4 && (y - 0.4) % 0.045 < 0.006 + (y - 0.4) * 0.07) ? Math.max(cutOut, sun(x, y)) : sun(x, y),
    (_x, y) => blend(colours.accent, colours.bright, smoothstep(0.2, 0.62, y)),
  );
  for (let row = 0; row < 12; row += 1) {
    const y = 0.6 + 0.4 * (row / 11) ** 2;
    canvas.shape(line(-0.1, y, aspect + 0.1, y, 0.003), colours.bright, { opacity: 0.85, glow: 0.004 });
  }
  for (let column = -14; column <= 14; column += 1)
    canvas.shape(line(middle + column * 0.055, 0.6, middle + column * 0.36, 1.02, 0.003), colours.bright, {
      opacity: 0.8,
    });
};

const aurora: Scene = (canvas, colours, seed) => {
  const curtain = cloudsOf(seed, 4);
  const ridge = cloudsOf(seed + 2, 5);
  canvas.paint((x, y) => {
    const fold = curtain(x * 2.2, 0.3) * 0.5;
    const height = smoothstep(0.75, 0.15, y) * smoothstep(fold - 0.1, fold + 0.2, y);
    const rays = 0.45 + 0.55 * curtain(x * 11, y * 0.9 + 3);
    return blend(
      blend(colours.deep, colours.dark, y),
      blend(colours.bright, colours.accent, 1 - y * 1.5),
      height * rays * 0.95,
    );
  });
  scatterStars(canvas, seed, 240, colours.accent, 0.6);
  for (const [base, scale, share] of [
    [0.68, 1.6, 0.45],
    [0.8, 2.6, 0.15],
  ] as const)
    canvas.shape((x, y) => base + 0.2 * (ridge(x * scale, base) - 0.5) - y, blend(colours.dark, colours.mid, share));
};

const panel: Scene = (canvas, colours, seed) => {
  const next = randomOf(seed);
  paintNebula(canvas, colours, seed, 0.25);
  scatterStars(canvas, seed, 120, colours.accent);
  for (const [radius, width] of [
    [0.38, 0.006],
    [0.33, 0.014],
    [0.22, 0.004],
    [0.09, 0.004],
  ] as const)
    canvas.shape(ring(middle, 0.5, radius, width), colours.bright, { opacity: 0.9, glow: 0.012 });
  for (let tick = 0; tick < 48; tick += 1) {
    const angle = (tick / 48) * Math.PI * 2;
    const inner = tick % 4 === 0 ? 0.285 : 0.305;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    canvas.shape(
      line(middle + cos * inner, 0.5 + sin * inner, middle + cos * 0.32, 0.5 + sin * 0.32, 0.004),
      colours.accent,
      { opacity: 0.8 },
    );
  }
  for (const side of [-1, 1])
    for (let bar = 0; bar < 9; bar += 1) {
      const half = 0.03 + 0.12 * next();
      canvas.shape(
        box(middle + side * (0.54 + half), 0.22 + bar * 0.07, half, 0.016, 0.006),
        blend(colours.bright, colours.mid, next()),
        { opacity: 0.85 },
      );
    }
  canvas.shape(
    polygon([middle, 0.44], [middle + 0.045, 0.56], [middle, 0.53], [middle - 0.045, 0.56]),
    colours.accent,
    { glow: 0.015 },
  );
};

const swatches: Scene = (canvas, colours, seed) => {
  const next = randomOf(seed);
  const tones = [
    colours.deep,
    colours.mid,
    colours.bright,
    colours.accent,
    blend(colours.mid, colours.bright, 0.5),
    blend(colours.bright, colours.accent, 0.5),
  ];
  canvas.paint((x, y) => blend(colours.dark, colours.deep, (x / aspect + y) / 2));
  const size = 0.105;
  for (let row = -1; row < 7; row += 1)
    for (let column = -1; column < 11; column += 1) {
      const [cx, cy] = [column * size * 1.75 + (row % 2) * size * 0.875, row * size * 1.52 + 0.06];
      const corners = [0, 1, 2, 3, 4, 5].map((corner) => {
        const angle = (corner * Math.PI) / 3 + Math.PI / 6;
        return [cx + Math.cos(angle) * size * 0.94, cy + Math.sin(angle) * size * 0.94] as const;
      });
      const tone = tones[Math.floor(next() * tones.length)] ?? colours.mid;
      canvas.shape(polygon(...corners), (_x, y) =>
        times(tone, 1.15 - 0.35 * smoothstep(cy - size, cy + size, y) + 0.2 * next()),
      );
    }
};

const music: Scene = (canvas, colours, seed) => {
  const next = randomOf(seed);
  paintNebula(canvas, colours, seed, 0.7);
  scatterStars(canvas, seed, 140, colours.accent);
  const swell = next() * 6;
  for (let bar = 0; bar < 56; bar += 1) {
    const share = bar / 55;
    const height =
      0.02 +
      0.3 *
        Math.sin(share * Math.PI) *
        (0.25 + 0.75 * Math.abs(Math.sin(share * 17 + swell) * Math.cos(share * 7.3 - swell)));
    const tone = blend(colours.bright, colours.accent, Math.abs(share - 0.5) * 2);
    canvas.shape(box(0.12 + share * (aspect - 0.24), 0.5, 0.0085, height, 0.0085), tone, { glow: 0.006 });
  }
};

const chart: Scene = (canvas, colours, seed) => {
  const next = randomOf(seed);
  paintNebula(canvas, colours, seed, 0.3);
  for (let column = 1; column < 12; column += 1)
    canvas.shape(line((column * aspect) / 12, 0, (column * aspect) / 12, 1, 0.0015), colours.mid, { opacity: 0.5 });
  for (let row = 1; row < 7; row += 1)
    canvas.shape(line(0, row / 7, aspect, row / 7, 0.0015), colours.mid, { opacity: 0.5 });
  const points = Array.from(
    { length: 13 },
    () => [0.1 + next() * (aspect - 0.2), 0.1 + next() * 0.8] as const,
  ).toSorted(([one], [other]) => one - other);
  for (const [index, [x, y]] of points.entries()) {
    const [px, py] = points[index - 1] ?? [x, y];
    if (index > 0) canvas.shape(line(px, py, x, y, 0.003), colours.bright, { opacity: 0.8, glow: 0.003 });
  }
  for (const [x, y] of points) {
    canvas.light(x, y, 0.012, times(colours.accent, 1.3));
    canvas.shape(ring(x, y, 0.026, 0.003), colours.accent, { opacity: 0.8 });
  }
};

const handbook: Scene = (canvas, colours, seed) => {
  paintNebula(canvas, colours, seed, 0.4);
  scatterStars(canvas, seed, 150, colours.accent);
  const paper = blend(colours.accent, [1, 0.97, 0.9], 0.7);
  for (const side of [-1, 1]) {
    const page = polygon([middle, 0.2], [middle + side * 0.46, 0.15], [middle + side * 0.46, 0.8], [middle, 0.86]);
    canvas.shape(page, (x) => times(paper, 0.62 + 0.4 * smoothstep(0, 0.2, Math.abs(x - middle))), { glow: 0.02 });
    for (let row = 0; row < 9; row += 1) {
      const y = 0.29 + row * 0.056;
      canvas.shape(
        line(middle + side * 0.06, y + 0.012, middle + side * (0.4 - (row % 3) * 0.05), y - 0.025, 0.011),
        times(colours.mid, 0.9),
        { opacity: 0.65 },
      );
    }
  }
  drawCourier(canvas, colours, { x: middle + 0.26, y: 0.66, turn: -0.35, size: 0.28 });
};

const tube: Scene = (canvas, colours, seed) => {
  courier(canvas, colours, seed);
  for (let row = 0; row < 90; row += 1)
    canvas.shape(line(0, row / 90, aspect, row / 90, 0.004), [0, 0, 0], { opacity: 0.38 });
  const screen = box(middle, 0.5, aspect / 2 - 0.05, 0.44, 0.09);
  canvas.shape((x, y) => -screen(x, y), times(colours.dark, 0.4));
};

const derelict: Scene = (canvas, colours, seed) => {
  paintNebula(canvas, colours, seed, 0.8);
  scatterStars(canvas, seed, 120, colours.accent);
  drawFreighter(
    canvas,
    { ...colours, mid: times(colours.mid, 0.35), bright: times(colours.mid, 0.5), accent: colours.dark },
    { x: middle, y: 0.52, turn: 0.5, size: 0.95 },
    5,
  );
  drawAsteroids(canvas, { ...colours, mid: times(colours.mid, 0.5) }, seed, 14);
  canvas.light(middle + 0.22, 0.6, 0.02, [1.8, 0.2, 0.12]);
};

const scenes = {
  courier,
  squadron,
  freighter,
  world,
  nebula,
  station,
  belt,
  sunset,
  aurora,
  panel,
  swatches,
  music,
  chart,
  handbook,
  tube,
  derelict,
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

export interface PictureOrder {
  readonly scene: SceneName;
  readonly palette: PaletteName;
  /** Any text; another one gives another picture of the same kind. */
  readonly seed: string;
}

/** A 16:9 PNG. Same order, same bytes. */
export function drawPicture({ scene, palette, seed }: PictureOrder, width: number): Buffer {
  const canvas = createCanvas(width, Math.round(width / aspect));
  scenes[scene](canvas, palettes[palette], seedOf(seed) % 100_000);
  return canvas.png();
}
