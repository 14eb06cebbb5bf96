/** Files of providers together with what they need: shown, or installed in order. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { InstallerChoices } from '../../shared/installer.ts';
import type { ChangeOutcome, FileRef } from '../../shared/model.ts';
import type { InstallWish } from '../../shared/jobs.ts';
import { fileReference, modReference } from '../../shared/references.ts';
import type { RequirementsPlan } from '../../shared/requirements.ts';
import { inEnglish } from '../../shared/saying.ts';
import { requireGame } from '../actions/engine.ts';
import { readBuild } from '../actions/installed-build.ts';
import { readInstalledNeeds } from '../actions/installed-needs.ts';
import { planRequirements } from '../actions/plan-requirements.ts';
import { setEnabled } from '../actions/set-enabled.ts';
import { readLibrary } from '../actions/views.ts';
import { installReference } from './download-verbs.ts';
import type { Session } from './session.ts';

/** What installing the file would fetch, and what stands in its way. */
export async function planInstall(
  session: Session,
  file: FileRef,
  wish: InstallWish,
  chosen: readonly string[],
): Promise<unknown> {
  const plan = await readPlan(session, file, wish, chosen);
  return {
    dryRun: true,
    ...plan,
    install: plan.install.map((mod) => ({ reference: fileReference(mod.file.ref), ...mod })),
  };
}

/** Refused, before anything is fetched, when something is missing, undecided or incompatible. */
export async function installWithRequirements(
  session: Session,
  file: FileRef,
  wish: InstallWish,
  chosen: readonly string[],
  choices: InstallerChoices | null = null,
): Promise<unknown> {
  const plan = await readPlan(session, file, wish, chosen);
  const obstacle = obstacleOf(plan);
  if (obstacle !== null) throw obstacle;
  const { gameId, batch } = wish;
  const together = batch === undefined ? {} : { batch };
  const control = { ...session.control, ...together };
  const off = plan.present.filter(({ enabled }) => !enabled).map(({ entry }) => entry);
  const outcomes: (ChangeOutcome | null)[] = [];
  if (off.length > 0) outcomes.push(setEnabled(session.engine, { gameId, entries: off, enabled: true }, control));
  for (const { file: needed, replaces } of plan.install)
    outcomes.push(await installReference(session, needed.ref, { gameId, name: null, replaces, ...together }));
  outcomes.push(await installReference(session, file, wish, null, choices));
  return { installed: outcomes, outside: plan.outside };
}

const readPlan = (
  { engine, providers, control, signal }: Session,
  file: FileRef,
  { gameId }: InstallWish,
  chosen: readonly string[],
): Promise<RequirementsPlan> =>
  planRequirements(
    { providers: providers(), installedNeeds: async () => readInstalledNeeds(engine, { gameId }, control) },
    {
      file,
      modRef: null,
      library: readLibrary(engine.registry, gameId),
      chosen,
      build: readBuild(engine.fs, requireGame(engine.registry, gameId)),
    },
    signal,
  );

function obstacleOf({ missing, incompatible, alternatives, name, instead }: RequirementsPlan): LoadstoneError | null {
  const [lost] = missing;
  if (lost !== undefined)
    return refused(
      `${lost.neededBy} needs ${lost.requirement.name}. ${inEnglish(lost.why)}`,
      instead === null
        ? 'Install it by hand first, or go without: leave --with-requirements out.'
        : `Install ${fileReference(instead.ref)} instead.`,
    );
  const [clash] = incompatible;
  if (clash !== undefined)
    return refused(
      `${clash.neededBy} does not go together with ${clash.requirement.name}.`,
      'Disable one of them first.',
    );
  const open = alternatives.find(({ chosen }) => chosen === null);
  if (open === undefined) return null;
  const options = open.options.flatMap(({ requirement: { modRef } }) => (modRef === null ? [] : modReference(modRef)));
  return refused(
    `${open.neededBy} needs one of several mods, and ${name} does not say which.`,
    `Choose with --with ${options.join(' or --with ')}.`,
  );
}

const refused = (message: string, hint: string): LoadstoneError =>
  new LoadstoneError('requirements_unmet', message, hint);
