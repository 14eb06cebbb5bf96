/** A profile that is shared, or one that somebody else has shared on its way in. */
import { create } from 'zustand';
import type { ErrorData } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import { sharedTextLimit, type Imported, type ImportPlan } from '../../shared/share.ts';
import { getBridge } from '../bridge.ts';
import { i18n } from '../i18n/i18n.ts';
import { undo } from './history.ts';
import { showGame, libraryScreen } from './navigation.ts';
import { noticePlain, noticeUndoable, settled } from './notices.ts';

export type Sharing =
  | { readonly step: 'none' }
  | { readonly step: 'export'; readonly gameId: GameId }
  | { readonly step: 'choose'; readonly gameId: GameId; readonly reading: boolean; readonly error: ErrorData | null }
  | { readonly step: 'plan'; readonly gameId: GameId; readonly text: string; readonly plan: ImportPlan }
  | { readonly step: 'working'; readonly gameId: GameId; readonly plan: ImportPlan }
  | { readonly step: 'done'; readonly gameId: GameId; readonly imported: Imported }
  | { readonly step: 'failed'; readonly gameId: GameId; readonly name: string; readonly error: ErrorData };

interface SharingStore {
  readonly state: Sharing;
  readonly open: boolean;
}

export const useSharing = create<SharingStore>(() => ({ state: { step: 'none' }, open: false }));

const put = (state: Sharing): void => useSharing.setState({ state, open: true });

export const openExport = (gameId: GameId): void => put({ step: 'export', gameId });

/** What an import has come to is shown again instead of beginning another one. */
export function openImport(gameId: GameId): void {
  const { state } = useSharing.getState();
  if (state.step === 'working' || ((state.step === 'done' || state.step === 'failed') && state.gameId === gameId)) {
    useSharing.setState({ open: true });
  } else put({ step: 'choose', gameId, reading: false, error: null });
}

/** An import that runs goes on. */
export function closeSharing(): void {
  const { state } = useSharing.getState();
  useSharing.setState({ open: false, state: state.step === 'working' ? state : { step: 'none' } });
  if (state.step === 'done') offerWayBack(state.gameId, state.imported);
}

function offerWayBack(gameId: GameId, imported: Imported): void {
  noticeUndoable(
    i18n.t('share.doneTitle', { name: imported.profile }),
    i18n.t('share.doneLead', { count: imported.installed }),
    { label: i18n.t('common.undo'), icon: 'undo', run: () => void takeImportBack(gameId) },
  );
}

/** A file that was chosen or dropped. */
export async function readShared(gameId: GameId, file: File): Promise<void> {
  put({ step: 'choose', gameId, reading: true, error: null });
  if (file.size > 4 * sharedTextLimit) {
    refuse(gameId, 'share.tooLong', 'share.tooLongHint');
    return;
  }
  const text = await file.text().catch(() => null);
  if (text === null) refuse(gameId, 'share.unreadable', 'share.unreadableHint');
  else await lookAtShared(gameId, text);
}

/** Asks what importing a text would do. */
export async function lookAtShared(gameId: GameId, text: string): Promise<void> {
  if (text.length > sharedTextLimit) {
    refuse(gameId, 'share.tooLong', 'share.tooLongHint');
    return;
  }
  put({ step: 'choose', gameId, reading: true, error: null });
  const result = await settled(getBridge().share.plan({ gameId, text }));
  if (useSharing.getState().state.step !== 'choose') return;
  if (result.ok) put({ step: 'plan', gameId, text, plan: result.value });
  else put({ step: 'choose', gameId, reading: false, error: result.error });
}

function refuse(
  gameId: GameId,
  message: 'share.tooLong' | 'share.unreadable',
  hint: 'share.tooLongHint' | 'share.unreadableHint',
): void {
  const error: ErrorData = { code: 'invalid_input', message: i18n.t(message), hint: i18n.t(hint) };
  put({ step: 'choose', gameId, reading: false, error });
}

export async function beginImport(gameId: GameId, text: string, plan: ImportPlan): Promise<void> {
  const working: Sharing = { step: 'working', gameId, plan };
  put(working);
  const result = await settled(getBridge().share.import({ gameId, text }));
  if (useSharing.getState().state !== working) return;
  if (result.ok) {
    // The dialog may be closed meanwhile; the menu opens it again.
    useSharing.setState({ state: { step: 'done', gameId, imported: result.value } });
    if (!useSharing.getState().open) offerWayBack(gameId, result.value);
  } else if (result.error.code === 'cancelled') {
    useSharing.setState({ state: { step: 'none' }, open: false });
    noticePlain(i18n.t('share.cancelled'));
  } else useSharing.setState({ state: { step: 'failed', gameId, name: plan.name, error: result.error }, open: true });
}

/** Into the game it was made for. */
export function importElsewhere(gameId: GameId, text: string): void {
  showGame(gameId, libraryScreen);
  void lookAtShared(gameId, text);
}

/** As the last step it is taken back whole. */
export async function takeImportBack(gameId: GameId): Promise<void> {
  await undo(gameId);
  useSharing.setState({ state: { step: 'none' }, open: false });
}
