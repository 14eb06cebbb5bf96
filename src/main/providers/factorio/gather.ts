/** Fetches what a plan needs to know, step by step, until it knows all. */
import { isBuiltIn } from './built-in.ts';
import { satisfies } from './dependency.ts';
import type { Plan, PlanInput, PresentMod } from './plan-types.ts';
import { planInstall } from './plan.ts';
import { fitsGame } from './releases.ts';
import type { PortalMod } from './types.ts';

export type PlanQuestion = Omit<PlanInput, 'mods'>;

/** Mods of a modpack need each other over a few steps; more than this is no honest pack. */
const mostRounds = 40;
const mostMods = 2_000;

/** `full` answers null for a mod that the portal does not have. */
export async function gatherPlan(
  question: PlanQuestion,
  full: (name: string) => Promise<PortalMod | null>,
): Promise<Plan> {
  const mods = new Map<string, PortalMod | null>();
  let unknown: readonly string[] = question.wanted.map(({ name }) => name).filter((name) => !isBuiltIn(name));
  for (let round = 0; round < mostRounds && unknown.length > 0 && mods.size < mostMods; round += 1) {
    const found = await Promise.all(unknown.map(async (name) => [name, await full(name)] as const));
    for (const [name, mod] of found) mods.set(name, mod);
    unknown = [...new Set([...planInstall({ ...question, mods }).unknown, ...replaceable(question, mods)])];
  }
  return planInstall({ ...question, mods });
}

/** Installed mods that may have to be replaced: something new sets a limit on them, or they set one that it does not meet. */
function replaceable(
  { present, wanted, game }: PlanQuestion,
  mods: ReadonlyMap<string, PortalMod | null>,
): readonly string[] {
  const limited = new Set(
    [...mods.values()].flatMap((mod) =>
      (mod?.releases ?? []).flatMap(({ dependencies }) =>
        (dependencies ?? []).filter(({ op }) => op !== null).map(({ name }) => name),
      ),
    ),
  );
  const comes = (name: string): string | null =>
    wanted.find((one) => one.name === name)?.version ??
    mods.get(name)?.releases.find((release) => fitsGame(release, game))?.version ??
    null;
  const inWay = ({ enabled, dependencies }: PresentMod): boolean =>
    enabled &&
    dependencies.some((limit) => {
      const version = comes(limit.name);
      return version !== null && (limit.type === 'incompatible' || !satisfies(version, limit));
    });
  return present
    .filter((mod) => (limited.has(mod.name) || inWay(mod)) && !mods.has(mod.name) && !isBuiltIn(mod.name))
    .map(({ name }) => name);
}
