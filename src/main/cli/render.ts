/** The answer of a verb for a person: short lines instead of JSON, names before ids. */
import { inEnglish, isSaying } from '../../shared/saying.ts';

export function render(answer: unknown): string {
  if (typeof answer === 'string') return answer;
  if (!isRecord(answer)) return JSON.stringify(answer, null, 2);
  if (isRecord(answer['changed']) && 'generation' in answer) return renderOutcome(answer, answer['changed']);
  const list = Object.values(answer).find((value) => Array.isArray(value));
  if (list === undefined) return renderFields(answer);
  return list.length === 0 ? 'Nothing there.' : list.map((item) => renderItem(item)).join('\n');
}

/** Programs read the command line too: sentences of main are plain English there. */
export const sayInEnglish = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => {
      // An error has its message beside it.
      if (key === 'saying') return undefined;
      return isSaying(value) ? inEnglish(value) : value;
    }),
  );

function renderOutcome(answer: Record<string, unknown>, changed: Record<string, unknown>): string {
  const { added, replaced, removed } = changed;
  const kept =
    Array.isArray(answer['kept']) && answer['kept'].length > 0
      ? `, ${answer['kept'].length} changed outside and left alone`
      : '';
  return `Generation ${text(answer['generation'])}: ${text(added)} added, ${text(replaced)} replaced, ${text(removed)} removed${kept}.`;
}

function renderItem(item: unknown): string {
  if (!isRecord(item)) return text(item);
  const head = text(item['name'] ?? item['subject'] ?? item['id'] ?? item['number']);
  const facts = Object.entries(item).filter(
    ([key, value]) =>
      key !== 'name' &&
      (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') &&
      value !== '',
  );
  return `${head}  ${facts.map(([key, value]) => `${key}=${text(value)}`).join(' ')}`;
}

const renderFields = (record: Record<string, unknown>): string =>
  Object.entries(record)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : text(value)}`)
    .join('\n');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
