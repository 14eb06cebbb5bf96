/**
 * Walks through an installer with a set of answers: which steps are shown, what each option is there, what is chosen.
 * Conditions see only what earlier groups have set, so no answer can depend on itself. Pure.
 */
import type {
  Condition,
  Installer,
  InstallerChoices,
  InstallerGroup,
  InstallerOption,
  InstallerQuestions,
  InstallerStep,
  OptionType,
} from './installer.ts';

export interface WalkedOption {
  readonly option: InstallerOption;
  readonly type: OptionType;
  readonly selected: boolean;
  /** The player cannot change it. */
  readonly locked: boolean;
}

export interface WalkedGroup {
  readonly group: InstallerGroup;
  readonly options: readonly WalkedOption[];
  /** Nothing is chosen and something has to be. */
  readonly unanswered: boolean;
}

export interface WalkedStep {
  readonly step: InstallerStep;
  readonly groups: readonly WalkedGroup[];
}

export type Flags = ReadonlyMap<string, string>;

export interface Walk {
  /** Those that are shown. */
  readonly steps: readonly WalkedStep[];
  /** As they are in the end. */
  readonly flags: Flags;
  /** The answers to everything that is shown: with them the walk is the same again. */
  readonly choices: InstallerChoices;
  /** Whether the player can change anything at all. */
  readonly asks: boolean;
}

type Facts = InstallerQuestions['facts'];

export function walkInstaller(installer: Installer, facts: Facts, answers: InstallerChoices): Walk {
  const flags = new Map<string, string>();
  const choices: Record<string, readonly string[]> = {};
  const steps: WalkedStep[] = [];
  for (const step of installer.steps) {
    if (step.visible !== null && !holds(step.visible, flags, facts)) continue;
    const groups = step.groups.map((group) => {
      const walked = walkGroup(group, answerTo(answers, group.id), flags, facts);
      for (const { option, selected } of walked.options) {
        if (selected) for (const { name, value } of option.flags) flags.set(name, value);
      }
      choices[group.id] = chosenIn(walked);
      return walked;
    });
    steps.push({ step, groups });
  }
  return { steps, flags, choices, asks: steps.some(({ groups }) => groups.some(isQuestion)) };
}

/** Names are the author's: one that is called like a property of every object is no answer. */
export const answerTo = (answers: InstallerChoices, group: string): readonly string[] | undefined =>
  Object.hasOwn(answers, group) ? answers[group] : undefined;

export function holds(condition: Condition, flags: Flags, facts: Facts): boolean {
  switch (condition.kind) {
    case 'flag':
      // One that nobody set is empty: authors ask for that.
      return (flags.get(condition.flag) ?? '') === condition.value;
    case 'file':
      return (Object.hasOwn(facts, condition.file) ? facts[condition.file] : 'missing') === condition.state;
    case 'version':
      return condition.met !== false;
    case 'all':
      return condition.of.every((one) => holds(one, flags, facts));
    case 'any':
      return condition.of.length === 0 || condition.of.some((one) => holds(one, flags, facts));
    default:
      return condition satisfies never;
  }
}

export const typeOf = ({ type, patterns }: InstallerOption, flags: Flags, facts: Facts): OptionType =>
  patterns.find(({ when }) => holds(when, flags, facts))?.type ?? type;

const isSingle = ({ type }: InstallerGroup): boolean => type === 'exactly-one' || type === 'at-most-one';

function walkGroup(
  group: InstallerGroup,
  answer: readonly string[] | undefined,
  flags: Flags,
  facts: Facts,
): WalkedGroup {
  const typed = group.options.map((option) => ({ option, type: typeOf(option, flags, facts) }));
  const usable = typed.filter(({ type }) => type !== 'not-usable');
  const forced = forcedIn(group, usable);
  const wanted = new Set([...forced, ...(answered(group, answer, usable) ?? defaultsOf(group, usable))]);
  // The one that has to be there leaves no choice in a group that takes one.
  const fixed = isSingle(group) && (forced.length > 0 || (group.type === 'exactly-one' && usable.length < 2));
  const options = typed.map(({ option, type }) => ({
    option,
    type,
    selected: fixed && forced.length > 0 ? option.id === forced[0] : wanted.has(option.id),
    locked: fixed || type === 'not-usable' || group.type === 'all' || forced.includes(option.id),
  }));
  const nothing = !options.some(({ selected }) => selected);
  return { group, options, unanswered: nothing && needsOne(group) && usable.length > 0 };
}

