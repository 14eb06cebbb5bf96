/** Which mods of a library need which: what a mod that goes off takes with it, and what one that comes on brings. Pure. */
import type { EntryId } from '../../shared/ids.ts';
import type { KeptNeed, LibraryEntry, NamedEntry, Requirement } from '../../shared/model.ts';
import { fileReference, modReference } from '../../shared/references.ts';

/** A mod of the library, as far as needs are concerned. */
export type NeedingMod = Pick<LibraryEntry, 'id' | 'name' | 'enabled' | 'provenance'>;

/** For each mod that needs others: groups of mods that are here, one of each group is enough. */
export type Needs = ReadonlyMap<EntryId, readonly (readonly EntryId[])[]>;

/** What of a provider's word is kept with a mod: what it cannot do without and can be told by a page or a file. */
export const lastingNeeds = (requirements: readonly Requirement[]): readonly KeptNeed[] =>
  requirements.flatMap(({ kind, name, modRef, file, oneOf }) =>
    kind === 'required' && (modRef !== null || file !== null) ? [{ name, modRef, file, oneOf }] : [],
  );

/** What is not in the library at all is left out: the player may have it from elsewhere. */
export function needsOf(library: readonly NeedingMod[]): Needs {
  const needing = library.filter(({ provenance }) => (provenance.needs?.length ?? 0) > 0);
  const needs = new Map<EntryId, readonly (readonly EntryId[])[]>();
  if (needing.length === 0) return needs;
  const here = Map.groupBy(
    library.flatMap(({ id, provenance: { ref, modRef } }) => [
      ...(modRef === null ? [] : [{ id, key: modReference(modRef) }]),
      ...(ref === null ? [] : [{ id, key: fileReference(ref) }]),
    ]),
    ({ key }) => key,
  );
  for (const { id, provenance } of needing) {
    const groups = [...Map.groupBy(provenance.needs ?? [], ({ oneOf }, index) => oneOf ?? `${index}`).values()];
    const met = groups
      .map((group) =>
        group.flatMap(({ modRef, file }) => [
          ...(modRef === null ? [] : (here.get(modReference(modRef)) ?? [])),
          ...(file === null ? [] : (here.get(fileReference(file)) ?? [])),
        ]),
      )
      // Files of one page do not wait for each other.
      .map((group) => [...new Set(group.map((one) => one.id))])
      .filter((group) => group.length > 0 && !group.includes(id));
    if (met.length > 0) needs.set(id, met);
  }
  return needs;
}

/** Mods that are on and would miss something they have now when `going` go off, and those that miss them in turn. */
export function leftWithout(
  library: readonly NeedingMod[],
  needs: Needs,
  going: readonly EntryId[],
): readonly NamedEntry[] {
  const before = new Set(library.flatMap(({ id, enabled }) => (enabled ? id : [])));
  const after = new Set(before);
  for (const id of going) after.delete(id);
  const left = new Set<EntryId>();
  const loses = (id: EntryId): boolean =>
    (needs.get(id) ?? []).some((group) => group.some((one) => before.has(one)) && !group.some((one) => after.has(one)));
  for (let more = true; more;) {
    const next = [...after].filter(loses);
    for (const id of next) {
      left.add(id);
      after.delete(id);
    }
    more = next.length > 0;
  }
  return library.flatMap(({ id, name }) => (left.has(id) ? [{ entry: id, name }] : []));
}

/** Mods that are off and that `coming` need, with those that these need in turn. */
export function alsoNeeded(
  library: readonly NeedingMod[],
  needs: Needs,
  coming: readonly EntryId[],
): readonly NamedEntry[] {
  const on = new Set([...library.flatMap(({ id, enabled }) => (enabled ? id : [])), ...coming]);
  const also = new Set<EntryId>();
  const waiting = [...coming];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    for (const group of needs.get(next) ?? []) {
      const [first] = group;
      if (first === undefined || group.some((one) => on.has(one))) continue;
      on.add(first);
      also.add(first);
      waiting.push(first);
    }
  return library.flatMap(({ id, name }) => (also.has(id) ? [{ entry: id, name }] : []));
}

/** For each mod that is on: what it needs and is off. */
export function lacksIn(library: readonly NeedingMod[]): ReadonlyMap<EntryId, readonly NamedEntry[]> {
  const needs = needsOf(library);
  const byId = new Map(needs.size === 0 ? [] : library.map((mod) => [mod.id, mod]));
  const lacks = new Map<EntryId, readonly NamedEntry[]>();
  for (const [id, groups] of needs) {
    if (byId.get(id)?.enabled !== true) continue;
    const off = groups.flatMap((group) => {
      const mods = group.flatMap((one) => byId.get(one) ?? []);
      const [first] = mods;
      return first === undefined || mods.some(({ enabled }) => enabled) ? [] : [{ entry: first.id, name: first.name }];
    });
    if (off.length > 0) lacks.set(id, off);
  }
  return lacks;
}
