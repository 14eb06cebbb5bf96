/** Taking archives in, hashed, checked and deployed, against 7-Zip unpacking the same archive and `cp -al` linking it. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { addGame } from '../../src/main/actions/add-game.ts';
import { currentLoadout } from '../../src/main/actions/change-loadout.ts';
import { openEngine, type OpenEngine } from '../../src/main/actions/engine.ts';
import { provenanceOfFile } from '../../src/main/actions/fetch-mod-file.ts';
import { installMod } from '../../src/main/actions/install-mod.ts';
import { checkedProgram } from '../../src/main/archive/seven-zip-program.ts';
import { unwatched } from '../../src/main/lib/control.ts';
import { writeZip } from '../support/archives/zip-writer.ts';
import { quiet } from '../support/engine.ts';
import { tempFolder, writeTree } from '../support/trees.ts';

interface Sample {
  readonly name: string;
  /** How 7-Zip packs it. */
  readonly pack: readonly string[];
  readonly files: number;
  /** Bytes of one file. */
  readonly size: number;
}

/** LOADSTONE_BENCH_SHARE makes the archives smaller for a quick look. */
const share = Number(process.env['LOADSTONE_BENCH_SHARE'] ?? 1);

const samples: readonly Sample[] = [
  { name: 'zip of 20,000 small files', pack: ['-tzip', '-mx=5'], files: 20_000, size: 21_000 },
  { name: 'zip of eight large files', pack: ['-tzip', '-mx=0'], files: 8, size: 128_000_000 },
  { name: 'solid 7z of 2,000 files', pack: ['-t7z', '-mx=5', '-ms=on'], files: 2_000, size: 105_000 },
];

/** About a third of it repeats, so that it packs as textures and meshes do. */
function content(size: number): Buffer {
  const unit = randomBytes(Math.ceil((size * 2) / 3));
  return Buffer.concat([unit, unit.subarray(0, size - unit.length)]);
}

/** In a process of its own: what making the files takes is not memory of the job. */
const maker = `
  const [tree, files, size] = process.argv.slice(1);
  const fs = require('node:fs'), { randomBytes } = require('node:crypto');
  for (let index = 0; index < Number(files); index += 1) {
    const folder = \`\${tree}/data/part-\${index % 50}\`;
    if (index < 50) fs.mkdirSync(folder, { recursive: true });
    const unit = randomBytes(Math.ceil((size * 2) / 3));
    fs.writeFileSync(\`\${folder}/file-\${index}.bin\`, Buffer.concat([unit, unit.subarray(0, size - unit.length)]));
  }
`;

function makeArchive(folder: string, { pack, files, size }: Sample): string {
  const tree = path.join(folder, 'tree');
  execFileSync(process.execPath, ['-e', maker, tree, String(Math.max(1, Math.ceil(files * share))), String(size)]);
  const archive = path.join(folder, 'sample.bin');
  execFileSync(checkedProgram(), ['a', ...pack, '-bso0', '-bsp0', archive, '.'], { cwd: tree });
  fs.rmSync(tree, { recursive: true });
  return archive;
}

/** A new engine and an empty game in a folder of which only the archives stay. */
function openBenchGame(folder: string): OpenEngine {
  const at = (name: string): string => path.join(folder, name);
  for (const name of ['data', 'game', 'unpacked', 'linked']) fs.rmSync(at(name), { recursive: true, force: true });
  writeTree(at('game'), { 'game.cfg': 'vanilla' });
  const opened = openEngine(at('data'), quiet);
  const targets = [{ path: '.', layout: 'merge-tree' as const }];
  addGame(opened.engine, { path: at('game'), as: 'custom', name: 'Bench', targets, neverRewritten: ['*'] });
  return opened;
}

function jobFor(sample: Sample) {
  let folder: ReturnType<typeof tempFolder>;
  let archive = '';
  let opened: OpenEngine | null = null;
  const at = (name: string): string => path.join(folder.path, name);

  /** A new engine each time: what is in the store already would cost nothing. */
  function reset(): void {
    opened?.close();
    opened = openBenchGame(folder.path);
  }

  function install(): void {
    const game = opened?.engine.registry.games.list()[0];
    if (opened === null || game === undefined) throw new Error('nothing is open');
    const provenance = provenanceOfFile(archive);
    installMod(opened.engine, { gameId: game.id, file: archive, name: sample.name, provenance }, unwatched);
  }

  return {
    name: `install and deploy a ${sample.name}`,
    prepare: () => {
      folder = tempFolder('bench');
      archive = makeArchive(folder.path, sample);
    },
    reset,
    ours: install,
    reference: () => {
      execFileSync(checkedProgram(), ['x', '-y', '-bso0', '-bsp0', `-o${at('unpacked')}`, archive]);
      execFileSync('cp', ['-al', at('unpacked'), at('linked')]);
    },
    referenceName: '7zz x + cp -al',
    clean: () => {
      opened?.close();
      folder.remove();
    },
  };
}

/** An update of which a tenth is new: what did not change is neither written nor placed again. */
function updateJob() {
  const [files, changed] = [500, 50];
  let folder: ReturnType<typeof tempFolder>;
  let opened: OpenEngine | null = null;
  const archiveOf = (version: 'old' | 'new'): string => path.join(folder.path, `${version}.zip`);

  function prepare(): void {
    folder = tempFolder('bench');
    const old = Object.fromEntries(Array.from({ length: files }, (_, at) => [`data/file-${at}.bin`, content(21_000)]));
    const fresh = Object.fromEntries(
      Array.from({ length: changed }, (_, at) => [`data/file-${at}.bin`, content(21_000)]),
    );
    writeZip(archiveOf('old'), old);
    writeZip(archiveOf('new'), { ...old, ...fresh });
  }

  function install(version: 'old' | 'new'): void {
    const { engine } = opened ?? {};
    const game = engine?.registry.games.list()[0];
    if (engine === undefined || game === undefined) throw new Error('nothing is open');
    const file = archiveOf(version);
    const replaces = currentLoadout(engine.registry, game).items[0]?.entry;
    const request = { gameId: game.id, file, name: 'Mod', provenance: provenanceOfFile(file) };
    const { changed: counts } = installMod(engine, { ...request, ...(replaces && { replaces }) }, unwatched);
    if (version === 'new' && counts.replaced !== changed) throw new Error(`replaced ${counts.replaced} files`);
  }

  return {
    name: `update a mod of ${files} files, ${changed} of them changed`,
    prepare,
    reset: () => {
      opened?.close();
      opened = openBenchGame(folder.path);
      install('old');
    },
    ours: () => install('new'),
    clean: () => {
      opened?.close();
      folder.remove();
    },
  };
}

export const jobs = [...samples.map(jobFor), updateJob()];
