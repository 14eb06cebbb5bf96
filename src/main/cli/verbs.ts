/** The verbs of the command line. Each answers one JSON document and changes all it says or nothing. */
import fs from 'node:fs';
import type { EntryId, GameId } from '../../shared/ids.ts';
import { modSorts, layouts, providerIds, type Layout, type ProviderId } from '../../shared/model.ts';
import { fileReference, modReference } from '../../shared/references.ts';
import { addGame } from '../actions/add-game.ts';
import { collectStore, defaultRetention, readStoreStats } from '../actions/collect-store.ts';
import { fetchModFile, nameOfFile, provenanceOfFile, type FetchedMod } from '../actions/fetch-mod-file.ts';
import { installMod } from '../actions/install-mod.ts';
import { readConflicts } from '../actions/read-conflicts.ts';
import { rebuildRegistry } from '../actions/rebuild-registry.ts';
import { purge } from '../actions/purge.ts';
import { removeGame } from '../actions/remove-game.ts';
import { removeMods } from '../actions/remove-mods.ts';
import { previewRollBack, redo, rollBack, undo } from '../actions/roll-back.ts';
import { reorder } from '../actions/reorder.ts';
import { setEnabled } from '../actions/set-enabled.ts';
import { setPinned } from '../actions/set-pinned.ts';
import { readStatus, repairGame, verifyGame } from '../actions/verify.ts';
import { readHistory, readLibrary, toGame } from '../actions/views.ts';
import type { GameRow } from '../registry/games.ts';
import { MisuseError, oneOf, required, wholeNumber, type Options } from './arguments.ts';
import { findEntry, findGame } from './find.ts';
import { fileRef, modRef, splitReference, type Session } from './session.ts';

export interface VerbCall {
  readonly session: Session;
  /** Words after the verb. */
  readonly words: readonly string[];
  readonly options: Options;
}

export interface CliVerb {
  readonly usage: string;
  readonly does: string;
  readonly run: (call: VerbCall) => unknown;
}

/** A verb for when the engine cannot be opened: it gets the data folder, locked. */
export interface FolderVerb {
  readonly usage: string;
  readonly does: string;
  readonly runOnFolder: (dataDir: string) => unknown;
}

const gameOf = ({ session, options }: VerbCall): GameRow =>
  findGame(session.engine.registry, required(options.game, 'game'));

function atLeastOne(words: readonly string[], what: string): readonly string[] {
  if (words.length > 0) return words;
  throw new MisuseError(`${what} is missing`);
}

function onlyOne(words: readonly string[], what: string): string {
  const [word] = atLeastOne(words, what);
  if (words.length > 1 || word === undefined) throw new MisuseError(`give one ${what}`);
  return word;
}

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
      return [oneOf(provider, providerIds, '--key'), required(key, 'key')];
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

async function install(call: VerbCall): Promise<unknown> {
  const game = gameOf(call);
  const outcomes: unknown[] = [];
  for (const source of atLeastOne(call.words, 'source')) outcomes.push(await installOne(call, game, source));
  return outcomes.length === 1 ? outcomes[0] : { installed: outcomes };
}

async function installOne({ session, options }: VerbCall, game: GameRow, source: string): Promise<unknown> {
  const fetched = await archiveOf(session, source);
  try {
    const update =
      options.update === undefined
        ? {}
        : { replaces: findEntry(readLibrary(session.engine.registry, game.id), options.update) };
    const request = {
      gameId: game.id,
      file: fetched.file,
      name: options.name ?? fetched.name,
      provenance: fetched.provenance,
      ...update,
    };
    return installMod(session.engine, request, { ...session.control, progress: session.note });
  } finally {
    if (fetched.downloaded) fs.rmSync(fetched.file, { force: true });
  }
}

