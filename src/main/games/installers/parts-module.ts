/** Several mods in one archive as questions, like those of an installer: which of them? Pure. */
import type { InstallerOption } from '../../../shared/installer.ts';
import { optionKey, type FomodModule } from './fomod/module.ts';
import type { Parts } from './place-files.ts';

const group = 'parts';

/**
 * Names of steps and groups stay empty: the window has its own words for them. Parts that bring the same files exclude
 * each other, so only the first is proposed; of others all are.
 */
export function partsModule({ folders, collide }: Parts): FomodModule {
  const options = folders.map((name, index): InstallerOption => ({
    id: name,
    name,
    description: '',
    image: null,
    type: collide && index > 0 ? 'optional' : 'recommended',
    patterns: [],
    flags: [],
  }));
  return {
    installer: {
      name: '',
      image: null,
      needs: null,
      steps: [{ name: '', visible: null, groups: [{ id: group, name: '', type: 'at-least-one', options }] }],
    },
    required: [],
    ofOptions: new Map(folders.map((folder, priority) => [optionKey(group, folder), [copyOf(folder, priority)]])),
    conditional: [],
  };
}

/** The folder stays where it is in the archive: its files are given their places afterwards. */
const copyOf = (source: string, priority: number) =>
  ({ source, destination: null, folder: true, priority, unasked: 'never' }) as const;
