/** The generations of each game, previews of going back to them, and the verbs that move along them. */
import { create } from 'zustand';
import type { GameId } from '../../shared/ids.ts';
import type { HistoryState } from '../../shared/ipc/contract.ts';
import type { ChangeOutcome, ChangePreview } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { notLoaded, type Loaded } from './loading.ts';
import { dismissChangeNotice, noticeError, noticePlain, settled } from './notices.ts';
import { isNews } from './revision.ts';
import type { Result } from '../../shared/ipc/contract.ts';

/** As many generations as one call may ask for. */
const generationLimit = 1_000;

interface HistoryStore {
  readonly games: Readonly<Record<GameId, Loaded<HistoryState>>>;
  /** By `previewKey`. Dropped whenever the game changes, because a preview is relative to now. */
  readonly previews: Readonly<Record<string, Loaded<ChangePreview>>>;
  /** The move along a history that is under way; buttons wait for it. */
  readonly moving: {
    readonly gameId: GameId;
    readonly verb: 'undo' | 'redo' | 'roll-back';
    readonly to: number;
  } | null;
}

export const useHistoryStore = create<HistoryStore>(() => ({ games: {}, previews: {}, moving: null }));

export const useHistory = (gameId: GameId): Loaded<HistoryState> =>
  useHistoryStore((store) => store.games[gameId] ?? notLoaded);

export const usePreview = (gameId: GameId, current: number, to: number): Loaded<ChangePreview> =>
  useHistoryStore((store) => store.previews[previewKey(gameId, current, to)] ?? notLoaded);

export const heldHistory = (gameId: GameId): HistoryState | null =>
  useHistoryStore.getState().games[gameId]?.value ?? null;

/** True from the first time the history was asked for. */
export const knowsHistory = (gameId: GameId): boolean => useHistoryStore.getState().games[gameId] !== undefined;

export async function readHistory(gameId: GameId): Promise<void> {
  put(gameId, { ...held(gameId), loading: true });
  const result = await settled(getBridge().history.snapshot({ gameId, limit: generationLimit }));
  if (!result.ok) put(gameId, { value: held(gameId).value, error: result.error, loading: false });
  else if (isNews(result.value, held(gameId).value)) put(gameId, { value: result.value, error: null, loading: false });
  else put(gameId, { ...held(gameId), error: null, loading: false });
}

export async function readPreview(gameId: GameId, current: number, to: number): Promise<void> {
  const key = previewKey(gameId, current, to);
  const known = useHistoryStore.getState().previews[key];
  if (known !== undefined && known.error === null) return;
  putPreview(key, { value: null, error: null, loading: true });
  const result = await settled(getBridge().history.preview({ gameId, to }));
  putPreview(
    key,
    result.ok
      ? { value: result.value, error: null, loading: false }
      : { value: null, error: result.error, loading: false },
  );
}

export const undo = (gameId: GameId): Promise<void> =>
  move({ gameId, verb: 'undo', to: -1 }, () => getBridge().history.undo({ gameId }));
export const redo = (gameId: GameId): Promise<void> =>
  move({ gameId, verb: 'redo', to: -1 }, () => getBridge().history.redo({ gameId }));
export const rollBack = (gameId: GameId, to: number): Promise<void> =>
  move({ gameId, verb: 'roll-back', to }, () => getBridge().history.rollBack({ gameId, to }));

/** False when the note could not be kept; the error is shown. */
export async function setNote(gameId: GameId, generation: number, note: string): Promise<boolean> {
  const result = await settled(getBridge().history.setNote({ gameId, generation, note }));
  if (!result.ok) {
    noticeError(result.error);
    return false;
  }
  noticePlain(i18n.t('history.noteSaved'));
  const state = held(gameId).value;
  if (state !== null) {
    // A note has no event of its own. The next snapshot says the same.
    const generations = state.generations.map((one) => (one.number === generation ? { ...one, note } : one));
    put(gameId, { ...held(gameId), value: { ...state, generations } });
  }
  return true;
}

/** Previews were made against a state that is no more. */
export function forgetPreviews(): void {
  useHistoryStore.setState({ previews: {} });
}

const previewKey = (gameId: GameId, current: number, to: number): string => `${gameId} ${current} ${to}`;

const held = (gameId: GameId): Loaded<HistoryState> => useHistoryStore.getState().games[gameId] ?? notLoaded;

function put(gameId: GameId, loaded: Loaded<HistoryState>): void {
  useHistoryStore.setState(({ games }) => ({ games: { ...games, [gameId]: loaded } }));
}

function putPreview(key: string, loaded: Loaded<ChangePreview>): void {
  useHistoryStore.setState(({ previews }) => ({ previews: { ...previews, [key]: loaded } }));
}

/** One move at a time: a second press while the first is on its way is not a second undo. */
async function move(
  moving: NonNullable<HistoryStore['moving']>,
  call: () => Promise<Result<ChangeOutcome>>,
): Promise<void> {
  if (useHistoryStore.getState().moving !== null) return;
  useHistoryStore.setState({ moving });
  const result = await settled(call());
  useHistoryStore.setState({ moving: null });
  if (result.ok) return;
  const { code, hint } = result.error;
  if (code === 'nothing_to_undo') {
    dismissChangeNotice();
    noticePlain(i18n.t('outcome.nothingToUndo'), hint);
  } else if (code === 'nothing_to_redo') noticePlain(i18n.t('outcome.nothingToRedo'), hint);
  else noticeError(result.error);
}
