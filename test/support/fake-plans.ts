/** What mods of the made-up world need. Two of them need more than themselves. */
import type { ModDetails, ModFile, LibraryEntry, Requirement } from '../../src/shared/model.ts';
import { modReference } from '../../src/shared/references.ts';
import type {
  Alternatives,
  NeededThing,
  PlannedMod,
  PresentMod,
  RequirementsPlan,
} from '../../src/shared/requirements.ts';
import { saying } from '../../src/shared/saying.ts';

interface Need {
  readonly kind: Requirement['kind'];
  readonly name: string;
  readonly oneOf?: string;
  readonly note?: string;
  readonly url?: string;
  readonly versions?: string;
}

const needs: Readonly<Record<string, readonly Need[]>> = {
  'Summer Camp Week': [
    { kind: 'required', name: 'Static Choir', versions: '>= 1.0' },
    { kind: 'required', name: 'Readable Notes' },
    { kind: 'required', name: 'Pastel Menu', oneOf: 'menu', note: 'the quiet one' },
    { kind: 'required', name: 'Script Toolbox', oneOf: 'menu', note: 'the loud one' },
    { kind: 'optional', name: 'Ghost Tap Trainer', note: 'helps with the last song' },
  ],
  'Marble Halls': [
    { kind: 'incompatible', name: 'Double Tempo', note: 'Both change how fast notes come.' },
    { kind: 'required', name: 'Lost Library', note: '' },
    {
      kind: 'required',
      name: 'Sound driver 2.0',
      note: 'Comes from its own site.',
      url: 'https://example.org/sound-driver',
    },
  ],
};

export function fakeRequirements(mods: readonly ModDetails[], mod: ModDetails | undefined): readonly Requirement[] {
  return (needs[mod?.name ?? ''] ?? []).map((need) => ({
    kind: need.kind,
    name: need.name,
    modRef: mods.find(({ name }) => name === need.name)?.ref ?? null,
    file: null,
    versions: need.versions ?? null,
    oneOf: need.oneOf ?? null,
    unordered: false,
    note: need.note ?? '',
    url: need.url ?? null,
  }));
}

interface PlanInput {
  readonly mods: readonly ModDetails[];
  readonly mod: ModDetails;
  readonly file: ModFile['ref'];
  readonly library: readonly LibraryEntry[];
  readonly chosen: readonly string[];
}

export function fakePlan({ mods, mod, file, library, chosen }: PlanInput): RequirementsPlan {
  const requirements = fakeRequirements(mods, mod);
  const entryOf = (need: Requirement): LibraryEntry | undefined => library.find(({ name }) => name === need.name);
  const isChosen = ({ modRef }: Requirement): boolean => modRef !== null && chosen.includes(modReference(modRef));
  const thing = (requirement: Requirement): NeededThing => ({ requirement, neededBy: mod.name });
  const alone = requirements.filter(({ kind, oneOf }) => kind === 'required' && oneOf === null);
  const options = requirements.filter(({ oneOf }) => oneOf !== null);
  const picked = options.findIndex((one) => entryOf(one) !== undefined || isChosen(one));
  const optional = requirements.filter(({ kind }) => kind === 'optional');
  const wanted = [...alone, ...options.filter(isChosen), ...optional.filter(isChosen)];
  const install = wanted.flatMap((need) => (entryOf(need) === undefined ? plannedMod(mods, need, mod.name) : []));
  const alternatives: readonly Alternatives[] =
    options.length === 0
      ? []
      : [
          {
            neededBy: mod.name,
            options: options.map((requirement) => ({ requirement, entry: entryOf(requirement)?.id ?? null })),
            chosen: picked < 0 ? null : picked,
          },
        ];
  const missing = alone
    .filter(({ modRef, url }) => modRef === null && url === null)
    .map((requirement) => ({ ...thing(requirement), why: saying('modioHidden') }));
  const incompatible = requirements
    .filter((need) => need.kind === 'incompatible' && entryOf(need) !== undefined)
    .map((need) => ({ ...thing(need), entry: entryOf(need)?.id ?? null }));
  return {
    file,
    name: mod.name,
    install,
    present: wanted.flatMap((need) => presentMod(entryOf(need), mod.name)),
    alternatives,
    optional: optional.filter((need) => !isChosen(need) && entryOf(need) === undefined).map(thing),
    incompatible,
    outside: alone.filter(({ url }) => url !== null).map(thing),
    missing,
    cycles: [],
    instead: null,
    size: install.reduce((sum, one) => sum + (one.file.size ?? 0), 0),
    complete: missing.length + incompatible.length === 0 && alternatives.every((one) => one.chosen !== null),
  };
}

function plannedMod(mods: readonly ModDetails[], need: Requirement, neededBy: string): readonly PlannedMod[] {
  const mod = mods.find(({ name }) => name === need.name);
  const [file, ...others] = mod?.files.filter(({ archived }) => !archived) ?? [];
  if (mod === undefined || file === undefined) return [];
  const versions = need.versions === null ? [] : [need.versions];
  return [{ ref: mod.ref, name: mod.name, file, others, neededBy: [neededBy], versions, replaces: null }];
}

function presentMod(entry: LibraryEntry | undefined, neededBy: string): readonly PresentMod[] {
  if (entry === undefined) return [];
  const { id, name, enabled, provenance } = entry;
  return [{ entry: id, name, version: provenance.version, enabled, neededBy: [neededBy], fits: true }];
}
