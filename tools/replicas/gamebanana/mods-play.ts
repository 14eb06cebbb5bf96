/** Mods of "Starlight Courier": missions, settings, tools, and those a manager has to be careful with. */
import { drawPicture } from '../pictures/scenes.ts';
import { jsonText, lines } from '../sample-game.ts';
import { mod } from './builders.ts';
import type { ReplicaMod } from './catalogue.ts';

const mission = (title: string, from: string, to: string, reward: number): string =>
  jsonText({ title, from, to, parcels: 3, reward });

export const playMods: readonly ReplicaMod[] = [
  mod({
    id: 910_015,
    name: 'Lost Satellites',
    author: 'cartographer_k',
    category: 'Missions',
    summary: 'Twelve missions to find what fell silent.',
    version: '1.5',
    cover: ['chart', 'teal'],
    gallery: [
      ['station', 'teal'],
      ['belt', 'steel'],
    ],
    day: 8,
    popularity: 71,
    html: '<p>Twelve missions, one mystery.</p><p>Needs <b>no</b> other mod.</p>',
    files: [
      {
        id: 1_900_201,
        name: 'lost_satellites_15.zip',
        version: '1.5',
        day: 36,
        contents: () =>
          Object.fromEntries(
            Array.from({ length: 12 }, (_, index) => [
              `data/missions/satellite-${String(index + 1).padStart(2, '0')}.json`,
              mission(`Satellite ${index + 1}`, 'Port Ceres', `Beacon ${index + 1}`, 300 + index * 75),
            ]),
          ),
      },
    ],
  }),
  mod({
    id: 910_016,
    name: "Smuggler's Run",
    author: 'Quill & Cargo',
    category: 'Missions',
    summary: 'No questions asked.',
    version: '1.0',
    ratings: { au: 'Alcohol Use', tu: 'Tobacco Use' },
    cover: ['belt', 'dusk'],
    day: 18,
    popularity: 52,
    html: '<p>They pay double if you do not look.</p>',
    files: [
      {
        id: 1_900_210,
        name: 'smugglers_run.zip',
        version: '1.0',
        day: 18,
        contents: () => ({
          'data/missions/smuggler-01.json': mission('No Questions', 'Dock 9', 'Nowhere', 900),
          'data/missions/first-delivery.json': mission('First Delivery?', 'Port Ceres', 'Dock 9', 600),
        }),
      },
    ],
  }),
  mod({
    id: 910_017,
    name: 'Cantina at Europa',
    author: 'Quill & Cargo',
    category: 'Missions',
    summary: 'A bar, its regulars, and a dress code nobody follows.',
    visibility: 'warn',
    ratings: { sa: 'Skimpy Attire', au: 'Alcohol Use' },
    cover: ['station', 'rose'],
    gallery: [['sunset', 'dusk']],
    day: 24,
    popularity: 38,
    html: '<p>Sit down, pilot.</p>',
    files: [
      {
        id: 1_900_220,
        name: 'cantina.zip',
        day: 24,
        contents: () => ({ 'data/places/cantina.json': jsonText({ name: 'Cantina', drinks: 14 }) }),
      },
    ],
  }),
  mod({
    id: 910_018,
    name: 'Derelict Horrors',
    author: 'coldhull',
    category: 'Missions',
    summary: 'Something is still aboard.',
    version: '0.7',
    visibility: 'hide',
    ratings: { iv: 'Intense Violence', bg: 'Blood and Gore' },
    cover: ['derelict', 'ember'],
    gallery: [['derelict', 'steel']],
    day: 32,
    popularity: 41,
    html: '<p class="Spoiler">It is the captain.</p>',
    files: [
      {
        id: 1_900_230,
        name: 'derelict_horrors_07.zip',
        version: '0.7',
        day: 40,
        contents: () => ({
          'data/missions/derelict.json': mission('Derelict', 'Lowell Station', 'The Wreck', 2_000),
          'textures/derelict/hull.png': drawPicture({ scene: 'derelict', palette: 'ember', seed: 'hull' }, 256),
        }),
      },
    ],
  }),
  mod({
    id: 910_019,
    name: 'Better Game Config',
    author: 'ledger_and_thrust',
    category: 'Settings',
    summary: 'Sane defaults.',
    version: '5',
    cover: ['panel', 'gold'],
    day: 3,
    popularity: 93,
    html: '<p>Replaces <code>game.cfg</code>. That is all. That is the mod.</p>',
    files: [
      {
        id: 1_900_240,
        name: 'better_game_config.zip',
        version: '5',
        day: 38,
        contents: () => ({
          'game.cfg': lines(
            'version = 1.4.2',
            'language = en',
            'difficulty = captain',
            'max_speed = 160',
            'show_tips = no',
            'vsync = adaptive',
          ),
          'config/controls.ini': lines(
            '[keys]',
            'thrust = Up',
            'brake = Down',
            'left = Left',
            'right = Right',
            'map = Tab',
          ),
        }),
      },
    ],
  }),
  mod({
    id: 910_020,
    name: "The Pilot's Handbook",
    author: 'cartographer_k',
    category: 'Guides',
    summary: 'The manual the game never had.',
    cover: ['handbook', 'moss'],
    day: 13,
    popularity: 36,
    html: '<p>Sixty pages, and an appendix on <i>tea</i>.</p>',
    files: [
      {
        id: 1_900_250,
        name: 'pilots_handbook.zip',
        description: 'v1.2',
        day: 26,
        contents: () => ({
          'README.txt': lines(
            "THE PILOT'S HANDBOOK",
            '',
            'Chapter 1: Do not panic.',
            'Chapter 2: Parcels go in the back.',
          ),
          'docs/appendix-tea.txt': lines('Boil water. In space, this takes patience.'),
        }),
      },
    ],
  }),
  mod({
    id: 910_024,
    name: 'Speed Governor Unlocker',
    author: 'xX_fast_Xx',
    category: 'Tools',
    summary: 'Run the .exe as admin!!',
    cover: ['sunset', 'gold'],
    day: 34,
    popularity: 12,
    html: '<p>Turn off your virus scanner first.</p>',
    files: [
      {
        id: 1_900_260,
        name: 'unlocker.zip',
        day: 34,
        scan: 'flagged',
        warnings: { contains_exe: ['unlocker.exe'] },
        contents: () => ({
          'unlocker.exe': lines('This is a text, not a program.'),
          'game.cfg': lines('max_speed = 9999'),
        }),
      },
    ],
  }),
  mod({
    id: 910_025,
    name: 'Courier Save Editor',
    author: 'soft.landing',
    category: 'Tools',
    summary: 'Edits the pilot, not the galaxy.',
    version: '1.0.1',
    cover: ['chart', 'gold'],
    day: 43,
    popularity: 18,
    html: '<p>Keep a copy of your saves.</p>',
    files: [
      {
        id: 1_900_270,
        name: 'save_editor_101.zip',
        version: '1.0.1',
        day: 43,
        scan: 'pending',
        warnings: { contains_exe: ['save-editor.exe'], nested_archive: ['presets.zip'] },
        contents: () => ({
          'tools/save-editor.exe': lines('This is a text, not a program.'),
          'tools/presets.zip': lines('This is a text, not an archive.'),
        }),
      },
    ],
  }),
  mod({
    id: 910_026,
    name: 'Deep Field Star Map',
    author: 'Ida Farlight',
    category: 'Interface',
    summary: 'Four hundred charted systems.',
    version: '1.8',
    tags: ['map', 'HD'],
    cover: ['chart', 'ice'],
    gallery: [
      ['chart', 'violet'],
      ['world', 'gold'],
    ],
    day: 10,
    popularity: 64,
    html: '<p>Every dot is a place. Every place has a name.</p>',
    files: [
      {
        id: 1_900_280,
        name: 'deep_field_18.zip',
        version: '1.8',
        day: 45,
        contents: () =>
          Object.fromEntries(
            Array.from({ length: 400 }, (_, index) => [
              `data/systems/${String(Math.floor(index / 50)).padStart(2, '0')}/system-${String(index).padStart(3, '0')}.json`,
              jsonText({ name: `DF-${index}`, x: (index * 37) % 101, y: (index * 61) % 97, planets: index % 9 }),
            ]),
          ),
      },
    ],
  }),
  mod({
    id: 910_022,
    name: 'Stolen Station Models',
    author: 'brass_thief',
    category: 'Ships',
    summary: '',
    cover: ['station', 'steel'],
    day: 20,
    popularity: 4,
    state: 'trashed',
    html: '<p>From another game.</p>',
    files: [
      {
        id: 1_900_290,
        name: 'stations.zip',
        day: 20,
        contents: () => ({ 'data/stations.json': jsonText({ stations: 3 }) }),
      },
    ],
  }),
];
