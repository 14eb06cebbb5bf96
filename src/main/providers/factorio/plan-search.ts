/**
 * Chooses one release of every mod that is needed so that all limits hold: the highest that fits, and a lower one of
 * some mod where only that lets the others in. Bounded: past the bound the first choice of each stands.
 */
import { isBuiltIn, needsExpansion } from './built-in.ts';
import { isNeeded, satisfies, type Dependency } from './dependency.ts';
import type { PlanInput, PlanProblem } from './plan-types.ts';
import { baseLimits, fitsGame } from './releases.ts';
import type { PortalMod, Release } from './types.ts';
import { compareVersions, gameLine, loadsMods } from './version.ts';

/** One release of one mod; `release` null: the one that is there already. */
export interface Choice {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly Dependency[];
  readonly release: Release | null;
}

export type Choices = ReadonlyMap<string, Choice>;

export interface Searched {
  readonly choices: Choices;
  readonly problems: readonly PlanProblem[];
  readonly unknown: ReadonlySet<string>;
}

interface State {
  readonly choices: Choices;
  /** Names still to be decided. */
  readonly agenda: readonly string[];
}

const mostSteps = 5_000;

export function search(input: PlanInput): Searched {
  const unknown = new Set<string>();
  const start: State = {
    choices: new Map(untouched(input).map((choice) => [choice.name, choice])),
    agenda: input.wanted.map(({ name }) => name),
  };
  const left = { steps: mostSteps };
  const choices = solve(input, start, unknown, left);
  return choices === null ? firstChoices(input, start) : { choices, problems: [], unknown };
}

/** What is there, enabled and not asked for anew. */
const untouched = ({ present, wanted }: PlanInput): readonly Choice[] =>
  present
    .filter(({ name, enabled }) => enabled && !isBuiltIn(name) && !wanted.some((one) => one.name === name))
    .map(({ name, version, dependencies }) => ({ name, version, dependencies, release: null }));

function solve(input: PlanInput, state: State, unknown: Set<string>, left: { steps: number }): Choices | null {
  const [name, ...agenda] = state.agenda;
  if (name === undefined) return state.choices;
  if (state.choices.has(name) || isBuiltIn(name)) return solve(input, { ...state, agenda }, unknown, left);
  const candidates = candidatesOf(input, name);
  if (candidates === 'unknown') {
    unknown.add(name);
    return solve(input, { ...state, agenda }, unknown, left);
  }
  for (const candidate of candidates) {
    left.steps -= 1;
    if (left.steps < 0) return null;
    const next = placed(input, { choices: state.choices, agenda }, candidate);
    const solved = next === null ? null : solve(input, next, unknown, left);
    if (solved !== null) return solved;
  }
  return null;
}

/** Best first: what is there, then the highest. */
function candidatesOf(input: PlanInput, name: string): readonly Choice[] | 'unknown' {
  const mod = input.mods.get(name);
  const wanted = input.wanted.find((one) => one.name === name);
  const there = wanted === undefined ? input.present.filter((one) => one.name === name) : [];
  const stay = there.map(({ version, dependencies }): Choice => ({ name, version, dependencies, release: null }));
  if (mod === undefined || mod?.releases.some(({ dependencies }) => dependencies === null) === true)
    return stay.length > 0 ? stay : 'unknown';
  const fitting = (mod?.releases ?? []).filter((release) => isLoadable(input, release));
  const asked = wanted?.version ?? null;
  const releases = asked === null ? fitting : fitting.filter(({ version }) => compareVersions(version, asked) === 0);
  return [...stay, ...releases.map((release) => choiceOf(name, release))];
}

const choiceOf = (name: string, release: Release): Choice => ({
  name,
  version: release.version,
  dependencies: release.dependencies ?? [],
  release,
});

/** True when the game loads the release, its expansion included where it needs that. */
export const isLoadable = (build: Pick<PlanInput, 'game' | 'expansion'>, release: Release): boolean =>
  fitsGame(release, build.game) && missingPart(build, release.dependencies ?? []) === null;

/** The part of the expansion that is needed and not there. */
function missingPart(
  { expansion, game }: Pick<PlanInput, 'game' | 'expansion'>,
  dependencies: readonly Dependency[],
): string | null {
  const part = dependencies.find(
    (one) => needsExpansion(one.name) && isNeeded(one) && (expansion === false || !holdsFor(game, one)),
  );
  return part?.name ?? null;
}

/** Parts of the expansion have the version of the game. */
const holdsFor = (game: string, limit: Dependency): boolean => game.split('.').length < 3 || satisfies(game, limit);

/** The state with the candidate in it; null when it does not go with what was chosen before. */
function placed(input: PlanInput, state: State, candidate: Choice): State | null {
  const choices = new Map(state.choices);
  const agenda = [...state.agenda];
  for (const other of state.choices.values()) {
    const clash = clashOf(candidate, other);
    if (clash === null) continue;
    // A mod that is only there may be replaced by another version of it.
    const replaceable = clash.kind === 'version' && other.release === null && input.mods.get(other.name) !== null;
    if (!replaceable) return null;
    choices.delete(other.name);
    agenda.push(other.name);
  }
  choices.set(candidate.name, candidate);
  for (const one of candidate.dependencies)
    if (isNeeded(one) && !choices.has(one.name) && !isBuiltIn(one.name)) agenda.push(one.name);
  return { choices, agenda };
}

export interface Clash {
  readonly kind: 'version' | 'incompatible';
  /** Whose dependency it is. */
  readonly by: string;
  readonly on: string;
  /** Empty for an incompatibility. */
  readonly versions: string;
}

