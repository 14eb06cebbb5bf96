/** Sharing a loadout with others, as a text. */
import fs from 'node:fs';
import { LoadstoneError } from '../../shared/errors.ts';
import { chooseWinner } from '../actions/choose-winner.ts';
import { installMod } from '../actions/install-mod.ts';
import { createProfile, removeProfile, switchProfile } from '../actions/profiles.ts';
import { rollBack, undo } from '../actions/roll-back.ts';
import { setEnabled } from '../actions/set-enabled.ts';
import { setPinned } from '../actions/set-pinned.ts';
import { exportLoadout, importLoadout, planImport, readSharedLoadout } from '../actions/share-loadout.ts';
import { unwatched } from '../lib/control.ts';
import { newBatch } from '../lib/new-batch.ts';
import { fetchReference } from './download-verbs.ts';
import { gameOf, onlyOne, type VerbCall, type VerbList } from './verb.ts';

export const shareVerbs: VerbList = {
  'share export': {
    usage: 'share export [FILE] --game GAME',
    does: 'the loadout as a text for others; without a file, as the answer',
    run: (call) => {
      const exported = exportLoadout(call.session.engine.registry, gameOf(call).id);
      if (call.words.length === 0) return exported;
      const file = onlyOne(call.words, 'file');
      fs.writeFileSync(file, `${JSON.stringify(exported.loadout, null, 2)}\n`, { flag: 'wx' });
      return { file, mods: exported.loadout.mods.length, leftOut: exported.leftOut };
    },
  },
  'share import': {
    usage: 'share import FILE --game GAME [--dry-run]',
    does: 'install a shared loadout into a profile of its own; what is fetched must be byte for byte what was shared',
    run: share,
  },
};

async function share(call: VerbCall): Promise<unknown> {
  const { session, options, words } = call;
  const { engine } = session;
  const control = { ...session.control, batch: newBatch('import') };
  const gameId = gameOf(call).id;
  const shared = readSharedLoadout(readText(onlyOne(words, 'file')));
  if (options['dry-run'] === true) return { dryRun: true, ...planImport(engine.registry, gameId, shared) };
  return await importLoadout(
    {
      registry: engine.registry,
      archivePath: engine.store.archives.path,
      fetch: (file) => fetchReference(session, file),
      install: async (request) => installMod(engine, request, { ...control, progress: session.note }),
      createProfile: async (name) => createProfile(engine, { gameId, name, copy: false }),
      switchProfile: async (name) => switchProfile(engine, { gameId, name }, control),
      setEnabled: async (entries, enabled) => setEnabled(engine, { gameId, entries, enabled }, control),
      setPinned: async (entries) => setPinned(engine, { gameId, entries, pinned: true }, control),
      undo: async () => undo(engine, { gameId }, unwatched),
      rollBack: async (to) => rollBack(engine, { gameId, to }, unwatched),
      removeProfile: async (name) => removeProfile(engine, { gameId, name }),
      begin: (mod, done, total) => session.tell(`${done + 1}/${total} ${mod}`),
      stopped: control.cancelled,
      choose: async (request) => chooseWinner(engine, { gameId, ...request }, control),
    },
    gameId,
    shared,
  );
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new LoadstoneError('not_found', `There is no file at ${file}.`, 'Check the path and try again.', {
      cause: error,
    });
  }
}
