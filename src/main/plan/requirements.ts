/**
 * Requirements as a plan. Pure: what providers say is handed in. The choice of files is settled by asking for it again
 * and again (`reach`, then `choose`) until it stays the same, because each chosen file may need more, or other versions.
 */
import type { EntryId } from '../../shared/ids.ts';
import type { FileRef, ModFile, ModRef, Requirement } from '../../shared/model.ts';
import { fileReference, modReference } from '../../shared/references.ts';
import type { Alternatives, NeededThing, PlannedMod, PresentMod, RequirementsPlan } from '../../shared/requirements.ts';
import { saying, type Saying } from '../../shared/saying.ts';
import { orderOf } from './requirement-order.ts';
import { compareVersions, versionFits, versionNumbers } from './versions.ts';

/** A mod of the library, as far as requirements are concerned. */
export interface Installed {
  readonly entry: EntryId;
  readonly name: string;
  readonly enabled: boolean;
  readonly pinned: boolean;
  readonly version: string | null;
  readonly ref: FileRef | null;
  readonly modRef: ModRef | null;
}

/** What a provider says about a page; `why`: it has nothing to install. */
export type PageFiles =
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly ModFile[] }
  | { readonly kind: 'none'; readonly why: Saying };

export interface RequirementsInput {
  readonly root: { readonly name: string; readonly file: ModFile; readonly modRef: ModRef | null };
  readonly library: readonly Installed[];
  /** References of mods the player wants of alternatives and of what is optional. */
  readonly chosen: ReadonlySet<string>;
  /** By mod reference. */
  readonly pages: ReadonlyMap<string, PageFiles>;
  /** By file reference. */
  readonly requirements: ReadonlyMap<string, readonly Requirement[]>;
  /** References of files that a provider says go together: they come before others that would do. */
  readonly settled: ReadonlySet<string>;
}

/** The chosen file of each mod, by mod reference. */
export type Picks = ReadonlyMap<string, ModFile>;

/** Who asks what of a mod. */
interface Demand {
  readonly requirement: Requirement;
  readonly by: string;
}

export interface Reached {
  /** Mods to be fetched, by reference, with what is asked of them. Their pages are needed next. */
  readonly wanted: ReadonlyMap<string, { readonly ref: ModRef; readonly demands: readonly Demand[] }>;
  /** Mods of the library that are needed. */
  readonly present: ReadonlyMap<EntryId, readonly Demand[]>;
  readonly alternatives: readonly Alternatives[];
  readonly optional: readonly NeededThing[];
  readonly outside: readonly NeededThing[];
  readonly incompatible: readonly NeededThing[];
  /** Which mod needs which, by reference, where it decides about the order. */
  readonly edges: readonly (readonly [from: string, to: string])[];
  readonly names: ReadonlyMap<string, string>;
}

/** The key of what is to be installed itself. */
export const rootKey = 'root';

/** Everything that is needed as long as the chosen files are these. */
export function reach(input: RequirementsInput, picks: Picks): Reached {
  const wanted = new Map<string, { ref: ModRef; demands: Demand[] }>();
  const present = new Map<EntryId, Demand[]>();
  const alternatives: Alternatives[] = [];
  const optional: NeededThing[] = [];
  const outside: NeededThing[] = [];
  const incompatible: NeededThing[] = [];
  const edges: (readonly [string, string])[] = [];
  const names = new Map([[rootKey, input.root.name]]);
  const waiting: { key: string; name: string; file: ModFile }[] = [{ key: rootKey, ...input.root }];
  const rootReference = input.root.modRef === null ? null : modReference(input.root.modRef);

  function need(requirement: Requirement, from: string, by: string): void {
    if (requirement.modRef === null) {
      outside.push({ requirement, neededBy: by });
      return;
    }
    const key = modReference(requirement.modRef);
    const target = key === rootReference ? rootKey : key;
    if (!requirement.unordered) edges.push([from, target]);
    if (target === rootKey) return;
    const here = installedFor(input.library, requirement);
    if (here !== null && !needsOther(here, requirement)) {
      push(present, here.entry, { requirement, by });
      return;
    }
    const known = wanted.get(key);
    if (known !== undefined) known.demands.push({ requirement, by });
    else wanted.set(key, { ref: requirement.modRef, demands: [{ requirement, by }] });
    if (known !== undefined) return;
    const file = picks.get(key);
    const page = input.pages.get(key);
    const name = page?.kind === 'files' ? page.name : requirement.name;
    names.set(key, name);
    if (file !== undefined) waiting.push({ key, name, file });
  }

  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { key, name, file } = next;
    const all = input.requirements.get(fileReference(file.ref)) ?? [];
    for (const group of groupsOf(all)) {
      const decided = decide(input, group);
      alternatives.push({ neededBy: name, options: decided.options, chosen: decided.chosen });
      const requirement = decided.chosen === null ? undefined : group[decided.chosen];
      if (requirement !== undefined) need(requirement, key, name);
    }
    for (const requirement of all) {
      if (requirement.oneOf !== null && requirement.kind === 'required') continue;
      if (requirement.kind === 'incompatible') incompatible.push({ requirement, neededBy: name });
      else if (requirement.kind === 'required') need(requirement, key, name);
      else if (countsAnyway(input, requirement)) need(requirement, key, name);
      else if (installedFor(input.library, requirement) === null) optional.push({ requirement, neededBy: name });
    }
  }
  return { wanted, present, alternatives, optional, outside, incompatible, edges, names };
}

