/** Plain words for generations and outcomes. */
import type { ChangeCounts, GenerationReason } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';

const sentences = {
  start: 'history.zero',
  install: 'history.did.install',
  update: 'history.did.update',
  enable: 'history.did.enable',
  disable: 'history.did.disable',
  remove: 'history.did.remove',
  reorder: 'history.did.reorder',
  'choose-winner': 'history.did.chooseWinner',
  pin: 'history.did.pin',
  revert: 'history.did.revert',
  'switch-profile': 'history.did.switchProfile',
  'keep-change': 'history.did.keepChange',
  'roll-back': 'history.did.rollBack',
  undo: 'history.did.undo',
  redo: 'history.did.redo',
  purge: 'history.did.purge',
  repair: 'history.did.repair',
  adopt: 'history.did.adopt',
} as const satisfies Record<GenerationReason, string>;

/** "Installed Nebula Hull", "Rolled back to generation 3". */
export const outcomeSentence = (reason: GenerationReason, subject: string): string =>
  i18n.t(sentences[reason], { subject });

/** "12 added, 3 replaced", or that no file changed. */
export function describeChange(changed: ChangeCounts): string {
  const parts = [
    changed.added === 0 ? null : i18n.t('history.added', { count: changed.added }),
    changed.replaced === 0 ? null : i18n.t('history.replaced', { count: changed.replaced }),
    changed.removed === 0 ? null : i18n.t('history.removed', { count: changed.removed }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? i18n.t('history.unchanged') : parts.join(', ');
}
