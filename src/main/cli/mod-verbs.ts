/** Verbs about mods of the providers, and about what this machine knows of them. */
import { LoadstoneError, fromErrorData } from '../../shared/errors.ts';
import type { CatalogueSource, FindQuery, FoundMods, ProviderResult } from '../../shared/catalogue.ts';
import { modSorts, providerIds, type ModSummary } from '../../shared/model.ts';
import { fileReference, modReference } from '../../shared/references.ts';
import { createIndexing } from '../actions/index-games.ts';
import { findMods, searchPage, sourcesOf } from '../actions/search-mods.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { catalogueInProcess } from '../catalogue/in-process.ts';
import { catalogueFile } from '../catalogue/open.ts';
import { MisuseError, oneOf, required, wholeNumber } from './arguments.ts';
import { fileRef, modRef, type Session } from './session.ts';
import { gameOf, onlyOne, type VerbCall, type VerbList } from './verb.ts';

export const modVerbs: VerbList = {
  'mod search': {
    usage: 'mod search [TEXT] --game GAME [--provider P] [--sort S] [--page N] [--category C]',
    does: 'find mods at all providers of the game, or at one; without a text, browse',
    run: search,
  },
  'mod show': {
    usage: 'mod show REF',
    does: 'one mod, for example gamebanana:Mod/531649',
    run: details,
  },
  'mod files': {
    usage: 'mod files REF',
    does: 'the files of a mod',
    run: async (call) => {
      const found = await details(call);
      if (found.kind === 'gone') return found;
      return { files: found.value.files.map((file) => ({ reference: fileReference(file.ref), ...file })) };
    },
  },
  'mod changelog': {
    usage: 'mod changelog REF',
    does: 'what its author wrote about each version, newest first',
    run: async ({ session, words }) => {
      const ref = modRef(session, onlyOne(words, 'mod'));
      return { changelog: await session.provider(ref.provider).changelog(ref, session.signal) };
    },
  },
  'mod needs': {
    usage: 'mod needs FILE',
    does: 'what a file says it needs, or does not go with; install --dry-run says what that means for a game',
    run: async ({ session, words }) => {
      const ref = fileRef(session, onlyOne(words, 'file'));
      return { requirements: await session.provider(ref.provider).requirements(ref, session.signal) };
    },
  },
  'mod categories': {
    usage: 'mod categories --game GAME --provider P',
    does: 'what a search can be narrowed to',
    run: async (call) => {
      const { provider, game } = namedSource(call, required(call.options.provider, 'provider'));
      return { categories: await call.session.provider(provider).categories(game, call.session.signal) };
    },
  },
  'mod games': {
    usage: 'mod games TEXT --provider P',
    does: 'games of a provider by name, with the key that game add takes',
    run: async ({ session, words, options }) => {
      const provider = session.provider(required(options.provider, 'provider'));
      return { games: await provider.games(words.join(' '), session.signal) };
    },
  },
  'catalogue index': {
    usage: 'catalogue index --game GAME [--provider P]',
    does: 'read what is new at the providers, so that it is found without them; goes on where it was stopped',
    run: indexGame,
  },
  'catalogue search': {
    usage: 'catalogue search TEXT --game GAME [--limit N]',
    does: 'find mods among those this machine has seen, without asking anybody',
    run: (call) =>
      withCatalogue(call.session, async (catalogue) => {
        const limit = wholeNumber(call.options.limit ?? '50', 'limit');
        const query = {
          sources: sourcesOf(gameOf(call)),
          text: call.words.join(' '),
          sort: 'relevance',
          limit,
        } as const;
        const hits = await catalogue.ask('find', query);
        return { mods: hits.map(({ mod, seenAt }) => ({ ...shown(mod), seenAt })) };
      }),
  },
  'catalogue status': {
    usage: 'catalogue status --game GAME',
    does: 'how many mods of the game this machine knows, and since when',
    run: (call) =>
      withCatalogue(call.session, async (catalogue) => ({
        sources: await catalogue.ask('state', sourcesOf(gameOf(call))),
      })),
  },
  'catalogue forget': {
    usage: 'catalogue forget --game GAME',
    does: 'let go of what this machine knows of the mods of a game; what is installed stays',
    run: (call) =>
      withCatalogue(call.session, async (catalogue) => {
        const sources = sourcesOf(gameOf(call));
        await catalogue.ask('forgetSources', sources);
        return { forgotten: sources };
      }),
  },
};

const shown = <T extends ModSummary>(mod: T) => ({ reference: modReference(mod.ref), ...mod });

