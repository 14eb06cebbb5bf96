/** "Starlight Courier", a game that does not exist: small, harmless, the same every time. For tests and the demo. */
import fs from 'node:fs';
import path from 'node:path';
import { noiseBytes } from './pictures/random.ts';
import { drawPicture } from './pictures/scenes.ts';

export const sampleGame = {
  name: 'Starlight Courier',
  /** Its number on the GameBanana replica. */
  gameBananaId: '90001',
  /** The topic of its mods on the GitHub replica. */
  gitHubTopic: 'starlight-courier-mod',
} as const;

/** Marks dummy sound files; players of Ogg look no further than this. */
export const oggBytes = (seed: number, length: number): Buffer =>
  Buffer.concat([Buffer.from('OggS\0\u0002'), noiseBytes(seed, length)]);

export const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

interface SampleFile {
  readonly bytes: () => Buffer;
  readonly mode: number;
}

const text = (content: string, mode = 0o644): SampleFile => ({ bytes: () => Buffer.from(content), mode });
const made = (bytes: () => Buffer): SampleFile => ({ bytes, mode: 0o644 });

const files: Readonly<Record<string, SampleFile>> = {
  'starlight-courier': text(
    lines('#!/bin/sh', '# Starlight Courier 1.4.2', 'echo "Starlight Courier: all systems ready."'),
    0o755,
  ),
  'README.txt': text(
    lines(
      'STARLIGHT COURIER 1.4.2',
      '',
      'Deliver parcels between the stars. Mind the asteroids.',
      'Start the game with ./starlight-courier',
    ),
  ),
  'game.cfg': text(
    lines('version = 1.4.2', 'language = en', 'difficulty = pilot', 'max_speed = 120', 'show_tips = yes', 'vsync = on'),
  ),
  'data/palette.txt': text(
    lines('sky    #0b0920', 'gas    #3b1d72', 'light  #c46bff', 'hull   #a9b8c9', 'trail  #ff8a3d'),
  ),
  'data/ships/courier.json': text(
    jsonText({ name: 'Courier Mk I', hull: 100, thrust: 40, cargo: 12, texture: 'textures/hull.png' }),
  ),
  'data/ships/freighter.json': text(
    jsonText({ name: 'Long Hauler', hull: 260, thrust: 18, cargo: 96, texture: 'textures/freighter.png' }),
  ),
  'data/missions/first-delivery.json': text(
    jsonText({ title: 'First Delivery', from: 'Port Ceres', to: 'Lowell Station', parcels: 1, reward: 250 }),
  ),
  'config/controls.ini': text(lines('[keys]', 'thrust = W', 'brake = S', 'left = A', 'right = D', 'map = M')),
  'shaders/glow.frag': text(
    lines('#version 330', 'in vec4 tint;', 'out vec4 colour;', 'void main() { colour = tint * 1.2; }'),
  ),
  'saves/pilot.sav': text(lines('pilot=Nova', 'credits=1250', 'deliveries=7')),
  'textures/hull.png': made(() => drawPicture({ scene: 'swatches', palette: 'steel', seed: 'vanilla hull' }, 128)),
  'textures/sky.png': made(() => drawPicture({ scene: 'nebula', palette: 'violet', seed: 'vanilla sky' }, 128)),
  'music/title.ogg': made(() => oggBytes(1, 6_000)),
};

/** Paths with `/`, relative to the game's folder, in order. */
export const sampleGamePaths: readonly string[] = Object.keys(files).toSorted();

/** What the untouched game has at `file`, or null. */
export const sampleGameBytes = (file: string): Buffer | null => files[file]?.bytes() ?? null;

/** Writes the untouched game into `folder`, which is made; files that are there already are replaced. */
export function makeSampleGame(folder: string): void {
  for (const [name, { bytes, mode }] of Object.entries(files)) {
    const file = path.join(folder, ...name.split('/'));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes());
    fs.chmodSync(file, mode);
  }
}
