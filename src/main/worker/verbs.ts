/** The verbs that run in the worker thread, one at a time: the only writer of a data folder. */
import { addGame, type AddGameRequest } from '../actions/add-game.ts';
import { completeTargets, type CompleteTargetsRequest } from '../actions/complete-targets.ts';
import type { Engine } from '../actions/engine.ts';
import { chooseWinner } from '../actions/choose-winner.ts';
import { archivesForGeneration, takeBackArchive, type ReturnedArchive } from '../actions/cold-archives.ts';
import { collectStore } from '../actions/collect-store.ts';
import { readOutlook } from '../actions/install-outlook.ts';
import { installMod } from '../actions/install-mod.ts';
import { readInstalledNeeds } from '../actions/installed-needs.ts';
import { readNeeds, type NeedsRequest } from '../actions/read-needs.ts';
import { previewInstall } from '../actions/preview-install.ts';
import { readInstaller, type ReadInstallerRequest } from '../actions/read-installer.ts';
import { adoptFiles, keepChanges, restoreFiles } from '../actions/outside-changes.ts';
import { compareGenerations, previewChange, previewRollBack, type PreviewRequest } from '../actions/preview-change.ts';
import {
  createProfile,
  removeProfile,
  renameProfile,
  switchProfile,
  type CreateProfileRequest,
  type ProfileRequest,
  type RenameProfileRequest,
} from '../actions/profiles.ts';
import { moveStore, planStoreMove, type MoveStoreRequest } from '../actions/move-store.ts';
import { purge } from '../actions/purge.ts';
import { removeGame } from '../actions/remove-game.ts';
import { removeMods } from '../actions/remove-mods.ts';
import { reorder } from '../actions/reorder.ts';
import { revertMod } from '../actions/revert-mod.ts';
import { redo, rollBack, undo, type RollBackRequest } from '../actions/roll-back.ts';
import { setEnabled } from '../actions/set-enabled.ts';
import {
  pinGeneration,
  setEntryNote,
  setNote,
  type EntryNoteRequest,
  type NoteRequest,
  type PinGenerationRequest,
} from '../actions/set-note.ts';
import { setGameSources, type GameSourcesRequest } from '../actions/set-game-sources.ts';
import { setPinned } from '../actions/set-pinned.ts';
import { readStatus, repairGame, verifyGame } from '../actions/verify.ts';
import type { GameId } from '../../shared/ids.ts';
import type { Retention } from '../../shared/storage.ts';
import type { Control } from '../lib/control.ts';

export const verbs = {
  addGame: (engine: Engine, request: AddGameRequest) => addGame(engine, request),
  removeGame,
  completeTargets: (engine: Engine, request: CompleteTargetsRequest) => completeTargets(engine, request),
  setGameSources: (engine: Engine, request: GameSourcesRequest) => setGameSources(engine, request),
  installMod,
  previewInstall,
  readOutlook,
  readInstalledNeeds,
  readNeeds: (engine: Engine, request: NeedsRequest) => readNeeds(engine, request),
  readInstaller: (engine: Engine, request: ReadInstallerRequest, control: Control) =>
    readInstaller(engine, request, control),
  setEnabled,
  setPinned,
  reorder,
  revertMod,
  chooseWinner,
  removeMods,
  rollBack,
  undo,
  redo,
  setNote: (engine: Engine, request: NoteRequest) => setNote(engine, request),
  previewRollBack: (engine: Engine, request: RollBackRequest) => previewRollBack(engine, request),
  previewChange: (engine: Engine, request: PreviewRequest) => previewChange(engine, request),
  compareGenerations: (engine: Engine, request: Parameters<typeof compareGenerations>[1]) =>
    compareGenerations(engine, request),
  archivesForGeneration: (engine: Engine, request: RollBackRequest) => archivesForGeneration(engine, request),
  takeBackArchive: (engine: Engine, request: ReturnedArchive) => takeBackArchive(engine, request),
  pinGeneration: (engine: Engine, request: PinGenerationRequest) => pinGeneration(engine, request),
  setEntryNote: (engine: Engine, request: EntryNoteRequest) => setEntryNote(engine, request),
  createProfile: (engine: Engine, request: CreateProfileRequest) => createProfile(engine, request),
  renameProfile: (engine: Engine, request: RenameProfileRequest) => renameProfile(engine, request),
  removeProfile: (engine: Engine, request: ProfileRequest) => removeProfile(engine, request),
  switchProfile,
  readStatus,
  keepChanges,
  restoreFiles,
  adoptFiles,
  verifyGame: (engine: Engine, { gameId }: { readonly gameId: GameId }, control: Control) =>
    verifyGame(engine, gameId, control),
  repairGame,
  purge,
  planStoreMove: (engine: Engine, request: MoveStoreRequest) => planStoreMove(engine, request),
  moveStore,
  checkRegistry: ({ registry }: Engine, _request: null) => ({ faults: registry.check() }),
  collectStore: (engine: Engine, { retention, dryRun }: { readonly retention: Retention; readonly dryRun: boolean }) =>
    collectStore(engine, retention, dryRun),
} as const satisfies Record<string, (engine: Engine, request: never, control: Control) => unknown>;

export type Verb = keyof typeof verbs;
export type VerbRequest<V extends Verb> = Parameters<(typeof verbs)[V]>[1];
export type VerbAnswer<V extends Verb> = ReturnType<(typeof verbs)[V]>;
