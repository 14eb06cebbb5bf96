/** The text forms of mods and files: "2475/4559377" and "2475/4559377/5848832". */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { FileRef, ModRef } from '../../../shared/model.ts';

export type ModioFileRef = Extract<FileRef, { provider: 'modio' }>;

export interface ModioMod {
  readonly gameId: string;
  readonly modId: string;
}

/** In a reference that was typed and not yet answered: the md5 is not known. */
export const unknownMd5 = '0'.repeat(32);

export function parseFileRef(text: string): ModioFileRef | null {
  const [, gameId, modId, fileId] = /^(\d{1,20})\/(\d{1,20})\/(\d{1,20})$/u.exec(text) ?? [];
  if (gameId === undefined || modId === undefined || fileId === undefined) return null;
  return { provider: 'modio', gameId, modId, fileId, md5: unknownMd5 };
}

export const parseModRef = (text: string): ModRef | null =>
  /^\d{1,20}\/\d{1,20}$/u.test(text) ? { provider: 'modio', id: text } : null;

export const modRefOf = ({ gameId, modId }: ModioMod): ModRef => ({ provider: 'modio', id: `${gameId}/${modId}` });

/** Throws `invalid_input`, before anything is sent. */
export function needMod(ref: ModRef): ModioMod {
  const [gameId = '', modId = ''] = ref.id.split('/');
  if (ref.provider === 'modio' && parseModRef(ref.id) !== null) return { gameId, modId };
  throw new LoadstoneError('invalid_input', 'This is not a mod of mod.io.', 'A mod looks like "2475/4559377".');
}

export function needFile(ref: FileRef): ModioFileRef {
  if (ref.provider === 'modio' && [ref.gameId, ref.modId, ref.fileId].every((id) => /^\d{1,20}$/u.test(id))) return ref;
  throw new LoadstoneError(
    'invalid_input',
    'This is not a file of mod.io.',
    'A file looks like "2475/4559377/5848832".',
  );
}
