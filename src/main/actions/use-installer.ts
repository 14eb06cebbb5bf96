/** The installer of an archive, if it has one: what it asks, what was answered before, and which files the answers choose. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId } from '../../shared/ids.ts';
import type { Installer, InstallerChoices, InstallerQuestions } from '../../shared/installer.ts';
import { answersAll, choiceFaults, walkInstaller } from '../../shared/installer-walk.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { ArchiveFile, OpenArchive } from '../archive/archive.ts';
import { chosenFiles, missingSources, type ChosenFile } from '../games/installers/fomod/chosen-files.ts';
import { installerFault } from '../games/installers/fomod/fault.ts';
import { assumedIn } from '../games/installers/fomod/game-version.ts';
import { findInstaller, modTree } from '../games/installers/fomod/find-installer.ts';
import type { FomodModule } from '../games/installers/fomod/module.ts';
import { readModule } from '../games/installers/fomod/read-module.ts';
import { maxXmlBytes } from '../games/installers/fomod/xml-tree.ts';
import { partsModule } from '../games/installers/parts-module.ts';
import { partsIn } from '../games/installers/parts-in.ts';
import { sha256Of } from '../lib/hash.ts';
import type { ManifestOrigin } from '../registry/content.ts';
import type { GameRow, TargetRow } from '../registry/games.ts';
import { currentLoadout, requireEntry } from './change-loadout.ts';
import type { Engine } from './engine.ts';
import { readFacts, withInstalledVersion } from './installer-facts.ts';
import { placesOf } from './place-archive.ts';

/** What an installation is for, as far as an installer cares. */
export interface InstallerRequest {
  readonly replaces?: EntryId;
  /** Answers that somebody gave. */
  readonly choices?: InstallerChoices;
  /** The player wants to give other answers: the old ones do not stand, they are filled in. */
  readonly again?: boolean;
  /** Name of the target everything goes to. */
  readonly target?: string;
}

export interface UsedInstaller {
  /** `parts`: the author wrote none; the archive holds several mods, and the answers only say which. */
  readonly kind: 'module' | 'parts';
  readonly module: FomodModule;
  /** The folder around `fomod`, with a slash behind it. */
  readonly base: string;
  readonly questions: InstallerQuestions;
  /** Answers that stand without asking anybody; null: the player has to say. */
  readonly settled: InstallerChoices | null;
  /** What the questions are, whatever their pictures and descriptions. */
  readonly fingerprint: string;
}

/** null: the archive has no installer. Throws `installer_unreadable`, also for one that is a program. */
export function useInstaller(
  engine: Engine,
  game: GameRow,
  target: TargetRow,
  request: InstallerRequest,
  archive: OpenArchive,
): UsedInstaller | null {
  if (target.layout === 'archive-as-is') return null;
  const found = findInstaller(pathsOf(archive.files));
  const file = found === null ? undefined : archive.files[found.at];
  if (found === null || file === undefined) return askForParts(engine, game, target, request, archive);
  if (found.kind === 'program') throw installerFault('it is a program, which Loadstone never runs');
  if (file.size > maxXmlBytes) throw installerFault('it is too large');
  const module = readModule(Buffer.concat([...archive.read(file)].map((block) => Buffer.from(block))));
  return {
    kind: 'module',
    base: found.base,
    ...questionsOf(engine, game, target, request, archive, module, found.base),
  };
}

/** null: there is one mod in the archive, or several that are all wanted. */
function askForParts(
  engine: Engine,
  game: GameRow,
  target: TargetRow,
  request: InstallerRequest,
  archive: OpenArchive,
): UsedInstaller | null {
  const places = placesOf(engine, game, request.target);
  if (places === null) return null;
  const parts = partsIn(
    archive.files.map(({ path }, source) => ({ source, path })),
    places,
  );
  if (parts.folders.length === 0) return null;
  const asked = questionsOf(engine, game, target, request, archive, partsModule(parts, pathsOf(archive.files)), '');
  return { kind: 'parts', base: '', ...asked, questions: { ...asked.questions, parts: true } };
}

