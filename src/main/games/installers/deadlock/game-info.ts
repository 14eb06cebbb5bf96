/**
 * `gameinfo.gi` of Deadlock: the game looks for packages in `citadel/addons` only when its search paths name that
 * folder, before its own. Every update of the game brings the original back. Pure.
 */
import type { ModFilesChange } from '../../mod-files-change.ts';

const addons = 'citadel/addons';

/** Adds the folder while mods are there. Everything else stays byte for byte; a file that looks otherwise stays whole. */
export function mergeGameInfo(current: Uint8Array | null, { present }: ModFilesChange): Uint8Array | null {
  if (current === null || present.length === 0) return current;
  // One byte is one character, so that what is not ASCII comes back as it was.
  const text = Buffer.from(current).toString('latin1');
  const [head] = /\bSearchPaths"?[^\S\n]*(?:\/\/[^\n]*)?\s*\{[^\S\n]*\r?\n?/u.exec(text) ?? [];
  if (head === undefined || text.includes(addons)) return current;
  const at = text.indexOf(head) + head.length;
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  return Buffer.from(`${text.slice(0, at)}\t\t\tGame\t\t\t\t${addons}${ending}${text.slice(at)}`, 'latin1');
}
