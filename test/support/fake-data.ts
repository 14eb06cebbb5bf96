/** The made-up world behind the fake bridge: two games, thirty mods, six installed ones, nine generations. Browser-safe. */
import { gameIdFromName, isEntryId, isSha256, type EntryId, type GameId, type Sha256 } from '../../src/shared/ids.ts';
import type {
  ContentRating,
  FileRef,
  LibraryEntry,
  ModDetails,
  ModFile,
  ModRef,
  ModSummary,
  ProviderId,
  RichNode,
} from '../../src/shared/model.ts';
import type { Game, FoundGames, GameDefinition } from '../../src/shared/games.ts';

/** All times of the fake world are counted back from here, so that pictures of screens do not change from day to day. */
export const fakeNow = Date.UTC(2026, 10, 21, 12, 0, 0);
export const hour = 3_600_000;
export const day = 24 * hour;

export const funkin: GameId = gameIdFromName("Friday Night Funkin'");
export const celeste: GameId = gameIdFromName('Celeste');

export function fakeSha(seed: number): Sha256 {
  let text = '';
  let state = (seed + 1) * 2_654_435_761;
  while (text.length < 64) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + seed + 0x9e_37) >>> 0;
    text += state.toString(16).padStart(8, '0');
  }
  const sha = text.slice(0, 64);
  if (!isSha256(sha)) throw new Error(`not a sha256: ${sha}`);
  return sha;
}

export function fakeEntryId(text: string): EntryId {
  if (!isEntryId(text)) throw new Error(`not an entry id: ${text}`);
  return text;
}

/**
 * A small picture, different for each seed. Drawn as SVG: painting and packing pixels would take most of a start.
 * null outside a page: the app's own policy shows pictures of its cache alone.
 */
