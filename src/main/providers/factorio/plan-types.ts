/** What a plan of an installation is made from, and what it is. */
import type { Dependency } from './dependency.ts';
import type { PortalMod, Release } from './types.ts';

export interface PresentMod {
  readonly name: string;
  readonly version: string;
  readonly enabled: boolean;
  readonly dependencies: readonly Dependency[];
}

export interface WantedMod {
  readonly name: string;
  /** null: the highest that fits. */
  readonly version: string | null;
}

export interface PlanInput {
  /** "2.0.66"; limits on the very version hold only where it is whole. */
  readonly game: string;
  /** Whether the expansion Space Age is there; null: not known, nothing is refused for it. */
  readonly expansion: boolean | null;
  readonly wanted: readonly WantedMod[];
  readonly present: readonly PresentMod[];
  /** Full data by name; null: the portal has no such mod. Names that are missing here end up in `Plan.unknown`. */
  readonly mods: ReadonlyMap<string, PortalMod | null>;
  /** Take along what authors recommend. */
  readonly recommended: boolean;
}

export interface PlannedMod {
  readonly name: string;
  readonly version: string;
  readonly action: 'install' | 'replace' | 'enable';
  /** null for a mod that only has to be enabled. */
  readonly release: Release | null;
  /** Names of the mods that need it; empty for what was asked for. */
  readonly neededBy: readonly string[];
}

export type PlanProblem =
  | { readonly kind: 'missing'; readonly name: string; readonly neededBy: readonly string[] }
  /** There are releases, but none for this line of the game; `lines`: for which there are, newest first. */
  | {
      readonly kind: 'no-release';
      readonly name: string;
      readonly game: string;
      readonly lines: readonly string[];
      readonly neededBy: readonly string[];
    }
  /** The very release that was asked for is not for this game. */
  | {
      readonly kind: 'unfit';
      readonly name: string;
      readonly version: string;
      /** "Factorio 2.1", or a limit like "base >= 2.0.70". */
      readonly needs: string;
      readonly game: string;
    }
  /** Releases for the game exist, but none is what all that need it ask for. */
  | {
      readonly kind: 'no-version';
      readonly name: string;
      readonly offered: readonly string[];
      readonly limits: readonly { readonly by: string; readonly versions: string }[];
    }
  | { readonly kind: 'needs-expansion'; readonly name: string; readonly part: string }
  | { readonly kind: 'incompatible'; readonly name: string; readonly with: string; readonly saidBy: string }
  /** Each waits for the next to load first. */
  | { readonly kind: 'cyclic'; readonly names: readonly string[] };

/** A lower version than the highest was taken. */
export interface PlanAlternative {
  readonly name: string;
  readonly version: string;
  readonly insteadOf: string;
  readonly why: string;
}

export interface Plan {
  /** What is needed comes before what needs it. */
  readonly install: readonly PlannedMod[];
  /** Empty: the plan can be carried out, once `unknown` is empty too. */
  readonly problems: readonly PlanProblem[];
  readonly alternatives: readonly PlanAlternative[];
  /** Recommended by one of them, not part of the plan. */
  readonly recommended: readonly { readonly name: string; readonly by: string }[];
  /** Of what is installed: given up by their authors. */
  readonly deprecated: readonly string[];
  /** Mods whose data was not given: ask for them, then plan again. */
  readonly unknown: readonly string[];
}
