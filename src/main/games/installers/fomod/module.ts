/** What `ModuleConfig.xml` says: the questions, and what each answer copies. */
import type { Condition, Installer } from '../../../../shared/installer.ts';

/** One `file` or `folder` element. */
export interface CopyRule {
  /** Slashes only, as the author spelled it; "" is the root of the mod. */
  readonly source: string;
  /** null: where the source lies. */
  readonly destination: string | null;
  readonly folder: boolean;
  /** Where two copy to the same place, the higher one stays. */
  readonly priority: number;
  /** Copied whether its option is chosen or not: always, or when it could be chosen. */
  readonly unasked: 'never' | 'always' | 'if-usable';
}

export interface FomodModule {
  readonly installer: Installer;
  readonly required: readonly CopyRule[];
  /** By `optionKey`. */
  readonly ofOptions: ReadonlyMap<string, readonly CopyRule[]>;
  readonly conditional: readonly { readonly when: Condition; readonly rules: readonly CopyRule[] }[];
}

export const optionKey = (group: string, option: string): string => `${group}\0${option}`;

/** Every rule of a module. */
export const rulesOf = ({ required, ofOptions, conditional }: FomodModule): readonly CopyRule[] => [
  ...required,
  ...[...ofOptions.values()].flat(),
  ...conditional.flatMap(({ rules }) => rules),
];

/** Names of files in installers are Windows paths: "Data\Meshes\" → "Data/Meshes". What is wrong with them stays. */
export const plainPath = (text: string): string =>
  text
    .split(/[\\/]+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.')
    .join('/');
