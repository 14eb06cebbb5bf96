/** From a FileRef to an archive on disk that is known to be the right one, and what to remember of where it came from. */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type {
  FileRef,
  JobPhase,
  ModDetails,
  ModFile,
  ModRef,
  Progress,
  Provenance,
  ResolvedFile,
} from '../../shared/model.ts';
import { fetchFile } from '../download/fetch-file.ts';
import type { Http } from '../lib/http.ts';
import type { Provider } from '../providers/provider.ts';

export interface FetchedMod {
  /** In the downloads folder; whoever asked removes it. */
  readonly file: string;
  readonly name: string;
  readonly provenance: Provenance;
}

export interface FetchDeps {
  readonly http: Http;
  readonly downloads: string;
  readonly provider: Provider;
}

export const downloadsFolder = (dataDir: string): string => path.join(dataDir, 'downloads');

/** Resolves, downloads and checks one file of a mod. Nothing is left in the downloads folder when it fails. */
export async function fetchModFile(
  { http, downloads, provider }: FetchDeps,
  ref: FileRef,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
  onName: (name: string) => void = () => undefined,
): Promise<FetchedMod> {
  onProgress(progressOf('resolving', 0, null));
  const { resolved, modFile } = await resolve(provider, ref, signal);
  const mod = await describe(provider, modFile.ref, signal);
  const name = mod?.name ?? nameOfFile(modFile.name);
  onName(name);
  const fetched = await fetchFile(
    http,
    resolved,
    { folder: downloads, onProgress: (done, total) => onProgress(progressOf('downloading', done, total)) },
    signal,
  );
  return { file: fetched.path, name, provenance: provenanceOf(modFile, mod) };
}

async function resolve(
  provider: Provider,
  ref: FileRef,
  signal: AbortSignal,
): Promise<{ readonly resolved: ResolvedFile; readonly modFile: ModFile }> {
  const resolution = await provider.resolve(ref, signal);
  switch (resolution.kind) {
    case 'file':
      return { resolved: resolution.file, modFile: resolution.modFile };
    case 'gone':
      throw new LoadstoneError('mod_gone', resolution.why, 'Choose another file of the mod, or another mod.');
    case 'needs_sign_in':
      throw new LoadstoneError('needs_sign_in', resolution.why, `Sign in to ${provider.name} first.`);
    case 'needs_user_action':
      throw new LoadstoneError(
        'needs_user_action',
        resolution.why,
        'Open the page of the mod and start the download there.',
        {
          details: { url: resolution.url },
        },
      );
    default:
      return resolution satisfies never;
  }
}

/** The page adds a name and a picture; a file can be installed without them. */
async function describe(provider: Provider, ref: FileRef, signal: AbortSignal): Promise<ModDetails | null> {
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

const provenanceOf = (modFile: ModFile, mod: ModDetails | null): Provenance => ({
  ref: modFile.ref,
  modRef: mod?.ref ?? modRefOf(modFile.ref),
  fileName: modFile.name,
  version: modFile.version ?? mod?.version ?? null,
  author: mod?.author ?? null,
  pageUrl: mod?.pageUrl ?? null,
  image: mod?.image ?? null,
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
  ref: null,
  modRef: null,
  fileName: path.basename(file),
  version: null,
  author: null,
  pageUrl: null,
  image: null,
});

/** "nebula-hull-1.2.zip" → "nebula-hull-1.2": what an archive without a page is called. */
export const nameOfFile = (file: string): string =>
  path.basename(file).replace(/(?:\.tar)?\.(?:zip|7z|rar|tar|gz|tgz|xz|txz|bz2|tbz2?|zst)$/iu, '') ||
  path.basename(file);
