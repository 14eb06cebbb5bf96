/**
 * A list inside an XML file, edited without touching anything around it: the parser only tells where each entry begins
 * and ends. Pure.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { ListItem } from './arrange.ts';
import { listText } from './list-format.ts';

/** Text before the first entry, the entries with what stands before each of them, and the text behind the last. */
export interface XmlList {
  readonly before: string;
  readonly entries: readonly XmlEntry[];
  readonly after: string;
  /** What begins a new entry: an end of line and the blanks before it. */
  readonly lead: string;
  /** One step of indentation. */
  readonly step: string;
}

export interface XmlEntry {
  readonly chunk: string;
  /** The text of the entry itself, and that of its children by their names. */
  readonly text: string;
  readonly children: Readonly<Record<string, string>>;
}

const maxElements = 100_000;
const mark = '\uFEFF';

/** null: no such list, or no XML. `place`: names of the elements from the root to the list; `name`: of an entry. */
export function readXmlList(bytes: Uint8Array, place: readonly string[], name: string): XmlList | null {
  const text = listText(bytes);
  try {
    return text === null ? null : split(text, place, name);
  } catch {
    return null;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Found {
  /** Of the list's first tag; its last one begins at `end`, unless it is the same. */
  list: (Span & { readonly alone: boolean }) | null;
  close: number;
  readonly entries: (Span & { readonly text: string; readonly children: Record<string, string> })[];
}

/** Throws for what is no XML. */
function split(text: string, place: readonly string[], name: string): XmlList | null {
  const { list, close, entries } = find(text, place, name);
  if (list === null || (close < 0 && !list.alone)) return null;
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /[^\S\r\n]*$/u.exec(text.slice(0, list.start))?.[0] ?? '';
  const step = indent.includes('\t') ? '\t' : '  ';
  if (list.alone) {
    const tag = text.slice(list.start, list.end).replace(/\s*\/>$/u, '>');
    const after = `${ending}${indent}</${place.at(-1) ?? ''}>${text.slice(list.end)}`;
    return { before: text.slice(0, list.start) + tag, entries: [], after, lead: ending + indent + step, step };
  }
  const starts = [list.end, ...entries.map(({ end }) => end)];
  const [first] = entries;
  const own = first === undefined ? '' : (/\s*$/u.exec(text.slice(list.end, first.start))?.[0] ?? '');
  const blanks = own.slice(own.lastIndexOf('\n') + 1);
  return {
    before: text.slice(0, list.end),
    entries: entries.map(({ end, text: held, children }, index) => ({
      chunk: text.slice(starts[index], end),
      text: held,
      children,
    })),
    after: text.slice(starts.at(-1)),
    lead: own === '' && first === undefined ? ending + indent + step : own,
    step: blanks.startsWith(indent) && blanks !== indent ? blanks.slice(indent.length) : step,
  };
}

function find(text: string, place: readonly string[], name: string): Found {
  const parser = new SaxesParser();
  const found: Found = { list: null, close: -1, entries: [] };
  const open: string[] = [];
  let elements = 0;
  let current: { start: number; text: string; children: Record<string, string> } | null = null;
  const inList = (): boolean => open.length >= place.length && place.every((part, depth) => open[depth] === part);
  const tagStart = (): number => text.lastIndexOf('<', parser.position - 1);

  parser.on('doctype', () => {
    throw new Error('document type');
  });
  parser.on('error', (fault) => {
    throw fault;
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    elements += 1;
    if (elements > maxElements || open.length > 30) throw new Error('too large');
    if (tag.name === name && open.length === place.length && inList() && found.close < 0)
      current = { start: tagStart(), text: '', children: {} };
    open.push(tag.name);
    if (open.length === place.length && inList() && found.list === null)
      found.list = { start: tagStart(), end: parser.position, alone: tag.isSelfClosing };
  });
  const addText = (held: string): void => {
    if (current === null) return;
    const child = open.at(-1);
    if (open.length === place.length + 1) current.text += held;
    else if (open.length === place.length + 2 && child !== undefined)
      current.children[child] = (current.children[child] ?? '') + held;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (current !== null && open.length === place.length + 1) {
      found.entries.push({ ...current, end: parser.position });
      current = null;
    }
    if (open.length === place.length && inList() && found.close < 0) found.close = tagStart();
    open.pop();
  });
  parser.write(text).close();
  return found;
}

/** The entries as items; `idOf` names the mod of one. */
export const itemsOf = (list: XmlList, idOf: (entry: XmlEntry) => string | null): readonly ListItem[] =>
  list.entries.map((entry) => ({ id: idOf(entry), rank: 0, chunk: entry.chunk }));

export const writeXmlList = ({ before, after }: XmlList, items: readonly ListItem[]): Uint8Array =>
  new TextEncoder().encode(before + items.map(({ chunk }) => chunk).join('') + after);

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(mark, '');
