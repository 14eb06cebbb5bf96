/** Which files are about a mod and no part of it, so that they may be left out: readmes, previews, sources. Pure. */
import type { GamePlaces } from './game-places.ts';
import { foldKey } from '../../../shared/rel-path.ts';

/** `parts`: below the root of the mod, or below the folder around it and its neighbours. No rule placed it. */
export function isAbout(parts: readonly string[], { discard, strip }: GamePlaces): boolean {
  const [top = '', ...rest] = parts.map(foldKey);
  if (discard.some((glob) => glob(top))) return true;
  if (strip.includes(top) && rest.length > 0 && discard.some((glob) => glob(rest[0] ?? ''))) return true;
  const name = rest.at(-1) ?? top;
  const ending = /\.([a-z0-9_]+)$/u.exec(name)?.[1] ?? '';
  return isReadme(top, rest, name, ending) || isPreview(top, rest, ending) || isSource(top, rest, name, ending);
}

const texts = new Set(['txt', 'md', 'rtf', 'pdf', 'html', 'htm', 'doc', 'docx', 'odt', 'nfo', 'url']);
const readmeName =
  /^(?:read[ _-]?me|change[ _-]?log|changes|licen[cs]e|copying|credits|install(?:ation)?|instructions|what'?s[ _-]?new)(?![a-z])/u;
const readmeFolders = new Set(['doc', 'docs', 'documentation', 'readme', 'readmes']);

/** A text of any name counts only where an author puts one for the player: beside the mod, not somewhere inside. */
const isReadme = (top: string, rest: readonly string[], name: string, ending: string): boolean =>
  (readmeName.test(name) && (ending === '' || texts.has(ending))) ||
  (texts.has(ending) && (rest.length === 0 || readmeFolders.has(top)));

const pictures = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp']);
const pictureFolders = /^(?:screen[ _-]?shots?|previews?|pictures?|pics)$/u;

const isPreview = (top: string, rest: readonly string[], ending: string): boolean =>
  pictures.has(ending) && (rest.length === 0 || pictureFolders.test(top));

const sourceFolders = /^(?:src|\.git|\.github|\.vs|\.vscode|\.idea)$/u;
const sourceNames = new Set(['.gitignore', '.gitattributes', '.gitmodules', '.editorconfig']);
const sources = new Set(['c', 'cc', 'cpp', 'cxx', 'h', 'hpp', 'cs', 'csproj', 'vcxproj', 'sln', 'pdb']);

const isSource = (top: string, rest: readonly string[], name: string, ending: string): boolean =>
  (rest.length > 0 && sourceFolders.test(top)) || sourceNames.has(name) || sources.has(ending);
