/** Lists that come in pieces, and of which main tells what became of them. */
import { LoadstoneError, toErrorData } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import { joinParts, sameItems, type ListPart } from '../../shared/list-change.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import { createPerGame, type PerGame } from './per-game.ts';

interface Revised {
  readonly revision: number;
}

interface News<Item> extends Revised {
  readonly since: number;
  readonly parts: readonly ListPart<Item>[];
}

interface More {
  readonly more: boolean;
}

/** The list at the news' revision. null when they are about another one than what is held. */
export function joinNews<Item>(
  held: { readonly revision: number; readonly items: readonly Item[] },
  { since, parts }: Pick<News<Item>, 'since' | 'parts'>,
): readonly Item[] | null {
  const items = since === held.revision ? joinParts(held.items, parts) : null;
  // The same list, so that whoever counts it has nothing to do.
  return items !== null && sameItems(items, held.items) ? held.items : items;
}

interface Followed<State, Item, N> {
  readonly snapshot: (gameId: GameId) => Promise<Result<State & More>>;
  readonly changes: (gameId: GameId, since: number) => Promise<Result<N | null>>;
  readonly itemsOf: (state: State) => readonly Item[];
  /** The state that the news speak of. */
  readonly join: (news: N, items: readonly Item[]) => State;
}

const neverStill = (): LoadstoneError =>
  new LoadstoneError('internal', 'The list changed faster than it could be read.', 'Try again in a moment.');

/** Answers that were overtaken by changes are asked for again, but not for ever. */
const mostTries = 5;

/** A state with a long list, for each game: asked for once, followed after that. It is taken only when it is complete. */
export function createFollowedPerGame<State extends Revised, Item, N extends News<Item> & More>(
  followed: Followed<State, Item, N>,
): PerGame<State> {
  const { snapshot, changes, itemsOf, join } = followed;
  const follow = async (gameId: GameId, from: State): Promise<Result<State | null>> => {
    let state = from;
    for (;;) {
      const { revision } = state;
      const result = await changes(gameId, revision);
      if (!result.ok) return result;
      const items = result.value === null ? null : joinNews({ revision, items: itemsOf(state) }, result.value);
      if (result.value === null || items === null) return { ok: true, value: null };
      state = join(result.value, items);
      if (!result.value.more) return { ok: true, value: state };
    }
  };
  const begin = async (gameId: GameId, tries = 1): Promise<Result<State>> => {
    const first = await snapshot(gameId);
    if (!first.ok || !first.value.more) return first;
    const whole = await follow(gameId, first.value);
    if (!whole.ok) return whole;
    if (whole.value !== null) return { ok: true, value: whole.value };
    return tries < mostTries ? begin(gameId, tries + 1) : { ok: false, error: toErrorData(neverStill()) };
  };
  return createPerGame<State>(begin, follow);
}
