/**
 * `LauncherData.xml` of Mount & Blade II: Bannerlord: the modules of single player in the order they are loaded, each
 * with the version the launcher saw last and whether it is selected. A module is named by the `Id` of its
 * `SubModule.xml`. What is said of multiplayer stays as it is. Pure.
 * Source: UserData and UserModData of the game's launcher library.
 */
import { arrange } from './arrange.ts';
import type { ListKind, ModFile } from './list-format.ts';
import { readManifestXml } from './manifest-xml.ts';
import { escapeXml, itemsOf, readXmlList, writeXmlList, type XmlList } from './xml-list.ts';

const read = (bytes: Uint8Array): XmlList | null =>
  readXmlList(bytes, ['UserData', 'SingleplayerData', 'ModDatas'], 'UserModData');

function modOf(file: ModFile) {
  const module = readManifestXml(file);
  const valueOf = (wanted: string): string =>
    module?.children
      .find(({ name }) => name === wanted)
      ?.attributes.get('value')
      ?.trim() ?? '';
  const id = valueOf('id');
  if (module?.name !== 'module' || id === '' || id.length > 200) return null;
  const depended = module.children.find(({ name }) => name === 'dependedmodules')?.children ?? [];
  const after = depended.flatMap(({ attributes }) => attributes.get('id')?.trim() ?? []);
  return { id, text: id, rank: 0, after, facts: { version: valueOf('version') } };
}

export const bannerlordLauncherData: ListKind = {
  knownBy: { inFolder: 'submodule.xml' },
  modOf,
  merge: (current, change) => {
    const list = current === null ? null : read(current);
    if (list === null) return current;
    const inner = list.lead + list.step;
    const items = itemsOf(list, ({ children }) => children['Id']?.trim() || null);
    const arranged = arrange(items, change, {
      add: ({ text, facts }) =>
        [
          `${list.lead}<UserModData>`,
          `${inner}<Id>${escapeXml(text)}</Id>`,
          `${inner}<LastKnownVersion>${escapeXml(facts?.['version'] ?? '')}</LastKnownVersion>`,
          `${inner}<IsSelected>true</IsSelected>`,
          `${list.lead}</UserModData>`,
        ].join(''),
      switchOn: ({ chunk }) => chunk.replace(/(<IsSelected>)\s*false\s*(<\/IsSelected>)/u, '$1true$2'),
    });
    return writeXmlList(list, arranged);
  },
  isSound: (current) => read(current) !== null,
  // The game's own modules in it are for its launcher to list.
  begins: false,
};
