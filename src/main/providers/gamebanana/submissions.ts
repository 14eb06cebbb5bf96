/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/** Submissions of any model as mods: in lists and with all details. */
import type { ContentRating, ModDetails, ModSummary } from '../../../shared/model.ts';
import { hostAllowed } from '../../lib/http.ts';
import { oneLine, plainText, richText } from '../rich-text.ts';
import { filesOf, versionOf } from './files.ts';
import { hosts, site } from './traits.ts';
import { imageSchema, type Submission } from './wire.ts';

export type Unavailable = ModDetails['unavailable'];

export const modelPattern = /^[A-Z][A-Za-z]{0,31}$/u;

/** The page's own flags. A trashed page can be withheld as well: the strongest word wins. */
export function unavailableOf(record: {
  readonly _bIsTrashed?: boolean | undefined;
  readonly _bIsWithheld?: boolean | undefined;
  readonly _bIsPrivate?: boolean | undefined;
}): Unavailable {
  if (record._bIsTrashed === true) return 'trashed';
  if (record._bIsWithheld === true) return 'withheld';
  return record._bIsPrivate === true ? 'private' : null;
}

/** null for a record that is no mod to show: without id or name, or a stub that only says "private". */
export function summaryOf(record: Submission): ModSummary | null {
  const model = modelOf(record);
  const name = nameOf(record);
  if (record._idRow === undefined || model === null || name === '' || unavailableOf(record) !== null) return null;
  return fullSummary(record, model, record._idRow, name);
}

const nameOf = (record: Submission): string => oneLine(record._sName ?? '', 300);

/** `/mods/531649` belongs to the model "Mod". Pages of a submission do not name their model otherwise. */
function modelOf(record: Submission): string | null {
  const section = /^https:\/\/gamebanana\.com\/([a-z]+?)s?\/\d+/u.exec(record._sProfileUrl ?? '')?.[1] ?? '';
  const model = record._sModelName ?? section.charAt(0).toUpperCase() + section.slice(1);
  return modelPattern.test(model) ? model : null;
}

function fullSummary(record: Submission, model: string, id: string, name: string): ModSummary {
  const images = imagesOf(record);
  return {
    ref: { provider: 'gamebanana', id: `${model}/${id}` },
    name,
    author: oneLine(record._aSubmitter?._sName ?? '', 100),
    summary: oneLine(record._sDescription ?? '', 400),
    image: images[0]?.preview ?? null,
    category: categoryOf(record),
    rating: ratingOf(record),
    downloads: record._nDownloadCount ?? null,
    likes: record._nLikeCount ?? null,
    updatedAt: record._tsDateModified ?? record._tsDateUpdated ?? record._tsDateAdded ?? null,
    version: versionOf(record._sVersion),
    pageUrl: pageUrlOf(record) ?? `${site}/${model.toLowerCase()}s/${id}`,
  };
}

/** Sections are not always the model's plural: a tutorial is at `/tuts/`. */
function pageUrlOf(record: Submission): string | null {
  const url = URL.parse(record._sProfileUrl ?? '');
  return url?.origin === site && url.username === '' ? url.href : null;
}

function categoryOf(record: Submission): string | null {
  const names = [record._aSubCategory, record._aCategory, record._aRootCategory, record._aSuperCategory];
  const name = names.map((category) => oneLine(category?._sName ?? '', 100)).find((text) => text !== '');
  return name ?? null;
}

/** `downloads`: the record of the page that lists the files, or null when it could not be had. */
export function detailsOf(model: string, id: string, page: Submission, downloads: Submission | null): ModDetails {
  const name = nameOf(page);
  const summary = fullSummary(page, model, id, name === '' ? `${model} ${id}` : name);
  const unavailable = unavailableOf(page) ?? (downloads === null ? null : unavailableOf(downloads));
  const current = [...(downloads?._aFiles ?? []), ...(page._aFiles ?? [])];
  const archived = [...(downloads?._aArchivedFiles ?? []), ...(page._aArchivedFiles ?? [])];
  const license = plainText(page._sLicense ?? downloads?._sLicense ?? '');
  return {
    ...summary,
    description: richText(page._sText ?? '', { imageHosts: hosts, base: `${site}/` }),
    gallery: imagesOf(page).map(({ full }) => full),
    license: license === '' ? null : license,
    createdAt: page._tsDateAdded ?? null,
    files: unavailable === null ? filesOf({ model, modId: id }, current, archived) : [],
    unavailable,
  };
}

interface Picture {
  readonly preview: string;
  readonly full: string;
}

/**
 * Three shapes: `_aPreviewMedia._aImages` (apiv11), `_aPreviewContent.screenshots` or `.screenshot` (apiv13), and
 * ready addresses (TopSubs). Sizes between the thumbnail and the original exist for the first picture only.
 */
function imagesOf(record: Submission): readonly Picture[] {
  const content = record._aPreviewContent;
  const raw = [
    ...(record._aPreviewMedia?._aImages ?? []),
    ...(content?.screenshots ?? []),
    ...(content?.screenshot === undefined ? [] : [content.screenshot]),
  ];
  const pictures = raw.flatMap((entry) => {
    const { data } = imageSchema.safeParse(entry);
    if (data === undefined) return [];
    const at = (file: string | undefined): string | null => imageUrl(`${data._sBaseUrl}/${file ?? ''}`);
    const full = at(data._sFile);
    const preview = at(data._sFile530 ?? data._sFile800 ?? data._sFile220 ?? data._sFile);
    return full === null ? [] : [{ full, preview: preview ?? full }];
  });
  if (pictures.length > 0) return pictures;
  const ready = imageUrl(record._sImageUrl ?? record._sThumbnailUrl ?? '');
  return ready === null ? [] : [{ preview: ready, full: ready }];
}

function imageUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || !hostAllowed(url.hostname, hosts))
    return null;
  return url.pathname.endsWith('/') ? null : url.href;
}

/** Codes of `Mod/ListFilterConfig`. The list is open: a code we do not know is a reason to ask first. */
const ratingOfCode: Readonly<Record<string, ContentRating>> = {
  cp: 'safe',
  bg: 'safe',
  au: 'safe',
  tu: 'safe',
  du: 'safe',
  ps: 'safe',
  st: 'warn',
  sc: 'warn',
  sa: 'warn',
  pn: 'adult',
  nu: 'adult',
  iv: 'adult',
  ft: 'adult',
};

const ratingOfVisibility: Readonly<Record<string, ContentRating>> = { show: 'safe', warn: 'warn', hide: 'adult' };
const strictness: readonly ContentRating[] = ['safe', 'warn', 'adult'];

function ratingOf(record: Submission): ContentRating {
  const visibility = record._sInitialVisibility ?? 'show';
  const found = [
    ratingOfVisibility[visibility] ?? 'warn',
    ...Object.keys(record._aContentRatings ?? {}).map((code) => ratingOfCode[code] ?? 'warn'),
  ];
  return strictness.findLast((rating) => found.includes(rating)) ?? 'safe';
}
