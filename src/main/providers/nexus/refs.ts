/** Text forms of mods and files: "skyrimspecialedition/266", "skyrimspecialedition/266/522942", and addresses of pages. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { FileRef, ModRef } from '../../../shared/model.ts';
import { site } from './traits.ts';
import { partsOfUid, uidOf } from './uid.ts';

export type NexusFileRef = Extract<FileRef, { provider: 'nexus' }>;

/** The game's number is not in the text; the first answer brings it. */
export const unknownGame = '0';

const game = String.raw`([a-z0-9]{1,64})`;
const id = String.raw`([1-9]\d{0,9})`;
const largest = 0xffff_ffff;
const modText = new RegExp(`^${game}/${id}$`, 'u');
const fileText = new RegExp(`^${game}/${id}/([1-9]\\d{0,19})$`, 'u');
const modPath = new RegExp(`^/(?:games/)?${game}/mods/${id}/?$`, 'u');

const fits = (digits: string): boolean => Number(digits) <= largest;

/** The last number is the file's own within its game, or its whole uid. null: not a file. */
export function parseFileRef(text: string): NexusFileRef | null {
  const [, domain, modId, number] = fileText.exec(text.toLowerCase()) ?? pageFile(text);
  if (domain === undefined || modId === undefined || number === undefined || !fits(modId)) return null;
  if (fits(number)) return { provider: 'nexus', game: domain, modId, fileUid: uidOf(unknownGame, number) };
  const parts = partsOfUid(number);
  return parts === null || parts.id === '0' ? null : { provider: 'nexus', game: domain, modId, fileUid: number };
}

/** "skyrimspecialedition/266" or the address of the page. null: not a mod. */
export function parseModRef(text: string): ModRef | null {
  const [, domain, modId] = modText.exec(text.toLowerCase()) ?? modPath.exec(pathOf(text)) ?? [];
  return domain === undefined || modId === undefined || !fits(modId) ? null : modRefOf(domain, modId);
}

function pathOf(text: string): string {
  const url = URL.parse(text);
  const ours = url?.protocol === 'https:' && ['www.nexusmods.com', 'nexusmods.com'].includes(url.hostname);
  return ours ? (url?.pathname.toLowerCase() ?? '') : '';
}

function pageFile(text: string): readonly (string | undefined)[] {
  const [, domain, modId] = modPath.exec(pathOf(text)) ?? [];
  const fileId = URL.parse(text)?.searchParams.get('file_id') ?? '';
  return /^[1-9]\d{0,9}$/u.test(fileId) ? [text, domain, modId, fileId] : [];
}

export const modRefOf = (domain: string, modId: string | number): ModRef => ({
  provider: 'nexus',
  id: `${domain}/${modId}`,
});

export interface ModParts {
  /** The domain name, or the number of a game whose domain an answer did not tell. */
  readonly game: string;
  readonly modId: string;
}

/** Throws `invalid_input`, before anything is sent. */
export function needMod(ref: ModRef): ModParts {
  const [, domain, modId] = modText.exec(ref.id) ?? [];
  if (ref.provider === 'nexus' && domain !== undefined && modId !== undefined) return { game: domain, modId };
  throw new LoadstoneError(
    'invalid_input',
    'This is not a mod of Nexus Mods.',
    'A mod looks like "skyrimspecialedition/266".',
  );
}

export interface FileParts extends ModParts {
  readonly fileId: string;
  /** "0": not known. */
  readonly gameId: string;
}

/** Throws `invalid_input`, before anything is sent. */
export function needFile(ref: FileRef): FileParts {
  const parts = ref.provider === 'nexus' ? partsOfUid(ref.fileUid) : null;
  if (ref.provider === 'nexus' && parts !== null && modText.test(`${ref.game}/${ref.modId}`))
    return { game: ref.game, modId: ref.modId, fileId: parts.id, gameId: parts.gameId };
  throw new LoadstoneError(
    'invalid_input',
    'This is not a file of Nexus Mods.',
    'A file looks like "skyrimspecialedition/266/522942".',
  );
}

export const modPage = (domain: string, modId: string): string => `${site}/${domain}/mods/${modId}`;

/** Where a player without a paid account starts the download; the page answers with an nxm link. */
export const downloadPage = ({ game: domain, modId, fileId }: FileParts): string =>
  `${modPage(domain, modId)}?tab=files&file_id=${fileId}&nmm=1`;
