/** Mods with an installer through the real engine: answers make the files, and are remembered with them. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registryFile } from '../../../src/main/actions/engine.ts';
import { nameOfFile, provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { previewInstall } from '../../../src/main/actions/preview-install.ts';
import { previewChoices, readInstaller } from '../../../src/main/actions/read-installer.ts';
import { rebuildRegistry } from '../../../src/main/actions/rebuild-registry.ts';
import { rollBack } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { readLibrary } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import type { InstallerChoices } from '../../../src/shared/installer.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { config, file, fileIs, group, hullMod, option, step, steps } from '../../support/fomod.ts';
import { readTree } from '../../support/trees.ts';

let t: TestEngine;
beforeEach(() => {
  t = makeTestEngine();
});
afterEach(() => t.close());

interface Wish {
  readonly choices?: InstallerChoices;
  readonly replaces?: EntryId;
}

const requestOf = (archive: string, wish: Wish) => ({
  gameId: t.gameId,
  file: archive,
  name: nameOfFile(archive),
  provenance: provenanceOfFile(archive),
  ...wish,
});
const install = (archive: string, wish: Wish = {}) => installMod(t.engine, requestOf(archive, wish), unwatched);
const read = (archive: string, wish: Wish & { readonly pictures?: boolean } = {}) =>
  readInstaller(t.engine, { gameId: t.gameId, file: archive, ...wish }, unwatched);
const hull = (): Record<string, string> =>
  Object.fromEntries(Object.entries(readTree(t.game)).filter(([name]) => /^hull\/./u.test(name)));
const content = (name: string): string => fs.readFileSync(path.join(t.game, name), 'utf8');
const originOfFirst = () => {
  const [entry] = readLibrary(t.engine.registry, t.gameId);
  if (entry === undefined) throw new Error('the library is empty');
  return t.engine.registry.content.originOf(t.engine.registry.content.requireManifest(entry.manifest).id);
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof LoadstoneError) return error.code;
    throw error;
  }
  return 'nothing';
};

const small = { 'Textures / Size': ['Small'] };
const glowing = { 'Textures / Size': ['Large'], 'Patches / Patch': ['Glow'] };

test('an installer that asks is not answered by itself, and nothing changes', () => {
  const before = readTree(t.game);
  expect(codeOf(() => install(t.zip('hull', hullMod())))).toBe('choices_needed');
  expect(codeOf(() => install(t.zip('hull', hullMod()), { choices: { 'Textures / Size': ['Tiny'] } }))).toBe(
    'choices_invalid',
  );
  expect(readTree(t.game)).toEqual(before);
  expect(readLibrary(t.engine.registry, t.gameId)).toEqual([]);
});

test('answers choose the files and are kept with the manifest', () => {
  install(t.zip('hull', hullMod()), { choices: glowing });
  expect(Object.keys(hull())).toEqual(['hull/core.txt', 'hull/extra.txt', 'hull/glow.txt', 'hull/skin.txt']);
  expect(content('hull/skin.txt')).toBe('large skin');
  expect(originOfFirst()).toMatchObject({ choices: glowing });
});

test('a dry run with answers says what would be added', () => {
  const archive = t.zip('hull', hullMod());
  const preview = previewInstall(t.engine, requestOf(archive, { choices: small }), unwatched);
  expect(preview.files.map((one) => one.path).toSorted()).toEqual(['hull/core.txt', 'hull/skin.txt']);
  expect(codeOf(() => previewInstall(t.engine, requestOf(archive, {}), unwatched))).toBe('choices_needed');
});

test('the same questions are not asked again by an update; new ones are, with the old answers', () => {
  const entry = onlyEntry(install(t.zip('hull-1', hullMod()), { choices: small }));
  const same = t.zip('hull-2', { ...hullMod(), 'small/skin.txt': 'small skin, better' });
  expect(read(same, { replaces: entry })?.settled).toEqual(small);
  install(same, { replaces: entry });
  expect(content('hull/skin.txt')).toBe('small skin, better');
  expect(originOfFirst()).toMatchObject({ choices: small });

  const more = t.zip('hull-3', hullMod({ extraOption: true }));
  expect(codeOf(() => install(more, { replaces: entry }))).toBe('choices_needed');
  expect(content('hull/skin.txt')).toBe('small skin, better');
  const asked = read(more, { replaces: entry });
  expect(asked?.settled).toBeNull();
  expect(asked?.questions.remembered).toEqual(small);
});

test('rolling back brings the files of other answers back, byte for byte', () => {
  const untouched = readTree(t.game);
  const first = install(t.zip('hull-1', hullMod()), { choices: glowing });
  const withGlow = readTree(t.game);
  install(t.zip('hull-1', hullMod()), { choices: small, replaces: onlyEntry(first) });
  expect(Object.keys(hull())).toEqual(['hull/core.txt', 'hull/skin.txt']);
  rollBack(t.engine, { gameId: t.gameId, to: first.generation }, unwatched);
  expect(readTree(t.game)).toEqual(withGlow);
  expect(originOfFirst()).toMatchObject({ choices: glowing });
  rollBack(t.engine, { gameId: t.gameId, to: 0 }, unwatched);
  expect(readTree(t.game)).toEqual(untouched);
});

test('answers outlive the registry', () => {
  install(t.zip('hull', hullMod()), { choices: glowing });
  t.engine.registry.close();
  for (const suffix of ['', '-wal', '-shm']) fs.rmSync(registryFile(t.dataDir) + suffix, { force: true });
  rebuildRegistry(t.dataDir);
  t = t.reopen(false);
  expect(originOfFirst()).toMatchObject({ choices: glowing });
});

test('conditions see files of the game and of other mods, but not those of the version that goes', () => {
  const asking = {
    'fomod/ModuleConfig.xml': config(
      steps(
        step(
          'Vanilla',
          group('G', 'SelectAny', option('A', { files: file('a') })),
          fileIs('Data\\PALETTE.txt', 'Active'),
        ),
        step('Other', group('G', 'SelectAny', option('A')), fileIs('other.esp', 'Active')),
        step('Own', group('G', 'SelectAny', option('A')), fileIs('a', 'Active')),
      ),
    ),
    a: 'a',
  };
  const archive = t.zip('asking', asking);
  const shown = (wish: Wish = {}): readonly string[] =>
    Object.keys(read(archive, wish)?.questions.facts ?? {}).toSorted();
  expect(shown()).toEqual(['data/palette.txt']);
  const other = onlyEntry(t.install('other', { 'Other.esp': 'x' }));
  expect(shown()).toEqual(['data/palette.txt', 'other.esp']);
  setEnabled(t.engine, { gameId: t.gameId, entries: [other], enabled: false }, unwatched);
  expect(shown()).toEqual(['data/palette.txt']);
  const entry = onlyEntry(install(archive, { choices: { 'Vanilla / G': ['A'] } }));
  expect(shown()).toContain('a');
  expect(shown({ replaces: entry })).not.toContain('a');
});

test('an installer that asks nothing just installs; one in a folder of its own too', () => {
  const plain = config(`<requiredInstallFiles>${file('core.txt', 'hull/core.txt')}</requiredInstallFiles>`);
  install(t.zip('plain', { 'Wrapper/FOMOD/ModuleConfig.xml': plain, 'Wrapper/core.txt': 'core', 'readme.txt': 'no' }));
  expect(Object.keys(hull())).toEqual(['hull/core.txt']);
  expect(Object.keys(readTree(t.game))).not.toContain('readme.txt');
});

test('pictures come along when they are asked for, and only real ones', () => {
  const mod = { ...hullMod(), 'fomod/images/small.png': 'no picture' };
  expect(read(t.zip('false', mod), { pictures: true })?.pictures.size).toBe(0);
  expect([...(read(t.zip('true', hullMod()), { pictures: true })?.pictures.keys() ?? [])]).toEqual([
    'fomod/images/small.png',
  ]);
  expect(read(t.zip('true', hullMod()))?.pictures.size).toBe(0);
});

test('a set of answers can be looked at as files', () => {
  const found = read(t.zip('hull', hullMod()));
  if (found === null) throw new Error('no installer');
  expect(previewChoices(found, small)).toEqual({
    total: 2,
    bytes: 14,
    files: [
      { path: 'hull/core.txt', size: 4 },
      { path: 'hull/skin.txt', size: 10 },
    ],
  });
});

test('scripts are never run, and no files at all are told', () => {
  expect(codeOf(() => install(t.zip('script', { 'fomod/script.cs': 'class Script {}', 'a.txt': 'a' })))).toBe(
    'installer_unreadable',
  );
  const empty = config(steps(step('S', group('G', 'SelectAny', option('A', { files: file('missing') })))));
  const archive = t.zip('empty', { 'fomod/ModuleConfig.xml': empty, 'a.txt': 'a' });
  expect(codeOf(() => install(archive, { choices: {} }))).toBe('nothing_to_install');
  expect(read(archive)?.questions.missing).toEqual(['missing']);
});