function questionsOf(
  engine: Engine,
  game: GameRow,
  target: TargetRow,
  request: InstallerRequest,
  archive: OpenArchive,
  written: FomodModule,
  base: string,
): Omit<UsedInstaller, 'kind' | 'base'> {
  const module = withInstalledVersion(engine, game, written);
  const { installer } = module;
  const origin = request.replaces === undefined ? null : originOf(engine, game, request.replaces);
  // The questions are the same ones when the game has another version.
  const fingerprint = fingerprintOf(written.installer);
  const questions: InstallerQuestions = {
    installer,
    facts: readFacts(engine, game, target, module, request.replaces),
    assumed: assumedIn(module).slice(0, 100),
    remembered: origin?.choices ?? null,
    changed: origin?.questions !== undefined && origin.questions !== fingerprint,
    missing: missingSources(module, modTree(pathsOf(archive.files), base)).slice(0, 100),
  };
  const same = request.again !== true && origin?.questions === fingerprint;
  return { module, questions, fingerprint, settled: settledBy(questions, same) };
}

export const pathsOf = (files: readonly Pick<ArchiveFile, 'path'>[]): readonly RelPath[] =>
  files.map(({ path }) => path);

function originOf({ registry }: Engine, game: GameRow, entry: EntryId): ManifestOrigin {
  const { manifest } = requireEntry(currentLoadout(registry, game), entry);
  return registry.content.originOf(registry.content.requireManifest(manifest).id);
}

/** An installer that asks nothing is settled, and so is one that asks exactly what was answered before. */
function settledBy({ installer, facts, remembered }: InstallerQuestions, same: boolean): InstallerChoices | null {
  const walk = walkInstaller(installer, facts, {});
  if (!walk.asks) return walk.choices;
  return same && remembered !== null && answersAll(installer, facts, remembered) ? remembered : null;
}

const fingerprintOf = (installer: Installer): string => sha256Of(JSON.stringify(installer, withoutLooks));

const withoutLooks = (key: string, value: unknown): unknown =>
  // What answers were kept by before `met` was known.
  key === 'image' || key === 'description' || key === 'met' ? undefined : value;

/** The files that the answers choose. Throws `choices_needed`, `choices_invalid`, `nothing_to_install`. */
export function filesChosen(
  used: UsedInstaller,
  files: readonly ArchiveFile[],
  choices: InstallerChoices,
): readonly ChosenFile[] {
  const { module, questions, base } = used;
  const { installer, facts } = questions;
  const [fault, ...more] = choiceFaults(installer, facts, choices);
  if (fault !== undefined)
    throw new LoadstoneError(
      'choices_invalid',
      `These answers do not fit the installer of the mod. ${[fault, ...more.slice(0, 9)].join(' ')}`,
      'Look at its questions again. Nothing was installed.',
    );
  return chosenFiles(module, facts, walkInstaller(installer, facts, choices), modTree(pathsOf(files), base));
}

export interface Answered {
  readonly files: readonly ChosenFile[];
  readonly origin: Pick<ManifestOrigin, 'choices' | 'questions'>;
}

/** Answers given, or those that stand without asking. */
export function answerInstaller(
  used: UsedInstaller,
  request: InstallerRequest,
  name: string,
  files: readonly ArchiveFile[],
): Answered {
  const { installer, facts } = used.questions;
  const choices = request.choices ?? used.settled;
  if (choices === null) throw choicesNeeded(name, installer);
  const chosen = filesChosen(used, files, choices);
  if (chosen.length === 0)
    throw new LoadstoneError(
      'nothing_to_install',
      `With these answers ${name} installs no files.`,
      'Choose other options of its installer.',
    );
  return {
    files: chosen,
    origin: { choices: walkInstaller(installer, facts, choices).choices, questions: used.fingerprint },
  };
}

function choicesNeeded(name: string, installer: Installer): LoadstoneError {
  const groups = installer.steps.flatMap((step) => step.groups.map(({ id }) => id));
  return new LoadstoneError(
    'choices_needed',
    `${name} has an installer that asks what to install: ${groups.slice(0, 5).join(', ')}${groups.length > 5 ? ', …' : ''}.`,
    'See its questions with "loadstone installer SOURCE --game GAME --json", write {"choices": {…}} to a file and pass it with --choices FILE.',
    { details: { questions: groups.length } },
  );
}
