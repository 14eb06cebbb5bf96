/**
 * The game's changelog format: a line of dashes, `Version:`, `Date:`, then categories and entries by their indent.
 * Source: wiki.factorio.com "Tutorial:Mod changelog format". Real files have free dates, repeated versions, no dashes,
 * or are no changelog at all; nothing they say is lost for it.
 */
import type { ChangelogEntry, RichNode } from '../../../shared/model.ts';
import { oneLine } from '../rich-text.ts';
import { compareVersions, parseVersion } from './version.ts';

export interface ChangelogSection {
  /** As it was written; null for text that stands outside of any version. */
  readonly version: string | null;
  /** As it was written. */
  readonly date: string | null;
  readonly categories: readonly ChangelogCategory[];
}

export interface ChangelogCategory {
  /** Without the colon; null for entries before the first category. */
  readonly name: string | null;
  readonly entries: readonly string[];
}

/** Characters; the longest real ones have a tenth of that. */
const longest = 1_000_000;
const mostSections = 3_000;
/** Two blanks by the book, four of an entry, six where an entry goes on. */
const categoryIndent = 3;

/** In the order of the text. Never throws. */
export function parseChangelog(text: string): readonly ChangelogSection[] {
  const sections: DraftSection[] = [];
  let inEntry = false;
  for (const line of text.slice(0, longest).split(/\r\n|\r|\n/u)) {
    const words = line.trim();
    const [, field, value = ''] = /^(version|date)\s*:\s*(.*)$/iu.exec(words) ?? [];
    const indent = line.length - line.trimStart().length;
    if (/^-{10,}$/u.test(words) || words === '') inEntry = false;
    else if (field !== undefined && indent === 0) {
      inEntry = false;
      if (field.toLowerCase() === 'date') sectionOf(sections).date = value;
      else if (sections.length >= mostSections) break;
      else sections.push({ version: value === '' ? null : oneLine(value, 100), date: null, categories: [] });
    } else if (/^[-*•]\s/u.test(words)) {
      categoryOf(sections).entries.push(words.slice(1).trim());
      inEntry = true;
    } else if (words.endsWith(':') && (indent <= categoryIndent || !inEntry)) {
      sectionOf(sections).categories.push({ name: words.slice(0, -1), entries: [] });
      inEntry = false;
    } else if (inEntry) continueEntry(categoryOf(sections), words);
    else categoryOf(sections).entries.push(words);
  }
  return sections;
}

interface DraftSection {
  readonly version: string | null;
  date: string | null;
  readonly categories: { readonly name: string | null; readonly entries: string[] }[];
}

function sectionOf(sections: DraftSection[]): DraftSection {
  const last = sections.at(-1);
  if (last !== undefined) return last;
  const made: DraftSection = { version: null, date: null, categories: [] };
  sections.push(made);
  return made;
}

function categoryOf(sections: DraftSection[]): DraftSection['categories'][number] {
  const { categories } = sectionOf(sections);
  const last = categories.at(-1);
  if (last !== undefined) return last;
  const made = { name: null, entries: [] };
  categories.push(made);
  return made;
}

function continueEntry({ entries }: DraftSection['categories'][number], words: string): void {
  entries.push(`${entries.pop() ?? ''} ${words}`.trim());
}

/** Newest version first; what is not released yet comes before. Dates that say nothing are null. */
export function changelogOf(text: string): readonly ChangelogEntry[] {
  return parseChangelog(text)
    .map((section) => ({
      version: section.version,
      publishedAt: dateOf(section.date ?? ''),
      text: section.categories.flatMap(nodesOf),
    }))
    .toSorted((one, other) => order(one.version, other.version));
}

function order(one: string | null, other: string | null): number {
  const [first, second] = [parseVersion(one ?? ''), parseVersion(other ?? '')];
  if (first === null || second === null) return Number(first !== null) - Number(second !== null);
  return compareVersions(other ?? '', one ?? '');
}

function nodesOf({ name, entries }: ChangelogCategory): readonly RichNode[] {
  const heading: readonly RichNode[] =
    name === null ? [] : [{ type: 'heading', level: 4, children: [textNode(oneLine(name, 200))] }];
  const items = entries.map((entry): RichNode => ({ type: 'item', children: [textNode(oneLine(entry, 4_000))] }));
  return items.length === 0 ? heading : [...heading, { type: 'bullets', children: items }];
}

const textNode = (text: string): RichNode => ({ type: 'text', text });

/** Authors write "06. 11. 2024", "2025. 03. 22", "2025-01-15", "6/11/2024" and "????". Midnight UTC; null: no day. */
export function dateOf(text: string): number | null {
  const [first = 0, second = 0, third = 0, ...more] = [...text.matchAll(/\d{1,4}/gu)].map(([digits]) => Number(digits));
  if (more.length === 0 && first > 1_900) return dayOf(first, second, third);
  // The day comes first, unless that cannot be.
  if (more.length === 0 && third > 1_900) return dayOf(third, second, first) ?? dayOf(third, first, second);
  const named = Date.parse(`${text} UTC`);
  return /[a-z]{3}/iu.test(text) && !Number.isNaN(named) ? named : null;
}

function dayOf(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : null;
}
