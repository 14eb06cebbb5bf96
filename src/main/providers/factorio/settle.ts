/** Which versions of everything a file needs go together: mods of Factorio set limits on each other and on the game. */
import type { FileRef } from '../../../shared/model.ts';
import type { Obstacle, Settled, SettleWish } from '../provider.ts';
import { parseDependencies, satisfies } from './dependency.ts';
import { gatherPlan } from './gather.ts';
import type { PlannedMod, PlanProblem, PresentMod } from './plan-types.ts';
import { isLoadable } from './plan-search.ts';
import { explainProblem } from './plan-words.ts';
import { needFile } from './refs.ts';
import { gameVersionOf } from './requests.ts';
import type { PortalMod } from './types.ts';

/** `full` answers null for a mod that the portal does not have. Without a version of the game there is nothing to go by. */
export async function settle(wish: SettleWish, full: (name: string) => Promise<PortalMod | null>): Promise<Settled> {
  const game = gameVersionOf(wish.game);
  const root = needFile(wish.file);
  if (game === null) return { files: [], replaces: [], obstacles: [], instead: null };
  const chosen = wish.chosen.filter(({ provider }) => provider === 'factorio');
  const present = await presentOf(wish, root.name, full);
  const { install, problems } = await gatherPlan(
    {
      game,
      expansion: wish.expansion,
      wanted: [{ name: root.name, version: root.version }, ...chosen.map(({ id }) => ({ name: id, version: null }))],
      present,
      recommended: false,
    },
    full,
  );
  return {
    files: install.flatMap(({ name, version, release }) =>
      release === null ? [] : [{ provider: 'factorio', name, version, sha1: release.sha1 } as const],
    ),
    replaces: install.flatMap(({ name, version, release }) => {
      const there = present.find((one) => one.name === name);
      if (release === null || there === undefined || !isInWay(there, install)) return [];
      const ref = { provider: 'factorio', name, version, sha1: release.sha1 } as const;
      return [{ ref, modRef: { provider: 'factorio', id: name } as const, versions: `= ${version}` }];
    }),
    obstacles: problems.flatMap((problem) => obstacleOf(problem, present)),
    instead: problems.some((problem) => problem.kind === 'unfit')
      ? await fittingRelease(root.name, { game, expansion: wish.expansion }, full)
      : null,
  };
}

async function fittingRelease(
  name: string,
  build: Parameters<typeof isLoadable>[0],
  full: (name: string) => Promise<PortalMod | null>,
): Promise<FileRef | null> {
  const release = (await full(name))?.releases.find((one) => isLoadable(build, one)) ?? null;
  return release === null ? null : { provider: 'factorio', name, version: release.version, sha1: release.sha1 };
}

/** With the limits they set themselves. Who could not be read, because it is being updated too, is looked up. */
function presentOf(
  { installed }: SettleWish,
  root: string,
  full: (name: string) => Promise<PortalMod | null>,
): Promise<readonly PresentMod[]> {
  const own = installed.flatMap(({ ref, enabled, needs }) =>
    ref.provider === 'factorio' && ref.name !== root ? [{ name: ref.name, version: ref.version, enabled, needs }] : [],
  );
  return Promise.all(
    own.map(async ({ needs, ...mod }) => {
      if (needs !== null || !mod.enabled) return { ...mod, dependencies: parseDependencies(needs ?? []) };
      const release = (await full(mod.name))?.releases.find(({ version }) => version === mod.version);
      return { ...mod, dependencies: release?.dependencies ?? [] };
    }),
  );
}

/** A mod that sets a limit which what comes does not meet. */
const isInWay = ({ dependencies }: PresentMod, coming: readonly PlannedMod[]): boolean =>
  dependencies.some((limit) => {
    const one = coming.find(({ name }) => name === limit.name);
    return one !== undefined && (limit.type === 'incompatible' || !satisfies(one.version, limit));
  });

/** What the plan of all providers cannot see for itself: it asks about one requirement at a time, and knows no game. */
function obstacleOf(problem: PlanProblem, present: readonly PresentMod[]): readonly Obstacle[] {
  switch (problem.kind) {
    case 'no-release': {
      const { name, neededBy, lines } = problem;
      return [neededBy.length > 0 ? of(problem, name, neededBy) : byItself(problem, `Factorio ${lines[0] ?? ''}`)];
    }
    case 'no-version': {
      const neededBy = problem.limits.map(({ by }) => by).filter((by) => by !== '');
      const { name } = problem;
      return [neededBy.length > 0 ? of(problem, name, neededBy) : byItself(problem, `another version of ${name}`)];
    }
    case 'unfit':
      return [byItself(problem, problem.needs)];
    case 'needs-expansion':
      return [of(problem, problem.part, [problem.name])];
    case 'incompatible':
      // What comes says so itself, and is asked about it with its requirements; what is there was not.
      return present.some(({ name }) => name === problem.saidBy) ? [of(problem, problem.name, [problem.saidBy])] : [];
    case 'missing':
    case 'cyclic':
      return [];
    default:
      return problem satisfies never;
  }
}

const of = (problem: PlanProblem, name: string, neededBy: readonly string[]): Obstacle => ({
  modRef: { provider: 'factorio', id: name },
  name,
  neededBy,
  why: explainProblem(problem),
});

/** The very file that was asked for does not suit the game. */
const byItself = (problem: PlanProblem, needed: string): Obstacle => ({
  modRef: null,
  name: needed.trim(),
  neededBy: [],
  why: explainProblem(problem),
});
