/**
 * Links that web pages hand to us. They are untrusted: a strict grammar, a length cap, nothing is fetched and nothing
 * acts. What comes out waits for the player's word.
 */
import type { FileRef, ModRef, ProviderId } from '../../shared/model.ts';
import type { Grant } from './queue-state.ts';

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
      readonly grant: Grant | null;
    }
  /** A program on the way cut the link at "&": the permission in it is not whole. */
  | { readonly kind: 'nexus-cut'; readonly game: string; readonly modId: string; readonly fileId: string }
  | { readonly kind: 'nexus-collection'; readonly game: string; readonly slug: string }
  /** `text` is what the provider's `parseFileRef` reads. */
  | { readonly kind: 'reference'; readonly provider: ProviderId; readonly text: string };

type LinkRefusal = 'too_long' | 'unknown_scheme' | 'not_a_link_of_ours' | 'none' | 'several';

/** A text that is nobody's wish: dropped without a word. */
export interface NoLink {
  readonly refused: LinkRefusal;
}

/** Characters. Browsers pass on megabytes. */
export const maxLinkLength = 2_048;

const schemes = /^(?:nxm|loadstone):/iu;

/** Never throws. */
export function parseLink(text: string): ParsedLink | NoLink {
  if (text.length > maxLinkLength) return { refused: 'too_long' };
  const link = text.trim();
  if (!schemes.test(link)) return { refused: 'unknown_scheme' };
  const body = link.slice(link.indexOf(':') + 1);
  const parsed = link.toLowerCase().startsWith('nxm:')
    ? (parseNexus(body) ?? parseCollection(body))
    : (parseOwn(body) ?? parseReference(body) ?? parseOneClick(body));
  return parsed ?? { refused: 'not_a_link_of_ours' };
}

export const isNoLink = (link: ParsedLink | FoundLink | NoLink): link is NoLink => 'refused' in link;

export interface FoundLink {
  readonly text: string;
  readonly link: ParsedLink;
}

/**
 * The one argument that is a link. Systems reorder what they pass on, so the place says nothing; two links at once
 * are nobody's wish.
 */
export function findLink(argv: readonly string[]): FoundLink | NoLink {
  const links = argv.flatMap((text) => {
    const link = parseLink(text);
    return isNoLink(link) ? [] : [{ text, link }];
  });
  const [only, second] = links;
  if (only === undefined) return { refused: 'none' };
  return second === undefined ? only : { refused: 'several' };
}

const number = String.raw`([1-9]\d{0,19})`;
const nexusPath = new RegExp(`^//([A-Za-z0-9]{1,64})/mods/${number}/files/${number}/?(?:\\?(.*))?$`, 'u');
const grantFields = {
  key: /^[A-Za-z0-9_-]{1,128}$/u,
  expires: /^\d{1,12}$/u,
  user_id: /^\d{1,20}$/u,
} as const;

/** Names of games that other managers used to write instead of the site's own. Source: Vortex, nxm handling. */
const oldNames: Readonly<Record<string, string>> = {
  skyrimse: 'skyrimspecialedition',
  skyrimvr: 'skyrimspecialedition',
  falloutnv: 'newvegas',
  fallout4vr: 'fallout4',
  teso: 'elderscrollsonline',
};

function nexusGame(name: string): string {
  const game = name.toLowerCase();
  return Object.hasOwn(oldNames, game) ? (oldNames[game] ?? game) : game;
}

/**
 * `nxm://skyrimspecialedition/mods/3863/files/1000172397?key=…&expires=…&user_id=…`; paying members get no query. What
 * else stands in the query is left alone: the site adds to it from time to time.
 */
