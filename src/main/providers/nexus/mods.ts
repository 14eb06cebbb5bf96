/** Mods as v1 and GraphQL write them, in the words of the model. */
import type { ModDetails, ModSummary } from '../../../shared/model.ts';
import { hostAllowed } from '../../lib/http.ts';
import { oneLine, plainText, richText } from '../rich-text.ts';
import { bbcodeToHtml } from './bbcode.ts';
import { modPage, modRefOf } from './refs.ts';
import { imageHosts, site } from './traits.ts';
import type { ModState } from './types.ts';
import { partsOfUid, uidOf } from './uid.ts';
import type { GraphMod, ModRecord } from './wire.ts';

/** Where a record does not say it itself. `game`: domain or number. */
export interface Known {
  readonly game?: string | undefined;
  readonly modId?: string | undefined;
}

export function summaryOf(mod: ModRecord, known: Known = {}, categories?: ReadonlyMap<string, string>): ModSummary {
  const game = mod.domain_name?.toLowerCase() ?? known.game ?? mod.game_id ?? '0';
  return {
    ref: modRefOf(game, mod.mod_id),
    name: nameOf(mod.name, mod.mod_id),
    author: oneLine(plainText(mod.author ?? mod.uploaded_by ?? mod.user?.name ?? '', 200), 200),
    summary: plainText(bbcodeToHtml(mod.summary ?? ''), 1_000),
    image: imageOf(mod.picture_url),
    category: categories?.get(mod.category_id ?? '') ?? null,
    rating: mod.contains_adult_content === true ? 'adult' : 'safe',
    downloads: mod.mod_downloads ?? null,
    likes: mod.endorsement_count ?? null,
    updatedAt: mod.updated_timestamp ?? mod.created_timestamp ?? null,
    version: versionOf(mod.version),
    pageUrl: modPage(game, mod.mod_id),
  };
}

export function detailsOf(mod: ModRecord, known: Known = {}, categories?: ReadonlyMap<string, string>): ModDetails {
  return {
    ...summaryOf(mod, known, categories),
    description: descriptionOf(mod.description),
    gallery: galleryOf(mod.picture_url),
    license: null,
    createdAt: mod.created_timestamp ?? null,
    files: [],
    unavailable: mod.available === false ? (unavailableOf(mod.status) ?? 'withheld') : unavailableOf(mod.status),
  };
}

/** A mod of GraphQL. null: nothing says which one it is. */
export function graphSummaryOf(mod: GraphMod, known: Known = {}): ModSummary | null {
  const uid = mod.uid === null || mod.uid === undefined ? null : partsOfUid(mod.uid);
  const modId = mod.modId ?? uid?.id ?? known.modId;
  const game = mod.game?.domainName?.toLowerCase() ?? known.game ?? mod.gameId ?? uid?.gameId;
  if (modId === undefined || game === undefined) return null;
  return {
    ref: modRefOf(game, modId),
    name: nameOf(mod.name, modId),
    author: oneLine(plainText(mod.author ?? mod.uploader?.name ?? '', 200), 200),
    summary: plainText(bbcodeToHtml(mod.summary ?? ''), 1_000),
    image: imageOf(mod.thumbnailLargeUrl) ?? imageOf(mod.pictureUrl) ?? imageOf(mod.thumbnailUrl),
    category: oneLine(plainText(mod.modCategory?.name ?? mod.category ?? '', 100), 100) || null,
    rating: mod.adultContent === true || mod.adult === true ? 'adult' : 'safe',
    downloads: mod.downloads ?? null,
    likes: mod.endorsements ?? null,
    updatedAt: mod.updatedAt ?? mod.createdAt ?? null,
    version: versionOf(mod.version),
    pageUrl: modPage(game, modId),
  };
}

export function graphDetailsOf(mod: GraphMod, known: Known = {}): ModDetails | null {
  const summary = graphSummaryOf(mod, known);
  if (summary === null) return null;
  return {
    ...summary,
    description: descriptionOf(mod.description),
    gallery: galleryOf(mod.pictureUrl),
    license: null,
    createdAt: mod.createdAt ?? null,
    files: [],
    unavailable: unavailableOf(mod.status),
  };
}

export function stateOf(mod: GraphMod, asked?: string): ModState | null {
  const { gameId, modId } = mod;
  const byIds = typeof gameId === 'string' && typeof modId === 'string' ? uidOf(gameId, modId) : undefined;
  const uid = mod.uid ?? byIds ?? asked;
  if (uid === undefined) return null;
  return { uid, available: unavailableOf(mod.status) === null, updatedAt: mod.updatedAt ?? null };
}

const galleryOf = (picture: string | null | undefined): readonly string[] => {
  const image = imageOf(picture);
  return image === null ? [] : [image];
};

/** Mods that are hidden or removed have no name in any answer. */
const nameOf = (name: string | null | undefined, modId: string): string =>
  oneLine(plainText(name ?? '', 300), 300) || `Mod ${modId}`;

export const versionOf = (text: string | null | undefined): string | null => oneLine(text ?? '', 100) || null;

/** An unknown status is no reason to install nothing: the files say whether there are any. */
function unavailableOf(status: string | null | undefined): ModDetails['unavailable'] {
  switch (status ?? '') {
    case 'hidden':
    case 'not_published':
    case 'publish_with_game':
      return 'private';
    case 'removed':
    case 'wastebinned':
      return 'trashed';
    case 'under_moderation':
      return 'withheld';
    default:
      return null;
  }
}

export const descriptionOf = (text: string | null | undefined): ModDetails['description'] =>
  text === null || text === undefined || text === ''
    ? []
    : richText(bbcodeToHtml(text), { imageHosts, base: `${site}/` });

function imageOf(text: string | null | undefined): string | null {
  const url = URL.parse((text ?? '').replaceAll(' ', '%20').replace(/^http:/u, 'https:'));
  return url !== null && url.protocol === 'https:' && hostAllowed(url.hostname, imageHosts) ? url.href : null;
}
