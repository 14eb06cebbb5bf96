/** Repositories around "Starlight Courier": mods in every state that releases can be in. */
import { jsonText, lines } from '../sample-game.ts';
import { drawPicture } from '../pictures/scenes.ts';
import type { ReplicaRepo } from './catalogue.ts';
import { onDay, repo, type AssetSketch } from './builders.ts';

const plain = (id: number, name: string, what: string): AssetSketch => ({
  id,
  name,
  contents: () => ({ [`data/${what}.json`]: jsonText({ what, build: id }) }),
});

const solarReadme = `# Solar Sails

[![build](https://img.shields.io/badge/build-passing-green.svg)](https://github.com/aurora-yard/solar-sails/actions)

Sails that **really** catch the light of the nearest star.

![The sails unfurled](docs/1.png)

> [!NOTE]
> Needs Starlight Courier 1.4 or newer. See [the manual](docs/manual.md).

| Sail | Thrust | Hull |
| ---- | -----: | ---: |
| Kite | 12     | 4    |
| Cloud | 31    | 2    |

<details><summary>How it works</summary>

Photons. *Lots* of photons.

</details>

1. Download the newest release
2. Install it

<script>alert('not shown')</script>
`;

export const gitHubRepos: readonly ReplicaRepo[] = [
  repo({
    id: 810_001,
    owner: 'aurora-yard',
    name: 'solar-sails',
    formerNames: ['aurora-yard/sailing'],
    description: 'Sails that really catch the light.',
    topics: ['starlight-courier', 'starlight-courier-mod'],
    stars: 412,
    day: 2,
    readme: solarReadme,
    cover: ['aurora', 'teal'],
    gallery: [['courier', 'teal']],
    releases: [
      {
        tag: 'v1.3.0',
        name: 'Solar Sails 1.3: Cloud',
        day: 60,
        body: '## New\n\n- The **Cloud** sail\n- Sails fold when docked (#41)\n',
        assets: [
          {
            id: 71_000_130,
            name: 'solar-sails-1.3.0.zip',
            contents: () => ({
              'data/ships/sails.json': jsonText({ kite: 12, cloud: 31 }),
              'textures/sail.png': drawPicture({ scene: 'swatches', palette: 'teal', seed: 'sail 1.3' }, 160),
              'config/sails.ini': lines('[sails]', 'fold = yes'),
            }),
          },
          { ...plain(71_000_131, 'solar-sails-1.3.0.zip.sha256', 'sum') },
        ],
      },
      {
        tag: 'v1.2.0',
        name: 'Solar Sails 1.2',
        day: 30,
        body: 'Kite is stronger now.',
        assets: [
          {
            id: 71_000_120,
            name: 'solar-sails-1.2.0.zip',
            contents: () => ({
              'data/ships/sails.json': jsonText({ kite: 12 }),
              'textures/sail.png': drawPicture({ scene: 'swatches', palette: 'teal', seed: 'sail 1.2' }, 160),
            }),
          },
        ],
      },
      {
        tag: 'v1.1.0',
        name: null,
        day: 2,
        assets: [{ ...plain(71_000_110, 'solar-sails-1.1.0.zip', 'sails'), hasDigest: false }],
      },
    ],
  }),
  repo({
    id: 810_002,
    owner: 'deepdock',
    name: 'night-market',
    description: 'A market that opens when the station sleeps.',
    topics: ['starlight-courier-mod'],
    stars: 230,
    day: 10,
    readme: '# Night Market\n\nTrade in the dark.\n',
    cover: ['station', 'dusk'],
    releases: [
      {
        tag: 'v2.1.0-rc.1',
        day: 74,
        prerelease: true,
        assets: [plain(71_000_221, 'night-market-2.1.0-rc.1.zip', 'market')],
      },
      // Just made: nothing was uploaded yet.
      { tag: 'v2.0.1', day: 70, assets: [] },
      {
        tag: 'v2.0.0',
        day: 50,
        body: 'Now with lanterns.',
        assets: [plain(71_000_220, 'night-market-2.0.0.zip', 'market')],
      },
      { tag: 'v1.0.0', day: 10, assets: [plain(71_000_210, 'night-market-1.0.0.zip', 'market')] },
    ],
  }),
  repo({
    id: 810_003,
    owner: 'nova-lund',
    name: 'hud-plus',
    description: 'A clearer panel, for 32 and 64 bit.',
    stars: 95,
    day: 5,
    cover: ['panel', 'ice'],
    releases: [
      {
        tag: '0.9',
        day: 44,
        assets: [
          plain(71_000_391, 'HudPlus-win32-0.9.zip', 'hud32'),
          plain(71_000_392, 'HudPlus-win64-0.9.zip', 'hud64'),
        ],
      },
      {
        tag: '0.8',
        day: 20,
        assets: [
          plain(71_000_381, 'HudPlus-win32-0.8.zip', 'hud32'),
          plain(71_000_382, 'HudPlus-win64-0.8.zip', 'hud64'),
        ],
      },
    ],
  }),
  repo({
    id: 810_004,
    owner: 'quietfold',
    name: 'cargo-tetris',
    description: 'Pack containers like a professional.',
    stars: 51,
    day: 8,
    cover: ['freighter', 'gold'],
    license: null,
    releases: [
      {
        tag: 'release-4',
        day: 66,
        name: 'Fourth',
        assets: [plain(71_000_441, 'cargo-core.zip', 'core'), plain(71_000_442, 'cargo-extras.zip', 'extras')],
      },
      { tag: 'release-3', day: 40, name: 'Third', assets: [plain(71_000_431, 'tetris.zip', 'tetris')] },
      { tag: 'release-5', day: 72, draft: true, assets: [plain(71_000_451, 'cargo-next.zip', 'next')] },
    ],
  }),
  repo({
    id: 810_005,
    owner: 'longwave',
    name: 'radio-free-europa',
    description: 'Music for the long haul.',
    stars: 160,
    day: 15,
    cover: ['music', 'rose'],
    releases: [
      {
        tag: 'v3',
        day: 33,
        assets: [
          plain(71_000_531, 'radio.zip', 'radio'),
          { ...plain(71_000_532, 'radio-lossless.zip', 'flac'), state: 'open' },
        ],
      },
    ],
  }),
  repo({
    id: 810_006,
    owner: 'longwave',
    name: 'starmap-tools',
    description: 'A tool for mappers, without any release.',
    stars: 12,
    day: 18,
    cover: ['chart', 'steel'],
    archived: true,
    updatedAt: onDay(80),
  }),
];
