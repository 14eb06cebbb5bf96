/** Games of the made-up world: what stores have installed, how each one is at the moment, and what is wrong with folders. */
import { LoadstoneError } from '../../src/shared/errors.ts';
import {
  noPictures,
  type FolderWarning,
  type FoundGame,
  type FoundGames,
  type Game,
  type GameCheck,
  type GameCondition,
  type ManagedGame,
} from '../../src/shared/games.ts';
import type { GameId } from '../../src/shared/ids.ts';
import type { FolderInspection, Handlers } from '../../src/shared/ipc/contract.ts';
import { fakeFound, fakePicture } from './fake-data.ts';

const found = (game: Partial<FoundGame>): FoundGames['games'][number] => ({
  definition: 'factorio',
  name: 'Factorio',
  store: 'steam',
  storeId: '1',
  folder: '/games/Factorio',
  targets: [{ name: 'mods', path: '/games/mods', layout: 'folder-per-mod' }],
  unresolved: [],
  busy: false,
  build: null,
  launchUrl: null,
  pictures: noPictures,
  managedAs: null,
  ...game,
});

/** One of each kind that asks for something before it can be managed. */
const demanding: FoundGames['games'] = [
  found({
    definition: 'stardew-valley',
    name: 'Stardew Valley',
    store: 'gog',
    folder: '/home/player/OneDrive/Stardew',
  }),
  found({ definition: 'rimworld', name: 'RimWorld', folder: '/games/RimWorld', busy: true }),
  found({
    definition: 'persona-5-royal',
    name: 'Persona 5 Royal',
    folder: '/games/P5R',
    targets: [],
    unresolved: [{ name: 'reloaded-mods', why: 'choose-folder' }],
  }),
  found({
    definition: 'snowrunner',
    name: 'SnowRunner',
    store: 'epic',
    folder: '/games/SnowRunner',
    targets: [],
    unresolved: [{ name: 'mods', why: 'start-once' }],
  }),
];

const warning = (code: FolderWarning['code'], blocks = false): FolderWarning => ({
  code,
  text: `In the words of the command line: ${code}.`,
  blocks,
  ...(code === 'other-manager' ? { by: 'Vortex' } : {}),
});

export const fakeWarnings = (folder: string): readonly FolderWarning[] => [
  ...(folder.includes('OneDrive') ? [warning('cloud-folder'), warning('other-manager')] : []),
  ...(folder.includes('read-only') ? [warning('not-writable', true)] : []),
  ...(folder === '/home/player' ? [warning('home-folder', true)] : []),
];

/** Of one game, so that a letter tile stands beside it. */
const withPicture = 'friday-night-funkin';

/** As the window gets them: with the pictures that a store keeps, or the player chose. */
export const fakeManaged = (games: readonly Game[], chosen: ReadonlySet<GameId>): readonly ManagedGame[] =>
  games.map((game) => {
    const own = chosen.has(game.id);
    const there = own || game.definition === withPicture;
    return {
      ...game,
      pictures: {
        cover: there ? fakePicture(own ? 40 : 4, game.name, 300, 450) : null,
        wide: game.definition === withPicture ? fakePicture(5, ' ', 640, 207) : null,
        own,
      },
    };
  });

export interface FakeGamesDeps {
  readonly state: string;
  readonly game: (gameId: GameId) => Game | undefined;
  readonly change: (game: Game) => void;
}

type GameChannels = 'games.detect' | 'games.launch' | 'games.condition' | 'games.check' | 'games.completeTargets';

export function createFakeGames({ state, game, change }: FakeGamesDeps): Pick<Handlers, GameChannels> {
  const running = new Set<GameId>();
  const required = (gameId: GameId): Game => {
    const one = game(gameId);
    if (one === undefined) throw new LoadstoneError('game_not_found', 'There is no such game.', 'Choose another one.');
    return one;
  };
  const odd = state === 'games';
  const condition = (gameId: GameId): GameCondition => ({
    running: running.has(gameId) ? 'Funkin.exe' : null,
    busy: false,
    present: true,
    launch: odd && required(gameId).definition === 'celeste' ? 'anti-cheat' : 'store',
    store: 'steam',
    updated: odd && !running.has(gameId),
  });
  return {
    'games.detect': () => ({
      games: state === 'empty' ? fakeFound : odd ? demanding : [],
      offline: odd ? ['/media/player/Games'] : [],
      brokenDefinitions: odd ? [{ file: 'my-game.json', why: 'targets: expected array' }] : [],
    }),
    'games.condition': ({ gameId }) => condition(gameId),
    'games.launch': ({ gameId }) => {
      if (running.has(gameId)) return { kind: 'refused', why: 'running' };
      running.add(gameId);
      return { kind: 'started' };
    },
    'games.check': ({ gameId }): GameCheck => ({
      warnings: odd ? [warning('other-volume'), warning('no-links')] : fakeWarnings(required(gameId).root),
      unresolved: odd && required(gameId).targets.length === 1 ? [{ name: 'loader-mods', why: 'choose-folder' }] : [],
      launchOptions: odd ? 'WINEDLLOVERRIDES="winhttp=n,b" %command%' : null,
    }),
    'games.completeTargets': ({ gameId, target }) => {
      const one = required(gameId);
      const added = { name: target ?? 'mods', path: '/games/loader/Mods', layout: 'folder-per-mod' as const };
      const complete = target === undefined ? one : { ...one, targets: [...one.targets, added] };
      change(complete);
      return complete;
    },
  };
}

export const fakeInspection = (path: string, recognisedAs: readonly string[]): FolderInspection => ({
  path,
  exists: !path.includes('missing'),
  writable: !path.includes('read-only'),
  recognisedAs,
  folders: ['mods', 'data', 'saves'],
  warnings: fakeWarnings(path),
  nearby: [],
});