async function archiveOf(session: Session, source: string): Promise<FetchedMod & { readonly downloaded: boolean }> {
  const isReference = splitReference(source) !== null && !fs.existsSync(source);
  if (!isReference) {
    return { file: source, name: nameOfFile(source), provenance: provenanceOfFile(source), downloaded: false };
  }
  const ref = fileRef(session, source);
  const deps = { http: session.http(), downloads: session.downloads, provider: session.provider(ref.provider) };
  return { ...(await fetchModFile(deps, ref, session.note, session.signal)), downloaded: true };
}

function switchMods(call: VerbCall, enabled: boolean): unknown {
  return setEnabled(call.session.engine, { ...chosenEntries(call), enabled }, call.session.control);
}

function remove(call: VerbCall): unknown {
  return removeMods(call.session.engine, chosenEntries(call), call.session.control);
}

function pin(call: VerbCall, pinned: boolean): unknown {
  return setPinned(call.session.engine, { ...chosenEntries(call), pinned }, call.session.control);
}

function order(call: VerbCall): unknown {
  const { before, after } = call.options;
  if ((before === undefined) === (after === undefined)) throw new MisuseError('use --before or --after, one of them');
  const { gameId, entries } = chosenEntries({ ...call, words: [onlyOne(call.words, 'mod'), before ?? after ?? ''] });
  const [entry, beside] = entries;
  if (entry === undefined || beside === undefined) throw new MisuseError('name two mods');
  const place = before === undefined ? 'after' : 'before';
  return reorder(call.session.engine, { gameId, entry, beside, place }, call.session.control);
}

/** The mods that the words name. */
function chosenEntries(call: VerbCall): { readonly gameId: GameId; readonly entries: readonly EntryId[] } {
  const game = gameOf(call);
  const library = readLibrary(call.session.engine.registry, game.id);
  return { gameId: game.id, entries: atLeastOne(call.words, 'mod').map((word) => findEntry(library, word)) };
}

function rollBackVerb(call: VerbCall): unknown {
  const { engine, control } = call.session;
  const { to, last } = call.options;
  const gameId = gameOf(call).id;
  if (to !== undefined && last === true) throw new MisuseError('use --last or --to, not both');
  if (to === undefined) {
    if (call.options['dry-run'] === true) throw new MisuseError('--dry-run needs --to');
    return undo(engine, { gameId }, control);
  }
  const request = { gameId, to: wholeNumber(to, 'to') };
  return call.options['dry-run'] === true ? previewRollBack(engine, request) : rollBack(engine, request, control);
}

async function search(call: VerbCall): Promise<unknown> {
  const { session, options, words } = call;
  const game = gameOf(call);
  const providerId = options.provider ?? Object.keys(game.providers)[0];
  if (providerId === undefined)
    throw new MisuseError(`${game.name} has no provider; add the game with --key PROVIDER=KEY`);
  const key = game.providers[oneOf(providerId, providerIds, '--provider')];
  if (key === undefined) throw new MisuseError(`${game.name} is not known at ${providerId}`);
  const text = words.join(' ');
  const sort = oneOf(options.sort ?? (text === '' ? 'updated' : 'relevance'), modSorts, '--sort');
  const page = wholeNumber(options.page ?? '1', 'page');
  const found = await session.provider(providerId).search({ game: key, text, sort, page }, session.signal);
  return { ...found, mods: found.mods.map((mod) => ({ reference: modReference(mod.ref), ...mod })) };
}

async function details({ session, words }: VerbCall) {
  const ref = modRef(session, onlyOne(words, 'mod'));
  const found = await session.provider(ref.provider).details(ref, session.signal);
  return found;
}

