/**
 * `ModsConfig.xml` of RimWorld: `activeMods` names the mods that are loaded, in their order, by the `packageId` of their
 * `About/About.xml` in lower case. The game writes the file anew when the player leaves its list of mods. Pure.
 */
import type { XmlElement } from '../installers/fomod/xml-tree.ts';
import { arrange } from './arrange.ts';
import type { ListKind, ModFile } from './list-format.ts';
import { readManifestXml } from './manifest-xml.ts';
import { escapeXml, itemsOf, readXmlList, writeXmlList, type XmlList } from './xml-list.ts';

const read = (bytes: Uint8Array): XmlList | null => readXmlList(bytes, ['ModsConfigData', 'activeMods'], 'li');

function modOf(file: ModFile) {
  const about = readManifestXml(file);
  if (about?.name !== 'modmetadata') return null;
  const id = childText(about, 'packageid');
  const needed = about.children.flatMap(({ name, children }) => {
    if (name === 'loadafter') return children.map(({ text }) => text.toLowerCase());
    return name === 'moddependencies' ? children.map((one) => childText(one, 'packageid')) : [];
  });
  return /^[\w.-]{1,200}$/u.test(id) ? { id, text: id, rank: 0, after: needed } : null;
}

const childText = ({ children }: XmlElement, wanted: string): string =>
  children.find(({ name }) => name === wanted)?.text.toLowerCase() ?? '';

export const rimworldModsConfig: ListKind = {
  knownBy: { inFolder: 'about/about.xml' },
  modOf,
  merge: (current, change) => {
    const list = current === null ? null : read(current);
    if (list === null) return current;
    const items = itemsOf(list, ({ text }) => text.trim().toLowerCase() || null);
    const arranged = arrange(items, change, {
      add: ({ text }) => `${list.lead}<li>${escapeXml(text)}</li>`,
      switchOn: ({ chunk }) => chunk,
    });
    return writeXmlList(list, arranged);
  },
  isSound: (current) => read(current) !== null,
  // The version and the expansions in it are the game's to write.
  begins: false,
};
