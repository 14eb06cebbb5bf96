/** What has to be installed so that the wanted mods load. Pure: all data is given. */
import { isBuiltIn } from './built-in.ts';
import { ordersLoading } from './dependency.ts';
import { clashOf, neededByOf, search, type Choice, type Choices, type Searched } from './plan-search.ts';
import type { Plan, PlanAlternative, PlanInput, PlannedMod, PlanProblem } from './plan-types.ts';
import { fitsGame } from './releases.ts';

export function planInstall(given: PlanInput): Plan {
  const { input, searched } = given.recommended ? withRecommended(given) : { input: given, searched: search(given) };
  const { choices, problems, unknown } = searched;
  const { order, cycles } = loadOrder(choices);
  const install = order.flatMap((name) => plannedMod(input, choices, name) ?? []);
  return {
    install,
    problems: [...problems, ...cycles],
    alternatives: install.flatMap(({ name }) => alternativeOf(input, choices, name) ?? []),
    recommended: recommendations(choices, install),
    deprecated: install.map(({ name }) => name).filter((name) => input.mods.get(name)?.deprecated === true),
    unknown: [...unknown],
  };
}

const mostRecommended = 200;

/** Takes along what authors recommend, one by one, as long as nothing else suffers from it. */
function withRecommended(given: PlanInput): { readonly input: PlanInput; readonly searched: Searched } {
  let input = given;
  let searched = search(given);
  const tried = new Set<string>();
  while (searched.problems.length === 0 && tried.size < mostRecommended) {
    const { choices } = searched;
    const fresh = [...choices.values()].filter(({ release }) => release !== null);
    const next = recommendations(choices, fresh).find(({ name }) => !tried.has(name));
    if (next === undefined) break;
    tried.add(next.name);
    const more: PlanInput = { ...input, wanted: [...input.wanted, { name: next.name, version: null }] };
    const attempt = search(more);
    if (attempt.problems.length > 0) continue;
    input = more;
    searched = { ...attempt, unknown: new Set([...searched.unknown, ...attempt.unknown]) };
  }
  return { input, searched };
}

function plannedMod(input: PlanInput, choices: Choices, name: string): PlannedMod | null {
  const choice = choices.get(name);
  if (choice === undefined) return null;
  const there = input.present.find((one) => one.name === name);
  const { version, release } = choice;
  const same = there?.version === version;
  if (same && there.enabled) return null;
  const wanted = input.wanted.some((one) => one.name === name);
  return {
    name,
    version,
    action: there === undefined ? 'install' : same ? 'enable' : 'replace',
    release,
    neededBy: wanted ? [] : neededByOf(name, choices),
  };
}

/** Why not the highest release for this game: what of the plan it does not go with. */
function alternativeOf(input: PlanInput, choices: Choices, name: string): PlanAlternative | null {
  const highest = input.mods.get(name)?.releases.find((release) => fitsGame(release, input.game));
  const chosen = choices.get(name);
  const asked = input.wanted.some((one) => one.name === name && one.version !== null);
  if (highest === undefined || chosen?.release === null || chosen === undefined || asked) return null;
  if (highest.version === chosen.version) return null;
  const tried: Choice = { name, version: highest.version, dependencies: highest.dependencies ?? [], release: highest };
  const clash = [...choices.values()]
    .filter((other) => other.name !== name)
    .flatMap((other) => clashOf(tried, other) ?? []);
  return { name, version: chosen.version, insteadOf: highest.version, why: whyNot(input, tried, clash[0]) };
}

function whyNot(input: PlanInput, tried: Choice, clash: ReturnType<typeof clashOf> | undefined): string {
  if (clash?.kind === 'incompatible') return `${clash.by} does not go with ${clash.on}`;
  if (clash?.kind === 'version') return `${clash.by} needs ${clash.on} ${clash.versions}`;
  const absent = tried.dependencies.find(
    ({ name, type }) => type === 'required' && !isBuiltIn(name) && input.mods.get(name) === null,
  );
  return absent === undefined
    ? 'something it needs does not go with the other mods'
    : `it needs ${absent.name}, which does not exist`;
}

function recommendations(choices: Choices, install: readonly { readonly name: string }[]): Plan['recommended'] {
  const found = new Map<string, string>();
  for (const { name } of install)
    for (const dependency of choices.get(name)?.dependencies ?? [])
      if (dependency.type === 'recommended' && !choices.has(dependency.name) && !isBuiltIn(dependency.name))
        found.set(dependency.name, found.get(dependency.name) ?? name);
  return [...found].map(([name, by]) => ({ name, by }));
}

interface LoadOrder {
  /** What loads first comes first; names in their order where nothing else decides. */
  readonly order: readonly string[];
  readonly cycles: readonly PlanProblem[];
}

/** Only dependencies that decide about loading count, so that `~` never makes a circle. Optional ones count when there. */
function loadOrder(choices: Choices): LoadOrder {
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const cycles: PlanProblem[] = [];
  const visit = (name: string): void => {
    const start = path.indexOf(name);
    if (start >= 0) cycles.push({ kind: 'cyclic', names: path.slice(start) });
    if (start >= 0 || done.has(name)) return;
    path.push(name);
    for (const next of before(choices, name)) visit(next);
    path.pop();
    done.add(name);
    order.push(name);
  };
  for (const name of [...choices.keys()].toSorted()) visit(name);
  return { order, cycles };
}

const before = (choices: Choices, name: string): readonly string[] =>
  (choices.get(name)?.dependencies ?? [])
    .filter((dependency) => ordersLoading(dependency) && choices.has(dependency.name))
    .map((dependency) => dependency.name)
    .toSorted();
