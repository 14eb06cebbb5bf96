/** Finds out what a file needs, before anything is fetched. Asks providers; changes nothing. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { FileRef, LibraryEntry, ModFile, ModRef, ProviderId, Requirement } from '../../shared/model.ts';
import { fileReference } from '../../shared/references.ts';
import type { RequirementsPlan } from '../../shared/requirements.ts';
import {
  choose,
  describePlan,
  reach,
  samePicks,
  type Installed,
  type PageFiles,
  type Picks,
  type RequirementsInput,
} from '../plan/requirements.ts';
import type { Provider } from '../providers/provider.ts';
import { unknownProvider } from './downloads.ts';
import { modRefOf } from './fetch-mod-file.ts';

export interface RequirementsDeps {
  readonly providers: ReadonlyMap<ProviderId, Provider>;
}

export interface RequirementsRequest {
  readonly file: FileRef;
  readonly modRef: ModRef | null;
  readonly library: readonly LibraryEntry[];
  /** References of mods the player wants of alternatives and of what is optional. */
  readonly chosen: readonly string[];
  /** Where the caller knows the file already. */
  readonly modFile?: ModFile;
}

/** So deep do requirements go at most, changes of mind about versions included. */
const mostRounds = 60;
/** More than any game needs: a guard against answers that never end. */
const mostMods = 500;

/** Throws what the provider of the file itself throws; what others cannot tell becomes part of the plan. */
export async function planRequirements(
  { providers }: RequirementsDeps,
  request: RequirementsRequest,
  signal: AbortSignal,
): Promise<RequirementsPlan> {
  const root = await describeRoot(providers, request, signal);
  const pages = new Map<string, PageFiles>();
  const requirements = new Map<string, readonly Requirement[]>();
  const library = request.library.map(toInstalled);
  const input: RequirementsInput = { root, library, chosen: new Set(request.chosen), pages, requirements };
  requirements.set(
    fileReference(root.file.ref),
    await needProvider(providers, root.file.ref.provider).requirements(root.file.ref, signal),
  );
  let picks: Picks = new Map();
  for (let round = 0; ; round += 1) {
    const reached = reach(input, picks);
    await Promise.all(
      [...reached.wanted].map(async ([key, { ref }]) => {
        if (!pages.has(key) && pages.size < mostMods) pages.set(key, await readPage(providers, ref, signal));
      }),
    );
    const next = choose(input, reached);
    // Two rules may chase each other; what is chosen then is still a file that was asked for.
    if (samePicks(picks, next) || round >= mostRounds) return describePlan(input, reached, picks);
    picks = next;
    await Promise.all([...picks].map(([key, file]) => readRequirements(key, file)));
  }

  async function readRequirements(key: string, file: ModFile): Promise<void> {
    const known = fileReference(file.ref);
    if (requirements.has(known)) return;
    requirements.set(known, []);
    try {
      requirements.set(known, await needProvider(providers, file.ref.provider).requirements(file.ref, signal));
    } catch (error) {
      if (signal.aborted || !(error instanceof LoadstoneError)) throw error;
      const page = pages.get(key);
      const name = page?.kind === 'files' ? page.name : key;
      requirements.set(known, [unreadable(name, error)]);
    }
  }
}

async function describeRoot(
  providers: RequirementsDeps['providers'],
  request: RequirementsRequest,
  signal: AbortSignal,
): Promise<RequirementsInput['root']> {
  const modRef = request.modRef ?? modRefOf(request.file);
  const page = modRef === null ? null : await readPage(providers, modRef, signal);
  const files = page?.kind === 'files' ? page.files : [];
  const wanted = fileReference(request.file);
  const file = request.modFile ?? files.find(({ ref }) => fileReference(ref) === wanted) ?? bareFile(request.file);
  return { modRef, name: page?.kind === 'files' ? page.name : file.name, file };
}

/** Pages that cannot be read are no reason to give the whole plan up. */
async function readPage(
  providers: RequirementsDeps['providers'],
  ref: ModRef,
  signal: AbortSignal,
): Promise<PageFiles> {
  try {
    const found = await needProvider(providers, ref.provider).details(ref, signal);
    if (found.kind === 'gone') return { kind: 'none', why: found.why };
    const { name, files, unavailable } = found.value;
    if (unavailable !== null) return { kind: 'none', why: `The page of ${name} is ${unavailable}.` };
    return { kind: 'files', name, files };
  } catch (error) {
    if (signal.aborted || !(error instanceof LoadstoneError) || error.code === 'cancelled') throw error;
    return { kind: 'none', why: error.message };
  }
}

function needProvider(providers: RequirementsDeps['providers'], id: ProviderId): Provider {
  const provider = providers.get(id);
  if (provider === undefined) throw unknownProvider(id);
  return provider;
}

/** A requirement nobody could read is told as something to look at. */
const unreadable = (name: string, error: LoadstoneError): Requirement => ({
  kind: 'required',
  name: `What ${name} needs`,
  modRef: null,
  file: null,
  versions: null,
  oneOf: null,
  unordered: true,
  note: error.message,
  url: null,
});

/** A file whose page does not list it any more can still be asked about. */
const bareFile = (ref: FileRef): ModFile => ({
  ref,
  name: fileReference(ref),
  size: null,
  version: null,
  description: '',
  uploadedAt: null,
  downloads: null,
  archived: false,
  group: null,
  gameVersion: null,
  scan: 'unknown',
  warnings: [],
  md5: null,
  sha1: null,
  sha256: null,
});

const toInstalled = ({ id, name, enabled, pinned, provenance }: LibraryEntry): Installed => ({
  entry: id,
  name,
  enabled,
  pinned,
  version: provenance.version,
  ref: provenance.ref,
  modRef: provenance.modRef,
});
