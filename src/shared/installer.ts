/**
 * What the installer of a mod asks, as data, and the answers to it. Made from a FOMOD `ModuleConfig.xml`; main and the
 * window walk through it with the same rules (`installer-walk.ts`).
 */

export const groupTypes = ['exactly-one', 'at-most-one', 'at-least-one', 'all', 'any'] as const;
export type GroupType = (typeof groupTypes)[number];

export const optionTypes = ['required', 'recommended', 'optional', 'could-be-usable', 'not-usable'] as const;
export type OptionType = (typeof optionTypes)[number];

/** Of a file in the game: there and loaded, there and not loaded, not there. */
export type FileState = 'active' | 'inactive' | 'missing';

export type Condition =
  | { readonly kind: 'flag'; readonly flag: string; readonly value: string }
  /** `file` is a key of the facts. */
  | { readonly kind: 'file'; readonly file: string; readonly state: FileState }
  /** The lowest version that will do. `met` is null where nobody can tell: it holds then. */
  | {
      readonly kind: 'version';
      readonly of: 'game' | 'manager' | 'script-extender';
      readonly version: string;
      readonly met: boolean | null;
    }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] };

export interface InstallerOption {
  /** Its name, made unique in its group: what answers quote. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** From main: a path in the archive. In the window: an address it may load. null: none, or none that can be shown. */
  readonly image: string | null;
  readonly type: OptionType;
  /** The first that holds decides instead of `type`. */
  readonly patterns: readonly { readonly when: Condition; readonly type: OptionType }[];
  /** Set for what comes later when the option is chosen. */
  readonly flags: readonly { readonly name: string; readonly value: string }[];
}

export interface InstallerGroup {
  /** Names of step and group, made unique: the key of its answers. */
  readonly id: string;
  readonly name: string;
  readonly type: GroupType;
  readonly options: readonly InstallerOption[];
}

export interface InstallerStep {
  readonly name: string;
  /** null: always shown. */
  readonly visible: Condition | null;
  readonly groups: readonly InstallerGroup[];
}

export interface Installer {
  readonly name: string;
  readonly image: string | null;
  /** What the author wants to be there before. null: nothing. */
  readonly needs: Condition | null;
  readonly steps: readonly InstallerStep[];
}

/** Ids of the chosen options by id of their group. A group that is left out gets its defaults. */
export type InstallerChoices = Readonly<Record<string, readonly string[]>>;

export interface InstallerQuestions {
  /** The author asks nothing: the archive holds several mods, each in a folder, and the question is which of them. */
  readonly parts?: true;
  readonly installer: Installer;
  /** How the files that conditions ask about are in the game; what is not here is missing. */
  readonly facts: Readonly<Record<string, FileState>>;
  /** Versions that the installer asks for and nobody can tell: they count as being there. */
  readonly assumed: readonly { readonly of: 'game' | 'manager' | 'script-extender'; readonly version: string }[];
  /** The answers that made the version that is installed. */
  readonly remembered: InstallerChoices | null;
  /** Since those answers the author has changed the questions. */
  readonly changed: boolean;
  /** Files the installer names that the archive does not have, at most 100. */
  readonly missing: readonly string[];
}

/** What a set of answers puts into the game. */
export interface ChosenFiles {
  readonly total: number;
  readonly bytes: number;
  /** Below the target, at most `chosenFilesShown`. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

export const chosenFilesShown = 500;