export const cliVerbs: Readonly<Record<string, CliVerb | FolderVerb>> = {
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
  'game remove': {
    usage: 'game remove GAME',
    does: 'bring the game back to what it was and forget it',
    run: ({ session, words }) => {
      const game = findGame(session.engine.registry, onlyOne(words, 'game'));
      removeGame(session.engine, { gameId: game.id }, session.control);
      return { removed: game.id };
    },
  },
  'mod search': {
    usage: 'mod search [TEXT] --game GAME [--provider P] [--sort S] [--page N]',
    does: 'find mods; without a text, browse',
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
  install: {
    usage: 'install SOURCE… --game GAME [--name NAME] [--update MOD]',
    does: 'install archives on disk or files of a provider (gamebanana:Mod/302016/610939, or gamebanana:610939)',
    run: install,
  },
  list: {
    usage: 'list --game GAME',
    does: 'the mods, in load order: later wins',
    run: (call) => ({ mods: readLibrary(call.session.engine.registry, gameOf(call).id) }),
  },
  enable: { usage: 'enable MOD… --game GAME', does: 'switch mods on', run: (call) => switchMods(call, true) },
  disable: { usage: 'disable MOD… --game GAME', does: 'switch mods off', run: (call) => switchMods(call, false) },
  remove: { usage: 'remove MOD… --game GAME', does: 'take mods out', run: remove },
  order: {
    usage: 'order MOD --before MOD | --after MOD --game GAME',
    does: 'change the load order',
    run: order,
  },
  pin: { usage: 'pin MOD… --game GAME', does: 'keep mods at their version', run: (call) => pin(call, true) },
  unpin: { usage: 'unpin MOD… --game GAME', does: 'let mods be updated again', run: (call) => pin(call, false) },
  conflicts: {
    usage: 'conflicts --game GAME',
    does: 'files that more than one mod brings, and which one wins',
    run: (call) => ({ conflicts: readConflicts(call.session.engine.registry, gameOf(call).id) }),
  },
  status: {
    usage: 'status --game GAME',
    does: 'files that were changed outside Loadstone',
    run: (call) => readStatus(call.session.engine, gameOf(call).id, call.session.control),
  },
  verify: {
    usage: 'verify --game GAME',
    does: 'read and check every deployed file and every file of the store behind it',
    run: (call) => verifyGame(call.session.engine, gameOf(call).id, call.session.control),
  },
  repair: {
    usage: 'repair --game GAME',
    does: 'put back what was changed outside; edits are saved first',
    run: (call) => repairGame(call.session.engine, { gameId: gameOf(call).id }, call.session.control),
  },
  purge: {
    usage: 'purge --game GAME',
    does: 'switch all mods off: the game as it was, the library kept',
    run: (call) => purge(call.session.engine, { gameId: gameOf(call).id }, call.session.control),
  },
  'registry check': {
    usage: 'registry check',
    does: 'look for faults in the registry itself',
    run: ({ session }) => ({ faults: session.engine.registry.check() }),
  },
  'registry rebuild': {
    usage: 'registry rebuild',
    does: 'make the registry anew from the store; the old one is kept beside it',
    runOnFolder: rebuildRegistry,
  },
  'store stats': {
    usage: 'store stats',
    does: 'what the store holds, and what sharing saves',
    run: ({ session }) => readStoreStats(session.engine.registry),
  },
  'store gc': {
    usage: 'store gc [--dry-run] [--keep N] [--days N]',
    does: 'free what only old generations need; the last 50 and the last 30 days are kept unless told otherwise',
    run: ({ session, options }) => {
      const generations = wholeNumber(options.keep ?? `${defaultRetention.generations}`, 'keep');
      const days = wholeNumber(options.days ?? `${defaultRetention.days}`, 'days');
      return collectStore(session.engine, { generations, days }, options['dry-run'] === true);
    },
  },
  history: {
    usage: 'history --game GAME [--limit N]',
    does: 'the generations, newest first',
    run: (call) =>
      readHistory(call.session.engine.registry, gameOf(call).id, wholeNumber(call.options.limit ?? '100', 'limit')),
  },
  rollback: {
    usage: 'rollback --game GAME [--last | --to N [--dry-run]]',
    does: 'take the last change back, or go to generation N; 0 is the untouched game',
    run: rollBackVerb,
  },
  redo: {
    usage: 'redo --game GAME',
    does: 'do again what was last taken back',
    run: (call) => redo(call.session.engine, { gameId: gameOf(call).id }, call.session.control),
  },
};
