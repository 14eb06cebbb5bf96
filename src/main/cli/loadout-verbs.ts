/** Verbs about the mods of a game: what is on, in which order, at which version, and who provides what. */
import { relPath, relPathFault } from '../../shared/rel-path.ts';
import { chooseWinner } from '../actions/choose-winner.ts';
import { previewChange } from '../actions/preview-change.ts';
import { createProfile, removeProfile, renameProfile, switchProfile } from '../actions/profiles.ts';
import { readConflicts } from '../actions/read-conflicts.ts';
import { removeMods } from '../actions/remove-mods.ts';
import { reorder } from '../actions/reorder.ts';
import { setEnabled } from '../actions/set-enabled.ts';
import { setEntryNote } from '../actions/set-note.ts';
import { setPinned } from '../actions/set-pinned.ts';
import { readNeeds } from '../actions/read-needs.ts';
import { readLibrary, readProfiles, readVersions } from '../actions/views.ts';
import type { LoadoutChangeInput } from '../../shared/ipc/inputs.ts';
import type { ChangePreview } from '../../shared/model.ts';
import { MisuseError } from './arguments.ts';
import { findEntry } from './find.ts';
import { chosenEntries, chosenEntry, gameOf, onlyOne, type VerbCall, type VerbList } from './verb.ts';

export const loadoutVerbs: VerbList = {
  list: {
    usage: 'list --game GAME',
    does: 'the mods, in load order: later wins',
    run: (call) => ({ mods: readLibrary(call.session.engine.registry, gameOf(call).id) }),
  },
  enable: {
    usage: 'enable MOD… --game GAME [--together] [--dry-run]',
    does: 'switch mods on; --together: also those they need',
    run: (call) => switchMods(call, true),
  },
  disable: {
    usage: 'disable MOD… --game GAME [--together] [--dry-run]',
    does: 'switch mods off; --together: also those that need them',
    run: (call) => switchMods(call, false),
  },
  remove: {
    usage: 'remove MOD… --game GAME [--together] [--dry-run]',
    does: 'take mods out; --together: also those that need them',
    run: remove,
  },
  order: {
    usage: 'order MOD… --before MOD | --after MOD --game GAME [--dry-run]',
    does: 'change the load order',
    run: order,
  },
  pin: { usage: 'pin MOD… --game GAME', does: 'keep mods at their version', run: (call) => pin(call, true) },
  unpin: { usage: 'unpin MOD… --game GAME', does: 'let mods be updated again', run: (call) => pin(call, false) },
  note: { usage: 'note MOD --text TEXT --game GAME', does: 'write a note about a mod', run: note },
  versions: {
    usage: 'versions MOD --game GAME',
    does: 'the versions a mod has had here, newest first',
    run: (call) => {
      const { gameId, entry } = chosenEntry(call);
      return { versions: readVersions(call.session.engine.registry, gameId, entry) };
    },
  },
  conflicts: {
    usage: 'conflicts --game GAME',
    does: 'files that more than one mod brings, which one wins and why',
    run: (call) => ({ conflicts: readConflicts(call.session.engine.registry, gameOf(call).id) }),
  },
  choose: {
    usage: 'choose PATH (--winner MOD | --nobody | --forget) --game GAME [--target T]',
    does: 'say which mod provides a file, or with a / at the end all files of a folder; --forget: the order decides again',
    run: choose,
  },
  'profile list': {
    usage: 'profile list --game GAME',
    does: 'the profiles of a game',
    run: (call) => ({ profiles: readProfiles(call.session.engine.registry, gameOf(call).id) }),
  },
  'profile create': {
    usage: 'profile create NAME --game GAME [--empty]',
    does: 'make a profile of what is in the loadout now, or an empty one',
    run: (call) => {
      const request = { ...profileOf(call), copy: call.options.empty !== true };
      createProfile(call.session.engine, request);
      return { created: request.name };
    },
  },
  'profile rename': {
    usage: 'profile rename NAME --name NEW --game GAME',
    does: 'give a profile another name',
    run: (call) => {
      if (call.options.name === undefined) throw new MisuseError('--name is missing');
      renameProfile(call.session.engine, { ...profileOf(call), to: call.options.name });
      return { renamed: call.options.name };
    },
  },
  'profile switch': {
    usage: 'profile switch NAME --game GAME [--dry-run]',
    does: 'deploy the loadout of another profile',
    run: (call) => {
      const request = profileOf(call);
      return previewed(call, { verb: 'switchProfile', name: request.name }, () =>
        switchProfile(call.session.engine, request, call.session.control),
      );
    },
  },
  'profile delete': {
    usage: 'profile delete NAME --game GAME',
    does: 'remove a profile that is not in use; its generations stay in the history',
    run: (call) => {
      const request = profileOf(call);
      removeProfile(call.session.engine, request);
      return { deleted: request.name };
    },
  },
};

