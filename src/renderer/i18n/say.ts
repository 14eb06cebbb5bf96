/** Sentences that main decided on, in the language of the window. */
import { isSaying, type Saying } from '../../shared/saying.ts';
import { i18n } from './i18n.ts';

/** What an earlier version kept may be a sentence already, or one that is not said any more. */
export function worded(what: Saying | string): string {
  if (typeof what === 'string') return what;
  // Every sentence has places of its own; which one it is shows only now.
  const t = i18n.t as (key: string, values: object) => string;
  return isSaying(what) ? t(`said.${what.say}`, what.values) : Object.values((what as Saying).values).join(' ');
}
