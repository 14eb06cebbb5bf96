/** The files of the made-up mods: the same for the same entry, with enough in common for conflicts. */
import type { EntryId } from '../../src/shared/ids.ts';
import type { ChangePreview, Conflict, FileChoice, LibraryEntry } from '../../src/shared/model.ts';
import { relPath, type RelPath } from '../../src/shared/rel-path.ts';

export interface FakeFile {
  readonly target: string;
  readonly path: RelPath;
  readonly size: number;
  /** Equal contents are equal files. */
  readonly content: string;
}

/** What several mods bring; a word after the path says that all who have it bring the same bytes. */
const shared: Readonly<Record<string, readonly (readonly [path: string, same?: string])[]>> = {
  'Neon Boulevard': [
    ['images/notes/note-left.png'],
    ['images/notes/note-up.png'],
    ['images/ui/menu.png'],
    ['data/songs/index.json'],
    ['fonts/vcr.ttf', 'vcr'],
  ],
  'Readable Notes': [
    ['images/notes/note-left.png'],
    ['images/notes/note-up.png'],
    ['images/notes/note-right.png'],
    ['images/ui/menu.png'],
    ['fonts/vcr.ttf', 'vcr'],
    ['licences/OFL.txt', 'ofl'],
  ],
  'engine-hotfixes': [['hotfixes/core.dll'], ['data/engine.json'], ['scripts/init.lua'], ['licences/OFL.txt', 'ofl']],
  'Double Tempo': [['data/songs/index.json'], ['scripts/init.lua'], ['data/engine.json']],
  'my-old-charts': [['data/songs/index.json']],
  'Crimson Encore': [['images/ui/menu.png'], ['fonts/vcr.ttf', 'vcr'], ['images/notes/note-left.png']],
};

const made = new WeakMap<LibraryEntry, readonly FakeFile[]>();

export function fakeFilesOf(entry: LibraryEntry): readonly FakeFile[] {
  const known = made.get(entry);
  if (known !== undefined) return known;
  const slug = entry.name.replaceAll(/[^A-Za-z0-9]+/gu, '-').replaceAll(/^-+|-+$/gu, '') || 'mod';
  const common = sharedOf(entry.name);
  const own = Array.from({ length: Math.max(0, entry.files - common.length) }, (_, index) => ({
    target: 'mods',
    path: relPath(
      `${slug}/${index % 3 === 0 ? 'data' : 'images'}/${String(index).padStart(3, '0')}.${index % 3 === 0 ? 'json' : 'png'}`,
    ),
    size: 2_048 + ((index * 7_919) % 90_000),
    // A new version changes a few files and leaves the others.
    content: index < 12 ? `${entry.manifest}${index}` : `${entry.id}${index}`,
  }));
  const files = [
    ...common.map(([path, same]) => ({
      target: 'mods',
      path: relPath(path),
      size: same === undefined ? 12_000 + entry.name.length * 311 : 33_012,
      content: same ?? `${entry.manifest}${path}`,
    })),
    ...own,
  ];
  made.set(entry, files);
  return files;
}

function sharedOf(name: string): readonly (readonly [path: string, same?: string])[] {
  const many = /^Mod number (\d+)$/u.exec(name);
  if (many === null) return shared[name] ?? [];
  return [[`textures/shared/t${Number(many[1]) % 4_000}.dds`], ['licences/OFL.txt', 'ofl']];
}

interface Provided {
  readonly file: FakeFile;
  readonly entry: EntryId;
}

interface Decided extends Provided {
  readonly why: Conflict['why'];
  readonly all: readonly Provided[];
}

/** Who provides each path. A path that nobody shall provide is not in it. */
function winners(
  entries: readonly LibraryEntry[],
  choices: readonly FileChoice[],
): ReadonlyMap<string, Decided & { readonly nobody: boolean }> {
  const all = new Map<string, Provided[]>();
  for (const entry of entries) {
    if (!entry.enabled) continue;
    for (const file of fakeFilesOf(entry)) {
      const list = all.get(file.path);
      if (list === undefined) all.set(file.path, [{ file, entry: entry.id }]);
      else list.push({ file, entry: entry.id });
    }
  }
  const decided = new Map<string, Decided & { readonly nobody: boolean }>();
  for (const [path, list] of all) {
    const last = list.at(-1);
    if (last === undefined) continue;
    const choice = choiceFor(choices, path);
    const chosen = choice === null ? undefined : list.find((one) => one.entry === choice.entry);
    const nobody = choice !== null && choice.entry === null;
    decided.set(path, {
      ...(chosen ?? last),
      why: nobody || chosen !== undefined ? 'choice' : 'order',
      all: list,
      nobody,
    });
  }
  return decided;
}

/** The nearest one. */
function choiceFor(choices: readonly FileChoice[], path: string): FileChoice | null {
  const fitting = choices.filter((one) => (one.folder ? path.startsWith(`${one.path}/`) : one.path === path));
  return fitting.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

export function fakeConflicts(entries: readonly LibraryEntry[], choices: readonly FileChoice[]): readonly Conflict[] {
  return [...winners(entries, choices).values()]
    .filter((one) => one.all.length > 1 || one.why === 'choice')
    .toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1))
    .map(({ file, entry, why, all, nobody }): Conflict => ({
      target: file.target,
      path: file.path,
      winner: nobody ? null : entry,
      why,
      providers: all.map((one) => ({
        entry: one.entry,
        size: one.file.size,
        sameAsWinner: !nobody && one.file.content === file.content,
      })),
      identical: all.every((one) => one.file.content === all[0]?.file.content),
    }));
}

/** Who is on disk instead of each file of an entry. */
export function fakeBeaten(
  entry: LibraryEntry,
  entries: readonly LibraryEntry[],
  choices: readonly FileChoice[],
): ReadonlyMap<string, EntryId> {
  if (!entry.enabled) return new Map();
  const decided = winners(entries, choices);
  return new Map(
    fakeFilesOf(entry).flatMap(({ path }) => {
      const one = decided.get(path);
      return one === undefined || one.nobody || one.entry === entry.id ? [] : [[path, one.entry] as const];
    }),
  );
}

interface FakeLoadout {
  readonly entries: readonly LibraryEntry[];
  readonly choices: readonly FileChoice[];
}

export function fakeFileChanges(from: FakeLoadout, to: FakeLoadout): ChangePreview['files'] {
  if (from.entries === to.entries && from.choices === to.choices) return [];
  const before = winners(from.entries, from.choices);
  const after = winners(to.entries, to.choices);
  const files: ChangePreview['files'][number][] = [];
  for (const [path, { file, nobody }] of after) {
    if (nobody) continue;
    const was = before.get(path);
    if (was === undefined || was.nobody) files.push({ target: file.target, path: file.path, action: 'add' });
    else if (was.file.content !== file.content) {
      files.push({ target: file.target, path: file.path, action: 'replace' });
    }
  }
  for (const [path, { file, nobody }] of before) {
    const is = after.get(path);
    if (!nobody && (is === undefined || is.nobody)) {
      files.push({ target: file.target, path: file.path, action: 'remove' });
    }
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
