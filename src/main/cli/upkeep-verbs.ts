/** Verbs about what lies on disk: outside changes, checking, putting right, the store and the registry. */
import path from 'node:path';
import { foldKey } from '../../shared/rel-path.ts';
import { defaultRetention } from '../../shared/storage.ts';
import { collectStore } from '../actions/collect-store.ts';
import { adoptFiles, keepChanges, restoreFiles, type FileAt } from '../actions/outside-changes.ts';
import { moveStore, planStoreMove } from '../actions/move-store.ts';
import { purge } from '../actions/purge.ts';
import { rebuildRegistry } from '../actions/rebuild-registry.ts';
import { readStoreStats } from '../actions/store-stats.ts';
import { previewRepair } from '../actions/preview-change.ts';
import { readStatus, repairGame, verifyGame } from '../actions/verify.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import { MisuseError, required, wholeNumber } from './arguments.ts';
import { previewed } from './loadout-verbs.ts';
import { gameOf, type VerbCall, type VerbList } from './verb.ts';

export const upkeepVerbs: VerbList = {
  plan: {
    usage: 'plan --game GAME',
    does: 'what putting the game right would do; other verbs show what they would do with --dry-run',
    run: (call) => previewRepair(call.session.engine, { gameId: gameOf(call).id }, call.session.control),
  },
  status: {
    usage: 'status --game GAME [--added]',
    does: 'files that were changed outside Loadstone; with --added also files that came from outside',
    run: (call) => readStatus(call.session.engine, statusRequest(call), call.session.control),
  },
  keep: {
    usage: 'keep PATH… | --all --game GAME [--target T]',
    does: 'keep outside changes as your own: they win over every mod',
    run: (call) => keepChanges(call.session.engine, outsideRequest(call), call.session.control),
  },
  restore: {
    usage: 'restore PATH… --game GAME [--target T]',
    does: "put a mod's file back; what is there now is kept in the history",
    run: (call) => restoreFiles(call.session.engine, outsideRequest(call), call.session.control),
  },
  adopt: {
    usage: 'adopt PATH… | --all --name NAME --game GAME [--target T]',
    does: 'make a mod of files that came from outside',
    run: (call) => {
      const name = required(call.options.name, 'name');
      return adoptFiles(call.session.engine, { ...outsideRequest(call, true), name }, call.session.control);
    },
  },
  verify: {
    usage: 'verify --game GAME',
    does: 'read and check every deployed file and every file of the store behind it',
    run: (call) => verifyGame(call.session.engine, gameOf(call).id, call.session.control),
  },
  repair: {
    usage: 'repair --game GAME',
    does: 'put back what was changed outside; edits are saved first',
    run: (call) => repairGame(call.session.engine, { gameId: gameOf(call).id }, call.session.control),
  },
  purge: {
    usage: 'purge --game GAME [--dry-run]',
    does: 'switch all mods off: the game as it was, the library kept',
    run: (call) =>
      previewed(call, { verb: 'purge' }, () =>
        purge(call.session.engine, { gameId: gameOf(call).id }, call.session.control),
      ),
  },
  'registry check': {
    usage: 'registry check',
    does: 'look for faults in the registry itself',
    run: ({ session }) => ({ faults: session.engine.registry.check() }),
  },
  'registry rebuild': {
    usage: 'registry rebuild',
    does: 'make the registry anew from the store; the old one is kept beside it',
    runOnFolder: rebuildRegistry,
  },
  'store stats': {
    usage: 'store stats',
    does: 'what the store holds, by game and by mod, and what sharing saves and history costs',
    run: ({ session: { engine } }) => readStoreStats(engine),
  },
  'store move': {
    usage: 'store move FOLDER [--dry-run]',
    does: 'keep the store in another folder, for example on another drive; the data folder brings it home',
    run: ({ session: { engine, control }, words, options }) => {
      const [word] = words;
      if (word === undefined) throw new MisuseError('name the folder');
      const folder = path.resolve(word);
      return options['dry-run'] === true ? planStoreMove(engine, { folder }) : moveStore(engine, { folder }, control);
    },
  },
  'store gc': {
    usage: 'store gc [--dry-run] [--keep N] [--days N] [--budget MEGABYTES] [--no-archives]',
    does: 'free what only old generations need; the last 50 and the last 30 days are kept unless told otherwise',
    run: ({ session, options }) => {
      const generations = wholeNumber(options.keep ?? `${defaultRetention.generations}`, 'keep');
      const days = wholeNumber(options.days ?? `${defaultRetention.days}`, 'days');
      const budget = options.budget === undefined ? null : wholeNumber(options.budget, 'budget') * 1_000_000;
      const archives = options['no-archives'] !== true;
      return collectStore(session.engine, { generations, days, budget, archives }, options['dry-run'] === true);
    },
  },
};

const statusRequest = (call: VerbCall) => ({ gameId: gameOf(call).id, added: call.options.added === true });

/** The files the words name, or with --all every change there is. */
function outsideRequest(
  call: VerbCall,
  added = false,
): { gameId: ReturnType<typeof gameOf>['id']; files: readonly FileAt[] } {
  const { words, options } = call;
  const gameId = gameOf(call).id;
  if (words.length > 0 === (options.all === true)) throw new MisuseError('name files, or use --all');
  const { changes } = readStatus(call.session.engine, { gameId, added: true }, call.session.control);
  const all = changes.filter((change) => (change.kind === 'added') === added);
  if (options.all === true) return { gameId, files: all };
  const target = options.target?.[0];
  return { gameId, files: words.map((word) => requireChange(changes, word, target)) };
}

function requireChange(changes: readonly FileAt[], word: string, target: string | undefined): FileAt {
  const found = changes.find(
    (change) => foldKey(change.path) === foldKey(word) && (target === undefined || change.target === target),
  );
  if (found !== undefined) return found;
  throw new LoadstoneError(
    'not_found',
    `${word} was not changed outside Loadstone.`,
    'loadstone status lists the changes.',
  );
}
