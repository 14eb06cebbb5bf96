/** Which states the timeline shows, and under which days. */
import type { Generation, GenerationReason } from '../../../shared/model.ts';
import { daysAgo, formatDay } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import type { PickItem } from '../../ui/pick-list.tsx';
import { subjectWords } from './sentences.ts';

export const kinds = ['all', 'install', 'switch', 'remove', 'order', 'back', 'upkeep'] as const;
export type Kind = (typeof kinds)[number];

export interface HistoryFilters {
  readonly text: string;
  readonly kind: Kind;
  /** null: all. */
  readonly profile: string | null;
  readonly pinned: boolean;
}

export const noHistoryFilters: HistoryFilters = { text: '', kind: 'all', profile: null, pinned: false };

const kindOf = {
  start: 'install',
  install: 'install',
  update: 'install',
  revert: 'install',
  pin: 'install',
  unpin: 'install',
  enable: 'switch',
  disable: 'switch',
  remove: 'remove',
  reorder: 'order',
  'choose-winner': 'order',
  'roll-back': 'back',
  undo: 'back',
  redo: 'back',
  'switch-profile': 'upkeep',
  'keep-change': 'upkeep',
  purge: 'upkeep',
  repair: 'upkeep',
  adopt: 'upkeep',
} as const satisfies Record<GenerationReason, Kind>;

export function filterHistory(
  generations: readonly Generation[],
  { text, kind, profile, pinned }: HistoryFilters,
): readonly Generation[] {
  const words = text.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return generations.filter((one) => {
    const says = `${subjectWords(one.subject)}\n${one.note}\n${one.number}`.toLocaleLowerCase();
    return (
      (kind === 'all' || kindOf[one.reason] === kind) &&
      (profile === null || one.profile === profile) &&
      (!pinned || one.pinned) &&
      words.every((word) => says.includes(word))
    );
  });
}

/** Newest first, each day under its name. */
export function byDay(generations: readonly Generation[]): readonly PickItem<Generation>[] {
  const items: PickItem<Generation>[] = [];
  let day: number | null = null;
  for (const generation of generations) {
    const age = daysAgo(generation.createdAt);
    if (age !== day) items.push({ kind: 'header', key: `day ${generation.number}`, text: dayWords(age, generation) });
    day = age;
    items.push({ kind: 'option', key: String(generation.number), value: generation });
  }
  return items;
}

function dayWords(age: number, { createdAt }: Generation): string {
  if (age === 0) return i18n.t('history.today');
  return age === 1 ? i18n.t('history.yesterday') : formatDay(createdAt);
}
