/** "Lantern Deep", a game that does not exist, with mods of every kind a manager has to cope with. */
import { lines } from '../sample-game.ts';
import { mod } from './builders.ts';
import type { ReplicaGame, ReplicaMod } from './catalogue.ts';

const honest: readonly ReplicaMod[] = [
  mod({
    id: 5_100_001,
    name: 'Brighter Lanterns',
    author: 'glowworm',
    summary: 'Lanterns reach twice as far, and flicker less.',
    html:
      '<h2>Brighter Lanterns</h2><p>Reaches <strong>twice</strong> as far. See the <a href="https://mod.io/g/lantern-deep/m/brighter-lanterns">page</a>, or <a href="javascript:alert(1)">do not</a>.</p>' +
      '<script>alert("this is not text")</script><ul><li>No flicker</li><li>Warmer light</li></ul>',
    tags: ['Light', 'Gameplay'],
    popularity: 120,
    cover: ['sunset', 'gold'],
    gallery: [
      ['belt', 'ember'],
      ['station', 'gold'],
    ],
    files: [
      { id: 8_200_001, version: '1.0.0', day: 3, changelog: 'The first light.' },
      { id: 8_200_002, version: '1.1.0', day: 20, changelog: '<p>Less flicker.</p>' },
      { id: 8_200_003, version: '1.2.0', day: 41, changelog: 'Warmer.\nReaches further.' },
    ],
  }),
  mod({
    id: 5_100_002,
    name: 'Deep Library',
    author: 'carver',
    summary: 'What other mods build on. Does nothing by itself.',
    tags: ['Library'],
    popularity: 200,
    cover: ['handbook', 'steel'],
    files: [
      { id: 8_200_011, version: '0.9', day: 2 },
      { id: 8_200_012, version: '1.0', day: 18, changelog: 'Whole at last.' },
    ],
  }),
  mod({
    id: 5_100_003,
    name: 'Echo Map',
    author: 'carver',
    summary: 'Draws the map by listening. Needs a library and brighter lanterns.',
    tags: ['Gameplay', 'Interface'],
    popularity: 90,
    needs: [5_100_001, 5_100_002],
    cover: ['chart', 'teal'],
    gallery: [['panel', 'teal']],
    files: [{ id: 8_200_021, version: '2.4.1', day: 30, changelog: 'Hears around corners.' }],
  }),
  mod({
    id: 5_100_004,
    name: 'Cavern Choir',
    author: 'drip',
    summary: 'Forty minutes of music made of dripping water.',
    tags: ['Audio'],
    popularity: 60,
    cover: ['music', 'violet'],
    files: [{ id: 8_200_031, version: null, day: 12 }],
  }),
  mod({
    id: 5_100_005,
    name: 'Painted Stone',
    author: 'ochre',
    summary: 'New walls for old caves.',
    tags: ['Textures'],
    popularity: 75,
    cover: ['swatches', 'ember'],
    // The author went back to the older file.
    live: 8_200_041,
    files: [
      { id: 8_200_041, version: '1.13a', day: 10 },
      { id: 8_200_042, version: '1.13b', day: 25, changelog: 'Turned out too dark.' },
    ],
  }),
  mod({
    id: 5_100_006,
    name: 'Two Lamps: Left',
    author: 'twins',
    summary: 'Waits for the right one.',
    tags: ['Gameplay'],
    popularity: 10,
    needs: [5_100_007],
    files: [{ id: 8_200_051, day: 14 }],
  }),
  mod({
    id: 5_100_007,
    name: 'Two Lamps: Right',
    author: 'twins',
    summary: 'Waits for the left one.',
    tags: ['Gameplay'],
    popularity: 10,
    needs: [5_100_006],
    files: [{ id: 8_200_061, day: 14 }],
  }),
];

