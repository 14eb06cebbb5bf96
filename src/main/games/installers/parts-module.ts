/** Several mods in one archive as questions, like those of an installer: which of them? Pure. */
import type { InstallerOption } from '../../../shared/installer.ts';
import { foldKey } from '../../../shared/rel-path.ts';
import { optionKey, type FomodModule } from './fomod/module.ts';
import type { Parts } from './parts-in.ts';

const group = 'parts';

/**
 * What lies in none of the folders comes with every answer. Names of steps and groups stay empty: the window has its own
 * words for them. Parts that bring the same files exclude each other, so only the first is proposed; of others all are.
 */
export function partsModule({ folders, collide }: Parts, paths: readonly string[]): FomodModule {
  const asked = new Set(folders.map(foldKey));
  const common = paths.filter((path) => !liesIn(asked, foldKey(path)));
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
    required: common.map((path) => ({ ...copyOf(path, 0), folder: false })),
    ofOptions: new Map(folders.map((folder, priority) => [optionKey(group, folder), [copyOf(folder, priority)]])),
    conditional: [],
  };
}

function liesIn(folders: ReadonlySet<string>, path: string): boolean {
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
    if (folders.has(path.slice(0, cut))) return true;
  return false;
}

/** The folder stays where it is in the archive: its files are given their places afterwards. */
const copyOf = (source: string, priority: number) =>
  ({ source, destination: null, folder: true, priority, unasked: 'never' }) as const;