/** The best file of each wanted mod for all that is asked of it. Pages that are not known yet have none. */
export function choose(input: RequirementsInput, reached: Reached): Picks {
  const picks = new Map<string, ModFile>();
  for (const [key, { demands }] of reached.wanted) {
    const page = input.pages.get(key);
    const [best] = page?.kind === 'files' ? candidates(page.files, demands, input) : [];
    if (best !== undefined) picks.set(key, best);
  }
  return picks;
}

export const samePicks = (a: Picks, b: Picks): boolean =>
  a.size === b.size &&
  [...a].every(([key, file]) => {
    const other = b.get(key);
    return other !== undefined && fileReference(other.ref) === fileReference(file.ref);
  });

/** The plan, once the choice of files stays the same. */
export function describePlan(input: RequirementsInput, reached: Reached, picks: Picks): RequirementsPlan {
  const { order, cycles } = orderOf(rootKey, reached.edges, [...reached.wanted.keys()]);
  const nameOf = (key: string): string => reached.names.get(key) ?? key;
  const blocked = new Map<string, Saying>();
  for (const [key, { demands }] of reached.wanted) {
    const why = whyNot(input, key, demands, picks);
    if (why !== null) blocked.set(key, why);
  }
  const install = order.flatMap((key): readonly PlannedMod[] => {
    const file = picks.get(key);
    const wanted = reached.wanted.get(key);
    return file === undefined || wanted === undefined || blocked.has(key)
      ? []
      : [plannedMod(input, key, nameOf(key), wanted, file)];
  });
  const missing = [...blocked].flatMap(([key, why]) =>
    (reached.wanted.get(key)?.demands ?? []).slice(0, 1).map(({ requirement, by }) => ({
      requirement,
      neededBy: by,
      why,
    })),
  );
  const incompatible = conflictsOf(input, reached, install);
  const sizes = install.map(({ file }) => file.size);
  return {
    instead: null,
    file: input.root.file.ref,
    name: input.root.name,
    install,
    present: presentOf(input.library, reached),
    alternatives: reached.alternatives,
    optional: reached.optional,
    incompatible,
    outside: reached.outside,
    missing,
    cycles: cycles.map((cycle) => cycle.map(nameOf)),
    size: sizes.some((size) => size === null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
    complete:
      missing.length === 0 && incompatible.length === 0 && reached.alternatives.every(({ chosen }) => chosen !== null),
  };
}

function plannedMod(
  input: RequirementsInput,
  key: string,
  name: string,
  { ref, demands }: { readonly ref: ModRef; readonly demands: readonly Demand[] },
  file: ModFile,
): PlannedMod {
  const page = input.pages.get(key);
  const all = page?.kind === 'files' ? candidates(page.files, demands, input) : [];
  const old = demands.map(({ requirement }) => installedFor(input.library, requirement)).find((one) => one !== null);
  return {
    ref,
    name,
    file,
    others: all.filter((other) => other !== file).slice(0, mostOthers),
    neededBy: [...new Set(demands.map(({ by }) => by))],
    versions: [...new Set(demands.flatMap(({ requirement }) => requirement.versions ?? []))],
    replaces: old?.entry ?? null,
  };
}

const mostOthers = 20;

/** null: the mod can be fetched. */
function whyNot(input: RequirementsInput, key: string, demands: readonly Demand[], picks: Picks): Saying | null {
  const old = demands.map(({ requirement }) => installedFor(input.library, requirement)).find((one) => one !== null);
  if (old?.pinned === true)
    return old.version === null
      ? saying('keptAsItIs', { mod: old.name })
      : saying('keptAtVersion', { mod: old.name, version: old.version });
  if (picks.has(key)) return null;
  const page = input.pages.get(key);
  if (page === undefined) return saying('pageNotRead');
  if (page.kind === 'none') return page.why;
  const rules = demands.flatMap(({ requirement }) => requirement.versions ?? []);
  return rules.length === 0
    ? saying('pageOffersNoFile')
    : saying('noFileFits', { versions: [...new Set(rules)].join(' and ') });
}

/** Best first: what was settled, current before archived, main files before others, then newest. */
function candidates(
  files: readonly ModFile[],
  demands: readonly Demand[],
  { root: { file: root }, settled }: RequirementsInput,
): readonly ModFile[] {
  const named = demands.flatMap(({ requirement }) =>
    requirement.file === null ? [] : fileReference(requirement.file),
  );
  const exact = files.filter((file) => named.includes(fileReference(file.ref)));
  if (exact.length > 0) return exact;
  const fitting = files.filter((file) =>
    demands.every(({ requirement }) => versionFits(file.version, requirement.versions) !== false),
  );
  const forGame = fitting.filter(
    ({ gameVersion }) => gameVersion === null || root.gameVersion === null || gameVersion === root.gameVersion,
  );
  const chosen = (file: ModFile): boolean => settled.has(fileReference(file.ref));
  return (forGame.some(chosen) || (forGame.length > 0 && !fitting.some(chosen)) ? forGame : fitting).toSorted(
    (a, b) =>
      Number(chosen(b)) - Number(chosen(a)) ||
      Number(a.archived) - Number(b.archived) ||
      Number(isMain(b)) - Number(isMain(a)) ||
      newerFirst(a, b) ||
      (b.uploadedAt ?? 0) - (a.uploadedAt ?? 0),
  );
}

const isMain = ({ group }: ModFile): boolean => group === null || /^main/iu.test(group);

/** By version where both have one: an older line may have been mended after the newer one came out. */
function newerFirst(a: ModFile, b: ModFile): number {
  const [left, right] = [versionNumbers(a.version ?? ''), versionNumbers(b.version ?? '')];
  return left === null || right === null ? 0 : compareVersions(right, left);
}

function installedFor(library: readonly Installed[], { modRef, file }: Requirement): Installed | null {
  const key = modRef === null ? null : modReference(modRef);
  const fileKey = file === null ? null : fileReference(file);
  const same = library.filter(
    (one) =>
      (fileKey !== null && one.ref !== null && fileReference(one.ref) === fileKey) ||
      (key !== null && one.modRef !== null && modReference(one.modRef) === key),
  );
  return same.find(({ enabled }) => enabled) ?? same[0] ?? null;
}

/** The installed version is known to be the wrong one. */
const needsOther = (installed: Installed, { versions }: Requirement): boolean =>
  versionFits(installed.version, versions) === false;

/** Something optional that the player wants, or that is there in a version that will not do. */
function countsAnyway({ chosen, library }: RequirementsInput, requirement: Requirement): boolean {
  if (requirement.modRef !== null && chosen.has(modReference(requirement.modRef))) return true;
  const installed = installedFor(library, requirement);
  return installed !== null && installed.enabled && needsOther(installed, requirement);
}

const groupsOf = (requirements: readonly Requirement[]): readonly (readonly Requirement[])[] => [
  ...Map.groupBy(
    requirements.filter(({ kind, oneOf }) => kind === 'required' && oneOf !== null),
    ({ oneOf }) => oneOf,
  ).values(),
];

/** What is there already wins, then what the player chose; a group of one leaves no choice. */
function decide(input: RequirementsInput, group: readonly Requirement[]) {
  const options = group.map((requirement) => ({
    requirement,
    entry: installedFor(input.library, requirement)?.entry ?? null,
  }));
  const wish = group.findIndex(({ modRef }) => modRef !== null && input.chosen.has(modReference(modRef)));
  const there = options.findIndex(({ entry }) => entry !== null);
  const chosen = wish >= 0 ? wish : there >= 0 ? there : group.length === 1 ? 0 : null;
  return { options, chosen };
}

const presentOf = (library: readonly Installed[], { present }: Reached): readonly PresentMod[] =>
  library.flatMap(({ entry, name, version, enabled }) => {
    const demands = present.get(entry);
    if (demands === undefined) return [];
    const verdicts = demands.map(({ requirement }) => versionFits(version, requirement.versions));
    const fits = verdicts.includes(null) ? null : true;
    return [{ entry, name, version, enabled, neededBy: [...new Set(demands.map(({ by }) => by))], fits }];
  });

/** Only what is on, or would come: a mod that is off does no harm. */
function conflictsOf(
  input: RequirementsInput,
  reached: Reached,
  install: readonly PlannedMod[],
): RequirementsPlan['incompatible'] {
  const coming = new Set(install.map(({ ref }) => modReference(ref)));
  return reached.incompatible.flatMap((conflict): RequirementsPlan['incompatible'] => {
    const there = installedFor(input.library, conflict.requirement);
    const wrong = there !== null && versionFits(there.version, conflict.requirement.versions) !== false;
    if (wrong && there.enabled) return [{ ...conflict, entry: there.entry }];
    const { modRef } = conflict.requirement;
    return modRef !== null && coming.has(modReference(modRef)) ? [{ ...conflict, entry: null }] : [];
  });
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
