/** Mods of "Starlight Courier": how it looks and sounds. */
import { drawPicture } from '../pictures/scenes.ts';
import { lines, oggBytes } from '../sample-game.ts';
import { mod } from './builders.ts';
import type { ReplicaMod } from './catalogue.ts';

const colours = (sky: string, gas: string, light: string, hull: string, trail: string): string =>
  lines(`sky    ${sky}`, `gas    ${gas}`, `light  ${light}`, `hull   ${hull}`, `trail  ${trail}`);

export const lookMods: readonly ReplicaMod[] = [
  mod({
    id: 910_002,
    name: 'Neon Drift Palette',
    author: 'hexa.violet',
    category: 'Palettes',
    summary: 'Violet skies, pink trails.',
    version: '1.2',
    tags: ['palette', 'synthwave'],
    cover: ['sunset', 'rose'],
    gallery: [
      ['sunset', 'violet'],
      ['courier', 'violet'],
    ],
    day: 6,
    popularity: 88,
    html: '<p>Drive into the grid.</p><blockquote>"It is like a poster I once had." — a pilot</blockquote><hr><p>Five colours, carefully argued about.</p>',
    files: [
      {
        id: 1_900_101,
        name: 'neon_drift_palette.zip',
        version: '1.2',
        day: 27,
        contents: () => ({
          'data/palette.txt': colours('#12002b', '#5b1fa8', '#ff5fa2', '#c9b8ff', '#3fe0ff'),
          'config/neon.ini': lines('[glow]', 'strength = 1.4'),
        }),
      },
    ],
  }),
  mod({
    id: 910_008,
    name: 'Nebula Overhaul',
    author: 'Ida Farlight',
    category: 'Textures',
    summary: 'Forty painted nebulae in high resolution.',
    version: '4.2',
    tags: ['nebula', 'sky', 'HD'],
    cover: ['nebula', 'violet'],
    gallery: [
      ['nebula', 'teal'],
      ['nebula', 'dusk'],
      ['nebula', 'ember'],
      ['world', 'ice'],
    ],
    day: 2,
    popularity: 140,
    html:
      '<h1>Nebula Overhaul</h1><p>Replaces every sky of the game. <b>Large download</b>, worth it.</p>' +
      '<p>Watch the <a href="https://www.youtube.com/watch?v=starlight01">trailer</a>, or <a href="javascript:alert(1)">do not</a>.</p>' +
      '<script>alert("this is not text")</script><iframe src="https://www.youtube.com/embed/starlight01"></iframe>' +
      '<h3>Thanks</h3><p>To everybody who looked up &amp; sent a picture.</p>',
    files: [
      {
        id: 1_900_110,
        name: 'nebula_overhaul_42.zip',
        version: '4.2',
        description: 'Main file',
        day: 46,
        contents: () => ({
          'textures/sky.png': drawPicture({ scene: 'nebula', palette: 'violet', seed: 'overhaul' }, 640),
          ...Object.fromEntries(
            (['ember', 'violet', 'teal', 'gold', 'ice', 'rose', 'moss', 'dusk'] as const).map((palette, index) => [
              `textures/nebula/${String(index).padStart(2, '0')}-${palette}.png`,
              drawPicture({ scene: 'nebula', palette, seed: `overhaul ${palette}` }, 320),
            ]),
          ),
          'textures/nebula/volumes.bin': oggBytes(77, 3_000_000),
          'data/palette.txt': colours('#080d24', '#3a2a86', '#d8b0ff', '#b7c4d6', '#ffb066'),
          'shaders/glow.frag': lines(
            '#version 330',
            'in vec4 tint;',
            'out vec4 colour;',
            'void main() { colour = tint * 1.6; }',
          ),
        }),
      },
      {
        id: 1_900_109,
        name: 'nebula_overhaul_41.zip',
        version: '4.1',
        day: 33,
        archived: true,
        contents: () => ({
          'textures/sky.png': drawPicture({ scene: 'nebula', palette: 'violet', seed: 'overhaul 4.1' }, 480),
        }),
      },
    ],
  }),
  mod({
    id: 910_009,
    name: 'Colour-Blind Friendly Palettes',
    author: 'clearsight',
    category: 'Palettes',
    summary: 'Three palettes, each tested with people who need it.',
    version: '2.0',
    tags: ['accessibility'],
    cover: ['swatches', 'gold'],
    gallery: [['swatches', 'ice']],
    day: 9,
    popularity: 69,
    html: '<p>Choose <b>one</b> file:</p><ul><li>Deuteranopia</li><li>Protanopia</li><li>Tritanopia</li></ul>',
    files: (
      [
        ['deuteranopia', '#0072b2', '#e69f00'],
        ['protanopia', '#56b4e9', '#f0e442'],
        ['tritanopia', '#d55e00', '#009e73'],
      ] as const
    ).map(([name, light, trail], index) => ({
      id: 1_900_120 + index,
      name: `palette_${name}.zip`,
      description: `For ${name}`,
      version: '2.0',
      day: 28 + index,
      contents: () => ({ 'data/palette.txt': colours('#0b1020', '#30405c', light, '#cccccc', trail) }),
    })),
  }),
  mod({
    id: 910_010,
    name: 'Synthwave Radio',
    author: 'DJ Perihelion',
    category: 'Music',
    summary: 'Four stations for long deliveries.',
    version: '1.1',
    cover: ['music', 'rose'],
    gallery: [['sunset', 'dusk']],
    day: 14,
    popularity: 82,
    html: '<p>Four stations: <i>Apoapsis FM</i>, <i>Slow Burn</i>, <i>Radio Ceres</i>, <i>Static</i>.</p>',
    files: [
      {
        id: 1_900_130,
        name: 'synthwave_radio.zip',
        version: '1.1',
        day: 35,
        contents: () => ({
          'music/radio/apoapsis-fm.ogg': oggBytes(11, 420_000),
          'music/radio/slow-burn.ogg': oggBytes(12, 380_000),
          'music/radio/radio-ceres.ogg': oggBytes(13, 350_000),
          'music/radio/static.ogg': oggBytes(14, 120_000),
          'music/title.ogg': oggBytes(15, 90_000),
          'config/radio.ini': lines('[radio]', 'stations = 4', 'shuffle = yes'),
        }),
      },
    ],
  }),
  mod({
    id: 910_011,
    name: 'Quiet Cockpit',
    author: 'soft.landing',
    category: 'Music',
    summary: 'Less beeping.',
    cover: ['music', 'teal'],
    day: 21,
    popularity: 28,
    html: 'Turns the cockpit alarms down. No list, no pictures, just silence.',
    files: [
      {
        id: 1_900_140,
        name: 'quiet_cockpit.zip',
        day: 21,
        scan: 'silent',
        contents: () => ({
          'config/audio.ini': lines('[alarms]', 'volume = 0.1'),
          'music/title.ogg': oggBytes(21, 30_000),
        }),
      },
    ],
  }),
  mod({
    id: 910_012,
    name: 'Aurora Skies',
    author: 'Ida Farlight',
    category: 'Textures',
    summary: 'Northern lights over every landing pad.',
    version: '1.0',
    cover: ['aurora', 'moss'],
    gallery: [
      ['aurora', 'teal'],
      ['aurora', 'violet'],
    ],
    day: 25,
    popularity: 57,
    html: '<p>Land at night.</p>',
    files: [
      {
        id: 1_900_150,
        name: 'aurora_skies.zip',
        version: '1.0',
        day: 25,
        contents: () => ({
          'textures/sky.png': drawPicture({ scene: 'aurora', palette: 'moss', seed: 'aurora' }, 480),
          'textures/aurora/curtain.png': drawPicture({ scene: 'aurora', palette: 'teal', seed: 'curtain' }, 320),
        }),
      },
    ],
  }),
  mod({
    id: 910_013,
    name: 'Retro Tube Filter',
    author: '8bitOrbit',
    category: 'Shaders',
    summary: 'Scanlines, glow and a little flicker.',
    version: '1.4',
    ratings: { ps: 'Flashing Lights & Patterns' },
    cover: ['tube', 'teal'],
    day: 29,
    popularity: 44,
    html: '<p>Set <code>strength</code> in <code>config/tube.ini</code>:</p><pre>[tube]\nstrength = 0.6\nflicker  = no</pre>',
    files: [
      {
        id: 1_900_160,
        name: 'retro_tube_14.zip',
        version: '1.4',
        day: 39,
        contents: () => ({
          'shaders/tube.frag': lines('#version 330', 'out vec4 colour;', 'void main() { colour = vec4(0.0); }'),
          'shaders/glow.frag': lines(
            '#version 330',
            'in vec4 tint;',
            'out vec4 colour;',
            'void main() { colour = tint; }',
          ),
          'config/tube.ini': lines('[tube]', 'strength = 0.6', 'flicker  = no'),
        }),
      },
    ],
  }),
  mod({
    id: 910_014,
    name: 'Minimal HUD',
    author: 'hexa.violet',
    category: 'Interface',
    summary: 'Everything you need in one ring.',
    version: '2.2',
    cover: ['panel', 'teal'],
    gallery: [['panel', 'violet']],
    day: 11,
    popularity: 79,
    html: '<p>One ring to show it all.</p><p>Two lines<br>with a break.</p>',
    files: [
      {
        id: 1_900_170,
        name: 'minimal_hud_22.zip',
        version: '2.2',
        day: 42,
        contents: () => ({
          'textures/ui/ring.png': drawPicture({ scene: 'panel', palette: 'teal', seed: 'ring' }, 256),
          'config/hud.ini': lines('[hud]', 'ring = yes', 'bars = no'),
          'game.cfg': lines(
            'version = 1.4.2',
            'language = en',
            'difficulty = pilot',
            'max_speed = 120',
            'show_tips = no',
            'vsync = on',
          ),
        }),
      },
    ],
  }),
  mod({
    id: 910_023,
    name: 'The Lost Orchestra',
    author: 'brass_thief',
    category: 'Music',
    summary: 'Film music.',
    cover: ['music', 'gold'],
    day: 31,
    popularity: 9,
    state: 'withheld',
    html: '<p>Please do not tell anyone.</p>',
    files: [
      {
        id: 1_900_180,
        name: 'lost_orchestra.zip',
        day: 31,
        contents: () => ({ 'music/title.ogg': oggBytes(31, 9_000) }),
      },
    ],
  }),
];
