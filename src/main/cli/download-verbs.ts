/** Downloads on the command line: installing what a provider or a link offers, and the queue that outlives the process. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { Batch } from '../../shared/batches.ts';
import type { InstallerChoices } from '../../shared/installer.ts';
import type { ChangeOutcome, FileRef } from '../../shared/model.ts';
import type { Download, InstallWish } from '../../shared/jobs.ts';
import { fileReference } from '../../shared/references.ts';
import { fetchOnly, finishDownload, followDownload, type Following } from '../actions/downloads.ts';
import type { FetchedMod } from '../actions/fetch-mod-file.ts';
import { installMod } from '../actions/install-mod.ts';
import { readLink, refusal } from '../actions/read-link.ts';
import { hasEnded } from '../download/queue-rules.ts';
import type { Grant } from '../download/queue-state.ts';
import { MisuseError, type Options } from './arguments.ts';
import { findGame } from './find.ts';
import type { Session } from './session.ts';
import { atLeastOne, type VerbCall, type VerbList } from './verb.ts';

export const downloadVerbs: VerbList = {
  'download list': {
    usage: 'download list',
    does: 'the downloads: waiting, paused, ended',
    run: ({ session }) => ({ downloads: session.downloads().list().map(shown) }),
  },
  'download pause': {
    usage: 'download pause DOWNLOAD…',
    does: 'leave downloads where they are; `all` names every one',
    run: (call) => changed(call, (one) => !hasEnded(one.state), call.session.downloads().pause),
  },
  'download resume': {
    usage: 'download resume [DOWNLOAD…]',
    does: 'go on with downloads, here and now, and install them; without a name, all that have not ended',
    run: resume,
  },
  'download cancel': {
    usage: 'download cancel DOWNLOAD…',
    does: 'give downloads up and remove what is there of them; `all` names every one',
    run: (call) => changed(call, (one) => !hasEnded(one.state), call.session.downloads().cancel),
  },
  'download clear': {
    usage: 'download clear',
    does: 'forget the downloads that have ended',
    run: ({ session }) => {
      const ended = session
        .downloads()
        .list()
        .filter((one) => hasEnded(one.state));
      session.downloads().clear(ended.map(({ id }) => id));
      return { cleared: ended.length };
    },
  },
};

const shown = (download: Download) => ({ reference: fileReference(download.file), ...download });

/** Those that the words name: by id, by name, or `all` of those that fit. */
function chosen({ session, words }: VerbCall, fits: (one: Download) => boolean): readonly Download[] {
  const all = session.downloads().list();
  if (words.length === 1 && words[0] === 'all') return all.filter(fits);
  return words.map((word) => {
    const named = all.filter(({ id, title }) => id === word || title.toLowerCase() === word.toLowerCase());
    const found = named.find(({ id }) => id === word) ?? (named.length === 1 ? named[0] : undefined);
    if (found !== undefined) return found;
    if (named.length > 1)
      throw new LoadstoneError(
        'ambiguous_name',
        `More than one download is called "${word}".`,
        `Use an id: ${named.map(({ id }) => id).join(', ')}.`,
      );
    throw new LoadstoneError('not_found', `There is no download "${word}".`, 'List the downloads to see their ids.');
  });
}

function changed(call: VerbCall, fits: (one: Download) => boolean, work: (id: JobId) => void): unknown {
  atLeastOne(call.words, 'download');
  const downloads = call.session.downloads();
  const named = chosen(call, fits);
  for (const { id } of named) work(id);
  return { downloads: named.flatMap(({ id }) => downloads.get(id) ?? []).map(shown) };
}

/** One after the other, so that each answer belongs to its download. A failed one does not keep the others from going on. */
async function resume(call: VerbCall): Promise<unknown> {
  const { session, words } = call;
  const downloads = session.downloads();
  const named =
    words.length === 0 ? downloads.list().filter(({ state }) => !hasEnded(state)) : chosen(call, () => true);
  const ended: unknown[] = [];
  for (const { id, state } of named) {
    if (hasEnded(state)) downloads.retry(id);
    else downloads.resume(id);
    session.startDownload(id);
    try {
      ended.push({ id, outcome: await installDownload(session, id) });
    } catch (error) {
      if (named.length === 1 || !(error instanceof LoadstoneError)) throw error;
      ended.push({ id, error: error.toData() });
    }
  }
  return { resumed: ended };
}

