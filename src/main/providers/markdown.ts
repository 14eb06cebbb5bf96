/**
 * Markdown from strangers as the small tree of `RichNode`. The parser is `marked`; what it makes goes through the same
 * allow-list as any other HTML from strangers, so raw HTML in a text is worth no more than there.
 */
import { Marked, type Tokens } from 'marked';
import type { RichNode } from '../../shared/model.ts';
import { richText } from './rich-text.ts';

export interface MarkdownOptions {
  /** Hosts pictures may come from: exact names, or a leading dot for subdomains. */
  readonly imageHosts: readonly string[];
  /** What relative links are relative to. Ends in "/". */
  readonly linkBase: string;
  /** What relative pictures are relative to, where that is something else. Ends in "/". */
  readonly imageBase?: string;
  /** Where a picture really lies, for addresses of pages that show one. */
  readonly picture?: (url: URL) => URL;
}

/** Characters; the longest real descriptions have half of that. */
const maxInput = 100_000;
/** Quotes and lists inside each other: what goes deeper is written as text. */
const deepest = 12;

/** Never throws. Headings below the fourth level become the fourth; tables become lines. */
export function markdownText(markdown: string, options: MarkdownOptions): readonly RichNode[] {
  const { imageHosts, linkBase, imageBase = linkBase, picture = (url) => url } = options;
  const nodes = richText(htmlOf(tamed(markdown.slice(0, maxInput)), options), { imageHosts, base: imageBase });
  return imageBase === linkBase && options.picture === undefined
    ? nodes
    : readdressed(nodes, { from: imageBase, to: linkBase, picture, imageHosts });
}

function htmlOf(markdown: string, { linkBase, imageBase = linkBase, picture }: MarkdownOptions): string {
  const parser = new Marked({
    gfm: true,
    renderer: {
      link({ href, tokens }: Tokens.Link): string {
        const url = URL.parse(href, linkBase);
        const words = this.parser.parseInline(tokens);
        return url === null || href.startsWith('#') ? words : `<a href="${escaped(url.href)}">${words}</a>`;
      },
      image({ href, text }: Tokens.Image): string {
        const url = URL.parse(href, imageBase);
        if (url === null) return escaped(text);
        return `<img src="${escaped((picture?.(url) ?? url).href)}" alt="${escaped(text)}">`;
      },
      checkbox({ checked }: Tokens.Checkbox): string {
        return checked ? '☑ ' : '☐ ';
      },
      table({ header, rows }: Tokens.Table): string {
        const line = (cells: readonly Tokens.TableCell[]): string =>
          cells.map(({ tokens }) => this.parser.parseInline(tokens)).join(' | ');
        const body = rows.map((row) => `<p>${line(row)}</p>`).join('');
        return `<p><strong>${line(header)}</strong></p>${body}`;
      },
    },
  });
  try {
    return parser.parse(markdown, { async: false });
  } catch {
    return `<pre>${escaped(markdown)}</pre>`;
  }
}

/** Emphasis in one paragraph: the parser compares every mark with every other. */
const mostMarks = 600;

/** Keeps the parser's work in bounds, and turns the boxes GitHub knows ("[!NOTE]") into words. */
const tamed = (markdown: string): string =>
  markdown
    .replaceAll(/^(?:[ \t]{0,8}>){3,}/gmu, (marks) => (marks.split('>').length > deepest ? '>'.repeat(deepest) : marks))
    .replaceAll(/^[ \t]{48,}(?=\S)/gmu, ' '.repeat(48))
    .replaceAll(/^(?:[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+){12,}/gmu, '- ')
    .replaceAll(/([[\]*_~`<!])\1{24,}/gu, (run) => run.slice(0, 24))
    .split(/(\n[ \t]*\n)/u)
    .map((block) =>
      (block.match(/[*_~[<@!]+/gu)?.length ?? 0) > mostMarks ? block.replaceAll(/[*_~[<@!]+/gu, ' ') : block,
    )
    .join('')
    .replaceAll(
      /^([ \t]*>[ \t]*)\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$/gmu,
      (_, mark: string, word: string) => `${mark}**${word.charAt(0)}${word.slice(1).toLowerCase()}**  `,
    );

interface Readdressing {
  readonly from: string;
  readonly to: string;
  readonly picture: (url: URL) => URL;
  readonly imageHosts: readonly string[];
}

/** Links of raw HTML were read relative to the pictures; they belong to the pages. */
function readdressed(nodes: readonly RichNode[], how: Readdressing): readonly RichNode[] {
  return nodes.map((node): RichNode => {
    if (node.type === 'image') {
      const url = URL.parse(node.src);
      return url === null ? node : { ...node, src: how.picture(url).href };
    }
    if (!('children' in node)) return node;
    const children = readdressed(node.children, how);
    if (node.type !== 'link' || !node.href.startsWith(how.from)) return { ...node, children };
    return { ...node, href: how.to + node.href.slice(how.from.length), children };
  });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
