/** Text forms of mods and files: "Mod/531649", "610939", and addresses of pages. */
import type { FileRef, ModRef } from '../../../shared/model.ts';
import { modelPattern } from './submissions.ts';

export type GameBananaFileRef = Extract<FileRef, { provider: 'gamebanana' }>;

/** The submission is not known: a file's record does not name it. */
export const unknownMod = '0';

const id = String.raw`(\d{1,20})`;
const bareFile = new RegExp(`^${id}$`, 'u');
const fileOfMod = new RegExp(`^([A-Za-z]{1,32})/${id}/${id}$`, 'u');
const modOfModel = new RegExp(`^(?:([A-Za-z]{1,32})/)?${id}$`, 'u');
const modPage = new RegExp(`^https://gamebanana\\.com/([a-z]{1,32})s/${id}/?$`, 'u');

const plain = (digits: string): string => digits.replace(/^0+(?=\d)/u, '');

/** "610939", or "Mod/302016/610939" where the submission is known. null: not a file. */
export function parseFileRef(text: string): GameBananaFileRef | null {
  const [, bare] = bareFile.exec(text) ?? [];
  if (bare !== undefined) return { provider: 'gamebanana', fileId: plain(bare), model: 'Mod', modId: unknownMod };
  const [, model = '', modId = '', fileId = ''] = fileOfMod.exec(text) ?? [];
  if (!modelPattern.test(model)) return null;
  return { provider: 'gamebanana', fileId: plain(fileId), model, modId: plain(modId) };
}

/** "Mod/531649", "531649" or the address of the page. null: not a mod. */
export function parseModRef(text: string): ModRef | null {
  const [, model = 'Mod', modId] = modOfModel.exec(text) ?? pageParts(text);
  return modId !== undefined && modelPattern.test(model)
    ? { provider: 'gamebanana', id: `${model}/${plain(modId)}` }
    : null;
}

function pageParts(text: string): readonly (string | undefined)[] {
  const [, section = '', modId] = modPage.exec(text) ?? [];
  return [text, section.charAt(0).toUpperCase() + section.slice(1), modId];
}

export interface ModParts {
  readonly model: string;
  readonly id: string;
}

export function partsOf(ref: ModRef): ModParts | null {
  const [, model = '', modId] = modOfModel.exec(ref.id) ?? [];
  return ref.provider === 'gamebanana' && modId !== undefined && modelPattern.test(model) ? { model, id: modId } : null;
}
