/**
 * Markdown as authors of mod pages write it, as HTML whose every text is escaped: what looks like HTML in it stays text.
 * The subset of CommonMark that such pages use; what it does not know is shown as it was written.
 */

/** Characters; the longest real descriptions have a tenth of that. */
const longest = 100_000;
const deepest = 6;

/** Never throws. */
export const markdownToHtml = (text: string): string => blocksOf(text.slice(0, longest).split(/\r\n|\r|\n/u), 0);

/** Eats the lines of one block from the front and answers its HTML. null: the lines begin no such block. */
type BlockRule = (lines: readonly string[], depth: number) => { readonly html: string; readonly taken: number } | null;

function blocksOf(lines: readonly string[], depth: number): string {
  let html = '';
  for (let at = 0; at < lines.length;) {
    const rest = lines.slice(at, at + 2_000);
    const rules = depth < deepest ? blockRules : [paragraph];
    const made = isBlank(lines[at]) ? { html: '', taken: 1 } : firstOf(rules, rest, depth);
    html += made.html;
    at += made.taken;
  }
  return html;
}

function firstOf(rules: readonly BlockRule[], lines: readonly string[], depth: number) {
  for (const rule of rules) {
    const made = rule(lines, depth);
    if (made !== null) return made;
  }
  return { html: '', taken: 1 };
}

const isBlank = (line = ''): boolean => line.trim() === '';

const fence: BlockRule = (lines) => {
  const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/u.exec(lines[0] ?? '') ?? [];
  if (mark === '') return null;
  const end = lines.findIndex((line, place) => place > 0 && line.trim().startsWith(mark));
  const inside = lines.slice(1, end < 0 ? lines.length : end);
  return { html: `<pre>${escaped(inside.join('\n'))}</pre>`, taken: end < 0 ? lines.length : end + 1 };
};

const heading: BlockRule = (lines) => {
  const [, marks, words = ''] = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/u.exec(lines[0] ?? '') ?? [];
  if (marks !== undefined) return { html: `<h${marks.length}>${inline(words)}</h${marks.length}>`, taken: 1 };
  const underline = /^ {0,3}(=+|-{2,})\s*$/u.exec(lines[1] ?? '')?.[1];
  if (underline === undefined || startsBlock(lines[0] ?? '')) return null;
  const level = underline.startsWith('=') ? 1 : 2;
  return { html: `<h${level}>${inline((lines[0] ?? '').trim())}</h${level}>`, taken: 2 };
};

const rule: BlockRule = (lines) => (isRule(lines[0] ?? '') ? { html: '<hr>', taken: 1 } : null);

const isRule = (line: string): boolean => /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/u.test(line);

const quote: BlockRule = (lines, depth) => {
  const inside = takeWhile(lines, (line) => /^ {0,3}>/u.test(line));
  if (inside.length === 0) return null;
  const bare = inside.map((line) => line.replace(/^ {0,3}> ?/u, ''));
  return { html: `<blockquote>${blocksOf(bare, depth + 1)}</blockquote>`, taken: inside.length };
};

const itemPattern = /^( {0,3})([-*+]|\d{1,9}[.)])(?: {1,4}|\t|$)/u;

const list: BlockRule = (lines, depth) => {
  const [, , mark = ''] = itemPattern.exec(lines[0] ?? '') ?? [];
  if (mark === '' || isRule(lines[0] ?? '')) return null;
  const tag = /\d/u.test(mark) ? 'ol' : 'ul';
  const belongs = (line: string, place: number): boolean =>
    place === 0 || itemPattern.test(line) || /^\s/u.test(line) || isBlank(line) || !isBlank(lines[place - 1]);
  const inside = takeWhile(lines, (line, place) => belongs(line, place) && !(place > 0 && endsList(line, tag)));
  return { html: `<${tag}>${itemsOf(inside, depth)}</${tag}>`, taken: inside.length };
};

