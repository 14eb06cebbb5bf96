/**
 * `modsettings.lsx` of Baldur's Gate 3: the modules that are loaded, in their order, behind the campaign's own. What a
 * module is called stands in the `meta.lsx` of its `.pak`; one without is no module and always loaded. From patch 7 on
 * (format 4.7) there is one list; the older ones with a second one for the order are left alone. Pure but for the reading.
 * Source: Vortex, game-baldursgate3 (common.ts).
 */
import type { XmlElement } from '../installers/fomod/xml-tree.ts';
import { arrange, type ListItem } from './arrange.ts';
import { readPakEntries, readPakFile } from './larian-pak.ts';
import type { ListChange, ListedMod, ListKind, ModFile } from './list-format.ts';
import { xmlIn } from './manifest-xml.ts';
import { escapeXml, itemsOf, readXmlList, writeXmlList, type XmlList } from './xml-list.ts';

const place = ['save', 'region', 'node', 'children', 'node', 'children'];
const largestMeta = 1024 ** 2;
/** Of the campaign: it leads the list, and is never ours to add or take. */
const campaign = new Set(['28ac9ce2-2aba-8cda-b3b5-6e922f71b6b8', 'cb555efe-2d9e-131f-8195-a89329d218ea']);
/** 1.0.0.0: of modules from before versions had 64 bits. */
const firstVersion = '36028797018963968';
const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

function read(bytes: Uint8Array): XmlList | null {
  const list = readXmlList(bytes, place, 'node');
  if (list === null || !/<node id="Mods">\s*<children>$/u.test(list.before)) return null;
  const inner = list.entries.every(({ chunk }) => /<node id="ModuleShortDesc">/u.test(chunk));
  return inner && !`${list.before}${list.after}`.includes('"ModOrder"') ? list : null;
}

/** The first module in the package that is none of the campaign's. */
function modOf(file: ModFile): ListedMod | null {
  for (const entry of readPakEntries(file) ?? []) {
    if (!/^mods\/[^/]+\/meta\.lsx$/iu.test(entry.name)) continue;
    const bytes = readPakFile(file, entry, largestMeta);
    const mod = bytes === null ? null : moduleIn(bytes);
    if (mod !== null) return mod;
  }
  return null;
}

function moduleIn(meta: Uint8Array): ListedMod | null {
  const info = findNode(xmlIn(meta), 'ModuleInfo');
  const valueOf = (id: string): string =>
    info?.children.find(({ attributes }) => attributes.get('id') === id)?.attributes.get('value') ?? '';
  const id = valueOf('UUID').toLowerCase();
  if (!uuidPattern.test(id) || campaign.has(id)) return null;
  const version = /^\d{1,20}$/u.test(valueOf('Version64')) ? valueOf('Version64') : firstVersion;
  const handle = /^\d{1,20}$/u.test(valueOf('PublishHandle')) ? valueOf('PublishHandle') : '0';
  const facts = { Folder: valueOf('Folder'), MD5: valueOf('MD5'), Name: valueOf('Name'), PublishHandle: handle };
  return { id, text: id, rank: 0, facts: { ...facts, Version64: version } };
}

function findNode(element: XmlElement | null, id: string): XmlElement | null {
  if (element === null) return null;
  if (element.name === 'node' && element.attributes.get('id') === id) return element;
  for (const child of element.children) {
    const found = findNode(child, id);
    if (found !== null) return found;
  }
  return null;
}

function merge(current: Uint8Array | null, change: ListChange): Uint8Array | null {
  const list = current === null ? null : read(current);
  if (list === null) return current;
  const items = itemsOf(list, ({ chunk }) => valueIn(chunk, 'UUID')?.toLowerCase() ?? null);
  return writeXmlList(
    list,
    arrange(items, change, {
      add: (mod) => written(mod, list),
      switchOn: ({ chunk }) => chunk,
      renew: ({ chunk }, { facts }: ListedMod) =>
        ['Folder', 'Name', 'Version64'].reduce((text, id) => withValue(text, id, facts?.[id] ?? ''), chunk),
    }),
  );
}

function written({ id, facts = {} }: ListedMod, { lead, step }: XmlList): string {
  const attribute = (name: string, type: string, value: string): string =>
    `${lead}${step}<attribute id="${name}" type="${type}" value="${quoted(value)}"/>`;
  return [
    `${lead}<node id="ModuleShortDesc">`,
    attribute('Folder', 'LSString', facts['Folder'] ?? ''),
    attribute('MD5', 'LSString', facts['MD5'] ?? ''),
    attribute('Name', 'LSString', facts['Name'] ?? ''),
    attribute('PublishHandle', 'uint64', facts['PublishHandle'] ?? '0'),
    attribute('UUID', 'guid', id),
    attribute('Version64', 'int64', facts['Version64'] ?? firstVersion),
    `${lead}</node>`,
  ].join('');
}

const quoted = (text: string): string => escapeXml(text).replaceAll('"', '&quot;');

const attributeOf = (chunk: string, id: string): string | undefined =>
  chunk.match(/<attribute\b[^>]*>/gu)?.find((tag) => tag.includes(` id="${id}"`));

const valueIn = (chunk: ListItem['chunk'], id: string): string | undefined =>
  / value="([^"]*)"/u.exec(attributeOf(chunk, id) ?? '')?.[1];

function withValue(chunk: string, id: string, value: string): string {
  const tag = attributeOf(chunk, id);
  return tag === undefined
    ? chunk
    : chunk.replace(tag, () => tag.replace(/ value="[^"]*"/u, () => ` value="${quoted(value)}"`));
}

export const larianModSettings: ListKind = {
  knownBy: { ending: /\.pak$/u },
  modOf,
  merge,
  isSound: (current) => read(current) !== null,
  // Which campaign leads it is for the game to say.
  begins: false,
};
