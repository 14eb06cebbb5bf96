/** Updating on the command line: looked at, planned, then done one after the other. */
import { LoadstoneError, type ErrorData } from '../../shared/errors.ts';
import type { EntryId } from '../../shared/ids.ts';
import type { ChangeOutcome, LibraryEntry } from '../../shared/model.ts';
import { fileReference } from '../../shared/references.ts';
import type { EntryUpdate, PlannedUpdate, UpdatePlan } from '../../shared/updates.ts';
import { checkUpdates, readUpdates } from '../actions/check-updates.ts';
import { readInstalledNeeds } from '../actions/installed-needs.ts';
import { readBuild } from '../actions/installed-build.ts';
import { planUpdates, wishOf } from '../actions/update-mods.ts';
import { readLibrary } from '../actions/views.ts';
import { newBatch } from '../lib/new-batch.ts';
import type { GameRow } from '../registry/games.ts';
import { MisuseError } from './arguments.ts';
import { installReference } from './download-verbs.ts';
import { findEntry } from './find.ts';
import { askingDeps, withCatalogue } from './mod-verbs.ts';
import { gameOf, type VerbCall, type VerbList } from './verb.ts';

export const updateVerbs: VerbList = {
  update: {
    usage: 'update [MOD… | --all] --game GAME [--check] [--dry-run]',
    does: 'install newer versions in the place of what is there; --check only asks, --dry-run says what would be done',
    run: update,
  },
};

async function update(call: VerbCall): Promise<unknown> {
  const { options, words, session } = call;
  if (words.length > 0 && options.all === true) throw new MisuseError('name mods or use --all, not both');
  if (words.length === 0 && options.all !== true && options.check !== true)
    throw new MisuseError('name the mods to update, or use --all');
  const game = gameOf(call);
  const library = readLibrary(session.engine.registry, game.id);
  const entries = words.length === 0 ? null : words.map((word) => findEntry(library, word));
  const asked = entries === null ? library : library.filter(({ id }) => entries.includes(id));
  const { checks, failures } = await ask(call, game, asked);
  if (options.check === true) return { updates: checks.map(shownCheck), failures };
  const plan = await planUpdates(
    {
      providers: session.providers(),
      installedNeeds: async () => readInstalledNeeds(session.engine, { gameId: game.id }, session.control),
    },
    { gameId: game.id, build: readBuild(session.engine.fs, game), library, checks, entries },
    session.signal,
  );
  if (options['dry-run'] === true) return { dryRun: true, ...plan, updates: plan.updates.map(shownUpdate), failures };
  return { ...(await apply(call, game, plan)), failures };
}

/** Asks the providers and keeps their answers. Refused when none of them could be asked. */
function ask({ session }: VerbCall, game: GameRow, library: readonly LibraryEntry[]) {
  return withCatalogue(session, async (catalogue) => {
    const deps = askingDeps(session, catalogue);
    const failures = await checkUpdates(deps, game.id, library, session.signal);
    const { entries: checks } = await readUpdates(deps, game.id, library);
    return { checks, failures };
  });
}

const shownCheck = ({ entry, name, version, checkedAt, result }: EntryUpdate) => ({
  id: entry,
  name,
  version,
  checkedAt,
  ...result,
});

const shownUpdate = ({ entry, file, ...rest }: PlannedUpdate) => ({
  id: entry,
  reference: fileReference(file.ref),
  size: file.size,
  file,
  ...rest,
});

/** One that fails does not keep the others from being updated; when all fail, the first error is the answer. */
async function apply({ session }: VerbCall, game: GameRow, plan: UpdatePlan) {
  const updated: (ChangeOutcome & { readonly from: string | null; readonly to: string | null })[] = [];
  const failed: { readonly id: EntryId; readonly name: string; readonly error: ErrorData }[] = [];
  let first: unknown = null;
  const batch = newBatch('update');
  for (const one of plan.updates) {
    try {
      const outcome = await installReference(session, one.file.ref, { ...wishOf(game.id, one), batch });
      if (outcome !== null) updated.push({ ...outcome, from: one.from, to: one.to });
    } catch (error) {
      if (!(error instanceof LoadstoneError)) throw error;
      first ??= error;
      failed.push({ id: one.entry, name: one.name, error: error.toData() });
    }
  }
  if (updated.length === 0 && first !== null) throw first;
  // The one generation to go back to when none of it is wanted after all.
  return { updated, failed, skipped: plan.skipped, before: game.currentGeneration };
}
