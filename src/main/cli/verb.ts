/** What a verb of the command line is, and what verbs share in reading their words. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import { readLibrary } from '../actions/views.ts';
import type { GameRow } from '../registry/games.ts';
import { MisuseError, required, type Options } from './arguments.ts';
import { findEntry, findGame } from './find.ts';
import type { Session } from './session.ts';

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

export type VerbList = Readonly<Record<string, CliVerb | FolderVerb>>;

export const gameOf = ({ session, options }: VerbCall): GameRow =>
  findGame(session.engine.registry, required(options.game, 'game'));

export function atLeastOne(words: readonly string[], what: string): readonly string[] {
  if (words.length > 0) return words;
  throw new MisuseError(`${what} is missing`);
}

export function onlyOne(words: readonly string[], what: string): string {
  const [word] = atLeastOne(words, what);
  if (words.length > 1 || word === undefined) throw new MisuseError(`give one ${what}`);
  return word;
}

/** The mods that the words name. */
export function chosenEntries(call: VerbCall): { readonly gameId: GameId; readonly entries: readonly EntryId[] } {
  const game = gameOf(call);
  const library = readLibrary(call.session.engine.registry, game.id);
  return { gameId: game.id, entries: atLeastOne(call.words, 'mod').map((word) => findEntry(library, word)) };
}

/** The one mod that the words name. */
export function chosenEntry(call: VerbCall): { readonly gameId: GameId; readonly entry: EntryId } {
  const game = gameOf(call);
  const entry = findEntry(readLibrary(call.session.engine.registry, game.id), onlyOne(call.words, 'mod'));
  return { gameId: game.id, entry };
}
