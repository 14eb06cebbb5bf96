/**
 * Every channel between the window and main, by name. The preload derives its object from these lists and
 * nothing else; `contract.ts` gives each name its types. Adding a call is one line here and one there.
 */
export const calls = [
  'app.info',
  'app.openExternal',
  'app.openFolder',
  'app.copyText',
  'settings.get',
  'settings.set',
  'games.snapshot',
  'games.definitions',
  'games.chooseFolder',
  'games.inspect',
  'games.add',
  'games.remove',
  'mods.search',
  'mods.details',
  'install.fromProvider',
  'install.fromFile',
  'install.chooseArchive',
  'jobs.snapshot',
  'jobs.cancel',
  'jobs.dismiss',
  'downloads.snapshot',
  'downloads.pause',
  'downloads.resume',
  'downloads.cancel',
  'downloads.retry',
  'downloads.reorder',
  'downloads.clear',
  'library.snapshot',
  'library.setEnabled',
  'library.remove',
  'library.setPinned',
  'library.reorder',
  'library.revert',
  'library.versions',
  'library.files',
  'library.setNote',
  'library.preview',
  'conflicts.snapshot',
  'conflicts.choose',
  'profiles.snapshot',
  'profiles.create',
  'profiles.rename',
  'profiles.remove',
  'profiles.switch',
  'outside.check',
  'outside.keep',
  'outside.restore',
  'outside.adopt',
  'upkeep.verify',
  'upkeep.repair',
  'upkeep.purge',
  'storage.stats',
  'storage.collect',
  'history.snapshot',
  'history.preview',
  'history.compare',
  'history.pin',
  'history.rollBack',
  'history.undo',
  'history.redo',
  'history.setNote',
  'links.snapshot',
  'links.dismiss',
  'links.confirm',
] as const;

export const events = [
  'games.changed',
  'game.changed',
  'profiles.changed',
  'jobs.changed',
  'downloads.changed',
  'links.changed',
  'settings.changed',
] as const;

export type CallName = (typeof calls)[number];
export type EventName = (typeof events)[number];

/** The ipcRenderer/ipcMain channel that carries all calls, and the one that carries all events. */
export const callChannel = 'loadstone:call';
export const eventChannel = 'loadstone:event';

/** Larger arguments are refused before they are looked at, in characters of JSON. */
export const maxCallSize = 1_000_000;