/** Both ways: "A does not go with B" holds B away from A as well. */
export function clashOf(one: Choice, other: Choice): Clash | null {
  return oneSided(one, other) ?? oneSided(other, one);
}

function oneSided(from: Choice, to: Choice): Clash | null {
  for (const dependency of from.dependencies) {
    if (dependency.name !== to.name) continue;
    if (dependency.type === 'incompatible') return { kind: 'incompatible', by: from.name, on: to.name, versions: '' };
    if (!satisfies(to.version, dependency))
      return { kind: 'version', by: from.name, on: to.name, versions: dependency.versions ?? '' };
  }
  return null;
}

/** No choice fits: the best one of each, and everything that is wrong with them. */
function firstChoices(input: PlanInput, start: State): Searched {
  const choices = new Map(start.choices);
  const unknown = new Set<string>();
  const problems: PlanProblem[] = [];
  const agenda = [...start.agenda];
  for (let at = 0; at < agenda.length; at += 1) {
    const name = agenda[at] ?? '';
    if (choices.has(name) || isBuiltIn(name) || agenda.indexOf(name) < at) continue;
    const candidates = candidatesOf(input, name);
    if (candidates === 'unknown') unknown.add(name);
    else if (candidates.length === 0) problems.push(noCandidate(input, name, choices));
    else {
      const others = [...choices.values()];
      const good = candidates.find((one) => others.every((other) => clashOf(one, other) === null));
      const taken = good ?? candidates[0];
      if (taken === undefined) continue;
      if (good === undefined) problems.push(...clashesOf(candidates, others));
      choices.set(name, taken);
      agenda.push(...taken.dependencies.filter(isNeeded).map((dependency) => dependency.name));
    }
  }
  return { choices, problems, unknown };
}

function noCandidate(input: PlanInput, name: string, choices: Choices): PlanProblem {
  const mod = input.mods.get(name) ?? null;
  const neededBy = neededByOf(name, choices);
  if (mod === null || mod.releases.length === 0) return { kind: 'missing', name, neededBy };
  const forGame = mod.releases.filter((release) => fitsGame(release, input.game));
  if (forGame.length === 0) {
    const lines = [...new Set(mod.releases.flatMap((release) => release.game ?? []))].toSorted(compareVersions);
    return { kind: 'no-release', name, game: gameLine(input.game) ?? input.game, lines: lines.toReversed(), neededBy };
  }
  const asked = askedRelease(input, mod);
  if (asked !== null && !forGame.includes(asked)) return { kind: 'unfit', name, ...unfitOf(asked, input.game) };
  const part = missingPart(input, (asked ?? forGame[0])?.dependencies ?? []);
  if (part !== null) return { kind: 'needs-expansion', name, part };
  return { kind: 'no-version', name, offered: forGame.map(({ version }) => version), limits: askedLimit(input, name) };
}

function askedRelease({ wanted }: PlanInput, { name, releases }: PortalMod): Release | null {
  const version = wanted.find((one) => one.name === name)?.version ?? null;
  return version === null ? null : (releases.find((one) => compareVersions(one.version, version) === 0) ?? null);
}

/** Made for another line of the game, or behind a gate that this version does not pass. */
function unfitOf(release: Release, game: string): { version: string; needs: string; game: string } {
  const gate = baseLimits(release.dependencies ?? []).find((limit) => !satisfies(game, limit));
  const sameLine = release.game !== null && loadsMods(game, release.game);
  const needs = sameLine ? (gate?.versions ?? '') : (release.game ?? '');
  return { version: release.version, needs: `Factorio ${needs}`.trim(), game };
}

function askedLimit({ wanted }: PlanInput, name: string): readonly { by: string; versions: string }[] {
  const version = wanted.find((one) => one.name === name)?.version ?? null;
  return version === null ? [] : [{ by: '', versions: `= ${version}` }];
}

function clashesOf(candidates: readonly Choice[], others: readonly Choice[]): readonly PlanProblem[] {
  const [best] = candidates;
  if (best === undefined) return [];
  const found = others.flatMap((other) => {
    const clash = clashOf(best, other);
    return clash === null ? [] : [{ clash, other }];
  });
  const incompatible = found.flatMap(({ clash, other }): PlanProblem[] =>
    clash.kind === 'incompatible'
      ? [{ kind: 'incompatible', name: best.name, with: other.name, saidBy: clash.by }]
      : [],
  );
  const limits = found.filter(({ clash }) => clash.kind === 'version');
  return limits.length === 0
    ? incompatible
    : [
        ...incompatible,
        ...versionProblems(
          candidates,
          limits.map(({ clash }) => clash),
        ),
      ];
}

/** Each limit is a problem of the mod that it is about. */
function versionProblems(candidates: readonly Choice[], clashes: readonly Clash[]): readonly PlanProblem[] {
  const name = candidates[0]?.name ?? '';
  return [...new Set(clashes.map(({ on }) => on))].map((on) => ({
    kind: 'no-version',
    name: on,
    offered: on === name ? candidates.map(({ version }) => version) : [],
    limits: clashes.filter((clash) => clash.on === on).map(({ by, versions }) => ({ by, versions })),
  }));
}

export const neededByOf = (name: string, choices: Choices): readonly string[] =>
  [...choices.values()]
    .filter(({ dependencies }) => dependencies.some((one) => one.name === name && isNeeded(one)))
    .map((choice) => choice.name);
