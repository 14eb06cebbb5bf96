/** Puts a list together again, of what is held and what main says became of it. */
import { joinParts, type ListPart } from '../../shared/list-change.ts';
import type { Result } from '../../shared/ipc/contract.ts';

interface News<Item> {
  readonly revision: number;
  readonly since: number;
  readonly parts: readonly ListPart<Item>[];
}

/** The list at the news' revision. null when they are about another one than what is held. */
export function joinNews<Item>(
  held: { readonly revision: number; readonly items: readonly Item[] },
  { since, parts }: News<Item>,
): readonly Item[] | null {
  return since === held.revision ? joinParts(held.items, parts) : null;
}

/** Main's answer about what became of a list, as the whole state; null asks for the snapshot. */
export async function withNews<State, N extends News<Item>, Item>(
  answer: Promise<Result<N | null>>,
  held: { readonly revision: number; readonly items: readonly Item[] },
  toState: (news: Omit<N, 'since' | 'parts'>, items: readonly Item[]) => State,
): Promise<Result<State | null>> {
  const result = await answer;
  if (!result.ok) return result;
  if (result.value === null) return { ok: true, value: null };
  const items = joinNews(held, result.value);
  const { since: _since, parts: _parts, ...news } = result.value;
  return { ok: true, value: items === null ? null : toState(news, items) };
}
