/** Mods of "Starlight Courier": ships and their paint. */
import { drawPicture } from '../pictures/scenes.ts';
import { jsonText, lines } from '../sample-game.ts';
import { mod, onDay } from './builders.ts';
import type { ReplicaMod } from './catalogue.ts';

const courier = (name: string, hull: number, thrust: number, cargo: number): string =>
  jsonText({ name, hull, thrust, cargo, texture: 'textures/hull.png' });
const hull = (seed: string, palette: 'ember' | 'rose' | 'moss' | 'gold' | 'ice') => (): Buffer =>
  drawPicture({ scene: 'swatches', palette, seed }, 160);

export const shipMods: readonly ReplicaMod[] = [
  mod({
    id: 910_001,
    name: 'Ember Courier',
    author: 'nova_lund',
    category: 'Ships',
    summary: 'A faster, hotter courier with a hull to match.',
    version: '2.1',
    tags: ['courier', 'hull', 'engine'],
    cover: ['courier', 'ember'],
    gallery: [
      ['squadron', 'ember'],
      ['belt', 'ember'],
      ['station', 'gold'],
    ],
    day: 4,
    popularity: 96,
    html:
      '<h1>Ember Courier</h1><p>Swaps the <b>Courier Mk I</b> for a sprinter that was never meant to leave the test track.</p>' +
      '<h2>What changes</h2><ul><li>Thrust 40 → 64</li><li>Hull 100 → 85, it is <i>light</i></li><li>New hull paint</li></ul>' +
      '<p>Works with <a href="https://gamebanana.com/mods/910002">Neon Drift Palette</a>. ' +
      'If the two disagree about <code>data/palette.txt</code>, the one further down wins.</p>' +
      '<img src="https://images.gamebanana.com/img/embed/ember-courier.png" alt="The hull from below">' +
      '<details><summary>Spoiler: the secret</summary>Fly it through the sun.</details>',
    files: [
      {
        id: 1_900_003,
        name: 'ember_courier_21.zip',
        version: '2.1',
        description: 'Main file',
        day: 41,
        contents: () => ({
          'data/ships/courier.json': courier('Ember Courier', 85, 64, 10),
          'data/ships/ember-trail.json': jsonText({ colour: '#ff8a3d', length: 1.6, sparks: true }),
          'textures/hull.png': hull('ember 2.1', 'ember')(),
          'config/ember.ini': lines('[engine]', 'afterburner = yes', 'heat = 0.8'),
        }),
      },
      {
        id: 1_900_002,
        name: 'ember_courier_20.zip',
        version: '2.0',
        day: 22,
        archived: true,
        contents: () => ({
          'data/ships/courier.json': courier('Ember Courier', 90, 60, 10),
          'textures/hull.png': hull('ember 2.0', 'ember')(),
          'config/ember.ini': lines('[engine]', 'afterburner = yes'),
        }),
      },
      {
        id: 1_900_001,
        name: 'ember_courier.zip',
        description: 'v1.0',
        day: 4,
        archived: true,
        contents: () => ({ 'data/ships/courier.json': courier('Ember Courier', 95, 52, 11) }),
      },
    ],
    updates: [
      {
        id: 700_002,
        title: 'Version 2.1',
        html: '<p>The trail has sparks now.</p>',
        added: onDay(41) + 1_800,
        changes: [
          { text: 'Sparks in the trail', cat: 'Addition' },
          { text: 'Hull paint no longer flickers', cat: 'Bugfix' },
        ],
        fileIds: [1_900_003],
      },
      {
        id: 700_001,
        title: 'Version 2.0',
        html: '<p>New hull paint.</p>',
        added: onDay(22) + 1_800,
        changes: [{ text: 'Own hull texture', cat: 'Addition' }],
        fileIds: [1_900_002],
      },
    ],
  }),
  mod({
    id: 910_003,
    name: 'Courier Rebalanced',
    author: 'ledger_and_thrust',
    category: 'Ships',
    summary: 'Every ship does one thing well.',
    version: '1.3',
    cover: ['squadron', 'steel'],
    gallery: [['panel', 'steel']],
    day: 12,
    popularity: 61,
    html: '<p>Numbers, tables, and <u>no</u> new polygons.</p><table><tr><td>Courier</td><td>fast</td></tr><tr><td>Freighter</td><td>strong</td></tr></table>',
    files: [
      {
        id: 1_900_010,
        name: 'courier_rebalanced.zip',
        version: '1.3',
        day: 30,
        contents: () => ({
          'data/ships/courier.json': courier('Courier Mk I (rebalanced)', 110, 44, 14),
          'data/ships/freighter.json': jsonText({ name: 'Long Hauler', hull: 320, thrust: 20, cargo: 120 }),
          'README.txt': lines('Courier Rebalanced 1.3', 'Numbers only.'),
        }),
      },
    ],
  }),
  mod({
    id: 910_004,
    name: 'Long Haul Freighter Pack',
    author: 'Boxcar Betty',
    category: 'Ships',
    summary: 'Six freighters with containers you can tell apart.',
    version: '3.0',
    cover: ['freighter', 'rose'],
    gallery: [
      ['freighter', 'teal'],
      ['freighter', 'gold'],
    ],
    day: 16,
    popularity: 74,
    html: '<p>Six of them. <strong>Six!</strong></p><ol><li>Ox</li><li>Mule</li><li>Yak</li><li>Camel</li><li>Bison</li><li>Gary</li></ol>',
    files: [
      {
        id: 1_900_020,
        name: 'long_haul_pack_30.zip',
        version: '3.0',
        day: 44,
        contents: () => ({
          ...Object.fromEntries(
            ['ox', 'mule', 'yak', 'camel', 'bison', 'gary'].map((name, index) => [
              `data/ships/freighter-${name}.json`,
              jsonText({ name, hull: 240 + index * 20, thrust: 16 + index, cargo: 90 + index * 12 }),
            ]),
          ),
          'textures/freighter.png': drawPicture({ scene: 'freighter', palette: 'rose', seed: 'pack' }, 320),
          'data/ships/freighter.json': jsonText({ name: 'Ox', hull: 240, thrust: 16, cargo: 90 }),
        }),
      },
    ],
  }),
  mod({
    id: 910_005,
    name: 'Windswept Livery',
    author: 'paintshed',
    category: 'Liveries',
    summary: 'Sun-bleached paint for the courier.',
    cover: ['courier', 'ice'],
    day: 19,
    popularity: 33,
    html: '<p>Two coats of paint, one of dust.</p>',
    files: [
      {
        id: 1_900_030,
        name: 'windswept_livery.zip',
        day: 19,
        contents: () => ({ 'textures/hull.png': hull('windswept', 'ice')() }),
      },
    ],
  }),
  mod({
    id: 910_006,
    name: 'Pixel Hull',
    author: '8bitOrbit',
    category: 'Liveries',
    summary: 'The hull, at the resolution of your childhood.',
    version: '1.0',
    cover: ['tube', 'moss'],
    gallery: [['swatches', 'moss']],
    day: 23,
    popularity: 47,
    html: '<p>16 colours. Nobody needs more.</p>',
    files: [
      {
        id: 1_900_040,
        name: 'pixel_hull_f3a91.zip',
        version: '1.0',
        day: 23,
        contents: () => ({
          'textures/hull.png': hull('pixel', 'moss')(),
          'data/palette.txt': lines(
            'sky    #000000',
            'gas    #00aa00',
            'light  #55ff55',
            'hull   #aaaaaa',
            'trail  #ffff55',
          ),
        }),
      },
    ],
  }),
  mod({
    id: 910_007,
    name: 'Tiny Tug',
    author: 'Boxcar Betty',
    category: 'Ships',
    summary: 'Small ship, big heart.',
    version: '0.9',
    cover: ['station', 'dusk'],
    day: 37,
    popularity: 21,
    html: '<p>It pulls. It pushes. It <s>explodes</s> is fine.</p>',
    files: [
      {
        id: 1_900_050,
        name: 'tiny_tug.zip',
        version: '0.9',
        day: 37,
        contents: () => ({ 'data/ships/tug.json': jsonText({ name: 'Tiny Tug', hull: 60, thrust: 90, cargo: 2 }) }),
      },
    ],
  }),
  mod({
    id: 910_021,
    name: 'Untitled Hull Study',
    author: 'paintshed',
    category: 'Liveries',
    summary: '',
    cover: ['courier', 'steel'],
    day: 50,
    popularity: 1,
    state: 'private',
    html: '',
    files: [],
  }),
];
