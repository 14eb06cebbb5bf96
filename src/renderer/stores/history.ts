/** The generations of each game, previews of going back to them, and the verbs that move along them. */
import { create } from 'zustand';
import type { GameId } from '../../shared/ids.ts';
import type { HistoryState, Result } from '../../shared/ipc/contract.ts';
import type { ChangeOutcome, ChangePreview } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { announce } from './announcer.ts';
import { createFollowedPerGame } from './follow-list.ts';
import { notLoaded, type Loaded } from './loading.ts';
import { dismissChangeNotice, noticeError, noticePlain, settled } from './notices.ts';

/** As many generations as one call may ask for. */
const generationLimit = 1_000;

const histories = createFollowedPerGame({
  snapshot: (gameId) => getBridge().history.snapshot({ gameId, limit: generationLimit }),
  changes: (gameId, since) => getBridge().history.changes({ gameId, limit: generationLimit, since }),
  itemsOf: (state: HistoryState) => state.generations,
  join: ({ revision, gameId, current, undo: back, redo: again }, generations) => ({
    revision,
    gameId,
    current,
    generations,
    undo: back,
    redo: again,
  }),
});

interface HistoryStore {
  /** By `previewKey`. Dropped whenever the game changes, because a preview is relative to now. */
  readonly previews: Readonly<Record<string, Loaded<ChangePreview>>>;
  /** The move along a history that is under way; buttons wait for it. */
  readonly moving: {
    readonly gameId: GameId;
    readonly verb: 'undo' | 'redo' | 'roll-back';
    readonly to: number;
  } | null;
}

export const useHistoryStore = create<HistoryStore>(() => ({ previews: {}, moving: null }));

export const useHistory = histories.use;
export const heldHistory = histories.held;
export const knowsHistory = histories.knows;
export const readHistory = histories.read;

export const usePreview = (gameId: GameId, current: number, to: number): Loaded<ChangePreview> =>
  useHistoryStore((store) => store.previews[previewKey(gameId, current, to)] ?? notLoaded);

export async function readPreview(gameId: GameId, current: number, to: number): Promise<void> {
  await fillPreview(previewKey(gameId, current, to), () => getBridge().history.preview({ gameId, to }));
}

/** What differs between two generations, whatever the game is now. */
export const useComparison = (gameId: GameId, from: number, to: number): Loaded<ChangePreview> =>
  useHistoryStore((store) => store.previews[comparisonKey(gameId, from, to)] ?? notLoaded);

export async function readComparison(gameId: GameId, from: number, to: number): Promise<void> {
  await fillPreview(comparisonKey(gameId, from, to), () => getBridge().history.compare({ gameId, from, to }));
}

async function fillPreview(key: string, ask: () => Promise<Result<ChangePreview>>): Promise<void> {
  const known = useHistoryStore.getState().previews[key];
  if (known !== undefined && known.error === null) return;
  putPreview(key, { value: null, error: null, loading: true });
  const result = await settled(ask());
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
export const setNote = (gameId: GameId, generation: number, note: string): Promise<boolean> =>
  change(gameId, getBridge().history.setNote({ gameId, generation, note }));

/** Makes a generation a restore point, or lets it go again. */
export async function pinGeneration(gameId: GameId, generation: number, pinned: boolean): Promise<void> {
  const done = await change(gameId, getBridge().history.pin({ gameId, generation, pinned }));
  if (done) announce(i18n.t(pinned ? 'history.pinned' : 'history.unpinned', { number: generation }));
}

/** Notes and restore points have no event of their own. */
async function change(gameId: GameId, answer: Promise<Result<null>>): Promise<boolean> {
  const result = await settled(answer);
  if (!result.ok) {
    noticeError(result.error);
    return false;
  }
  await readHistory(gameId);
  return true;
}

/** Previews were made against a state that is no more. */
export function forgetPreviews(): void {
  useHistoryStore.setState({ previews: {} });
}

const comparisonKey = (gameId: GameId, from: number, to: number): string => `${gameId} ${from} : ${to}`;

const previewKey = (gameId: GameId, current: number, to: number): string => `${gameId} ${current} ${to}`;

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
