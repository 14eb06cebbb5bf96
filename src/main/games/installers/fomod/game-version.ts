/** Conditions on the version of the game, settled by the version that is installed. Pure. */
import type { Condition, Installer, InstallerOption, InstallerQuestions } from '../../../../shared/installer.ts';
import type { FomodModule } from './module.ts';

/** Whether the installed version is at least the one that is asked for; null: nobody can tell. */
export type MeetsVersion = (asked: string) => boolean | null;

/** Conditions on other things stay as they are. */
export function withGameVersion(module: FomodModule, meets: MeetsVersion): FomodModule {
  const settle = (condition: Condition): Condition => settled(condition, meets);
  const { installer, conditional } = module;
  return {
    ...module,
    installer: {
      ...installer,
      needs: installer.needs === null ? null : settle(installer.needs),
      steps: installer.steps.map((step) => ({
        ...step,
        visible: step.visible === null ? null : settle(step.visible),
        groups: step.groups.map((group) => ({ ...group, options: group.options.map((one) => ofOption(one, settle)) })),
      })),
    },
    conditional: conditional.map(({ when, rules }) => ({ when: settle(when), rules })),
  };
}

const ofOption = (option: InstallerOption, settle: (condition: Condition) => Condition): InstallerOption => ({
  ...option,
  patterns: option.patterns.map(({ when, type }) => ({ when: settle(when), type })),
});

function settled(condition: Condition, meets: MeetsVersion): Condition {
  switch (condition.kind) {
    case 'version':
      return condition.of === 'game' ? { ...condition, met: meets(condition.version) } : condition;
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((one) => settled(one, meets)) };
    case 'flag':
    case 'file':
      return condition;
    default:
      return condition satisfies never;
  }
}

/** Every condition of a module. */
export function conditionsOf({ installer, conditional }: FomodModule): readonly Condition[] {
  const steps = installer.steps.flatMap(({ visible, groups }) => [
    ...(visible === null ? [] : [visible]),
    ...groups.flatMap(({ options }) => options.flatMap(({ patterns }) => patterns.map(({ when }) => when))),
  ]);
  return [...needsOf(installer), ...steps, ...conditional.map(({ when }) => when)];
}

const needsOf = ({ needs }: Installer): readonly Condition[] => (needs === null ? [] : [needs]);

type Assumed = InstallerQuestions['assumed'][number];

/** What is asked for and nobody can tell, each once. */
export function assumedIn(module: FomodModule): readonly Assumed[] {
  const open = conditionsOf(module).flatMap(versionsIn);
  return [...new Map(open.map((one) => [`${one.of} ${one.version}`, one])).values()];
}

function versionsIn(condition: Condition): readonly Assumed[] {
  if (condition.kind === 'version')
    return condition.met === null ? [{ of: condition.of, version: condition.version }] : [];
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(versionsIn) : [];
}