const odd: readonly ReplicaMod[] = [
  mod({
    id: 5_100_020,
    name: 'Announced Only',
    author: 'soon',
    summary: 'There is no file yet.',
    popularity: 3,
    day: 5,
    files: [],
  }),
  mod({
    id: 5_100_021,
    name: 'Withdrawn',
    author: 'glowworm',
    summary: 'Hidden by its author.',
    popularity: 20,
    visible: false,
    files: [{ id: 8_200_211, day: 6 }],
  }),
  mod({
    id: 5_100_022,
    name: 'Struck Out',
    author: 'carver',
    summary: 'Deleted.',
    popularity: 20,
    status: 3,
    files: [{ id: 8_200_221, day: 6 }],
  }),
  mod({
    id: 5_100_023,
    name: 'Golden Pickaxe',
    author: 'merchant',
    summary: 'For sale.',
    tags: ['Gameplay'],
    popularity: 30,
    price: 500,
    cover: ['derelict', 'gold'],
    files: [{ id: 8_200_231, day: 22 }],
  }),
  mod({
    id: 5_100_024,
    name: 'Pocket Caves',
    author: 'handheld',
    summary: 'For consoles alone.',
    popularity: 15,
    files: [{ id: 8_200_241, day: 16, platforms: ['PS5', 'SWITCH'] }],
  }),
  mod({
    id: 5_100_025,
    name: 'Trojan Mole',
    author: 'nobody',
    summary: 'The scan has found something.',
    popularity: 1,
    files: [{ id: 8_200_251, day: 33, virusPositive: 1 }],
  }),
  mod({
    id: 5_100_026,
    name: 'Map Editor',
    author: 'tools',
    summary: 'Brings a program along.',
    tags: ['Tools'],
    popularity: 22,
    files: [
      {
        id: 8_200_261,
        day: 34,
        virusPositive: 2,
        contents: () => ({ 'editor/editor.exe': 'MZ, but not really', 'editor/read-me.txt': lines('Not a program.') }),
      },
    ],
  }),
  mod({
    id: 5_100_027,
    name: 'Fresh From The Press',
    author: 'early',
    summary: 'Not scanned yet.',
    popularity: 2,
    files: [{ id: 8_200_271, day: 45, virusStatus: 0 }],
  }),
  mod({
    id: 5_100_028,
    name: 'Night Shift',
    author: 'dusk',
    summary: 'Not for children.',
    tags: ['Gameplay'],
    popularity: 40,
    maturity: 8,
    files: [{ id: 8_200_281, day: 21 }],
  }),
];

const names = ['Gravel', 'Quartz', 'Basalt', 'Marble', 'Copper', 'Iron', 'Clay', 'Moss', 'Amber', 'Slate', 'Coal'];

/** Enough for more than one page of a hundred. */
const many: readonly ReplicaMod[] = Array.from({ length: 110 }, (_, index) =>
  mod({
    id: 5_200_000 + index,
    name: `${names[index % names.length] ?? ''} Tiles ${Math.floor(index / names.length) + 1}`,
    author: 'tiler',
    summary: 'One set of many.',
    tags: ['Textures'],
    popularity: 1 + (index % 40),
    // Several have one time: lists must not lose any of them.
    files: [{ id: 8_300_000 + index, version: '1.0', day: 1 + Math.floor(index / 12) }],
  }),
);

const tagGroups = [
  { name: 'Type', tags: ['Gameplay', 'Textures', 'Audio', 'Light', 'Interface', 'Library', 'Tools'], hidden: false },
  { name: 'Review', tags: ['seen', 'unseen'], hidden: true },
];

export const lanternDeep: ReplicaGame = {
  id: 90_210,
  name: 'Lantern Deep',
  nameId: 'lantern-deep',
  summary: 'Dig down. Bring light.',
  access: 1,
  tagGroups,
  mods: [...honest, ...odd, ...many],
};

/** Downloads want a token here. */
export const closedShaft: ReplicaGame = {
  id: 90_211,
  name: 'Closed Shaft',
  nameId: 'closed-shaft',
  summary: 'A game that lets only its players in.',
  access: 1 | 4,
  tagGroups: [],
  mods: [
    mod({
      id: 5_300_001,
      name: 'Key Ring',
      author: 'warden',
      summary: 'Opens doors.',
      popularity: 5,
      files: [{ id: 8_400_001, day: 9 }],
    }),
  ],
};
