/** Finds out what a file needs, before anything is fetched. Asks providers; changes nothing. */
import { LoadstoneError, sayingOf } from '../../shared/errors.ts';
import type { FileRef, LibraryEntry, ModFile, ModRef, ProviderId, Requirement } from '../../shared/model.ts';
import { fileReference, modReference } from '../../shared/references.ts';
import type { RequirementsPlan } from '../../shared/requirements.ts';
import { inEnglish, saying } from '../../shared/saying.ts';
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
import type { Provider, Settled } from '../providers/provider.ts';
import { unknownProvider } from './downloads.ts';
import { modRefOf } from './fetch-mod-file.ts';
import type { InstalledBuild } from './installed-build.ts';
import type { InstalledNeeds } from './installed-needs.ts';

export interface RequirementsDeps {
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  /** Absent: nobody can read them; the mods that are there set no limits then. */
  readonly installedNeeds?: () => Promise<InstalledNeeds>;
}

export interface RequirementsRequest {
  readonly file: FileRef;
  readonly modRef: ModRef | null;
  readonly library: readonly LibraryEntry[];
  /** References of mods the player wants of alternatives and of what is optional. */
  readonly chosen: readonly string[];
  /** Where the caller knows the file already. */
  readonly modFile?: ModFile;
  readonly build: InstalledBuild;
}

/** So deep do requirements go at most, changes of mind about versions included. */
const mostRounds = 60;
/** More than any game needs: a guard against answers that never end. */
const mostMods = 500;

/** Throws what the provider of the file itself throws; what others cannot tell becomes part of the plan. */
export async function planRequirements(
  deps: RequirementsDeps,
  request: RequirementsRequest,
  signal: AbortSignal,
): Promise<RequirementsPlan> {
  const { providers } = deps;
  const root = await describeRoot(providers, request, signal);
  const pages = new Map<string, PageFiles>();
  const requirements = new Map<string, readonly Requirement[]>();
  const library = request.library.map(toInstalled);
  const { settled, replaces, obstacles, instead } = await settle(deps, request, signal);
  const chosen = new Set(request.chosen);
  const input: RequirementsInput = { root, library, chosen, pages, requirements, settled };
  const own = await needProvider(providers, root.file.ref.provider).requirements(root.file.ref, signal);
  requirements.set(fileReference(root.file.ref), [...own, ...replaces.map(comesWith)]);
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
    if (samePicks(picks, next) || round >= mostRounds)
      return { ...withObstacles(describePlan(input, reached, picks), obstacles), instead: await fileFor(instead) };
    picks = next;
    await Promise.all([...picks].map(([key, file]) => readRequirements(key, file)));
  }

  async function fileFor(ref: FileRef | null): Promise<ModFile | null> {
    if (ref === null || root.modRef === null) return null;
    const page = await readPage(providers, root.modRef, signal);
    const files = page.kind === 'files' ? page.files : [];
    return files.find((file) => fileReference(file.ref) === fileReference(ref)) ?? null;
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
      requirements.set(known, [unreadable(`What ${name} needs`, error.message)]);
    }
  }
}

/** Which files go together, where the provider of the file knows. What it cannot tell now is no reason to give up. */
async function settle(
  { providers, installedNeeds }: RequirementsDeps,
  { file, library, chosen, build: { keys, expansion } }: RequirementsRequest,
  signal: AbortSignal,
): Promise<Omit<Settled, 'files'> & { readonly settled: ReadonlySet<string> }> {
  const provider = needProvider(providers, file.provider);
  const game = keys[file.provider];
  if (provider.settle === undefined || game === undefined) return nothingSettled;
  const wanted = chosen.flatMap((text) => {
    const own = text.startsWith(`${provider.id}:`) ? provider.parseModRef(text.slice(provider.id.length + 1)) : null;
    return own ?? [];
  });
  const needs = await installedNeeds?.();
  const installed = library.flatMap(({ enabled, provenance: { ref } }) =>
    // Without anybody to read them they are empty, so that a provider does not ask about each of them.
    ref === null ? [] : [{ ref, enabled, needs: needs === undefined ? [] : (needs.get(fileReference(ref)) ?? null) }],
  );
  try {
    const { files, ...told } = await provider.settle({ file, game, expansion, chosen: wanted, installed }, signal);
    return { settled: new Set(files.map(fileReference)), ...told };
  } catch (error) {
    if (signal.aborted || !(error instanceof LoadstoneError)) throw error;
    return nothingSettled;
  }
}

const nothingSettled = { settled: new Set<string>(), replaces: [], obstacles: [], instead: null };

/** Another version of what is there, without which the file would not go with it. */
const comesWith = ({ ref, modRef, versions }: Settled['replaces'][number]): Requirement => ({
  ...unreadable(modRef.id, ''),
  modRef,
  file: ref,
  versions,
});

/** What has no version that would do is not fetched. */
function withObstacles(plan: RequirementsPlan, obstacles: Settled['obstacles']): RequirementsPlan {
  const known = new Set(plan.missing.map(({ requirement }) => requirement.name));
  const more = obstacles.filter(({ name }) => !known.has(name));
  if (more.length === 0) return plan;
  const refs = new Set(more.flatMap(({ modRef }) => (modRef === null ? [] : modReference(modRef))));
  const missing = more.map(({ modRef, name, neededBy, why }) => ({
    requirement: { ...unreadable(name, inEnglish(why)), name, modRef },
    neededBy: neededBy[0] ?? plan.name,
    why,
  }));
  const install = plan.install.filter(({ ref }) => !refs.has(modReference(ref)));
  return { ...plan, install, missing: [...plan.missing, ...missing], complete: false };
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

const notShown = { private: 'pagePrivate', trashed: 'pageTrashed', withheld: 'pageWithheld' } as const;

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
    if (unavailable !== null) return { kind: 'none', why: saying(notShown[unavailable], { mod: name }) };
    return { kind: 'files', name, files };
  } catch (error) {
    if (signal.aborted || !(error instanceof LoadstoneError) || error.code === 'cancelled') throw error;
    return { kind: 'none', why: sayingOf(error) };
  }
}

function needProvider(providers: RequirementsDeps['providers'], id: ProviderId): Provider {
  const provider = providers.get(id);
  if (provider === undefined) throw unknownProvider(id);
  return provider;
}

/** A requirement nobody could read is told as something to look at. */
const unreadable = (name: string, note: string): Requirement => ({
  kind: 'required',
  name,
  modRef: null,
  file: null,
  versions: null,
  oneOf: null,
  unordered: true,
  note,
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
