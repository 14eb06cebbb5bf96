/** Calls that the engine answers: what is read comes from the registry, what changes a game goes through its thread. */
import { conflictLimit, type ProfilesState } from '../../shared/ipc/contract.ts';
import type { GameId } from '../../shared/ids.ts';
import { requireGame } from '../actions/engine.ts';
import { followConflicts } from '../actions/follow-conflicts.ts';
import { followHistory } from '../actions/follow-history.ts';
import { readEntryFiles } from '../actions/read-conflicts.ts';
import { askForRebuild } from '../actions/registry-care.ts';
import { readStoreStats } from '../actions/store-stats.ts';
import { readProfiles, readVersions } from '../actions/views.ts';
import type { ChangeOutcome, Conflict, Generation, LibraryEntry } from '../../shared/model.ts';
import type { Area } from './area.ts';
import { readChoices } from './change-choices.ts';
import { changeGame } from './change-game.ts';
import { fetchForRollBack } from './fetch-for-roll-back.ts';
import { createFollowedLists } from './followed-lists.ts';
import { moveStoreHandlers } from './move-store.ts';
import { gameArea, type Services } from './services.ts';
import { watched } from './watched.ts';

type EngineArea = 'library' | 'conflicts' | 'profiles' | 'outside' | 'upkeep' | 'storage' | 'history';

export const engineHandlers = (services: Services): Area<EngineArea> => ({
  ...libraryHandlers(services),
  ...conflictsHandlers(services),
  ...profilesHandlers(services),
  ...outsideHandlers(services),
  ...upkeepHandlers(services),
  ...storageHandlers(services),
  ...historyHandlers(services),
});

function libraryHandlers(services: Services): Area<'library'> {
  const { registry, revisions, engine, library } = services;
  const lists = createFollowedLists<GameId, LibraryEntry>(revisions, gameArea);
  return {
    'library.snapshot': async ({ gameId }) => {
      await library.prepare(gameId);
      const { items: entries, ...told } = lists(gameId).tell(library.read(gameId));
      return { gameId, entries, ...told };
    },
    'library.changes': async ({ gameId, since }) => {
      await library.prepare(gameId);
      const told = lists(gameId).since(since, library.read(gameId));
      return told === null ? null : { gameId, ...told };
    },
    'library.needs': (request) => engine.run('readNeeds', request),
    'library.setEnabled': (request) => changeGame(services, 'setEnabled', request),
    'library.remove': (request) => changeGame(services, 'removeMods', request),
    'library.setPinned': (request) => changeGame(services, 'setPinned', request),
    'library.reorder': (request) => changeGame(services, 'reorder', request),
    'library.revert': (request) => changeGame(services, 'revertMod', request),
    'library.versions': ({ gameId, entry }) => readVersions(registry, gameId, entry),
    'library.files': ({ gameId, entry }) => readEntryFiles(registry, gameId, entry),
    'library.choices': ({ gameId, entry }) => ({ choices: readChoices(services, gameId, entry) }),
    'library.setNote': async (request) => {
      await engine.run('setEntryNote', request);
      return null;
    },
    'library.preview': (request) => engine.run('previewChange', request),
  };
}

function conflictsHandlers(services: Services): Area<'conflicts'> {
  const follower = followConflicts(services.registry);
  const lists = createFollowedLists<GameId, Conflict>(services.revisions, gameArea);
  const read = async (gameId: GameId) => {
    const { conflicts, choices } = await follower.read(gameId);
    const shown = conflicts.slice(0, conflictLimit);
    return { list: lists(gameId), shown, about: { gameId, total: conflicts.length, choices } };
  };
  return {
    'conflicts.snapshot': async ({ gameId }) => {
      const { list, shown, about } = await read(gameId);
      const { items: conflicts, ...told } = list.tell(shown);
      return { ...about, conflicts, ...told };
    },
    'conflicts.changes': async ({ gameId, since }) => {
      const { list, shown, about } = await read(gameId);
      const told = list.since(since, shown);
      return told === null ? null : { ...about, ...told };
    },
    'conflicts.choose': (request) => changeGame(services, 'chooseWinner', request),
  };
}

