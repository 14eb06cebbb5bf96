/** Mods of every kind for "Starlight Courier", which does not exist, and players of every kind. */
import { drawPicture } from '../pictures/scenes.ts';
import { jsonText, lines, oggBytes, sampleGame } from '../sample-game.ts';
import { mod } from './builders.ts';
import type { ReplicaAccount, ReplicaGame, ReplicaMod } from './catalogue.ts';

const sails = (thrust: number) =>
  jsonText({ name: 'Solar Sails', hull: 90, thrust, cargo: 12, texture: 'textures/hull.png' });

const mods: readonly ReplicaMod[] = [
  mod({
    id: 11,
    name: 'Solar Sails Reborn',
    day: 2,
    category: 'Ships',
    cover: ['courier', 'gold'],
    endorsements: 3_902,
    downloads: 88_214,
    summary: 'Light as a drive: sails for every courier &amp; freighter.',
    description:
      '[size=5][b]Solar Sails[/b][/size]\n<br />[list]\n<br />[*]Unfold with [b]F[/b]\n<br />[*]Faster near the nearest star\n<br />[/list]\n<br /><script>alert(1)</script>',
    requirements: [
      { modId: 12, name: 'Hangar Library', url: '', notes: '2.0 or newer' },
      { modId: null, name: 'Sextant', url: 'https://sextant.example/', notes: 'optional' },
    ],
    changelogs: {
      '1.0': ['First release'],
      '1.1': ['Sails fold in storms', 'Fixed the colour of the &#39;aurora&#39; sail'],
    },
    files: [
      {
        id: 101,
        name: 'Solar Sails',
        version: '1.0',
        day: 2,
        category: 'OLD_VERSION',
        contents: () => ({ 'data/ships/courier.json': sails(55), 'data/ships/sails.json': jsonText({ area: 400 }) }),
      },
      {
        id: 102,
        name: 'Solar Sails',
        version: '1.1',
        day: 20,
        replaces: [101],
        description: 'For version 1.4 of the game.',
        contents: () => ({
          'data/ships/courier.json': sails(60),
          'data/ships/sails.json': jsonText({ area: 420, storms: 'fold' }),
        }),
      },
    ],
  }),
  mod({
    id: 12,
    name: 'Hangar Library',
    day: 1,
    author: 'quietfold',
    category: 'Utilities',
    cover: ['station', 'steel'],
    changelogs: { 'Update 1': ['Everything'] },
    files: [
      { id: 103, name: 'Hangar Library', version: '2.0', day: 9, contents: () => ({ 'lib/hangar.lua': '-- 2.0\n' }) },
    ],
  }),
  mod({
    id: 13,
    name: 'Ringed Worlds',
    day: 5,
    author: 'aurora-yard',
    category: 'Looks',
    cover: ['world', 'ice'],
    files: [
      {
        id: 104,
        name: 'Ringed Worlds #1 (100% rings)',
        version: '3',
        day: 11,
        contents: () => ({
          'textures/sky.png': drawPicture({ scene: 'world', palette: 'ice', seed: 'ringed' }, 128),
          'data/palette.txt': lines('sky    #081426', 'gas    #24588f'),
        }),
      },
      { id: 105, name: 'Fewer rings', version: '3', day: 11, category: 'OPTIONAL' },
      { id: 106, name: 'Worlds before rings', version: '', day: 5, category: 'ARCHIVED' },
      { id: 107, name: 'Broken rings', version: '2', day: 8, category: 'REMOVED' },
    ],
  }),
  mod({
    id: 14,
    name: 'Secret Cargo',
    day: 7,
    status: 'hidden',
    files: [{ id: 108, name: 'Secret Cargo', day: 7 }],
  }),
  mod({
    id: 15,
    name: 'Pin-up Hull',
    day: 8,
    category: 'Looks',
    adult: true,
    cover: ['sunset', 'rose'],
    files: [{ id: 109, name: 'Pin-up Hull', day: 8 }],
  }),
  mod({
    id: 16,
    name: 'Night Radio',
    day: 12,
    author: 'longwave',
    category: 'Sound',
    cover: ['music', 'dusk'],
    directDownload: true,
    files: [
      {
        id: 110,
        name: 'Night Radio',
        version: 'v2.1.1',
        day: 15,
        contents: () => ({ 'music/title.ogg': oggBytes(7, 4_000) }),
      },
    ],
  }),
  mod({
    id: 17,
    name: 'Free Credits',
    day: 14,
    author: 'stranger',
    files: [{ id: 111, name: 'Free Credits', day: 14, scan: 'QUARANTINED' }],
  }),
  mod({
    id: 18,
    name: 'Two Ways Home',
    day: 3,
    category: 'Gameplay',
    cover: ['chart', 'teal'],
    files: [
      { id: 112, name: 'Two Ways Home', day: 3, category: 'OLD_VERSION' },
      { id: 113, name: 'Two Ways Home (north)', version: '2.0', day: 16, replaces: [112] },
      { id: 114, name: 'Two Ways Home (south)', version: '2.0', day: 16, replaces: [112] },
    ],
  }),
];

export const nexusGames: readonly ReplicaGame[] = [
  { id: 6_001, domain: 'starlightcourier', name: sampleGame.name, genre: 'Simulation', mods },
  { id: 6_002, domain: 'moonferry', name: 'Moon Ferry', genre: 'Adventure', mods: [] },
];

const account = (id: number, name: string, more: Partial<ReplicaAccount> = {}): ReplicaAccount => ({
  id,
  name,
  email: `${name.toLowerCase()}@example.org`,
  key: Buffer.from(`replica key of ${name} ${id}`).toString('base64').padEnd(72, 'x'),
  premium: false,
  supporter: false,
  revoked: false,
  ...more,
});

export const replicaAccounts: readonly ReplicaAccount[] = [
  account(70_001, 'Pilot'),
  account(70_002, 'Admiral', { premium: true, supporter: true }),
  account(70_003, 'Castaway', { premium: true, revoked: true }),
  /** Has made Solar Sails. */
  account(70_004, 'nova-lund'),
];
