/** Which file of the archive a set of answers puts where. Pure. */
import { LoadstoneError } from '../../../../shared/errors.ts';
import type { InstallerQuestions } from '../../../../shared/installer.ts';
import { holds, typeOf, type Walk } from '../../../../shared/installer-walk.ts';
import { foldKey, isRelPath, relPathFault, type RelPath } from '../../../../shared/rel-path.ts';
import { installerFault } from './fault.ts';
import type { ModTree } from './find-installer.ts';
import { optionKey, rulesOf, type CopyRule, type FomodModule } from './module.ts';

export interface ChosenFile {
  /** Index into the archive's files. */
  readonly source: number;
  readonly path: RelPath;
}

/** More copies than this are no mod any more: rules multiply what an archive holds. */
const maxCopies = 500_000;

/**
 * Required files, then those of chosen options in the order of the steps, then what depends on flags. Of two that go to
 * the same place the higher priority stays, among equals the later one. Throws `archive_refused` for a place outside.
 */
export function chosenFiles(
  module: FomodModule,
  facts: InstallerQuestions['facts'],
  walk: Walk,
  tree: ModTree,
): readonly ChosenFile[] {
  const byPriority = rulesFor(module, facts, walk).toSorted((a, b) => a.priority - b.priority);
  const placed = new Map<string, ChosenFile>();
  let copies = 0;
  for (const rule of byPriority) {
    const files = filesOf(rule, tree);
    copies += files.length;
    if (copies > maxCopies) throw installerFault(`it copies more than ${maxCopies} files`);
    for (const { at, path } of files) {
      const checked = checkedPath(path);
      placed.set(foldKey(checked), { source: at, path: checked });
    }
  }
  return [...placed.values()];
}

function rulesFor(module: FomodModule, facts: InstallerQuestions['facts'], walk: Walk): readonly CopyRule[] {
  const selected = new Set(
    Object.entries(walk.choices).flatMap(([group, options]) => options.map((option) => optionKey(group, option))),
  );
  const ofOptions = module.installer.steps.flatMap(({ groups }) =>
    groups.flatMap(({ id, options }) =>
      options.flatMap((option) => {
        const key = optionKey(id, option.id);
        const rules = module.ofOptions.get(key) ?? [];
        if (selected.has(key)) return rules;
        const usable = typeOf(option, walk.flags, facts) !== 'not-usable';
        return rules.filter(({ unasked }) => unasked === 'always' || (unasked === 'if-usable' && usable));
      }),
    ),
  );
  const conditional = module.conditional.filter(({ when }) => holds(when, walk.flags, facts));
  return [...module.required, ...ofOptions, ...conditional.flatMap(({ rules }) => rules)];
}

/** Authors write `file` for folders and the other way round; what is there decides. Nothing there: nothing. */
function filesOf(rule: CopyRule, tree: ModTree): readonly { readonly at: number; readonly path: string }[] {
  const to = rule.destination ?? rule.source;
  const at = rule.source === '' ? null : tree.file(rule.source);
  if (at !== null) {
    const name = rule.source.split('/').at(-1) ?? '';
    return [{ at, path: rule.folder && rule.destination !== null ? joined(to, name) : to }];
  }
  return tree.below(rule.source).map((file) => ({ at: file.at, path: joined(to, file.path) }));
}

const joined = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);

function checkedPath(path: string): RelPath {
  if (isRelPath(path)) return path;
  throw new LoadstoneError(
    'archive_refused',
    `The installer wants to put a file at ${JSON.stringify(path.slice(0, 200))}, which is no place inside the game.`,
    'Tell the author of the mod. Nothing was installed.',
    { details: { path: path.slice(0, 500), reason: relPathFault(path) ?? 'unknown' } },
  );
}

/** Sources of rules that the archive does not have. */
export function missingSources(module: FomodModule, tree: ModTree): readonly string[] {
  const missing = rulesOf(module)
    .filter(({ source }) => (source === '' || tree.file(source) === null) && tree.below(source).length === 0)
    .map(({ source }) => source);
  return [...new Set(missing)].filter((source) => source !== '');
}
