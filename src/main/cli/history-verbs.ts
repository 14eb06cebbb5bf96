/** Verbs about the past: generations, going back, restore points. */
import { compareGenerations, previewRollBack } from '../actions/preview-change.ts';
import { revertMod } from '../actions/revert-mod.ts';
import { redo, rollBack, undo } from '../actions/roll-back.ts';
import { pinGeneration, setNote } from '../actions/set-note.ts';
import { fetchArchives } from '../actions/fetch-archives.ts';
import { readHistory, readLibrary, readVersions } from '../actions/views.ts';
import { archivesForGeneration, takeBackArchive, type ReturnedArchive } from '../actions/cold-archives.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import type { FileRef } from '../../shared/model.ts';
import { MisuseError, wholeNumber } from './arguments.ts';
import { fetchReference } from './download-verbs.ts';
import { findEntry } from './find.ts';
import { previewed } from './loadout-verbs.ts';
import { gameOf, onlyOne, type VerbCall, type VerbList } from './verb.ts';

export const historyVerbs: VerbList = {
  history: {
    usage: 'history --game GAME [--limit N]',
    does: 'the generations, newest first',
    run: (call) =>
      readHistory(call.session.engine.registry, gameOf(call).id, wholeNumber(call.options.limit ?? '100', 'limit')),
  },
  'history compare': {
    usage: 'history compare FROM TO --game GAME',
    does: 'how two generations differ, mod by mod and file by file',
    run: (call) => {
      const [from, to, ...more] = call.words;
      if (from === undefined || to === undefined || more.length > 0) throw new MisuseError('give two generations');
      const request = { gameId: gameOf(call).id, from: wholeNumber(from, 'from'), to: wholeNumber(to, 'to') };
      return compareGenerations(call.session.engine, request);
    },
  },
  'history note': {
    usage: 'history note N --text TEXT --game GAME',
    does: 'name a generation; a named one is kept',
    run: (call) => {
      const note = call.options.text;
      if (note === undefined) throw new MisuseError('--text is missing');
      setNote(call.session.engine, { ...generationOf(call), note });
      return { noted: generationOf(call).generation };
    },
  },
  'history pin': {
    usage: 'history pin N --game GAME',
    does: 'make a generation a restore point: it is kept whatever space it takes',
    run: (call) => pin(call, true),
  },
  'history unpin': {
    usage: 'history unpin N --game GAME',
    does: 'let a generation go when it is old',
    run: (call) => pin(call, false),
  },
  rollback: {
    usage: 'rollback --game GAME [--last | --to N | --mod MOD [--to VERSION]] [--dry-run]',
    does: 'take the last change back, go to generation N (0 is the untouched game), or bring one mod back to an earlier version',
    run: rollBackVerb,
  },
  redo: {
    usage: 'redo --game GAME',
    does: 'do again what was last taken back',
    run: (call) => redo(call.session.engine, { gameId: gameOf(call).id }, call.session.control),
  },
};

const generationOf = (call: VerbCall) => ({
  gameId: gameOf(call).id,
  generation: wholeNumber(onlyOne(call.words, 'generation'), 'generation'),
});

function pin(call: VerbCall, pinned: boolean): unknown {
  const { gameId, generation } = generationOf(call);
  pinGeneration(call.session.engine, { gameId, generation, pinned });
  return { generation, pinned };
}

function rollBackVerb(call: VerbCall): unknown {
  const { to, last, mod } = call.options;
  if (last === true && (to !== undefined || mod !== undefined)) throw new MisuseError('use --last alone');
  if (mod !== undefined) return revertVerb(call, mod);
  return to === undefined ? undoVerb(call) : rollBackTo(call, wholeNumber(to, 'to'));
}

function undoVerb(call: VerbCall): unknown {
  if (call.options['dry-run'] === true) throw new MisuseError('--dry-run needs --to or --mod');
  return undo(call.session.engine, { gameId: gameOf(call).id }, call.session.control);
}

async function rollBackTo(call: VerbCall, to: number): Promise<unknown> {
  const { engine, control } = call.session;
  const request = { gameId: gameOf(call).id, to };
  if (call.options['dry-run'] === true) return { dryRun: true, ...previewRollBack(engine, request) };
  const fetching = {
    fetch: (ref: FileRef) => fetchReference(call.session, ref),
    takeBack: (archive: ReturnedArchive) => takeBackArchive(engine, archive),
  };
  await fetchArchives(fetching, archivesForGeneration(engine, request));
  return rollBack(engine, request, control);
}

function revertVerb(call: VerbCall, mod: string): unknown {
  const { engine, control } = call.session;
  const gameId = gameOf(call).id;
  const entry = findEntry(readLibrary(engine.registry, gameId), mod);
  const versions = readVersions(engine.registry, gameId, entry);
  const { to } = call.options;
  const wanted = versions.find((one) => (to === undefined ? one.previous : one.version === to || one.manifest === to));
  if (wanted === undefined) {
    const known = versions.map((one) => one.version ?? one.manifest).join(', ');
    throw new LoadstoneError('not_found', `There is no such earlier version of ${mod}.`, `There are: ${known}.`);
  }
  return previewed(call, { verb: 'revert', entry, manifest: wanted.manifest }, () =>
    revertMod(engine, { gameId, entry, manifest: wanted.manifest }, control),
  );
}
