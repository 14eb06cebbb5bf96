/** Serves the built window under `loadstone://app/`, with the headers that confine it. Knows nothing of Electron's classes. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CustomScheme } from 'electron';
import { errnoOf } from '../lib/fs.ts';
import { appOrigin, appScheme, imageScheme, originOf } from './origin.ts';
import type { Speech } from './speech.ts';

/** Registered before the app is ready. Neither may bypass the CSP, and no other origin may fetch from them. */
export const privilegedSchemes: readonly CustomScheme[] = [
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  { scheme: imageScheme, privileges: { standard: true, secure: true } },
];

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `img-src 'self' ${imageScheme}:`,
  "connect-src 'none'",
  "font-src 'self'",
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export const appHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The window shows this when it stopped twice. Needs nothing but the protocol. */
export const stoppedPath = '/stopped';
const stoppedPage = ({ say, language }: PageSpeech): string =>
  `<!doctype html><html lang="${language()}"><head><meta charset="utf-8"><title>Loadstone</title></head><body>
<h1>${say('stopped')}</h1>
<p>${say('stoppedHint')}</p>
</body></html>`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

type PageSpeech = Pick<Speech, 'say' | 'language'>;

/** The parts of a request that decide the answer. */
export type AppRequest = Pick<Request, 'url' | 'method'>;

function answer(status: number, contentType: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, { status, headers: { ...appHeaders, 'Content-Type': contentType } });
}

const plain = (status: number, text: string): Response => answer(status, 'text/plain; charset=utf-8', text);

/**
 * The file below `root` that an address stands for, as an absolute path. null when the address is not of ours,
 * leaves the folder, or holds anything that a file name of a build never holds.
 */
export function fileOf(root: string, address: string): string | null {
  const url = URL.parse(address);
  if (url === null || originOf(address) !== appOrigin) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (decoded === '/' || decoded === '') return path.join(root, 'index.html');
  // Letters, digits and the few signs that the build puts into names; a component never starts with a dot.
  if (!/^(?:\/[\w@~-][\w.@~-]*)+$/u.test(decoded)) return null;
  const file = path.resolve(root, `.${decoded}`);
  const relative = path.relative(root, file);
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return null;
  return file;
}

/** `root` is the folder of the built window, absolute. Answers 400, 404 or 405 for everything it does not hold. */
export function createAppHandler(root: string, speech: PageSpeech): (request: AppRequest) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET is answered.');
    const file = fileOf(root, url);
    if (file === null) return plain(400, 'Not an address of Loadstone.');
    if (file === path.join(root, stoppedPath)) return answer(200, 'text/html; charset=utf-8', stoppedPage(speech));
    const contentType = contentTypes[path.extname(file).toLowerCase()];
    if (contentType === undefined) return plain(404, 'There is no such file.');
    try {
      return answer(200, contentType, await readFile(file));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(errnoOf(error)))
        return plain(404, 'There is no such file.');
      return plain(500, 'The file cannot be read.');
    }
  };
}
