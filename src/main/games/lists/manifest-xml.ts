/** The small XML file in which a mod tells what it is. */
import { readXml, type XmlElement } from '../installers/fomod/xml-tree.ts';
import type { ModFile } from './list-format.ts';

const maxBytes = 1024 ** 2;

/** null for one that cannot be read: the list then does not name the mod. */
export function readManifestXml({ read }: Pick<ModFile, 'read'>): XmlElement | null {
  const bytes = read(maxBytes);
  return bytes === null ? null : xmlIn(bytes);
}

/** null for what is no XML. */
export function xmlIn(bytes: Uint8Array): XmlElement | null {
  try {
    return readXml(bytes);
  } catch {
    return null;
  }
}
