/** From a FileRef to an archive on disk that is known to be the right one, and what to remember of where it came from. */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { FetchedArchive, JobPhase, Progress, WaitsFor } from '../../shared/jobs.ts';
import type { FileRef, KeptNeed, ModDetails, ModFile, ModRef, Provenance, ResolvedFile } from '../../shared/model.ts';
import { fileReference } from '../../shared/references.ts';
import { provenanceOfNothing } from './record-names.ts';
import { fetchFile } from '../download/fetch-file.ts';
import type { FetchTools } from '../download/queue-state.ts';
import type { Throttle } from '../download/throttle.ts';
import type { Http } from '../lib/http.ts';
import { lastingNeeds } from '../plan/needed-by.ts';
import type { DownloadGrant, Provider } from '../providers/provider.ts';

export interface FetchedMod {
  /** In a folder of its download; whoever asked removes it. */
  readonly file: string;
  readonly name: string;
  readonly provenance: Provenance;
}

export interface FetchDeps {
  readonly http: Http;
  /** Of this download alone. The archive ends up in it, named after its sha256. */
  readonly folder: string;
  readonly provider: Provider;
  readonly throttle: Throttle;
}

/**
 * Resolves, downloads and checks one file of a mod. What has arrived stays in the folder after a fault that time may
 * heal. Errors: those of `fetchFile` and of the provider, `mod_gone`, `needs_sign_in`, `needs_user_action`.
 */
export async function fetchModFile(
  { http, folder, provider, throttle }: FetchDeps,
  ref: FileRef,
  tools: FetchTools,
  signal: AbortSignal,
): Promise<FetchedArchive> {
  const { grant, progress, describe } = tools;
  progress(progressOf('resolving', 0, null));
  const { resolved, modFile } = await resolve(provider, ref, grant, signal);
  const mod = await describeMod(provider, modFile.ref, signal);
  const name = mod?.name ?? nameOfFile(modFile.name);
  const { size: bytesTotal } = resolved;
  const needs = readNeeds(provider, modFile.ref, signal);
  describe({ title: name, modRef: mod?.ref ?? modRefOf(modFile.ref), ...(bytesTotal === null ? {} : { bytesTotal }) });
  const fetched = await fetchFile(
    http,
    resolved,
    {
      folder,
      resumable: true,
      throttle,
      refresh: async (stop) => (await resolve(provider, ref, grant, stop)).resolved,
      onProgress: (done, total) => progress(progressOf('downloading', done, total)),
    },
    signal,
  );
  const told = await needs;
  const provenance = { ...provenanceOf(modFile, mod), ...(told !== null && { needs: told }) };
  return { sha256: fetched.sha256, size: fetched.size, name, provenance };
}

async function resolve(
  provider: Provider,
  ref: FileRef,
  grant: DownloadGrant | null,
  signal: AbortSignal,
): Promise<{ readonly resolved: ResolvedFile; readonly modFile: ModFile }> {
  const resolution = await provider.resolve(ref, signal, grant ?? undefined);
  switch (resolution.kind) {
    case 'file':
      return { resolved: resolution.file, modFile: resolution.modFile };
    case 'gone':
      throw new LoadstoneError('mod_gone', resolution.why, 'Choose another file of the mod, or another mod.');
    case 'needs_sign_in':
      throw errorOfWait({ kind: 'sign-in', provider: provider.id, why: resolution.why });
    case 'needs_user_action':
      throw errorOfWait({ kind: 'page', url: resolution.url, why: resolution.why });
    default:
      return resolution satisfies never;
  }
}

/** What only the player can do, as the error that a program without a player answers. */
export function errorOfWait(waitsFor: WaitsFor): LoadstoneError {
  const { kind, why } = waitsFor;
  if (kind === 'sign-in')
    return new LoadstoneError('needs_sign_in', why, 'Sign in first, then try again.', {
      details: { provider: waitsFor.provider },
    });
  return new LoadstoneError('needs_user_action', why, 'Open the page of the mod and start the download there.', {
    details: { url: waitsFor.url },
  });
}

/** The page adds a name and a picture; a file can be installed without them. */
async function describeMod(provider: Provider, ref: FileRef, signal: AbortSignal): Promise<ModDetails | null> {
  const modRef = modRefOf(ref);
  if (modRef === null) return null;
  try {
    const found = await provider.details(modRef, signal);
    return found.kind === 'found' ? found.value : null;
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

/** Kept with the mod, so that turning off what it needs is not done without a word later. null: it could not be asked. */
async function readNeeds(provider: Provider, ref: FileRef, signal: AbortSignal): Promise<readonly KeptNeed[] | null> {
  try {
    return lastingNeeds(await provider.requirements(ref, signal));
  } catch {
    // When it was cancelled, the download itself says so.
    return null;
  }
}

/** The page a file belongs to, where its reference tells. */
export function modRefOf(ref: FileRef): ModRef | null {
  switch (ref.provider) {
    case 'gamebanana':
      return ref.modId === '0' ? null : { provider: 'gamebanana', id: `${ref.model}/${ref.modId}` };
    case 'nexus':
      return { provider: 'nexus', id: `${ref.game}/${ref.modId}` };
    case 'github':
      return { provider: 'github', id: `${ref.owner}/${ref.repo}` };
    case 'modio':
      return { provider: 'modio', id: `${ref.gameId}/${ref.modId}` };
    case 'factorio':
      return { provider: 'factorio', id: ref.name };
    default:
      return ref satisfies never;
  }
}

/** The version of a page is that of its newest file: an older one that names none must not pass for it. */
function versionOf(modFile: ModFile, mod: ModDetails | null): string | null {
  if (modFile.version !== null || mod === null) return modFile.version;
  const reference = fileReference(modFile.ref);
  const listed = mod.files.find(({ ref }) => fileReference(ref) === reference)?.version ?? null;
  const isNewest = mod.files.every(({ uploadedAt }) => (uploadedAt ?? 0) <= (modFile.uploadedAt ?? 0));
  return listed ?? (isNewest ? mod.version : null);
}

const provenanceOf = (modFile: ModFile, mod: ModDetails | null): Provenance => ({
  ref: modFile.ref,
  modRef: mod?.ref ?? modRefOf(modFile.ref),
  fileName: modFile.name,
  version: versionOf(modFile, mod),
  author: mod?.author ?? null,
  pageUrl: mod?.pageUrl ?? null,
  image: mod?.image ?? null,
  category: mod?.category ?? null,
  rating: mod?.rating ?? 'safe',
  uploadedAt: modFile.uploadedAt,
  gameVersion: modFile.gameVersion,
});

const progressOf = (phase: JobPhase, bytesDone: number, bytesTotal: number | null): Progress => ({
  phase,
  bytesDone,
  bytesTotal,
  filesDone: 0,
  filesTotal: null,
});

/** What is remembered of an archive the player had on disk. */
export const provenanceOfFile = (file: string): Provenance => ({
  ...provenanceOfNothing,
  fileName: path.basename(file),
});

/** "nebula-hull-1.2.zip" → "nebula-hull-1.2": what an archive without a page is called. */
export const nameOfFile = (file: string): string =>
  path.basename(file).replace(/(?:\.tar)?\.(?:zip|7z|rar|tar|gz|tgz|xz|txz|bz2|tbz2?|zst)$/iu, '') ||
  path.basename(file);
