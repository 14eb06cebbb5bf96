/**
 * The conflicts of a game as they are looked at again and again: after a change only the paths of the mods that it
 * touched are looked at, and a conflict that stayed as it was is the very same object. Works in small pieces.
 */
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import { sameItems } from '../../shared/list-change.ts';
import type { Conflict, FileChoice, Loadout } from '../../shared/model.ts';
import { createBreather, type Breather } from '../lib/breather.ts';
import { createChooser } from '../plan/loadout.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout } from './change-loadout.ts';
import { requireGame } from './engine.ts';
import { inPathOrder, toConflict } from './read-conflicts.ts';

export interface ConflictsView {
  /** In path order. */
  readonly conflicts: readonly Conflict[];
  readonly choices: readonly FileChoice[];
}

export interface ConflictsFollower {
  /** As of the generation that is current when it answers. Calls wait for each other. */
  readonly read: (gameId: GameId) => Promise<ConflictsView>;
}

/** One active mod: which files, and where in the order. */
interface Active {
  readonly manifest: Sha256;
  readonly manifestId: number;
  readonly place: number;
}

type ActiveMods = ReadonlyMap<EntryId, Active>;

interface Looked {
  readonly generation: number;
  readonly active: ActiveMods;
  readonly byPath: ReadonlyMap<number, Conflict>;
  readonly view: ConflictsView;
}

export function followConflicts(registry: Registry): ConflictsFollower {
  const games = new Map<GameId, Looked>();
  const waiting = new Map<GameId, Promise<unknown>>();

  async function lookUntilStill(gameId: GameId): Promise<ConflictsView> {
    for (;;) {
      const looked = await lookAgain(registry, gameId, games.get(gameId) ?? null);
      games.set(gameId, looked);
      // It may have been changed between two pieces; then a little is left to look at.
      if (requireGame(registry, gameId).currentGeneration === looked.generation) return looked.view;
    }
  }

  return {
    read: (gameId) => {
      const before = waiting.get(gameId) ?? Promise.resolve();
      const answer = before.then(
        () => lookUntilStill(gameId),
        () => lookUntilStill(gameId),
      );
      waiting.set(gameId, answer);
      return answer;
    },
  };
}

async function lookAgain(registry: Registry, gameId: GameId, before: Looked | null): Promise<Looked> {
  const game = requireGame(registry, gameId);
  const generation = game.currentGeneration;
  if (before?.generation === generation) return before;
  const breather = createBreather();
  const loadout = currentLoadout(registry, game);
  const active = await activeMods(registry, loadout, before?.active, breather);
  const paths = await pathsToLookAt(registry, loadout, active, before, breather);
  const byPath = new Map(before?.byPath);
  const entries = Map.groupBy(active.keys(), (entry) => active.get(entry)?.manifestId);
  const chooser = createChooser(loadout.choices);
  for (const path of paths) {
    const providers = registry.content
      .providersOf(path)
      .flatMap(({ manifestId, blobId }) => (entries.get(manifestId) ?? []).map((entry) => ({ entry, blobId })))
      .toSorted((a, b) => placeOf(active, a.entry) - placeOf(active, b.entry));
    if (providers.length < 2) byPath.delete(path);
    else byPath.set(path, kept(byPath.get(path), toConflict(registry, chooser, path, providers)));
    if (breather.isDue()) await breather.breathe();
  }
  const conflicts = [...byPath.values()].toSorted(inPathOrder);
  return { generation, active, byPath, view: { conflicts, choices: loadout.choices } };
}

const placeOf = (active: ActiveMods, entry: EntryId): number => active.get(entry)?.place ?? 0;

const kept = (old: Conflict | undefined, now: Conflict): Conflict =>
  old !== undefined && JSON.stringify(old) === JSON.stringify(now) ? old : now;

async function activeMods(
  { content }: Registry,
  { items }: Loadout,
  before: ActiveMods | undefined,
  breather: Breather,
): Promise<ActiveMods> {
  const active = new Map<EntryId, Active>();
  for (const [place, { entry, manifest, enabled }] of items.entries()) {
    if (!enabled) continue;
    const old = before?.get(entry);
    const manifestId = old?.manifest === manifest ? old.manifestId : content.requireManifest(manifest).id;
    active.set(entry, { manifest, manifestId, place });
    if (breather.isDue()) await breather.breathe();
  }
  return active;
}

/** Paths whose conflict may be another one than before. Who is gone leaves only paths that were contested. */
async function pathsToLookAt(
  { content }: Registry,
  { choices }: Loadout,
  active: ActiveMods,
  before: Looked | null,
  breather: Breather,
): Promise<ReadonlySet<number>> {
  const isAsBefore = ([entry, { manifest }]: readonly [EntryId, Active]): boolean =>
    before?.active.get(entry)?.manifest === manifest;
  const come = [...active].filter((mod) => !isAsBefore(mod)).map(([, { manifestId }]) => manifestId);
  const contested = before?.byPath ?? new Map<number, Conflict>();
  if (before === null || come.length > active.size / 4) {
    const met = await pathsMetTwice(content, active, breather);
    return new Set([...contested.keys(), ...met]);
  }
  const paths = new Set<number>();
  for (const manifestId of come) {
    for (const { pathId } of content.filesOf(manifestId)) paths.add(pathId);
    if (breather.isDue()) await breather.breathe();
  }
  const all = !sameOrder(before.active, active) || JSON.stringify(before.view.choices) !== JSON.stringify(choices);
  const isGone = (entry: EntryId): boolean => active.get(entry)?.manifest !== before.active.get(entry)?.manifest;
  for (const [path, { providers }] of contested) {
    if (all || providers.some(({ entry }) => isGone(entry))) paths.add(path);
  }
  return paths;
}

async function pathsMetTwice(
  content: Registry['content'],
  active: ActiveMods,
  breather: Breather,
): Promise<ReadonlySet<number>> {
  const met = new Set<number>();
  const again = new Set<number>();
  for (const { manifestId } of active.values()) {
    for (const { pathId } of content.filesOf(manifestId)) (met.has(pathId) ? again : met).add(pathId);
    if (breather.isDue()) await breather.breathe();
  }
  return again;
}

/** Whether the mods that are active in both stand in the same order. */
function sameOrder(before: ActiveMods, after: ActiveMods): boolean {
  const stayed = [...after.keys()].filter((entry) => before.has(entry));
  return sameItems(
    [...before.keys()].filter((entry) => after.has(entry)),
    stayed,
  );
}
