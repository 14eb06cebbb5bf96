/** Verbs about games as a whole. */
import { layouts, type Layout } from '../../shared/games.ts';
import { providerIds, type ProviderId } from '../../shared/model.ts';
import { addGame } from '../actions/add-game.ts';
import { findGames } from '../actions/find-games.ts';
import { removeGame } from '../actions/remove-game.ts';
import { setGameSources } from '../actions/set-game-sources.ts';
import { toGame } from '../actions/views.ts';
import { MisuseError, oneOf } from './arguments.ts';
import { findGame } from './find.ts';
import { onlyOne, type VerbCall, type VerbList } from './verb.ts';

export const gameVerbs: VerbList = {
  'game detect': {
    usage: 'game detect',
    does: 'games that Steam, GOG, Epic or Heroic installed here',
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
