/** Pages of the site that a player meets: the one that asks for a yes, and the one where a download starts. */
import type { Answer } from '../shared/answer.ts';
import type { ReplicaAccount, ReplicaFile, ReplicaGame, ReplicaMod } from './catalogue.ts';
import { grantKey } from './rest.ts';
import type { Sso } from './sso.ts';

export interface PageState {
  games: readonly ReplicaGame[];
  accounts: readonly ReplicaAccount[];
  readonly sso: Sso;
  /** Names that applications are registered by. */
  readonly slugs: readonly string[];
  /** Seconds that links are good for. */
  linkSeconds: number;
}

export interface PageRequest {
  readonly method: string;
  readonly url: URL;
  readonly posted: URLSearchParams;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const html = (title: string, body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: Buffer.from(
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>` +
      `<style>body{font:16px system-ui;max-width:32rem;margin:4rem auto;padding:0 1rem;background:#1a1a1d;color:#eee}` +
      `label{display:block;margin:1rem 0}select,button{font:inherit;padding:.5rem .75rem}a{color:#f2b632}</style></head>` +
      `<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
  ),
});

const accountChoice = (accounts: readonly ReplicaAccount[]): string =>
  `<label>Account <select name="account">${accounts
    .filter(({ revoked }) => !revoked)
    .map(({ name }) => `<option>${escaped(name)}</option>`)
    .join('')}</select></label>`;

export function answerPage(state: PageState, request: PageRequest): Answer {
  const { pathname } = request.url;
  if (pathname === '/sso') return request.method === 'POST' ? decide(state, request) : askPage(state, request);
  const [, domain, modId] = /^\/([a-z0-9]+)\/mods\/(\d+)$/u.exec(pathname) ?? [];
  const game = state.games.find((one) => one.domain === domain);
  const mod = game?.mods.find(({ id }) => String(id) === modId);
  if (game === undefined || mod === undefined) return html('Nexus Mods replica', `<p>${escaped(pathname)}</p>`, 404);
  const file = mod.files.find(({ id }) => String(id) === request.url.searchParams.get('file_id'));
  if (file === undefined) return html(mod.name, '<p>A mod that does not exist.</p>');
  return request.method === 'POST'
    ? startPage(state, request, game, mod, file)
    : downloadPage(state, request, mod, file);
}

function askPage({ accounts, slugs }: PageState, { url }: PageRequest): Answer {
  const id = url.searchParams.get('id') ?? '';
  const slug = url.searchParams.get('application');
  if (slug !== null && !slugs.includes(slug))
    return html('Unknown application', '<p role="alert">Not registered.</p>', 404);
  return html(
    'Authorise Loadstone',
    `<p>Loadstone would like to access your Nexus Mods account.</p><form method="post" action="/sso">` +
      `<input type="hidden" name="id" value="${escaped(id)}">${accountChoice(accounts)}` +
      `<button name="decision" value="authorise">Authorise</button> <button name="decision" value="deny">Deny</button></form>`,
  );
}

function decide({ accounts, sso }: PageState, { posted }: PageRequest): Answer {
  const chosen = accounts.find(({ name }) => name === posted.get('account')) ?? null;
  const waited = sso.decide(posted.get('id') ?? '', posted.get('decision') === 'authorise' ? chosen : null);
  if (!waited) return html('Nobody waits', '<p role="alert">The application does not wait any more.</p>', 404);
  return html('Done', '<p>You can go back to Loadstone.</p>');
}

const downloadPage = ({ accounts }: PageState, { url }: PageRequest, mod: ReplicaMod, file: ReplicaFile): Answer =>
  html(
    mod.name,
    `<p>${escaped(file.name)} ${escaped(file.version)}</p><form method="post" action="${escaped(url.pathname + url.search)}">` +
      `${accountChoice(accounts)}<button>Slow download</button></form>`,
  );

function startPage(
  state: PageState,
  { posted }: PageRequest,
  game: ReplicaGame,
  mod: ReplicaMod,
  file: ReplicaFile,
): Answer {
  const account = state.accounts.find(({ name }) => name === posted.get('account'));
  if (account === undefined) return html('Sign in', '<p role="alert">Choose an account.</p>', 403);
  const link = nxmLink(account, game, mod.id, file.id, state.linkSeconds);
  return html(mod.name, `<p><a href="${escaped(link)}">Start download manually</a></p>`);
}

/** What the site hands to the mod manager. */
export function nxmLink(
  account: ReplicaAccount,
  game: ReplicaGame,
  modId: number,
  fileId: number,
  seconds: number,
): string {
  const expires = Math.floor(Date.now() / 1_000) + seconds;
  const key = grantKey(account, fileId, expires);
  return `nxm://${game.domain}/mods/${modId}/files/${fileId}?key=${key}&expires=${expires}&user_id=${account.id}`;
}
