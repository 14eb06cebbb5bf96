import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const projectRoot = path.resolve(import.meta.dirname, '../../..');

/** Loads one of the scripts' own modules; they are plain JavaScript, so the caller says what it expects of them. */
export async function load<T>(file: string): Promise<T> {
  const url = pathToFileURL(path.join(projectRoot, 'scripts', file)).href;
  return (await import(/* @vite-ignore */ url)) as T;
}
