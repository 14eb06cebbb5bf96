/** Descriptions from strangers, as the small tree of `RichNode`: an allow-list of elements, everything else is text. */
import type { RichNode } from '../../shared/model.ts';
import { hostAllowed } from '../lib/http.ts';
import { htmlTokens, type HtmlToken } from './html-tokens.ts';

export interface RichTextOptions {
  /** Hosts pictures may come from: exact names, or a leading dot for subdomains. */
  readonly imageHosts: readonly string[];
  /** What relative links are relative to. */
  readonly base: string;
}

/** Characters; the longest real descriptions have a tenth of that. */
const maxInput = 200_000;
const maxNodes = 6_000;
const maxDepth = 24;

type Container = Extract<RichNode, { children: readonly RichNode[] }>['type'];

const containers: Readonly<Record<string, Container>> = {
  p: 'paragraph',
  strong: 'strong',
  b: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
  u: 'underline',
  ins: 'underline',
  code: 'code',
  kbd: 'code',
  tt: 'code',
  pre: 'preformatted',
  blockquote: 'quote',
  q: 'emphasis',
  ul: 'bullets',
  ol: 'numbers',
  li: 'item',
  details: 'spoiler',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  a: 'link',
};

const blocks: ReadonlySet<string> = new Set<RichNode['type']>([
  'paragraph',
  'heading',
  'preformatted',
  'quote',
  'bullets',
  'numbers',
  'item',
  'spoiler',
  'rule',
]);

/** Elements without a node of their own that still begin a new line. */
const lineMakers = new Set([
  'div',
  'section',
  'article',
  'header',
  'footer',
  'table',
  'tr',
  'summary',
  'figure',
  'figcaption',
  'center',
  'dl',
  'dt',
  'dd',
]);

/** An element that is still open: `children` is the list inside `node`, while it may still grow. */
interface Draft {
  readonly node: RichNode;
  readonly children: RichNode[];
}

interface Frame extends Draft {
  readonly tag: string;
}

/** Never throws. The top level holds blocks only; depth and number of nodes are bounded. */
export function richText(html: string, options: RichTextOptions): readonly RichNode[] {
  const builder = createBuilder(options);
  for (const token of htmlTokens(html.slice(0, maxInput))) if (!builder.take(token)) break;
  return builder.finish();
}

/** The same text without any form, for one-line places. */
export function plainText(html: string, maxLength = 2_000): string {
  let text = '';
  for (const token of htmlTokens(html.slice(0, maxInput))) {
    text += token.type === 'text' ? token.text : /^(?:br|p|div|li|h[1-6]|tr)$/u.test(token.name) ? ' ' : '';
    if (text.length > maxLength * 4) break;
  }
  return text.replaceAll(/\s+/gu, ' ').trim().slice(0, maxLength);
}

/** Names and titles are text, not HTML, but may hold line breaks and characters that turn the reading order around. */
export const oneLine = (text: string, maxLength: number): string =>
  text
    // oxlint-disable-next-line no-control-regex -- control characters are what we take out
    .replaceAll(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, maxLength);

interface Builder {
  /** false: full, nothing more is taken. */
  readonly take: (token: HtmlToken) => boolean;
  readonly finish: () => readonly RichNode[];
}

function createBuilder(options: RichTextOptions): Builder {
  const root: RichNode[] = [];
  const stack: Frame[] = [];
  let nodes = 0;

  const here = (): RichNode[] => stack.at(-1)?.children ?? root;
  const add = (node: RichNode): void => {
    nodes += 1;
    here().push(node);
  };
  const inside = (type: Container): boolean => stack.some(({ node }) => node.type === type);
  const closeTo = (place: number): void => {
    stack.length = place;
  };
  const closeParagraph = (): void => {
    const place = stack.findLastIndex(({ node }) => node.type === 'paragraph' || node.type === 'heading');
    if (place >= 0) closeTo(place);
  };
  const closeItem = (): void => {
    const place = stack.findLastIndex(({ node }) => ['item', 'bullets', 'numbers'].includes(node.type));
    if (place >= 0 && stack[place]?.node.type === 'item') closeTo(place);
  };
  const push = (tag: string, draft: Draft): void => {
    if (stack.length >= maxDepth) return;
    add(draft.node);
    stack.push({ tag, ...draft });
  };
  const open = (token: Extract<HtmlToken, { type: 'open' }>): void => {
    const { name, attributes } = token;
    if (name === 'br') return add({ type: 'break' });
    if (name === 'img') return addAll(imageOf(attributes, options));
    if (name === 'iframe') return addAll(frameLink(attributes, options));
    const spoiler = /\bspoiler\b/iu.test(attributes.get('class') ?? '') && ['div', 'span', 'p'].includes(name);
    const type = spoiler ? 'spoiler' : containers[name];
    if (name === 'hr' || lineMakers.has(name) || (type !== undefined && blocks.has(type))) closeParagraph();
    if (name === 'hr') return add({ type: 'rule' });
    if (type === undefined) return lineMakers.has(name) ? lineBreak(here()) : undefined;
    if (type === 'item') {
      closeItem();
      if (!inside('bullets') && !inside('numbers')) return lineBreak(here());
    }
    const draft = draftOf(name, type, attributes, options);
    if (draft !== null && !(type === 'link' && inside('link'))) push(name, draft);
  };
  const addAll = (made: readonly RichNode[]): void => made.forEach(add);
  const close = (name: string): void => {
    const place = stack.findLastIndex(({ tag }) => tag === name);
    if (place >= 0) return closeTo(place);
    if (lineMakers.has(name)) lineBreak(here());
  };
  const text = (raw: string): void => {
    const words = inside('preformatted') ? raw : raw.replaceAll(/[ \t\r\n\f]+/gu, ' ');
    if (words === '' || (words === ' ' && startsLine(here()))) return;
    add({ type: 'text', text: words });
  };
  return {
    take: (token) => {
      if (token.type === 'text') text(token.text);
      else if (token.type === 'open') open(token);
      else close(token.name);
      return nodes < maxNodes;
    },
    finish: () => inBlocks(pruned(root)),
  };
}

