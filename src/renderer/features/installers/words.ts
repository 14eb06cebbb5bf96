/** What the wizard says about groups and options. */
import type { Condition, GroupType, InstallerQuestions, OptionType } from '../../../shared/installer.ts';
import { holds, type WalkedStep } from '../../../shared/installer-walk.ts';
import type { ConsentWait, InstallerWait } from '../../../shared/jobs.ts';
import { formatList } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';

export const groupWords = {
  'exactly-one': 'installers.exactlyOne',
  'at-most-one': 'installers.atMostOne',
  'at-least-one': 'installers.atLeastOne',
  all: 'installers.all',
  any: 'installers.any',
} as const satisfies Record<GroupType, string>;

/** null: nothing worth saying. */
export const typeWords = {
  required: 'installers.required',
  recommended: 'installers.recommended',
  optional: null,
  'could-be-usable': 'installers.couldBeUsable',
  'not-usable': 'installers.notUsable',
} as const satisfies Record<OptionType, string | null>;

/** The first group of a step that still has to be answered. */
export const unansweredIn = ({ groups }: WalkedStep): string | null =>
  groups.find(({ unanswered }) => unanswered)?.group.name ?? null;

const versionWords = {
  game: 'installers.versionOf.game',
  manager: 'installers.versionOf.manager',
  'script-extender': 'installers.versionOf.scriptExtender',
} as const;

const versionOf = ({ of, version }: InstallerQuestions['assumed'][number]): string =>
  i18n.t(versionWords[of], { version });

/** What the installer asks for and nobody can tell. */
export const assumedWords = ({ assumed }: InstallerQuestions): string => assumed.map(versionOf).join(', ');

/** Files and versions the author wants to be there and that are not; empty when all is well. */
export function unmetNeeds({ installer, facts }: InstallerQuestions): readonly string[] {
  const { needs } = installer;
  return needs === null || holds(needs, new Map(), facts) ? [] : [...new Set(unmetIn(needs, facts))];
}

function unmetIn(condition: Condition, facts: InstallerQuestions['facts']): readonly string[] {
  if (holds(condition, new Map(), facts)) return [];
  if (condition.kind === 'file') return [condition.file];
  if (condition.kind === 'version') return [versionOf(condition)];
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.flatMap((one) => unmetIn(one, facts));
  return [];
}

/** What an installation that waits for the player asks, in a line. */
export function askedWords(waitsFor: InstallerWait | ConsentWait): string {
  if (waitsFor.kind === 'installer') return i18n.t('installers.waitTitle');
  const { beats, mods, programs } = waitsFor;
  const named = beats.map(({ name, files }) => i18n.t('installers.beatsMod', { mod: name, count: files }));
  const more = mods - beats.length;
  const all = more > 0 ? [...named, i18n.t('installers.beatsMore', { count: more })] : named;
  const parts = [
    programs === 0 ? null : i18n.t('installers.waitPrograms', { count: programs }),
    all.length === 0 ? null : i18n.t('installers.waitBeats', { mods: formatList(all) }),
  ];
  return i18n.t('installers.waitsFor', { what: parts.filter((one) => one !== null).join('; ') });
}
