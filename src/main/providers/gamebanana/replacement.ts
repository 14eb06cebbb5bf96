/** Which file of a mod takes the place of an installed one. Pure: the site does not say it, so this is judged. */
import type { InstalledFile, ModFile } from '../../../shared/model.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import type { UpdatePost } from './types.ts';

export type Replacement =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly file: ModFile }
  | { readonly kind: 'unclear'; readonly why: Saying; readonly files: readonly ModFile[] }
  | { readonly kind: 'gone'; readonly why: Saying };

/** Milliseconds: files uploaded together are variants or parts, not versions. */
const oneSitting = 60 * 60 * 1_000;

/** `files` and `posts` newest first, as the site's answers are read; no posts where there are none or they are not known. */
export function replacementOf(
  installed: InstalledFile,
  files: readonly ModFile[],
  posts: readonly UpdatePost[],
): Replacement {
  const ours = files.find((file) => idOf(file) === idOf(installed)) ?? null;
  const since = ours?.uploadedAt ?? installed.uploadedAt ?? 0;
  const newer = files.filter((file) => !file.archived && file !== ours && (file.uploadedAt ?? 0) > since);
  return ours === null || ours.archived
    ? afterRetired(installed, ours, newer)
    : besideCurrent(ours, newer, posts.find(({ fileIds }) => fileIds.length > 0) ?? null);
}

/** The author has archived or removed our file: something else is meant to be used. */
function afterRetired(installed: InstalledFile, ours: ModFile | null, newer: readonly ModFile[]): Replacement {
  const alike = alikeOf(ours ?? { name: installed.fileName, description: null }, newer);
  const [only, ...others] = alike.length > 0 ? alike : newer;
  if (only !== undefined && (others.length === 0 || onePattern([only, ...others]))) return { kind: 'file', file: only };
  if (only !== undefined) return { kind: 'unclear', why: saying('severalNewer'), files: newer };
  if (ours !== null) return { kind: 'none' };
  return { kind: 'gone', why: saying('authorRemovedFile') };
}

/**
 * Our file is still offered. Several current files are mostly variants; only one that is called the same, was uploaded
 * later and is no part of the same post is a newer version. The newest post decides what belongs together.
 */
function besideCurrent(ours: ModFile, newer: readonly ModFile[], post: UpdatePost | null): Replacement {
  const inPost = new Set(post?.fileIds);
  if (inPost.has(idOf(ours) ?? '')) return { kind: 'none' };
  const later = newer.filter(({ uploadedAt }) => (uploadedAt ?? 0) - (ours.uploadedAt ?? 0) > oneSitting);
  const alike = alikeOf(ours, later);
  const [best] = alike;
  if (best !== undefined && onePattern(alike) && (patternOf(best) === patternOf(ours) || isHigher(best, ours)))
    return { kind: 'file', file: best };
  const brought = later.filter((file) => inPost.has(idOf(file) ?? ''));
  return brought.length === 0 ? { kind: 'none' } : { kind: 'unclear', why: saying('newestNotAlike'), files: brought };
}

const idOf = ({ ref }: Pick<ModFile, 'ref'>): string | null => (ref.provider === 'gamebanana' ? ref.fileId : null);

type Named = Pick<ModFile, 'name'> & { readonly description: string | null };

/** Those with the same name and description but for versions; else with the same name, else with the same description. */
function alikeOf(ours: Named, files: readonly ModFile[]): readonly ModFile[] {
  const whole = files.filter((file) => ours.description !== null && patternOf(file) === patternOf(ours));
  if (whole.length > 0) return whole;
  const byName = files.filter(({ name }) => namePattern(name) === namePattern(ours.name));
  if (byName.length > 0) return byName;
  const words = wordPattern(ours.description ?? '');
  return /[^#\s]/u.test(words) ? files.filter(({ description }) => wordPattern(description) === words) : [];
}

const onePattern = (files: readonly ModFile[]): boolean => new Set(files.map(patternOf)).size === 1;
const patternOf = ({ name, description }: Named): string => `${namePattern(name)}|${wordPattern(description ?? '')}`;

/** "Ember_Courier-v2.1_a3f09.zip" → "ember courier #": the site adds five random characters when a name is taken. */
export const namePattern = (name: string): string =>
  wordPattern(name.replace(/\.[a-z0-9]{2,4}$/iu, '').replace(/_[0-9a-f]{5}$/u, ''));

const wordPattern = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/(?:\bv(?:er(?:sion)?)?|(?<=[_\- ])v|(?<=^)v)?[._ -]?\d+(?:[._-]\d+)*[a-z]?(?![a-z])/gu, ' # ')
    .replaceAll(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();

/** true only where both say a version and it is a higher one. */
function isHigher(one: ModFile, other: ModFile): boolean {
  const [mine, theirs] = [numbersOf(one), numbersOf(other)];
  if (mine.length === 0 || theirs.length === 0) return false;
  const place = mine.findIndex((number, index) => number !== (theirs[index] ?? 0));
  return place >= 0 && (mine[place] ?? 0) > (theirs[place] ?? 0);
}

const numbersOf = ({ version, description }: ModFile): readonly number[] => {
  const said = version ?? /\bv(\d{1,9}(?:\.\d{1,9})*)/iu.exec(description)?.[1] ?? '';
  return (said.match(/\d{1,9}/gu) ?? []).map(Number);
};
