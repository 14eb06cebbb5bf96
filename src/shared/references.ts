/** The text forms of mods and files that the command line prints and takes. */
import type { FileRef, ModRef } from './model.ts';

export const modReference = (ref: ModRef): string => `${ref.provider}:${ref.id}`;

/** With everything the reference knows, so that the page is found again too. */
export function fileReference(ref: FileRef): string {
  switch (ref.provider) {
    case 'gamebanana':
      return ref.modId === '0' ? `gamebanana:${ref.fileId}` : `gamebanana:${ref.model}/${ref.modId}/${ref.fileId}`;
    case 'nexus':
      // The low half of the uid is the file's number within its game.
      return `nexus:${ref.game}/${ref.modId}/${BigInt(ref.fileUid) & 0xffff_ffffn}`;
    case 'github':
      return `github:${ref.owner}/${ref.repo}/${ref.assetId}`;
    case 'modio':
      return `modio:${ref.gameId}/${ref.modId}/${ref.fileId}`;
    case 'factorio':
      return `factorio:${ref.name}@${ref.version}`;
    default:
      return ref satisfies never;
  }
}
