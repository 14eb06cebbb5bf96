/**
 * Links that web pages hand to us. They are untrusted: a strict grammar, a length cap, nothing is fetched and nothing
 * acts. What comes out waits for the player's word.
 */
import type { FileRef, ModRef } from '../../shared/model.ts';

export type ParsedLink =
  | {
      readonly kind: 'gamebanana';
      readonly modRef: ModRef;
      /** null: the page as a whole, the player chooses the file. */
      readonly file: Extract<FileRef, { provider: 'gamebanana' }> | null;
    }
  | {
      readonly kind: 'nexus';
      readonly game: string;
      readonly modId: string;
      readonly fileId: string;
      /** What the site signed for one download; goes to Nexus and nowhere else, and is never logged. */
      readonly grant: { readonly key: string; readonly expires: string; readonly userId: string } | null;
    };

type LinkRefusal = 'too_long' | 'unknown_scheme' | 'not_a_link_of_ours' | 'none' | 'several';

export interface RefusedLink {
  readonly refused: LinkRefusal;
}

/** Characters. Browsers pass on megabytes. */
export const maxLinkLength = 2_048;

const schemes = /^(?:nxm|loadstone):/iu;

/** Never throws. */
export function parseLink(text: string): ParsedLink | RefusedLink {
  if (text.length > maxLinkLength) return { refused: 'too_long' };
  const link = text.trim();
  if (!schemes.test(link)) return { refused: 'unknown_scheme' };
  const body = link.slice(link.indexOf(':') + 1);
  const parsed = link.toLowerCase().startsWith('nxm:') ? parseNexus(body) : (parseOwn(body) ?? parseOneClick(body));
  return parsed ?? { refused: 'not_a_link_of_ours' };
}

export const isRefused = (link: ParsedLink | FoundLink | RefusedLink): link is RefusedLink => 'refused' in link;

export interface FoundLink {
  readonly text: string;
  readonly link: ParsedLink;
}

/**
 * The one argument that is a link. Systems reorder what they pass on, so the place says nothing; two links at once
 * are nobody's wish.
 */
export function findLink(argv: readonly string[]): FoundLink | RefusedLink {
  const links = argv.flatMap((text) => {
    const link = parseLink(text);
    return isRefused(link) ? [] : [{ text, link }];
  });
  const [only, second] = links;
  if (only === undefined) return { refused: 'none' };
  return second === undefined ? only : { refused: 'several' };
}

const number = String.raw`([1-9]\d{0,19})`;
const nexusPath = new RegExp(`^//([a-z0-9]{1,64})/mods/${number}/files/${number}/?(?:\\?(.*))?$`, 'u');
const grantFields = {
  key: /^[A-Za-z0-9_-]{1,128}$/u,
  expires: /^\d{1,12}$/u,
  user_id: /^\d{1,20}$/u,
} as const;

/** `nxm://skyrimspecialedition/mods/3863/files/1000172397?key=…&expires=…&user_id=…`; premium users get no query. */
function parseNexus(body: string): ParsedLink | null {
  const [, game = '', modId, fileId, query] = nexusPath.exec(body) ?? [];
  if (modId === undefined || fileId === undefined) return null;
  const plain = { kind: 'nexus', game, modId, fileId } as const;
  if (query === undefined || query === '') return { ...plain, grant: null };
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', value = '', ...more] = pair.split('=');
    if (more.length > 0 || fields.has(name) || !isGrantField(name) || !grantFields[name].test(value)) return null;
    fields.set(name, value);
  }
  const [key, expires, userId] = [fields.get('key'), fields.get('expires'), fields.get('user_id')];
  if (key === undefined || expires === undefined || userId === undefined) return null;
  return { ...plain, grant: { key, expires, userId } };
}

const isGrantField = (name: string): name is keyof typeof grantFields => Object.hasOwn(grantFields, name);

const ownPath = new RegExp(`^//install/gamebanana/([A-Z][A-Za-z]{0,31})/${number}(?:/${number})?/?$`, 'u');

/** Our own: `loadstone://install/gamebanana/Mod/531649/1732269`, the file may be missing. */
function parseOwn(body: string): ParsedLink | null {
  const [, model = '', modId, fileId] = ownPath.exec(body) ?? [];
  return modId === undefined ? null : ofGameBanana(model, modId, fileId ?? null);
}

const oneClick = new RegExp(
  `^https://gamebanana\\.com/(?:mm)?dl/${number}(?:\\?toolid=\\d{1,12})?,([A-Z][A-Za-z]{0,31}),${number}(?:,[A-Za-z0-9]{1,8})?$`,
  'u',
);

/**
 * The 1-click form of GameBanana: `loadstone:https://gamebanana.com/mmdl/584614,Mod,292237,rar`. On the way, browsers
 * lose the second colon, add slashes and encode commas; all of that is put right before the strict match.
 */
function parseOneClick(body: string): ParsedLink | null {
  const straight = body
    .replace(/^\/\//u, '')
    .replaceAll(/%2c/giu, ',')
    .replace(/\/$/u, '')
    .replace(/^https(?::|%3a)?\/\//iu, 'https://');
  const [, fileId, model = '', modId] = oneClick.exec(straight) ?? [];
  return fileId === undefined || modId === undefined ? null : ofGameBanana(model, modId, fileId);
}

function ofGameBanana(model: string, modId: string, fileId: string | null): ParsedLink {
  return {
    kind: 'gamebanana',
    modRef: { provider: 'gamebanana', id: `${model}/${modId}` },
    file: fileId === null ? null : { provider: 'gamebanana', fileId, model, modId },
  };
}