export function fakePicture(seed: number, label: string, width = 320, height = 180): string | null {
  if (!('document' in globalThis)) return null;
  const hue = (seed * 47) % 360;
  const rings = [0, 1, 2].map((ring) => {
    const [x, y] = [width * (0.2 + 0.3 * ring), height * (0.35 + ((seed + ring) % 3) * 0.2)];
    return `<circle cx='${x}' cy='${y}' r='${height * 0.24}' fill='hsl(${(hue + 180) % 360} 60% 70% / 0.35)'/>`;
  });
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'>
    <linearGradient id='sky' x2='1' y2='1'>
      <stop stop-color='hsl(${hue} 55% 28%)'/><stop offset='1' stop-color='hsl(${(hue + 60) % 360} 65% 52%)'/>
    </linearGradient>
    <rect width='100%' height='100%' fill='url(#sky)'/>${rings.join('')}
    <text x='${width * 0.06}' y='${height * 0.9}' fill='#fffe' font-family='system-ui, sans-serif' font-weight='600'
      font-size='${Math.round(height / 3)}'>${label.slice(0, 2).toUpperCase()}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

type Row = readonly [
  provider: ProviderId,
  name: string,
  author: string,
  category: string | null,
  summary: string,
  rating: ContentRating,
  downloads: number | null,
  likes: number | null,
  ageDays: number | null,
  version: string | null,
];

const rows: readonly Row[] = [
  [
    'gamebanana',
    'Neon Boulevard',
    'sableturn',
    'Weeks',
    'A full week on a rain-soaked street: 4 songs, new cutscenes and a stage that reacts to the beat.',
    'safe',
    412_339,
    9_120,
    2,
    '2.1.0',
  ],
  [
    'gamebanana',
    'Soft Shadows Overhaul',
    'Mira Oduya',
    'Effects',
    'Replaces every hard shadow. No change to charts.',
    'safe',
    88_120,
    2_431,
    11,
    '1.4',
  ],
  [
    'gamebanana',
    'The Lighthouse Keeper — an Unreasonably Long Name That Has to Be Cut Somewhere, Remastered Edition',
    'quiet_harbour',
    'Weeks',
    'Three songs about fog.',
    'safe',
    23_770,
    801,
    31,
    'v3',
  ],
  [
    'gamebanana',
    'Crimson Encore',
    'halcyonDrift',
    'Weeks',
    'Blood, strobe lights, and a very fast second half.',
    'adult',
    130_442,
    4_018,
    5,
    '1.0.2',
  ],
  [
    'gamebanana',
    'Readable Notes',
    'pell',
    'UI',
    'High-contrast note skins made with colour-blind players.',
    'safe',
    301_877,
    7_744,
    90,
    '4.0.1',
  ],
  [
    'gamebanana',
    'Static Choir',
    'Ines & the Wires',
    'Songs',
    'A cappella covers. Includes an optional bass pack.',
    'safe',
    9_411,
    377,
    1,
    null,
  ],
  ['gamebanana', '夜行列車', '青い鳥', 'Weeks', '深夜の列車で歌う五曲。', 'safe', 64_002, 2_980, 14, '1.2'],
  [
    'gamebanana',
    'Flicker Warning',
    'noctule',
    'Effects',
    'Heavy flashing. Read the page before you install it.',
    'warn',
    17_215,
    640,
    44,
    '0.9',
  ],
  [
    'gamebanana',
    'Pocket Orchestra',
    'tamsin.v',
    'Songs',
    'Eleven songs rearranged for toy instruments.',
    'safe',
    51_332,
    1_502,
    210,
    '2.0',
  ],
  [
    'gamebanana',
    'Old Arcade Cabinet',
    'Brasswick',
    'Stages',
    'A cabinet stage with a working attract mode.',
    'safe',
    12_001,
    399,
    365,
    '1.1',
  ],
  ['gamebanana', 'Empty Page', 'nobody', null, '', 'safe', 0, 0, null, null],
  [
    'gamebanana',
    'Withdrawn Duet',
    'lostsignal',
    'Songs',
    'The author took the files down.',
    'safe',
    4_040,
    120,
    600,
    '1.0',
  ],
  [
    'gamebanana',
    'Script Toolbox',
    'hexabit',
    'Tools',
    'Adds a console. Contains a program: the page says why.',
    'warn',
    33_540,
    912,
    3,
    '5.2.0-beta',
  ],
  ['gamebanana', 'Marble Halls', 'Anouk Vermeer', 'Stages', 'Marble, echo, one violin.', 'safe', 7_330, 266, 75, '1.0'],
  [
    'gamebanana',
    'Double Tempo',
    'rushline',
    'Charts',
    'Every chart at twice the speed.',
    'safe',
    201_009,
    3_300,
    20,
    '1.8',
  ],
  ['gamebanana', 'Pastel Menu', 'oleander', 'UI', 'A quiet main menu.', 'safe', 5_222, 340, 8, '1.0'],
  [
    'gamebanana',
    'Ghost Tap Trainer',
    'metronome',
    'Tools',
    'Shows how early or late each press was.',
    'safe',
    78_115,
    2_050,
    16,
    '3.3',
  ],
  ['gamebanana', 'Summer Camp Week', 'Dogwood', 'Weeks', 'Four songs, one canoe.', 'safe', 45_908, 1_777, 28, '1.3'],
  [
    'github',
    'engine-hotfixes',
    'openfunk',
    null,
    'Small fixes to the engine, collected while we wait for the next release.',
    'safe',
    18_551,
    733,
    4,
    '0.12.1',
  ],
  ['github', 'chart-linter', 'openfunk', null, 'Finds impossible patterns in charts.', 'safe', 2_310, 190, 55, '1.6.0'],
  ['github', 'shader-pack', 'g-lundqvist', null, 'Bloom, grain, and a CRT shader.', 'safe', 9_801, 402, 120, '2.4.3'],
  ['github', 'mod-template', 'openfunk', null, 'Start here when you write your own.', 'safe', 1_204, 88, 400, '1.0.0'],
  [
    'gamebanana',
    'Strawberry Fields Collab',
    'The Field Crew',
    'Maps',
    'Forty maps by forty people, sorted by difficulty.',
    'safe',
    512_004,
    15_201,
    6,
    '1.9.5',
  ],
  [
    'gamebanana',
    'Glyph',
    'rowan',
    'Maps',
    'One long map without a single spike.',
    'safe',
    233_871,
    8_990,
    150,
    '1.0.1',
  ],
  [
    'gamebanana',
    'Gravity Helper',
    'coloursofnoise',
    'Helpers',
    'Upside-down rooms for map makers.',
    'safe',
    340_110,
    4_401,
    12,
    '1.2.21',
  ],
  ['gamebanana', 'Winter Jacket Skin', 'Juno', 'Skins', 'She deserves a coat.', 'safe', 21_002, 1_020, 33, '1.0'],
  ['gamebanana', 'Dream Dash Recolour', 'Juno', 'Skins', 'Softer stars.', 'safe', 8_760, 402, 61, '1.1'],
  [
    'gamebanana',
    'Speedrun Practice Rooms',
    'tas_kitty',
    'Maps',
    'Every hard room, cut out and looped.',
    'safe',
    66_908,
    2_003,
    9,
    '2.0',
  ],
  ['gamebanana', 'Quieter Wind', 'pell', 'Audio', 'Lowers the wind in chapter four.', 'safe', 3_004, 211, 500, '1.0'],
  ['gamebanana', 'Everest Core Notes', 'maintainers', 'Docs', 'Only a text file.', 'safe', 990, 31, 700, '1.0'],
];

/** Mods from this row on belong to Celeste. */
const firstOfCeleste = 22;

const modIdOf = (index: number): string => String(500_000 + index * 137);

function refOf(index: number, provider: ProviderId, name: string, author: string): ModRef {
  if (provider === 'github') return { provider, id: `${author}/${name}` };
  return { provider, id: `Mod/${modIdOf(index)}` };
}

function summaryOf(row: Row, index: number): ModSummary {
  const [provider, name, author, category, summary, rating, downloads, likes, ageDays, version] = row;
  return {
    ref: refOf(index, provider, name, author),
    name,
    author,
    summary,
    // Some pages have no picture: screens must look right without one.
    image: index % 9 === 7 ? null : fakePicture(index, name),
    category,
    rating,
    downloads,
    likes,
    updatedAt: ageDays === null ? null : fakeNow - ageDays * day,
    version,
    pageUrl:
      provider === 'github' ? `https://github.com/${author}/${name}` : `https://gamebanana.com/mods/${modIdOf(index)}`,
  };
}

function fileRefOf(index: number, part: number, mod: ModSummary): FileRef {
  const modId = modIdOf(index);
  const fileId = String(900_000 + index * 10 + part);
  if (mod.ref.provider === 'github') {
    return { provider: 'github', owner: mod.author, repo: mod.name, repoId: modId, assetId: fileId };
  }
  return { provider: 'gamebanana', fileId, model: 'Mod', modId };
}

function filesOf(index: number, mod: ModSummary): readonly ModFile[] {
  if (mod.name === 'Empty Page' || mod.name === 'Withdrawn Duet') return [];
  const count = 1 + (index % 4);
  return Array.from({ length: count }, (_, part): ModFile => {
    const tool = mod.category === 'Tools';
    return {
      ref: fileRefOf(index, part, mod),
      name: `${mod.name.replaceAll(/[^A-Za-z0-9]+/gu, '_').slice(0, 40) || 'mod'}_${part === 0 ? 'main' : `part${part}`}.${part === 2 ? '7z' : 'zip'}`,
      size: part === 3 ? null : (index + 1) * 1_713_021 + part * 48_017,
      version: mod.version,
      description: part === 0 ? '' : part === 1 ? 'Optional: lower resolution.' : 'Older version, kept for old saves.',
      uploadedAt: mod.updatedAt === null ? null : mod.updatedAt - part * 20 * day,
      downloads: mod.downloads === null ? null : Math.round(mod.downloads / (part + 1)),
      archived: part >= 2,
      group: null,
      gameVersion: null,
      scan: mod.name === 'Flicker Warning' ? 'flagged' : part === 1 ? 'pending' : part === 3 ? 'unknown' : 'clean',
      warnings: tool ? ['contains_exe'] : [],
      md5: part === 0 ? 'd41d8cd98f00b204e9800998ecf8427e' : null,
      sha1: null,
      sha256: null,
    };
  });
}

const text = (value: string): RichNode => ({ type: 'text', text: value });
const paragraph = (...children: readonly RichNode[]): RichNode => ({ type: 'paragraph', children });

function descriptionOf(index: number, mod: ModSummary): readonly RichNode[] {
  if (mod.summary === '') return [];
  const picture = fakePicture(index + 40, mod.name, 480, 160);
  return [
    { type: 'heading', level: 2, children: [text('About')] },
    paragraph(
      text(mod.summary),
      { type: 'break' },
      text('Made over '),
      { type: 'strong', children: [text('eight months')] },
      text(' by '),
      { type: 'emphasis', children: [text(mod.author)] },
      text('.'),
    ),
    ...(picture === null ? [] : [{ type: 'image', src: picture, alt: 'A scene of the mod' } as const]),
    { type: 'heading', level: 3, children: [text('How to install')] },
    {
      type: 'numbers',
      children: [
        { type: 'item', children: [text('Press Install.')] },
        { type: 'item', children: [text('Start the game and pick it from the list.')] },
      ],
    },
    { type: 'quote', children: [paragraph(text('Best mod of the year. — somebody on the internet'))] },
    {
      type: 'bullets',
      children: [
        { type: 'item', children: [text('Needs 2 GB of memory')] },
        { type: 'item', children: [{ type: 'strike', children: [text('No sound on Linux')] }, text(' fixed')] },
      ],
    },
    { type: 'spoiler', children: [paragraph(text('The fog wins.'))] },
    { type: 'rule' },
    paragraph(
      text('Source: '),
      { type: 'link', href: mod.pageUrl, children: [text('the page')] },
      text(', settings in '),
      { type: 'code', children: [text('mods/options.json')] },
    ),
    { type: 'preformatted', children: [text('{\n  "shadows": true,\n  "grain": 0.2\n}')] },
  ];
}

/** The mods of one game, in the order of their pages. Pictures are made once for each call. */
export function makeMods(): ReadonlyMap<GameId, readonly ModDetails[]> {
  const details = rows.map((row, index): ModDetails => {
    const mod = summaryOf(row, index);
    const gallery = [index + 60, index + 61, index + 62].map((seed) => fakePicture(seed, mod.name, 640, 360));
    return {
      ...mod,
      description: descriptionOf(index, mod),
      gallery: index % 3 === 0 ? gallery.filter((image) => image !== null) : [],
      license: index % 2 === 0 ? 'CC BY-NC 4.0' : null,
      createdAt: mod.updatedAt === null ? null : mod.updatedAt - 100 * day,
      files: filesOf(index, mod),
      unavailable: mod.name === 'Withdrawn Duet' ? 'trashed' : null,
    };
  });
  return new Map([
    [funkin, details.slice(0, firstOfCeleste)],
    [celeste, details.slice(firstOfCeleste)],
  ]);
}

/** An entry as it stands in the library after `mod` was installed. */
export function entryOf(mod: ModDetails, file: ModFile | null, seed: number, installedAt: number): LibraryEntry {
  return {
    id: fakeEntryId(`entry-${seed}`),
    name: mod.name,
    enabled: true,
    manifest: fakeSha(seed),
    archive: fakeSha(seed + 1_000),
    provenance: {
      ref: file?.ref ?? null,
      modRef: mod.ref,
      fileName: file?.name ?? 'archive.zip',
      version: mod.version,
      author: mod.author,
      pageUrl: mod.pageUrl,
      image: mod.image,
      category: mod.category,
      rating: mod.rating,
      uploadedAt: file?.uploadedAt ?? null,
      gameVersion: null,
    },
    installedAt,
    pinned: false,
    kind: 'mod',
    note: '',
    files: 14 + ((seed * 31) % 240),
    size: (seed + 3) * 7_400_113,
  };
}

/** An entry that came from an archive on disk: no page, no author, no picture. */
export function localEntry(fileName: string, seed: number, installedAt: number): LibraryEntry {
  return {
    id: fakeEntryId(`entry-${seed}`),
    name: fileName.replace(/\.[a-z0-9]+$/iu, ''),
    enabled: true,
    manifest: fakeSha(seed),
    archive: fakeSha(seed + 1_000),
    provenance: {
      ref: null,
      modRef: null,
      fileName,
      version: null,
      author: null,
      pageUrl: null,
      image: null,
      category: null,
      rating: 'safe',
      uploadedAt: null,
      gameVersion: null,
    },
    installedAt,
    pinned: false,
    kind: 'mod',
    note: '',
    files: 12,
    size: 3_200_120,
  };
}

export const definitions: readonly GameDefinition[] = [
  {
    id: 'friday-night-funkin',
    name: "Friday Night Funkin'",
    targets: [{ name: 'mods', path: 'mods', layout: 'folder-per-mod' }],
    providers: { gamebanana: '8694', github: 'friday-night-funkin' },
    neverRewritten: ['.png', '.ogg'],
    recognisedBy: ['Funkin.exe', 'Funkin'],
  },
  {
    id: 'celeste',
    name: 'Celeste',
    targets: [{ name: 'mods', path: 'Mods', layout: 'archive-as-is' }],
    providers: { gamebanana: '6460' },
    neverRewritten: ['*'],
    recognisedBy: ['Celeste.exe', 'Celeste'],
  },
  {
    id: 'factorio',
    name: 'Factorio',
    targets: [{ name: 'mods', path: 'mods', layout: 'archive-as-is' }],
    providers: { factorio: 'factorio' },
    neverRewritten: ['.zip'],
    recognisedBy: ['bin/x64/factorio', 'bin/x64/factorio.exe'],
  },
];

/** What the stores have, as the first run shows it. */
export const fakeFound: FoundGames['games'] = [
  {
    definition: 'factorio',
    name: 'Factorio',
    store: 'steam',
    storeId: '427520',
    folder: '/games/Factorio',
    targets: [{ name: 'mods', path: '/home/player/.factorio/mods', layout: 'archive-as-is' }],
    unresolved: [],
    busy: false,
    build: '77',
    launchUrl: 'steam://rungameid/427520',
    pictures: { cover: fakePicture(2, 'Factorio'), wide: null },
    managedAs: null,
  },
];

export const fakeGames: readonly Game[] = [
  {
    id: funkin,
    definition: 'friday-night-funkin',
    name: "Friday Night Funkin'",
    root: '/games/Funkin',
    targets: [{ name: 'mods', path: '/games/Funkin/mods', layout: 'folder-per-mod' }],
    providers: { gamebanana: '8694', github: 'friday-night-funkin' },
    addedAt: fakeNow - 40 * day,
    currentGeneration: 0,
  },
  {
    id: celeste,
    definition: 'celeste',
    name: 'Celeste',
    root: '/games/Celeste',
    targets: [{ name: 'mods', path: '/games/Celeste/Mods', layout: 'archive-as-is' }],
    providers: { gamebanana: '6460' },
    addedAt: fakeNow - 12 * day,
    currentGeneration: 0,
  },
];