/** Tells each phase; nobody is there to do what only a player can. */
const followingOf = ({ note }: Session): Following => ({
  waitForPlayer: false,
  onChange: ({ state, bytesDone, bytesTotal }) => {
    if (state === 'resolving' || state === 'downloading')
      note({ phase: state, bytesDone, bytesTotal, filesDone: 0, filesTotal: null });
  },
});

/** Fetches a file of a provider through the queue and installs nothing; whoever asked removes it. */
export const fetchReference = (session: Session, file: FileRef): Promise<FetchedMod> =>
  fetchOnly(session.downloads(), file, followingOf(session), session.signal, session.startDownload);

/** Waits for the archive and installs it. null for a download that was only to be fetched. */
async function installDownload(
  session: Session,
  id: JobId,
  choices: InstallerChoices | null = null,
): Promise<ChangeOutcome | null> {
  const downloads = session.downloads();
  const fetched = await followDownload(downloads, id, followingOf(session), session.signal);
  const wish = downloads.get(id)?.wish ?? null;
  if (wish === null) return null;
  const request = {
    gameId: wish.gameId,
    file: downloads.archiveOf(id),
    name: wish.name ?? fetched.name,
    provenance: fetched.provenance,
    ...(wish.replaces === null ? {} : { replaces: wish.replaces }),
    ...(choices === null ? {} : { choices }),
  };
  try {
    const outcome = installMod(session.engine, request, {
      ...session.control,
      progress: session.note,
      ...(wish.batch === undefined ? {} : { batch: wish.batch }),
    });
    finishDownload(downloads, id, null);
    return outcome;
  } catch (error) {
    finishDownload(downloads, id, error);
    throw error;
  }
}

/** Fetches a file of a provider through the queue and installs it. */
export function installReference(
  session: Session,
  file: FileRef,
  wish: InstallWish,
  grant: Grant | null = null,
  choices: InstallerChoices | null = null,
): Promise<ChangeOutcome | null> {
  const downloads = session.downloads();
  const parked = grant === null ? null : downloads.parked(file);
  if (parked !== null) downloads.resume(parked.id, grant);
  const id = parked?.id ?? downloads.order({ file, modRef: null, wish, title: fileReference(file) }, grant);
  session.startDownload(id);
  return installDownload(session, id, choices);
}

export const isLink = (text: string): boolean => /^(?:nxm|loadstone):/iu.test(text);

/** Installs what a link names: into the game that is named, or the only one it is for. */
export function installLink(
  session: Session,
  text: string,
  options: Options,
  choices: InstallerChoices | null,
  batch: Batch,
): Promise<ChangeOutcome | null> {
  const { registry, clock } = session.engine;
  const games = registry.games.list();
  const link = readLink(text, { games, providers: session.providers(), now: clock.now() });
  if (link === null) throw new MisuseError('this is no link that Loadstone knows');
  if (link.kind === 'refused') throw link.error;
  if (link.file === null) throw refusal('This link names a page, not a file.', 'Install one of the files of the mod.');
  const named = options.game === undefined ? null : findGame(registry, options.game).id;
  if (named !== null && !link.games.includes(named))
    throw refusal('The file is not for this game.', `Leave --game out, or use one of: ${link.games.join(', ')}.`);
  const [only, second] = link.games;
  const gameId = named ?? (second === undefined ? only : undefined);
  if (gameId === undefined) throw new MisuseError(`--game is missing; it is one of: ${link.games.join(', ')}`);
  const wish = { gameId, name: options.name ?? null, replaces: null, batch };
  return installReference(session, link.file, wish, link.grant, choices);
}
