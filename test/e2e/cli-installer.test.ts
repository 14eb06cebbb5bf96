/** Installers on the command line, as real processes: asked for, answered, remembered, taken back. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChangeOutcome } from '../../src/shared/model.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { runCli } from '../support/cli.ts';
import { hullMod } from '../support/fomod.ts';
import { readTree, tempFolder, writeTree } from '../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let game: string;

const cli = (...args: readonly string[]) => runCli([...args, '--data', path.join(folder.path, 'data')]);
async function run<T>(...args: readonly string[]): Promise<T> {
  const result = await cli(...args);
  expect(result.status, JSON.stringify(result.json)).toBe(0);
  return result.json as T;
}
async function refused(...args: readonly string[]): Promise<{ code: string; message: string; hint: string }> {
  const result = await cli(...args);
  expect(result.status).toBe(1);
  return (result.json as { error: { code: string; message: string; hint: string } }).error;
}

const g = ['--game', 'sample'] as const;
const filesOf = (): string[] => Object.keys(readTree(game)).filter((name) => /^hull\/./u.test(name));
function write(name: string, content: unknown): string {
  const file = path.join(folder.path, name);
  fs.writeFileSync(file, JSON.stringify(content));
  return file;
}
function zip(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const file = path.join(folder.path, name);
  writeZip(file, files);
  return file;
}

beforeEach(async () => {
  folder = tempFolder('cli-installer');
  game = path.join(folder.path, 'game');
  writeTree(game, { 'game.cfg': 'volume=7' });
  await run('game', 'add', game, '--as', 'custom', '--name', 'Sample', '--target', '.:merge-tree');
});
afterEach(() => folder.remove());

interface Shown {
  readonly installer: string | null;
  readonly asks: boolean;
  readonly choices: Record<string, string[]>;
  readonly remembered: Record<string, string[]> | null;
  readonly questions: readonly { id: string; shown: boolean; options: readonly { id: string }[] }[];
}

test('a mod that asks is refused with how to answer, then installed with a file of answers', async () => {
  const hull = zip('hull.zip', hullMod());
  const error = await refused('install', hull, ...g);
  expect(error).toMatchObject({ code: 'choices_needed' });
  expect(error.message).toContain('Textures / Size');
  expect(error.hint).toContain('--choices FILE');
  expect(filesOf()).toEqual([]);

  const shown = await run<Shown>('installer', hull, ...g);
  expect(shown).toMatchObject({
    installer: 'Hull',
    asks: true,
    choices: { 'Textures / Size': ['Large'], 'Patches / Patch': [] },
    remembered: null,
  });
  expect(shown.questions.map(({ id, shown: now }) => [id, now])).toEqual([
    ['Textures / Size', true],
    ['Patches / Patch', true],
  ]);

  // What it printed is a file of answers as it is.
  const defaults = write('defaults.json', shown);
  const dry = await run<{ dryRun: boolean; files: unknown[] }>(
    'install',
    hull,
    ...g,
    '--choices',
    defaults,
    '--dry-run',
  );
  expect(dry.dryRun).toBe(true);
  expect(dry.files).toHaveLength(3);
  const installed = await run<ChangeOutcome>('install', hull, ...g, '--choices', defaults);
  expect(filesOf()).toEqual(['hull/core.txt', 'hull/extra.txt', 'hull/skin.txt']);

  // Other answers for the same mod, and back.
  const small = write('small.json', { 'Textures / Size': ['Small'] });
  await run('install', hull, ...g, '--update', 'hull', '--choices', small);
  expect(filesOf()).toEqual(['hull/core.txt', 'hull/skin.txt']);
  await run('rollback', ...g, '--to', String(installed.generation));
  expect(filesOf()).toEqual(['hull/core.txt', 'hull/extra.txt', 'hull/skin.txt']);
});

test('an update with the same questions takes the remembered answers; with new ones it asks', async () => {
  await run(
    'install',
    zip('hull.zip', hullMod()),
    ...g,
    '--choices',
    write('a.json', { 'Textures / Size': ['Small'] }),
  );
  const better = zip('hull-2.zip', { ...hullMod(), 'small/skin.txt': 'better' });
  await run('install', better, ...g, '--update', 'hull');
  expect(fs.readFileSync(path.join(game, 'hull/skin.txt'), 'utf8')).toBe('better');
  const changed = zip('hull-3.zip', hullMod({ extraOption: true }));
  const [mod] = (await run<{ mods: { id: string }[] }>('list', ...g)).mods;
  const update = ['--update', mod?.id ?? ''] as const;
  expect(await refused('install', changed, ...g, ...update)).toMatchObject({ code: 'choices_needed' });
  const shown = await run<Shown>('installer', changed, ...g, ...update);
  expect(shown.remembered).toEqual({ 'Textures / Size': ['Small'] });
  expect(shown.choices).toEqual({ 'Textures / Size': ['Small'] });
});

test('answers that do not fit are told, and files that are none are misuse', async () => {
  const hull = zip('hull.zip', hullMod());
  const wrong = write('wrong.json', { choices: { 'Textures / Size': ['Tiny'], Nothing: [] } });
  const error = await refused('install', hull, ...g, '--choices', wrong);
  expect(error.code).toBe('choices_invalid');
  expect(error.message).toContain('"Textures / Size" has no option "Tiny".');
  expect(error.message).toContain('There is no question "Nothing".');
  expect((await cli('install', hull, ...g, '--choices', write('list.json', ['Small']))).status).toBe(2);
  expect((await cli('install', hull, ...g, '--choices', path.join(folder.path, 'absent.json'))).status).toBe(2);
  expect((await cli('install', hull, hull, ...g, '--choices', wrong)).status).toBe(2);
  expect(filesOf()).toEqual([]);
});

test('a mod without an installer has no questions', async () => {
  expect(await run('installer', zip('plain.zip', { 'a.txt': 'a' }), ...g)).toEqual({
    installer: null,
    asks: false,
    choices: {},
  });
});