/** Opens the catalogue of the data folder for one verb. */
export async function withCatalogue<T>(session: Session, work: (catalogue: Catalogue) => Promise<T>): Promise<T> {
  const catalogue = catalogueInProcess(catalogueFile(session.engine.dataDir));
  try {
    return await work(catalogue);
  } finally {
    await catalogue.close();
  }
}

/** What actions that ask providers want. */
export const askingDeps = ({ engine, providers }: Session, catalogue: Catalogue) => ({
  catalogue,
  providers: providers(),
  clock: engine.clock,
  log: engine.log,
});

function namedSource(call: VerbCall, id: string): CatalogueSource {
  const game = gameOf(call);
  const provider = oneOf(id, providerIds, '--provider');
  const [source] = sourcesOf(game, [provider]);
  if (source === undefined) throw new MisuseError(`${game.name} is not known at ${id}`);
  return source;
}

function chosenSources(call: VerbCall): readonly CatalogueSource[] {
  const game = gameOf(call);
  if (call.options.provider !== undefined) return [namedSource(call, call.options.provider)];
  const sources = sourcesOf(game);
  if (sources.length > 0) return sources;
  throw new MisuseError(`${game.name} has no provider; add the game with --key PROVIDER=KEY`);
}

function search(call: VerbCall): Promise<unknown> {
  const { session, options, words } = call;
  const sources = chosenSources(call);
  const text = words.join(' ');
  const sort = oneOf(options.sort ?? (text === '' ? 'updated' : 'relevance'), modSorts, '--sort');
  const page = wholeNumber(options.page ?? '1', 'page');
  const { category } = options;
  const query: FindQuery = { text, sort, ...(category === undefined ? {} : { category }) };
  return withCatalogue(session, async (catalogue) => {
    const deps = askingDeps(session, catalogue);
    const [only] = sources;
    if (options.provider !== undefined && only !== undefined) {
      const found = await searchPage(deps, only, query, page, session.signal);
      return { ...found, mods: found.mods.map(shown) };
    }
    const finding = findMods(deps, sources, query, undefined, page);
    await finding.begin();
    await finding.more(null);
    return everywhere(finding.found(), page);
  });
}

/** Refused only when there is nothing at all to show. */
function everywhere({ mods, providers }: FoundMods, page: number): unknown {
  const [first] = providers;
  if (mods.length === 0 && first !== undefined && providers.every(({ answer }) => answer.kind !== 'ok'))
    throw errorOf(first);
  const [only] = providers;
  return {
    mods: mods.map(shown),
    total: providers.length === 1 ? (only?.total ?? null) : null,
    next: providers.some(({ answer, next }) => answer.kind === 'ok' && next !== null) ? page + 1 : null,
    providers,
  };
}

function errorOf({ provider, answer }: ProviderResult): LoadstoneError {
  switch (answer.kind) {
    case 'error':
      return fromErrorData(answer.error);
    case 'rate-limited':
      return new LoadstoneError(
        'rate_limited',
        `${provider} asks us to wait until ${new Date(answer.until).toISOString()}.`,
        'Try again then.',
        { details: { until: answer.until } },
      );
    case 'needs-sign-in':
      return new LoadstoneError('needs_sign_in', `${provider} wants to know who asks.`, 'Sign in first.');
    case 'offline':
    case 'asking':
    case 'ok':
      return new LoadstoneError('offline', `${provider} could not be reached.`, 'Check the connection.');
    default:
      return answer satisfies never;
  }
}

async function details({ session, words }: VerbCall) {
  const ref = modRef(session, onlyOne(words, 'mod'));
  const found = await session.provider(ref.provider).details(ref, session.signal);
  return found;
}

/** Here nobody waits for a provider that wants a pause: what was read is kept, and the verb can be given again. */
function indexGame(call: VerbCall): Promise<unknown> {
  const { session } = call;
  const sources = chosenSources(call);
  return withCatalogue(session, async (catalogue) => {
    const { providers, clock } = askingDeps(session, catalogue);
    const stopPaused = async (): Promise<void> => {
      const paused = (await indexing.status(sources)).filter(({ activity }) => activity.kind === 'paused');
      if (paused.length > 0) limited.push(...paused);
      await indexing.stop(paused);
    };
    const limited: CatalogueSource[] = [];
    const changes: Promise<void>[] = [];
    const indexing = createIndexing({ catalogue, providers, clock, changed: () => changes.push(stopPaused()) });
    indexing.start(sources);
    await indexing.settled(sources);
    await Promise.all(changes);
    return { sources: await indexing.status(sources), rateLimited: limited.map(({ provider }) => provider) };
  });
}
