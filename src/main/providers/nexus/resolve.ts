/** From a file to an address it can be fetched from: by membership, by the author's leave, or by a link of the site. */
import type { FileRef } from '../../../shared/model.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import type { JsonAnswer } from '../../lib/http.ts';
import type { DownloadGrant, Found, Resolution } from '../provider.ts';
import { downloadLinksOf, graphFilesOf, oneFileOf } from './answers.ts';
import { apiErrorOf, isGone, isHidden, isPremiumOnly, needsSignIn, thrownFor } from './errors.ts';
import { downloadPage, needFile, type FileParts } from './refs.ts';
import { downloadLinkUrl, filesByUidQuestion, fileUrl } from './requests.ts';
import { fileHosts } from './traits.ts';
import type { AskGraph, AskRest, NexusFile, NexusUser } from './types.ts';

export interface ResolveQuestions {
  readonly ask: AskRest;
  readonly graph: AskGraph;
  /** Who is signed in. `fresh`: asked now, because something does not fit what was known. */
  readonly user: (fresh: boolean, signal: AbortSignal) => Promise<Found<NexusUser>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export async function resolveFile(
  questions: ResolveQuestions,
  ref: FileRef,
  grant: DownloadGrant | null,
  signal: AbortSignal,
): Promise<Resolution> {
  const file = needFile(ref);
  const user = await questions.user(false, signal);
  if (user.kind === 'gone') return signInFirst;
  const answer = await questions.ask(fileUrl(file), 0, signal);
  const error = apiErrorOf(answer);
  if (error !== null && needsSignIn(error)) return signInFirst;
  const found = oneFileOf(answer, file, file.gameId);
  if (found.kind === 'gone') return found;
  if (found.value.category === 'removed') return { kind: 'gone', why: saying('nexusFileRemoved') };
  const modFile = await scanned(questions.graph, found.value, signal);
  if (modFile.file.scan === 'flagged') return { kind: 'gone', why: saying('nexusFlagged') };

  const links = await linksOf(questions, file, user.value, grant, signal);
  if (links.kind !== 'links') return links;
  const [first, ...mirrors] = links.urls;
  if (first === undefined) return { kind: 'gone', why: saying('nexusNoServer') };
  return {
    kind: 'file',
    modFile: modFile.file,
    file: {
      provider: 'nexus',
      url: first,
      headers: {},
      hosts: fileHosts,
      fileName: modFile.file.name,
      size: modFile.exactSize,
      md5: null,
      sha1: null,
      sha256: modFile.file.sha256,
      mirrors,
    },
  };
}

const signInFirst: Resolution = {
  kind: 'needs_sign_in',
  why: saying('nexusNeedsAccount'),
};

type Links = { readonly kind: 'links'; readonly urls: readonly string[] } | Exclude<Resolution, { kind: 'file' }>;

async function linksOf(
  { ask, user, now }: ResolveQuestions,
  file: FileParts,
  known: NexusUser,
  grant: DownloadGrant | null,
  signal: AbortSignal,
): Promise<Links> {
  const onPage = (why: Saying): Links => ({ kind: 'needs_user_action', url: downloadPage(file), why });
  // Paying members need no key, and theirs may belong to another account.
  const usable = known.premium ? null : grant;
  if (usable !== null && usable.userId !== null && known.id !== null && usable.userId !== known.id)
    return onPage(saying('nexusOtherAccount'));
  if (usable !== null && Number(usable.expires) * 1_000 <= now()) return onPage(saying('nexusLinkExpired'));

  const first = await ask(downloadLinkUrl(file, usable), 0, signal);
  const answer = await again(first, async () => {
    // Membership begins and ends while we run.
    const fresh = await user(true, signal);
    const changed = fresh.kind === 'found' && fresh.value.premium && !known.premium;
    return changed || (known.premium && grant !== null)
      ? await ask(downloadLinkUrl(file, changed ? null : grant), 0, signal)
      : first;
  });
  const error = apiErrorOf(answer);
  if (error === null) return { kind: 'links', urls: downloadLinksOf(answer).map(({ url }) => url) };
  if (needsSignIn(error)) return { kind: 'needs_sign_in', why: saying('nexusKeyRefused') };
  if (isPremiumOnly(error)) return onPage(saying('nexusStartOnPage'));
  if (error.status === 400 || error.status === 410) return onPage(saying('nexusLinkUnfit'));
  if (isGone(error)) return { kind: 'gone', why: saying('nexusNotOffered') };
  if (isHidden(error)) return { kind: 'gone', why: saying('nexusPageHidden') };
  throw thrownFor(error);
}

async function again(first: JsonAnswer, retry: () => Promise<JsonAnswer>): Promise<JsonAnswer> {
  const error = apiErrorOf(first);
  return error !== null && isPremiumOnly(error) ? await retry() : first;
}

/** v1 says nothing about scans; without the other interface a file is as good as one that was not scanned. */
async function scanned(graph: AskGraph, file: NexusFile, signal: AbortSignal): Promise<NexusFile> {
  const { ref } = file.file;
  if (ref.provider !== 'nexus') return file;
  try {
    const found = graphFilesOf(await graph(filesByUidQuestion([ref.fileUid]), signal), ref, 'modFilesByUid');
    const same = found.kind === 'found' ? found.value.find(({ fileId }) => fileId === file.fileId) : undefined;
    return same === undefined
      ? file
      : { ...file, file: { ...file.file, scan: same.file.scan, downloads: same.file.downloads } };
  } catch (error) {
    if (signal.aborted) throw error;
    return file;
  }
}
