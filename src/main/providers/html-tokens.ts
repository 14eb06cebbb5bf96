/**
 * A small, forgiving reader of HTML written by strangers. It knows tags, attributes, text and character
 * references, and nothing else: what the tokens mean is decided by an allow-list elsewhere.
 */
export type HtmlToken =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly type: 'close'; readonly name: string };

/** Elements whose content is not text for people. Dropped whole. */
const opaque = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'title',
  'object',
  'svg',
  'math',
  'select',
  'textarea',
  'video',
  'audio',
  'canvas',
]);

const tagPattern = /<(\/?)([a-z][a-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/iy;
const attributePattern = /([a-z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/giu;
/** Longer tags are text: nobody writes them by hand, and they would cost time. */
const longestTag = 4_000;

/** Never throws; every character is looked at a bounded number of times. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  let textFrom = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    const end = markupEnd(html, open);
    if (end === null) {
      at = open + 1;
      continue;
    }
    if (open > textFrom) yield { type: 'text', text: decodeReferences(html.slice(textFrom, open)) };
    const token = end.token;
    at = token?.type === 'open' && opaque.has(token.name) ? afterElement(html, token.name, end.at) : end.at;
    if (token !== null && !opaque.has(token.name)) yield token;
    textFrom = at;
  }
  if (textFrom < html.length) yield { type: 'text', text: decodeReferences(html.slice(textFrom)) };
}

interface Markup {
  readonly at: number;
  /** null for comments and declarations. */
  readonly token: Exclude<HtmlToken, { type: 'text' }> | null;
}

function markupEnd(html: string, open: number): Markup | null {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4);
    return { at: end < 0 ? html.length : end + 3, token: null };
  }
  if (html.startsWith('<!', open) || html.startsWith('<?', open)) {
    const end = html.indexOf('>', open);
    return end < 0 ? null : { at: end + 1, token: null };
  }
  const tag = html.slice(open, open + longestTag);
  tagPattern.lastIndex = 0;
  const match = tagPattern.exec(tag);
  if (match === null) return null;
  const [whole, slash, rawName = '', rest = ''] = match;
  const name = rawName.toLowerCase();
  const at = open + whole.length;
  if (slash === '/') return { at, token: { type: 'close', name } };
  return { at, token: { type: 'open', name, attributes: attributesOf(rest) } };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of text.matchAll(attributePattern)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decodeReferences(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

function afterElement(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}\\s*>`, 'giu');
  close.lastIndex = from;
  const match = close.exec(html);
  return match === null ? html.length : match.index + match[0].length;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  times: '×',
  divide: '÷',
  deg: '°',
  plusmn: '±',
  euro: '€',
  pound: '£',
  yen: '¥',
  sect: '§',
  larr: '←',
  uarr: '↑',
  rarr: '→',
  darr: '↓',
  hearts: '♥',
  frac12: '½',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
};

/** "&amp;" → "&", "&#8217;" → "’". What is not known stays as it is. */
const decodeReferences = (text: string): string =>
  text.includes('&')
    ? text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,30}));/giu, (whole, dec, hex, name) => {
        if (typeof name === 'string') return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
        return characterOf(Number.parseInt(String(dec ?? hex), dec === undefined ? 16 : 10), whole);
      })
    : text;

function characterOf(code: number, otherwise: string): string {
  const printable = code === 9 || code === 10 || code === 13 || (code >= 32 && !(code >= 0x7f && code <= 0x9f));
  if (!printable || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) return otherwise;
  return String.fromCodePoint(code);
}