const endsList = (line: string, tag: 'ol' | 'ul'): boolean => {
  const [, , mark] = itemPattern.exec(line) ?? [];
  if (mark !== undefined && !isRule(line)) return /\d/u.test(mark) !== (tag === 'ol');
  return /^ {0,3}(?:#{1,6}\s|>|`{3})/u.test(line) || isRule(line);
};

function itemsOf(lines: readonly string[], depth: number): string {
  const items: string[][] = [];
  for (const line of lines) {
    const match = itemPattern.exec(line);
    if (match === null) items.at(-1)?.push(line.replace(/^(?: {1,4}|\t)/u, ''));
    else items.push([line.slice(match[0].length)]);
  }
  return items.map((item) => `<li>${tightItem(item, depth)}</li>`).join('');
}

/** One line is no paragraph of its own; a list inside keeps its place below it. */
function tightItem([first = '', ...more]: readonly string[], depth: number): string {
  const own = takeWhile(more, (line) => !isBlank(line) && !startsBlock(line));
  const rest = more.slice(own.length);
  return inline([first, ...own].join('\n')) + (rest.every((line) => isBlank(line)) ? '' : blocksOf(rest, depth + 1));
}

const startsBlock = (line: string): boolean =>
  /^ {0,3}(?:#{1,6}\s|>|`{3}|~{3})/u.test(line) || itemPattern.test(line) || isRule(line);

const paragraph: BlockRule = (lines, depth) => {
  const inside = takeWhile(
    lines,
    (line, place) => place === 0 || (!isBlank(line) && (depth >= deepest || !startsBlock(line))),
  );
  return { html: `<p>${inline(inside.map((line) => line.trimStart()).join('\n'))}</p>`, taken: inside.length };
};

const blockRules: readonly BlockRule[] = [fence, rule, heading, quote, list, paragraph];

function takeWhile(lines: readonly string[], wanted: (line: string, place: number) => boolean): readonly string[] {
  const end = lines.findIndex((line, place) => !wanted(line, place));
  return end < 0 ? lines : lines.slice(0, end);
}

/** In their order: what is code is nothing else, and a picture inside a link belongs to the link. */
const spans: readonly (readonly [RegExp, (match: readonly string[]) => string])[] = [
  [/^(`{1,3})(?!`)([\s\S]{1,4000}?)(?<!`)\1(?!`)/u, ([, , code = '']) => `<code>${escaped(code.trim())}</code>`],
  [/^\\([!-/:-@[-`{-~])/u, ([, char = '']) => escaped(char)],
  [
    /^!\[([^\]]{0,500})\]\(\s*<?([^\s()<>]{1,2000})>?[^)]{0,500}\)/u,
    ([, alt = '', src = '']) => `<img src="${escaped(src)}" alt="${escaped(alt)}">`,
  ],
  [
    /^\[((?:!\[[^\]]{0,500}\]\([^)]{0,2000}\)|[^[\]]){1,1000})\]\(\s*<?((?:[^\s()<>]|\([^\s()]{0,500}\)){1,2000})>?[^)]{0,500}\)/u,
    ([, words = '', href = '']) => `<a href="${escaped(href)}">${inline(words)}</a>`,
  ],
  [/^<(https?:\/\/[^\s<>]{1,2000})>/u, ([, href = '']) => linkTo(href)],
  [/^https?:\/\/[^\s<>()[\]"'*]{2,2000}[^\s<>()[\]"'*.,;:!?]/u, ([href = '']) => linkTo(href)],
  [/^(\*\*|__)(?=\S)([\s\S]{1,2000}?\S)\1/u, ([, , words = '']) => `<strong>${inline(words)}</strong>`],
  [/^\*(?=[^\s*])([^*]{0,2000}?[^\s*])\*(?!\*)/u, ([, words = '']) => `<em>${inline(words)}</em>`],
  [/^_(?=[^\s_])([^_]{0,2000}?[^\s_])_(?!\w)/u, ([, words = '']) => `<em>${inline(words)}</em>`],
  [/^~~(?=\S)([\s\S]{1,2000}?\S)~~/u, ([, words = '']) => `<s>${inline(words)}</s>`],
  [/^(?: {2,}|\\)\n/u, () => '<br>'],
];

const linkTo = (href: string): string => `<a href="${escaped(href)}">${escaped(href)}</a>`;

/** Where one of the spans can begin; everything before is text. An address begins with its scheme. */
const special = /[`\\![<*_~]|https?:\/\/| {2,}\n/gu;

function inline(text: string): string {
  let html = '';
  let at = 0;
  while (at < text.length) {
    special.lastIndex = at;
    const next = special.exec(text)?.index ?? text.length;
    html += escaped(text.slice(at, next));
    at = next;
    if (at >= text.length) break;
    const made = spanAt(text, at);
    html += made?.html ?? escaped(text.charAt(at));
    at += made?.length ?? 1;
  }
  return html;
}

function spanAt(text: string, at: number): { readonly html: string; readonly length: number } | null {
  // A name like some_mod_name has no emphasis in it.
  const insideWord = text.charAt(at) === '_' && /\w/u.test(text.charAt(at - 1));
  if (insideWord) return null;
  const rest = text.slice(at, at + 5_000);
  for (const [pattern, html] of spans) {
    const match = pattern.exec(rest);
    if (match !== null) return { html: html([...match].map((group) => group ?? '')), length: match[0].length };
  }
  return null;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
