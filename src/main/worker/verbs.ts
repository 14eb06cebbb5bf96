/** The verbs that run in the worker thread, one at a time: the only writer of a data folder. */
import { addGame, type AddGameRequest } from '../actions/add-game.ts';
import type { Engine } from '../actions/engine.ts';
import { installMod } from '../actions/install-mod.ts';
import { removeGame } from '../actions/remove-game.ts';
import { removeMods } from '../actions/remove-mods.ts';
import { previewRollBack, redo, rollBack, undo, type RollBackRequest } from '../actions/roll-back.ts';
import { setEnabled } from '../actions/set-enabled.ts';
import { setNote, type NoteRequest } from '../actions/set-note.ts';
import type { Control } from '../lib/control.ts';

export const verbs = {
  addGame: (engine: Engine, request: AddGameRequest) => addGame(engine, request),
  removeGame,
  installMod,
  setEnabled,
  removeMods,
  rollBack,
  undo,
  redo,
  setNote: (engine: Engine, request: NoteRequest) => setNote(engine, request),
  previewRollBack: (engine: Engine, request: RollBackRequest) => previewRollBack(engine, request),
} as const satisfies Record<string, (engine: Engine, request: never, control: Control) => unknown>;

export type Verb = keyof typeof verbs;
export type VerbRequest<V extends Verb> = Parameters<(typeof verbs)[V]>[1];
export type VerbAnswer<V extends Verb> = ReturnType<(typeof verbs)[V]>;