function profilesHandlers(services: Services): Area<'profiles'> {
  const { engine } = services;
  return {
    'profiles.snapshot': ({ gameId }) => profilesOf(services, gameId),
    'profiles.create': async (request) => {
      await engine.run('createProfile', request);
      return announceProfiles(services, request.gameId);
    },
    'profiles.rename': async (request) => {
      await engine.run('renameProfile', request);
      return announceProfiles(services, request.gameId);
    },
    'profiles.remove': async (request) => {
      await engine.run('removeProfile', request);
      return announceProfiles(services, request.gameId);
    },
    'profiles.switch': (request) => changeGame(services, 'switchProfile', request),
  };
}

const profilesOf = ({ registry, revisions }: Services, gameId: GameId): ProfilesState => ({
  revision: revisions.current(gameArea(gameId)),
  gameId,
  profiles: readProfiles(registry, gameId),
});

/** Tells the window of a profile that was made, renamed or removed. */
export function announceProfiles(services: Services, gameId: GameId): null {
  services.revisions.next(gameArea(gameId));
  services.events.publish('profiles.changed', profilesOf(services, gameId));
  return null;
}

function outsideHandlers(services: Services): Area<'outside'> {
  return {
    'outside.check': (request) => services.engine.run('readStatus', request),
    'outside.keep': (request) => changeGame(services, 'keepChanges', request),
    'outside.restore': (request) => changeGame(services, 'restoreFiles', request),
    'outside.adopt': (request) => changeGame(services, 'adoptFiles', request),
  };
}

function upkeepHandlers(services: Services): Area<'upkeep'> {
  const { jobs, engine, registry } = services;
  const change = (kind: 'repair' | 'purge', verb: 'repairGame' | 'purge', gameId: GameId): Promise<ChangeOutcome> => {
    requireGame(registry, gameId);
    const about = { kind, gameId, title: '', modRef: null };
    return watched(
      jobs,
      about,
      (watch) => changeGame(services, verb, { gameId }, watch),
      (outcome) => outcome,
    );
  };
  return {
    'upkeep.verify': ({ gameId }) => {
      requireGame(registry, gameId);
      const about = { kind: 'verify' as const, gameId, title: '', modRef: null };
      return watched(jobs, about, ({ progress, signal }) => engine.run('verifyGame', { gameId }, progress, signal));
    },
    'upkeep.repair': ({ gameId }) => change('repair', 'repairGame', gameId),
    'upkeep.purge': ({ gameId }) => change('purge', 'purge', gameId),
  };
}

function storageHandlers(services: Services): Area<'storage'> {
  const { registry, engine, settings } = services;
  return {
    ...moveStoreHandlers(services),
    'storage.stats': () => readStoreStats({ registry, dataDir: settings.dataDir }),
    'storage.collect': (request) => engine.run('collectStore', request),
    'storage.checkRegistry': () => engine.run('checkRegistry', null),
    'storage.rebuildRegistry': () => {
      askForRebuild(settings.dataDir);
      return null;
    },
  };
}

function historyHandlers(services: Services): Area<'history'> {
  const { registry, revisions, engine } = services;
  const follower = followHistory(registry);
  const lists = createFollowedLists<GameId, Generation>(revisions, gameArea);
  return {
    'history.snapshot': async ({ gameId, limit }) => {
      await follower.prepare(gameId, limit);
      const view = follower.read(gameId, limit);
      const { items: generations, ...told } = lists(gameId).tell(view.generations);
      return { gameId, ...view, generations, ...told };
    },
    'history.changes': async ({ gameId, limit, since }) => {
      await follower.prepare(gameId, limit);
      const { generations, ...view } = follower.read(gameId, limit);
      const told = lists(gameId).since(since, generations);
      return told === null ? null : { gameId, ...view, ...told };
    },
    'history.preview': (request) => engine.run('previewRollBack', request),
    'history.compare': (request) => engine.run('compareGenerations', request),
    'history.rollBack': async (request) => {
      await fetchForRollBack(services, request);
      return changeGame(services, 'rollBack', request);
    },
    'history.undo': (request) => changeGame(services, 'undo', request),
    'history.redo': (request) => changeGame(services, 'redo', request),
    'history.setNote': async (request) => {
      await engine.run('setNote', request);
      return null;
    },
    'history.pin': async (request) => {
      await engine.run('pinGeneration', request);
      return null;
    },
  };
}
