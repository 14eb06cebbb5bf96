/**
 * The grammar of dependencies: `[prefix] name [operator version]`, blanks optional everywhere.
 * Source: "Mod structure" of the Lua interface, and the files of real mods. Real parsers differ on what is malformed;
 * this one folds what it does not understand into the name, as the game does, so that nothing is ever refused for it.
 */
import { compareParsed, parseVersion, type Version } from './version.ts';

export type DependencyType =
  /** Must be there and loads first. */
  | 'required'
  /** `~`: must be there, decides nothing about load order. */
  | 'no-load-order'
  /** `?`: loads first when it is there; of the wrong version it is an error all the same. */
  | 'optional'
  /** `(?)`: like `?`, but players are not shown it. */
  | 'hidden-optional'
  /** `+` (since Factorio 2.1): offered with the mod, not needed. */
  | 'recommended'
  /** `!`: must not be there, whatever its version. */
  | 'incompatible';

export type Operator = '<' | '<=' | '=' | '>=' | '>';

export interface Dependency {
  readonly type: DependencyType;
  readonly name: string;
  readonly op: Operator | null;
  readonly version: Version | null;
  /** Operator and version as they were written, with one blank: ">= 1.2". null: any version. */
  readonly versions: string | null;
}

const types: Readonly<Record<string, DependencyType>> = {
  '': 'required',
  '~': 'no-load-order',
  '?': 'optional',
  '(?)': 'hidden-optional',
  '+': 'recommended',
  '!': 'incompatible',
};

/** Characters. The game allows names of 100. */
const longest = 300;

const grammar = /^(?!(?:\(\?\)|[?!~+])$)(\(\?\)|[?!~+])? *([^ ].*?)(?: *([<>]=?|=) *([0-9.]+))?$/u;

/** null: there is no name. */
export function parseDependency(text: string): Dependency | null {
  const [, prefix = '', name, op, number] = grammar.exec(text.slice(0, longest).trim()) ?? [];
  const type = types[prefix];
  if (name === undefined || type === undefined) return null;
  const version = parseVersion(number ?? '');
  // A version after "!" is ignored by the game.
  if (type === 'incompatible' || version === null) return { type, name, op: null, version: null, versions: null };
  return { type, name, op: op as Operator, version, versions: `${op ?? ''} ${number ?? ''}` };
}

/** Those without a name are left out. */
export const parseDependencies = (texts: readonly string[]): readonly Dependency[] =>
  texts.flatMap((text) => parseDependency(text) ?? []);

/** True when it only counts that the mod is there, or that the version fits. */
export function satisfies(version: string, { op, version: wanted }: Dependency): boolean {
  if (op === null || wanted === null) return true;
  const parsed = parseVersion(version);
  if (parsed === null) return false;
  const order = compareParsed(parsed, wanted);
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    default:
      return op satisfies never;
  }
}

/** Must be installed for the mod to load. */
export const isNeeded = ({ type }: Dependency): boolean => type === 'required' || type === 'no-load-order';

/** The mod loads after it, so that a circle of these cannot be loaded. */
export const ordersLoading = ({ type }: Dependency): boolean =>
  type === 'required' || type === 'optional' || type === 'hidden-optional';