const needsOne = ({ type }: InstallerGroup): boolean => type === 'exactly-one' || type === 'at-least-one';

type Typed = Pick<WalkedOption, 'option' | 'type'>;

/** Chosen whatever the player says. */
function forcedIn(group: InstallerGroup, usable: readonly Typed[]): readonly string[] {
  const only = group.type === 'at-least-one' && usable.length === 1;
  return usable
    .filter(({ type }) => type === 'required' || group.type === 'all' || only)
    .map(({ option }) => option.id)
    .slice(0, isSingle(group) ? 1 : undefined);
}

/** What of the answer can be had. null: nothing that helps, as when an update has renamed the option. */
function answered(
  group: InstallerGroup,
  answer: readonly string[] | undefined,
  usable: readonly Typed[],
): readonly string[] | null {
  if (answer === undefined) return null;
  const chosen = usable.map(({ option }) => option.id).filter((id) => answer.includes(id));
  const lost = chosen.length === 0 && answer.length > 0;
  if (group.type === 'exactly-one') return chosen.length === 1 ? chosen : null;
  if (group.type === 'at-most-one') return chosen.length < 2 && !lost ? chosen : null;
  return lost ? null : chosen;
}

/** As other managers do: what is recommended, and where something has to be chosen the first that can be. */
function defaultsOf(group: InstallerGroup, usable: readonly Typed[]): readonly string[] {
  const recommended = usable.filter(({ type }) => type === 'recommended' || type === 'required');
  const first = usable.find(({ type }) => type !== 'could-be-usable') ?? usable[0];
  const chosen = recommended.length > 0 || !needsOne(group) || first === undefined ? recommended : [first];
  return chosen.map(({ option }) => option.id).slice(0, isSingle(group) ? 1 : undefined);
}

const chosenIn = ({ options }: WalkedGroup): readonly string[] =>
  options.filter(({ selected }) => selected).map(({ option }) => option.id);

const isQuestion = ({ options }: WalkedGroup): boolean => options.some(({ locked }) => !locked);

/** What is wrong with answers that somebody wrote down, in words; empty: nothing. Answers to steps that are not shown are overlooked. */
export function choiceFaults(installer: Installer, facts: Facts, answers: InstallerChoices): readonly string[] {
  const known = new Map(installer.steps.flatMap(({ groups }) => groups.map((group) => [group.id, group])));
  const faults = Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((id) => `There is no question "${id}".`);
  for (const { groups } of walkInstaller(installer, facts, answers).steps)
    for (const walked of groups) faults.push(...groupFaults(walked, answerTo(answers, walked.group.id)));
  return faults;
}

function groupFaults({ group, options }: WalkedGroup, answer: readonly string[] | undefined): readonly string[] {
  if (answer === undefined) return [];
  const faults: string[] = [];
  for (const id of answer) {
    const found = options.find(({ option }) => option.id === id);
    if (found === undefined) faults.push(`"${group.id}" has no option "${id}".`);
    else if (found.type === 'not-usable') faults.push(`"${id}" of "${group.id}" cannot be used here.`);
    else if (!found.selected && found.locked) faults.push(`"${id}" of "${group.id}" cannot be chosen here.`);
  }
  const usable = options.filter(({ type }) => type !== 'not-usable').length;
  const count = new Set(answer).size;
  if (isSingle(group) && count > 1) faults.push(`"${group.id}" takes one answer, not ${count}.`);
  // What has to be there is taken in any case; leaving it out is no fault.
  const forced = options.some(({ locked, selected }) => locked && selected);
  if (needsOne(group) && count === 0 && usable > 0 && !forced) faults.push(`"${group.id}" needs an answer.`);
  return faults;
}

/** Whether answers decide everything that is shown, with options that can be had. */
export function answersAll(installer: Installer, facts: Facts, answers: InstallerChoices): boolean {
  const { choices } = walkInstaller(installer, facts, answers);
  return (
    choiceFaults(installer, facts, answers).length === 0 &&
    Object.keys(choices).every((group) => answerTo(answers, group) !== undefined)
  );
}
