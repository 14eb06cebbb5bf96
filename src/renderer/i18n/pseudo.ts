/**
 * English that nobody mistakes for English: marked letters, about 40 % longer, in brackets. It shows text that does
 * not come from the language files, text that is put together from pieces, and places that are too small.
 */
import type { en } from '../../shared/locales/en.ts';
import type { Words } from '../../shared/locales/words.ts';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const strange = 'áƀçðéƒĝĥíĵķļɱñöþʠŕšţûṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';

const marked = (text: string): string => text.replaceAll(/[a-z]/giu, (one) => strange[plain.indexOf(one)] ?? one);

/** As much longer than English as German and French are in short sentences. */
const longer = 0.4;
const filling = 'ñéẋţ öñé ŵöŕð ';

/** The words of every area, changed; placeholders stay as they are. */
export const pseudoOf = (words: typeof en): Words => changed(words) as Words;

function changed(words: unknown): unknown {
  if (typeof words === 'string') return pseudoText(words);
  return Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, changed(value)]));
}

/** "Undo" → "⟦Ûñðö ñé⟧". */
export function pseudoText(text: string): string {
  const letters = text.replaceAll(/\{\{[^}]*\}\}/gu, '').length;
  const fill = filling.repeat(Math.ceil(letters / filling.length)).slice(0, Math.ceil(letters * longer));
  const body = text
    .split(/(\{\{[^}]*\}\})/u)
    .map((part) => (part.startsWith('{{') ? part : marked(part)))
    .join('');
  return `⟦${body}${letters > 0 ? ` ${fill.trim()}` : ''}⟧`;
}