/** With --dry-run what the change would do; else the change. */
export function previewed<T extends object>(
  call: VerbCall,
  change: LoadoutChangeInput,
  make: () => T,
): T | (ChangePreview & { readonly dryRun: true }) {
  if (call.options['dry-run'] !== true) return make();
  return { dryRun: true, ...previewChange(call.session.engine, { gameId: gameOf(call).id, change }) };
}

function switchMods(call: VerbCall, enabled: boolean): unknown {
  const { gameId, entries, told } = withNeeds(call, enabled);
  const { engine, control } = call.session;
  const answer = previewed(call, { verb: 'setEnabled', entries: [...entries], enabled }, () =>
    setEnabled(engine, { gameId, entries, enabled }, control),
  );
  return { ...answer, ...told };
}

function remove(call: VerbCall): unknown {
  const { gameId, entries, told } = withNeeds(call, false);
  const answer = previewed(call, { verb: 'remove', entries: [...entries] }, () =>
    removeMods(call.session.engine, { gameId, entries }, call.session.control),
  );
  return { ...answer, ...told };
}

/** The named mods; with --together also those that need each other, else the answer names these. */
function withNeeds(call: VerbCall, enabled: boolean) {
  const { gameId, entries } = chosenEntries(call);
  const others = readNeeds(call.session.engine, { gameId, entries, enabled });
  if (others.length === 0) return { gameId, entries, told: {} };
  if (call.options.together === true)
    return { gameId, entries: [...new Set([...entries, ...others.map(({ entry }) => entry)])], told: {} };
  return { gameId, entries, told: enabled ? { needsToo: others } : { neededBy: others } };
}

function order(call: VerbCall): unknown {
  const { before, after } = call.options;
  if ((before === undefined) === (after === undefined)) throw new MisuseError('use --before or --after, one of them');
  const { gameId, entries } = chosenEntries(call);
  const beside = findEntry(readLibrary(call.session.engine.registry, gameId), before ?? after ?? '');
  const place = before === undefined ? 'after' : 'before';
  return previewed(call, { verb: 'reorder', entries: [...entries], beside, place }, () =>
    reorder(call.session.engine, { gameId, entries, beside, place }, call.session.control),
  );
}

function pin(call: VerbCall, pinned: boolean): unknown {
  return setPinned(call.session.engine, { ...chosenEntries(call), pinned }, call.session.control);
}

function note(call: VerbCall): unknown {
  const { text } = call.options;
  if (text === undefined) throw new MisuseError('--text is missing');
  const request = { ...chosenEntry(call), note: text };
  setEntryNote(call.session.engine, request);
  return { noted: request.entry };
}

function choose(call: VerbCall): unknown {
  const { session, options, words } = call;
  const game = gameOf(call);
  const word = onlyOne(words, 'path');
  const given = [options.winner !== undefined, options.nobody === true, options.forget === true];
  if (given.filter(Boolean).length !== 1) throw new MisuseError('use one of --winner, --nobody and --forget');
  const folder = word.endsWith('/');
  const path = folder ? word.slice(0, -1) : word;
  if (relPathFault(path) !== null) throw new MisuseError(`"${word}" is no path below a folder for mods`);
  const winner =
    options.winner === undefined ? null : findEntry(readLibrary(session.engine.registry, game.id), options.winner);
  return chooseWinner(
    session.engine,
    {
      gameId: game.id,
      target: options.target?.[0] ?? game.targets[0]?.name ?? '',
      path: relPath(path),
      folder,
      choice: options.forget === true ? { forget: true } : { entry: winner },
    },
    session.control,
  );
}

const profileOf = (call: VerbCall) => ({ gameId: gameOf(call).id, name: onlyOne(call.words, 'profile') });
