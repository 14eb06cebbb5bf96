/** Verbs about games as a whole. */
import { layouts, type Layout } from '../../shared/games.ts';
import { providerIds, type ProviderId } from '../../shared/model.ts';
import { addGame } from '../actions/add-game.ts';
import { checkGame, withHeld } from '../actions/check-game.ts';
import { completeTargets, newTargets } from '../actions/complete-targets.ts';
import type { Engine } from '../actions/engine.ts';
import { findGames } from '../actions/find-games.ts';
import { definitionOf } from '../actions/game-definition.ts';
import { launchWay } from '../actions/launch-game.ts';
import { removeGame } from '../actions/remove-game.ts';
import { setGameSources } from '../actions/set-game-sources.ts';
import { hostOs, systemEnv } from '../games/locate/locate-env.ts';
import { explorerFile, startProgram } from '../lib/start-program.ts';
import { type GameRow, toGame } from '../registry/games.ts';
import { MisuseError, oneOf } from './arguments.ts';
import { findGame } from './find.ts';
import { onlyOne, type VerbCall, type VerbList } from './verb.ts';

export const gameVerbs: VerbList = {
  'game detect': {
    usage: 'game detect',
    does: 'games that Steam, GOG, Epic, Xbox, itch, Heroic, Lutris, Bottles or Wine have here, and definitions that cannot be used',
    run: ({ session: { engine } }) => findGames(engine),
  },
  'game add': {
    usage: 'game add FOLDER [--as GAME] [--name NAME] [--target DIR[:LAYOUT]]… [--key PROVIDER=KEY]… [--links .EXT,…]',
    does: 'manage a game; one the definitions do not know is added with --as custom and a --target',
    run: addGameVerb,
  },
  'game list': {
    usage: 'game list',
    does: 'the managed games',
    run: ({ session }) => ({ games: session.engine.registry.games.list().map(toGame) }),
  },
  'game sources': {
    usage: 'game sources GAME --key PROVIDER=KEY…',
    does: 'what the game is called where its mods are; an empty KEY takes a provider away',
    run: ({ session, words, options }) => {
      const game = findGame(session.engine.registry, onlyOne(words, 'game'));
      if (options.key === undefined) throw new MisuseError('name at least one --key PROVIDER=KEY');
      return setGameSources(session.engine, { gameId: game.id, providers: keyOptions(options.key) });
    },
  },
  'game check': {
    usage: 'game check GAME',
    does: 'whether it runs, what speaks against its folders, and which folders for mods are not known yet',
    run: ({ session: { engine }, words }) => {
      const game = findGame(engine.registry, onlyOne(words, 'game'));
      const { found, definition, way } = launchFacts(engine, game);
      return {
        running: engine.runningProgram(game.root),
        busy: found?.busy ?? false,
        launch: way,
        ...withHeld(checkGame(engine, systemEnv(), game, definition), newTargets(engine, game).held),
      };
    },
  },
  'game launch': {
    usage: 'game launch GAME [--dry-run]',
    does: 'start the game: through its mod loader, its store or its program',
    run: launchVerb,
  },
  'game targets': {
    usage: 'game targets GAME [--target NAME=FOLDER]',
    does: 'add the folders for mods that were not known yet; of a mod loader, with its name and its folder',
    run: ({ session: { engine }, words, options }) => {
      const game = findGame(engine.registry, onlyOne(words, 'game'));
      const [named] = options.target ?? [];
      if (named === undefined) return completeTargets(engine, { gameId: game.id });
      const cut = named.indexOf('=');
      if (cut < 1) throw new MisuseError('write --target NAME=FOLDER');
      return completeTargets(engine, {
        gameId: game.id,
        loader: { target: named.slice(0, cut), folder: named.slice(cut + 1) },
      });
    },
  },
  'game remove': {
    usage: 'game remove GAME',
    does: 'bring the game back to what it was and forget it',
    run: ({ session, words }) => {
      const game = findGame(session.engine.registry, onlyOne(words, 'game'));
      removeGame(session.engine, { gameId: game.id }, session.control);
      return { removed: game.id };
    },
  },
};

/** "mods:folder-per-mod" → folder and layout; a colon of a Windows drive is no separator. */
function targetOption(text: string): { path: string; layout: Layout } {
  const cut = text.lastIndexOf(':');
  const tail = cut < 0 ? '' : text.slice(cut + 1);
  const layout = layouts.find((known) => known === tail);
  if (layout !== undefined) return { path: text.slice(0, cut), layout };
  if (cut > 1 && !/[\\/]/u.test(tail)) throw new MisuseError(`"${tail}" is no layout; use ${layouts.join(', ')}`);
  return { path: text, layout: 'merge-tree' };
}

/** "gamebanana=8694" → the game's key at a provider. */
function keyOptions(texts: readonly string[]): Partial<Record<ProviderId, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const [provider = '', key = ''] = text.split('=', 2);
      return [oneOf(provider, providerIds, '--key'), key];
    }),
  );
}

function launchFacts(engine: Engine, game: GameRow) {
  const found = findGames(engine).games.find(({ folder }) => folder === game.root) ?? null;
  const definition = definitionOf(engine, game);
  return { found, definition, way: launchWay(systemEnv(), game, definition, found) };
}

async function launchVerb({ session: { engine }, words, options }: VerbCall): Promise<unknown> {
  const game = findGame(engine.registry, onlyOne(words, 'game'));
  const { found, way } = launchFacts(engine, game);
  const program = engine.runningProgram(game.root);
  if (program !== null) return { kind: 'refused', why: 'running', program };
  if (found?.busy === true) return { kind: 'refused', why: 'busy' };
  if (way.kind === 'none') return { kind: 'refused', why: way.why };
  if (options['dry-run'] === true) return way;
  const started = await (way.kind === 'store' ? openStore(way.url) : startProgram(way.file));
  return started ? { kind: 'started' } : { kind: 'refused', why: 'failed' };
}

/** Hands the address to the program that the system opens such addresses with. */
function openStore(url: string): Promise<boolean> {
  const system = hostOs();
  switch (system) {
    case 'windows':
      return startProgram(explorerFile(), [url]);
    case 'macos':
      return startProgram('/usr/bin/open', [url]);
    case 'linux':
      return startProgram('/usr/bin/xdg-open', [url]);
    default:
      return system satisfies never;
  }
}

function addGameVerb({ session, words, options }: VerbCall): unknown {
  return addGame(session.engine, {
    path: onlyOne(words, 'folder'),
    as: options.as ?? null,
    name: options.name,
    targets: options.target?.map(targetOption),
    providers: keyOptions(options.key ?? []),
    neverRewritten: options.links?.split(','),
  });
}
