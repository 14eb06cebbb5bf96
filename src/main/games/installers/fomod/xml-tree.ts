/** XML as a small tree. Document types are refused, so nothing can be declared, fetched or multiplied; all else is capped. */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { installerFault } from './fault.ts';

export interface XmlElement {
  /** Lower case, without a prefix. */
  readonly name: string;
  /** By their names in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly in it, trimmed. */
  readonly text: string;
}

/** Bytes. The largest installers that are known have about 3 MB. */
export const maxXmlBytes = 16 * 1024 ** 2;
const maxElements = 200_000;
const maxDepth = 64;

interface OpenElement {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  readonly text: string[];
}

/** Throws `installer_unreadable`. Small mistakes of authors, as a bare "&", are overlooked. */
export function readXml(bytes: Uint8Array): XmlElement {
  if (bytes.byteLength > maxXmlBytes) throw installerFault(`it is larger than ${maxXmlBytes / 1024 ** 2} MB`);
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;

  parser.on('doctype', () => {
    throw installerFault('it declares a document type');
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    elements += 1;
    if (elements > maxElements) throw installerFault(`it has more than ${maxElements} elements`);
    if (open.length >= maxDepth) throw installerFault(`it is nested more than ${maxDepth} deep`);
    const named = Object.entries(attributes).map(([key, value]) => [localName(key), value] as const);
    open.push({ name: localName(name), attributes: new Map(named), children: [], text: [] });
  });
  const addText = (text: string): void => void open.at(-1)?.text.push(text);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const done = open.pop();
    if (done === undefined) return;
    const element = { ...done, text: done.text.join('').trim() };
    const parent = open.at(-1);
    if (parent === undefined) root ??= element;
    else parent.children.push(element);
  });
  parser.on('error', (fault) => {
    if (breaksTree.test(fault.message)) throw installerFault(`it is no well-formed XML (${fault.message})`);
  });
  parser.write(escapeBare(decodeXml(bytes))).close();
  if (root === null) throw installerFault('it holds nothing');
  return root;
}

/** Messages of saxes after which the tree is not the one the author meant. */
const breaksTree = /unclosed|unmatched|unexpected|must contain|end of|undefined attribute|more than one|no closing/iu;

const localName = (name: string): string => (name.split(':').at(-1) ?? name).toLowerCase();

/** What a file says of its encoding is often wrong, so the bytes decide. The declaration is left out: it would be read again. */
export function decodeXml(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes))
    .decode(bytes)
    .replace(/^\uFEFF/u, '')
    .replace(/^\s*<\?xml[^>]{0,200}\?>/u, '')
    .trimStart();
}

/** "Sword & Shield" is not XML, and common: such an "&" stands for itself. What lies in CDATA stays as it is. */
function escapeBare(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('<![CDATA[', at);
    parts.push(text.slice(at, start < 0 ? text.length : start).replaceAll(bareAmpersand, '&amp;'));
    if (start < 0) break;
    const end = text.indexOf(']]>', start);
    at = end < 0 ? text.length : end + 3;
    parts.push(text.slice(start, at));
  }
  return parts.join('');
}

const bareAmpersand = /&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);)/giu;

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