const startsLine = (siblings: readonly RichNode[]): boolean => {
  const last = siblings.at(-1);
  return last === undefined || last.type === 'break' || blocks.has(last.type);
};

function lineBreak(siblings: RichNode[]): void {
  if (!startsLine(siblings)) siblings.push({ type: 'break' });
}

function draftOf(
  tag: string,
  type: Container,
  attributes: ReadonlyMap<string, string>,
  options: RichTextOptions,
): Draft | null {
  const children: RichNode[] = [];
  if (type === 'heading') {
    const level = Math.min(4, Number(tag.slice(1))) as 1 | 2 | 3 | 4;
    return { node: { type, level, children }, children };
  }
  if (type !== 'link') return { node: { type, children }, children };
  const href = safeAddress(attributes.get('href'), options.base);
  return href === null ? null : { node: { type, href: href.href, children }, children };
}

/** https and nothing that could deceive: no login, no other scheme. null otherwise. */
function safeAddress(text: string | undefined, base: string): URL | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.length > 2_000) return null;
  const url = URL.parse(trimmed, base);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '' ? url : null;
}

function imageOf(attributes: ReadonlyMap<string, string>, options: RichTextOptions): readonly RichNode[] {
  const src = safeAddress(attributes.get('src'), options.base);
  const alt = (attributes.get('alt') ?? '').trim().slice(0, 300);
  if (src !== null && hostAllowed(src.hostname, options.imageHosts)) return [{ type: 'image', src: src.href, alt }];
  return alt === '' ? [] : [{ type: 'text', text: alt }];
}

/** Embedded players become what they are: a link to somewhere else. */
function frameLink(attributes: ReadonlyMap<string, string>, options: RichTextOptions): readonly RichNode[] {
  const src = safeAddress(attributes.get('src'), options.base);
  if (src === null) return [];
  const video = /^(?:www\.)?youtube(?:-nocookie)?\.com$/u.test(src.hostname)
    ? /^\/embed\/([\w-]{5,20})$/u.exec(src.pathname)?.[1]
    : undefined;
  const href = video === undefined ? src.href : `https://www.youtube.com/watch?v=${video}`;
  return [{ type: 'link', href, children: [{ type: 'text', text: href }] }];
}

/** Takes out containers in which nothing is left, and joins neighbouring texts. */
function pruned(nodes: readonly RichNode[]): RichNode[] {
  const kept: RichNode[] = [];
  for (const node of nodes) {
    const clean = 'children' in node ? { ...node, children: pruned(node.children) } : node;
    if ('children' in clean && !hasContent(clean.children)) continue;
    const last = kept.at(-1);
    if (clean.type === 'text' && last?.type === 'text')
      kept[kept.length - 1] = { type: 'text', text: last.text + clean.text };
    else kept.push(clean);
  }
  return kept;
}

const hasContent = (nodes: readonly RichNode[]): boolean =>
  nodes.some((node) => (node.type === 'text' ? node.text.trim() !== '' : node.type !== 'break'));

const holdsBlock = (node: RichNode): boolean =>
  blocks.has(node.type) || ('children' in node && node.children.some(holdsBlock));

/** Wraps runs of inline nodes at the top level into paragraphs; two breaks in a row begin a new one. */
function inBlocks(nodes: readonly RichNode[]): readonly RichNode[] {
  const out: RichNode[] = [];
  let run: RichNode[] = [];
  const endRun = (): void => {
    while (run.at(-1)?.type === 'break') run.pop();
    if (hasContent(run)) out.push({ type: 'paragraph', children: run });
    run = [];
  };
  for (const node of nodes) {
    if (holdsBlock(node)) {
      endRun();
      out.push(node);
    } else if (node.type === 'break' && (run.length === 0 || run.at(-1)?.type === 'break')) endRun();
    else run.push(node);
  }
  endRun();
  return out;
}
