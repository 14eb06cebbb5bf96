/** Definitions of the player's own: JSON files in `games/` of the data folder. A broken one is told of and left out. */
import path from 'node:path';
import type { GameDefinition } from '../../shared/games.ts';
import type { Fs } from '../lib/fs.ts';
import { definitionSchema, gameDefinitions } from './definitions.ts';

export interface Definitions {
  readonly definitions: readonly GameDefinition[];
  readonly broken: readonly { readonly file: string; readonly why: string }[];
}

const largestFile = 1_000_000;

/** The known games and the player's own. A file with the id of a known game takes its place. */
export function readDefinitions(fs: Fs, dataDir: string): Definitions {
  const folder = path.join(dataDir, 'games');
  const own: GameDefinition[] = [];
  const broken: { file: string; why: string }[] = [];
  for (const file of jsonFiles(fs, folder)) {
    const read = readOne(fs, path.join(folder, file));
    if (typeof read === 'string') broken.push({ file, why: read });
    else if (own.some(({ id }) => id === read.id)) broken.push({ file, why: `another file has the id "${read.id}"` });
    else own.push(read);
  }
  const taken = new Set(own.map(({ id }) => id));
  return { definitions: [...own, ...gameDefinitions.filter(({ id }) => !taken.has(id))], broken };
}

function jsonFiles(fs: Fs, folder: string): string[] {
  if (fs.lstat(folder)?.kind !== 'folder') return [];
  const files = fs.readdir(folder).filter(({ name, kind }) => kind === 'file' && name.endsWith('.json'));
  return files.map(({ name }) => name).toSorted();
}

function readOne(fs: Fs, file: string): GameDefinition | string {
  try {
    if ((fs.lstat(file)?.size ?? 0) > largestFile) return 'it is larger than 1 MB';
    const parsed = definitionSchema.safeParse(JSON.parse(fs.readFile(file).toString('utf8')));
    if (parsed.success) return parsed.data as GameDefinition;
    const [issue] = parsed.error.issues;
    return issue === undefined ? 'it is not a definition' : `${issue.path.join('.') || 'file'}: ${issue.message}`;
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be read';
  }
}
