/** Texts of a repository: its README, and the notes of its releases. */
import type { RichNode } from '../../../shared/model.ts';
import { hostAllowed } from '../../lib/http.ts';
import { markdownText } from '../markdown.ts';
import type { RepoName } from './refs.ts';
import { imageHosts, site } from './traits.ts';
import type { Answered } from './types.ts';
import { readmeSchema } from './wire.ts';

export interface TextPlace {
  readonly name: RepoName;
  /** A branch or a tag. */
  readonly branch: string;
}

/** Relative links lead to the page of the file, relative pictures to its bytes. */
export function readmeOf(repo: TextPlace, answered: Answered): readonly RichNode[] {
  if (answered.status >= 400) return [];
  const record = readmeSchema.safeParse(answered.body).data;
  if (record === undefined || (record.encoding !== undefined && record.encoding !== 'base64')) return [];
  const text = Buffer.from(record.content, 'base64').toString('utf8');
  const folder = (record.path ?? '')
    .split('/')
    .slice(0, -1)
    .map((part) => `${encodeURIComponent(part)}/`)
    .join('');
  return repoText(repo, text, folder);
}

export const repoText = ({ name, branch }: TextPlace, markdown: string, folder = ''): readonly RichNode[] => {
  const place = `${name.owner}/${name.repo}`;
  const path = `${branch.split('/').map(encodeURIComponent).join('/')}/${folder}`;
  return markdownText(markdown, {
    imageHosts,
    linkBase: `${site}/${place}/blob/${path}`,
    imageBase: `https://raw.githubusercontent.com/${place}/${path}`,
    picture: rawPicture,
  });
};

/** `github.com/o/r/blob/main/x.png` and `…/raw/…` are pages and redirects; the bytes lie elsewhere. */
function rawPicture(url: URL): URL {
  const [, place, path] = /^\/([^/]+\/[^/]+)\/(?:blob|raw)\/(.+)$/u.exec(url.pathname) ?? [];
  const isPage = hostAllowed(url.hostname, ['github.com', 'www.github.com']) && place !== undefined;
  return isPage ? new URL(`https://raw.githubusercontent.com/${place}/${path}`) : url;
}
