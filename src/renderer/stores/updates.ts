/** What the last checks said about newer versions, by game, and the marks that the library shows of it. */
import { create } from 'zustand';
import type { ErrorData } from '../../shared/errors.ts';
import type { EntryId, GameId } from '../../shared/ids.ts';
import { sameItems } from '../../shared/list-change.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import type { EntryUpdate, GameUpdates, UpdatePlan } from '../../shared/updates.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { announce } from './announcer.ts';
import { settled } from './notices.ts';
import { createPerGame } from './per-game.ts';

export interface UpdateMark {
  /** The version it would become; null where the provider only says that there is something to look at. */
  readonly to: string | null;
}

export const useUpdates = create<{ readonly marks: ReadonlyMap<EntryId, UpdateMark> }>(() => ({ marks: new Map() }));

type HeldUpdates = GameUpdates & { readonly revision: number };

const updates = createPerGame<HeldUpdates>((gameId) => getBridge().updates.snapshot({ gameId }));

export const useGameUpdates = updates.use;
/** What changes in the library changes what is known about updates too, without a check: an equal revision is news here. */
export async function readUpdates(gameId: GameId): Promise<void> {
  if (updates.held(gameId) === null) {
    await updates.read(gameId);
    return;
  }
  const result = await settled(getBridge().updates.snapshot({ gameId }));
  if (result.ok) updates.patch(gameId, (held) => (result.value.revision >= held.revision ? result.value : held));
}

export const takeUpdates = (state: HeldUpdates): void => updates.take(state.gameId, state);

let marked: readonly HeldUpdates[] = [];

updates.useStore.subscribe(({ games }) => {
  const known = Object.values(games).flatMap(({ value }) => value ?? []);
  if (sameItems(known, marked)) return;
  marked = known;
  useUpdates.setState({ marks: new Map(known.flatMap(marksOf)) });
});

function marksOf({ entries, pinned }: GameUpdates): readonly (readonly [EntryId, UpdateMark])[] {
  return entries.flatMap(({ entry, result }) => {
    if (pinned.includes(entry)) return [];
    if (result.kind === 'update') return [[entry, { to: result.file.version }] as const];
    return result.kind === 'look' ? [[entry, { to: null }] as const] : [];
  });
}

/** Mods that have a newer file, those aside that are kept at their version. */
export const availableUpdates = (state: GameUpdates | null): readonly EntryUpdate[] =>
  state?.entries.filter(({ entry, result }) => result.kind === 'update' && !state.pinned.includes(entry)) ?? [];

export const useUpdateCount = (gameId: GameId): number =>
  updates.useStore((store) => availableUpdates(store.games[gameId]?.value ?? null).length);

/** What is known about one mod. */
export const useUpdateOf = (gameId: GameId, entry: EntryId | null): EntryUpdate | null =>
  updates.useStore((store) => store.games[gameId]?.value?.entries.find((one) => one.entry === entry) ?? null);

/** Why the last check of a game could not be made. */
const useProblems = create<{ readonly games: Readonly<Record<GameId, ErrorData | null>> }>(() => ({ games: {} }));

export const useCheckProblem = (gameId: GameId): ErrorData | null =>
  useProblems((store) => store.games[gameId] ?? null);

const setProblem = (gameId: GameId, problem: ErrorData | null): void =>
  useProblems.setState(({ games }) => ({ games: { ...games, [gameId]: problem } }));

export async function checkUpdates(gameId: GameId): Promise<void> {
  updates.patch(gameId, (state) => ({ ...state, checking: true }));
  setProblem(gameId, null);
  const result = await settled(getBridge().updates.check({ gameId }));
  if (!result.ok) {
    updates.patch(gameId, (last) => ({ ...last, checking: false }));
    setProblem(gameId, result.error);
    return;
  }
  updates.take(gameId, result.value);
  announce(i18n.t('updates.checked', { count: availableUpdates(result.value).length }));
}

/** Changes nothing and fetches no file. */
export const planUpdates = (gameId: GameId, entries: readonly EntryId[]): Promise<Result<UpdatePlan>> =>
  getBridge().updates.plan({ gameId, entries: [...entries] });
