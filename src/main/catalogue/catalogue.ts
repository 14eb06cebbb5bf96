/** The catalogue over one database file: everything it can do, as plain synchronous calls. */
import type { CatalogueHit, CatalogueSource } from '../../shared/catalogue.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ModRef, ModSummary } from '../../shared/model.ts';
import { createMods } from './mods.ts';
import { openCatalogueFile } from './open.ts';
import { createSearch, type CatalogueQuery } from './search.ts';
import { createSources } from './sources.ts';
import { createSweeps, type SourceState, type Sweep, type SweepPage, type SweepProgress } from './sweeps.ts';
import { createUpdateChecks, type KeptCheck } from './update-checks.ts';

/** Mods that a search answered. */
export interface SeenMods {
  readonly source: CatalogueSource;
  readonly mods: readonly ModSummary[];
  readonly at: number;
}

export interface CatalogueVerbs {
  readonly find: (query: CatalogueQuery) => readonly CatalogueHit[];
  readonly see: (seen: SeenMods) => null;
  /** A mod page was looked at: what is known of the mod already is brought up to date. */
  readonly seePage: (seen: { readonly mod: ModSummary; readonly at: number }) => null;
  /** The provider says that it is gone. */
  readonly forgetMod: (ref: ModRef) => null;
  readonly forgetSources: (sources: readonly CatalogueSource[]) => null;
  readonly beginSweep: (request: { readonly source: CatalogueSource; readonly at: number }) => Sweep;
  readonly keepPage: (page: SweepPage) => SweepProgress;
  readonly giveUpSweep: (source: CatalogueSource) => null;
  readonly state: (sources: readonly CatalogueSource[]) => readonly SourceState[];
  readonly keepChecks: (request: { readonly game: GameId; readonly checks: readonly KeptCheck[] }) => null;
  readonly readChecks: (game: GameId) => readonly KeptCheck[];
  readonly forgetChecks: (game: GameId) => null;
}

export interface OpenCatalogue {
  readonly verbs: CatalogueVerbs;
  readonly close: () => void;
}

export type CatalogueVerb = keyof CatalogueVerbs;

/** The same from another thread, or at once: whoever asks does not care. */
export interface Catalogue {
  readonly ask: <V extends CatalogueVerb>(
    verb: V,
    request: Parameters<CatalogueVerbs[V]>[0],
  ) => Promise<ReturnType<CatalogueVerbs[V]>>;
  readonly close: () => Promise<void>;
}

const forgetAtOnce = 2_000;

/** Opens, or makes, the catalogue at `file`. */
export function openCatalogue(file: string): OpenCatalogue {
  const db = openCatalogueFile(file);
  const sources = createSources(db);
  const mods = createMods(db);
  const search = createSearch(db, sources);
  const sweeps = createSweeps(db, sources, mods);
  const checks = createUpdateChecks(db);
  const inOne = <T>(work: () => T): T => db.transaction(work).immediate();

  function forgetSource(id: number): void {
    let left = forgetAtOnce;
    while (left === forgetAtOnce) left = inOne(() => mods.forgetSome(id, forgetAtOnce));
    sources.remove(id);
  }

  const verbs: CatalogueVerbs = {
    find: search.find,
    see: ({ source, mods: seen, at }) =>
      inOne(() => {
        const id = sources.need(source);
        for (const mod of seen) mods.put(id, mod, at);
        return null;
      }),
    seePage: ({ mod, at }) => inOne(() => (mods.refresh(mod, at), null)),
    forgetMod: (ref) => inOne(() => (mods.forget(ref), null)),
    forgetSources: (wanted) => {
      for (const id of sources.known(wanted)) forgetSource(id);
      return null;
    },
    beginSweep: ({ source, at }) => sweeps.begin(source, at),
    keepPage: sweeps.page,
    giveUpSweep: (source) => (sweeps.giveUp(source), null),
    state: sweeps.state,
    keepChecks: ({ game, checks: kept }) => (checks.keep(game, kept), null),
    readChecks: checks.read,
    forgetChecks: (game) => (checks.forget(game), null),
  };
  return {
    verbs,
    close: () => {
      db.pragma('optimize');
      db.close();
    },
  };
}