function parseNexus(body: string): ParsedLink | null {
  const [, name = '', modId, fileId, query = ''] = nexusPath.exec(body) ?? [];
  if (modId === undefined || fileId === undefined) return null;
  const file = { game: nexusGame(name), modId, fileId };
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [field = '', value = '', ...more] = pair.split('=');
    if (!isGrantField(field)) continue;
    if (more.length > 0 || fields.has(field) || !grantFields[field].test(value)) return null;
    fields.set(field, value);
  }
  const [key, expires, userId] = [fields.get('key'), fields.get('expires'), fields.get('user_id') ?? null];
  if (key !== undefined && expires !== undefined) return { kind: 'nexus', ...file, grant: { key, expires, userId } };
  // Handlers that do not quote their argument lose everything from the first "&" on.
  return key === undefined && expires === undefined
    ? { kind: 'nexus', ...file, grant: null }
    : { kind: 'nexus-cut', ...file };
}

const isGrantField = (name: string): name is keyof typeof grantFields => Object.hasOwn(grantFields, name);

const collectionPath = /^\/\/([A-Za-z0-9]{1,64})\/collections\/(\w{1,32})\/revisions\/(?:\d{1,9}|latest)\/?(?:\?.*)?$/u;

function parseCollection(body: string): ParsedLink | null {
  const [, name = '', slug] = collectionPath.exec(body) ?? [];
  return slug === undefined ? null : { kind: 'nexus-collection', game: nexusGame(name), slug };
}

const ownPath = new RegExp(`^//install/gamebanana/([A-Z][A-Za-z]{0,31})/${number}(?:/${number})?/?$`, 'u');

/** Our own: `loadstone://install/gamebanana/Mod/531649/1732269`, the file may be missing. */
function parseOwn(body: string): ParsedLink | null {
  const [, model = '', modId, fileId] = ownPath.exec(body) ?? [];
  return modId === undefined ? null : ofGameBanana(model, modId, fileId ?? null);
}

const name = String.raw`([A-Za-z0-9][A-Za-z0-9_.-]{0,99})`;
// Mod names on the Factorio portal may hold blanks and begin with a dash.
const factorioName = String.raw`((?:[A-Za-z0-9_-]|%20){1,150})`;

/** What stands behind `loadstone://install/` for each provider whose files have an id of their own, and its text form. */
const references: readonly {
  readonly provider: ProviderId;
  readonly path: RegExp;
  readonly text: (parts: readonly string[]) => string;
}[] = [
  {
    provider: 'github',
    path: new RegExp(`^${name}/${name}/${number}/?$`, 'u'),
    text: ([owner, repo, asset]) => `${owner}/${repo}/${asset}`,
  },
  {
    provider: 'modio',
    path: new RegExp(`^${number}/${number}/${number}/?$`, 'u'),
    text: ([game, mod, file]) => `${game}/${mod}/${file}`,
  },
  {
    provider: 'factorio',
    path: new RegExp(`^${factorioName}/(\\d{1,5}(?:\\.\\d{1,5}){1,2})/?$`, 'u'),
    text: ([mod = '', version]) => `${mod.replaceAll('%20', ' ')}@${version}`,
  },
];

/** `loadstone://install/github/OWNER/REPO/ASSET`, `…/modio/GAME/MOD/FILE`, `…/factorio/NAME/VERSION`, `…/nexus/GAME/MOD/FILE`. */
function parseReference(body: string): ParsedLink | null {
  const [, provider, rest = ''] = /^\/\/install\/([a-z]{1,16})\/(.{1,300})$/u.exec(body) ?? [];
  if (provider === 'nexus') {
    const [, game = '', modId, fileId] = nexusReference.exec(rest) ?? [];
    return modId === undefined || fileId === undefined
      ? null
      : { kind: 'nexus', game: nexusGame(game), modId, fileId, grant: null };
  }
  const known = references.find((one) => one.provider === provider);
  const [, ...parts] = known?.path.exec(rest) ?? [];
  return known === undefined || parts.length === 0
    ? null
    : { kind: 'reference', provider: known.provider, text: known.text(parts) };
}

const nexusReference = new RegExp(`^([a-z0-9]{1,64})/${number}/${number}/?$`, 'u');

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
