/** Dependencies of a release in the words that all providers share. */
import type { Requirement } from '../../../shared/model.ts';
import { isBuiltIn, needsExpansion } from './built-in.ts';
import type { Dependency, DependencyType } from './dependency.ts';
import { pageUrl } from './requests.ts';

const kinds: Readonly<Record<DependencyType, Requirement['kind']>> = {
  required: 'required',
  'no-load-order': 'required',
  optional: 'optional',
  'hidden-optional': 'optional',
  recommended: 'optional',
  incompatible: 'incompatible',
};

const notes: Readonly<Record<DependencyType, string>> = {
  required: '',
  'no-load-order': '',
  optional: '',
  'hidden-optional': 'Only matters when it is installed.',
  recommended: 'Recommended by the author.',
  incompatible: '',
};

export function requirementOf({ type, name, versions }: Dependency): Requirement {
  const builtIn = isBuiltIn(name);
  return {
    kind: kinds[type],
    name,
    // The portal has mods of these names that are not what is meant.
    modRef: builtIn ? null : { provider: 'factorio', id: name },
    file: null,
    versions,
    oneOf: null,
    unordered: type === 'no-load-order' || type === 'incompatible',
    note: builtIn ? builtInNote(name) : notes[type],
    url: builtIn ? null : pageUrl(name),
  };
}

const builtInNote = (name: string): string =>
  needsExpansion(name) ? 'Comes with the expansion Space Age.' : 'Comes with the game.';
