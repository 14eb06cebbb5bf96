/** Turns what the network did into errors that a player understands. No text of ours ever carries an address or a header. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import { redact } from '../../lib/log.ts';
import { cancelledError } from './timing.ts';

/** Why a provider did not answer; in the details of `provider_unavailable`. */
export type Outage =
  | 'refused'
  | 'reset'
  | 'connect_timeout'
  | 'headers_timeout'
  | 'body_timeout'
  | 'certificate'
  | 'proxy'
  | 'paused'
  | 'other';

/** Names for sentences. */
const providerNames: Readonly<Record<ProviderId, string>> = {
  nexus: 'Nexus Mods',
  gamebanana: 'GameBanana',
  github: 'GitHub',
  modio: 'mod.io',
  factorio: 'Factorio Mod Portal',
};

const offlineCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']);

const outages: Readonly<Record<string, Outage>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  ETIMEDOUT: 'connect_timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  UND_ERR_HEADERS_TIMEOUT: 'headers_timeout',
  UND_ERR_BODY_TIMEOUT: 'body_timeout',
  UND_ERR_PRX_CONN: 'proxy',
  UND_ERR_PRX_TLS: 'proxy',
};

const sentences = {
  refused: 'netRefused',
  reset: 'netReset',
  connect_timeout: 'netConnectTimeout',
  headers_timeout: 'netHeadersTimeout',
  body_timeout: 'netBodyTimeout',
  certificate: 'netCertificate',
  proxy: 'netProxy',
  paused: 'netPaused',
  other: 'netOther',
} as const satisfies Record<Outage, string>;

export function unavailable(provider: ProviderId, outage: Outage, cause?: unknown): LoadstoneError {
  const hint =
    outage === 'proxy'
      ? 'Check the proxy settings of your system. Everything that is installed keeps working.'
      : 'Try again in a few minutes. Everything that is installed keeps working.';
  return new LoadstoneError(
    'provider_unavailable',
    saying(sentences[outage], { provider: providerNames[provider] }),
    hint,
    {
      details: { provider, reason: outage },
      cause: causeOf(cause),
    },
  );
}

export const serverFailed = (provider: ProviderId, status: number): LoadstoneError =>
  new LoadstoneError(
    'provider_unavailable',
    saying('netServerFailed', { provider: providerNames[provider], status: String(status) }),
    'Try again in a few minutes. Everything that is installed keeps working.',
    { details: { provider, status } },
  );

export const refusedBy = (provider: ProviderId, status: number): LoadstoneError =>
  new LoadstoneError(
    'provider_refused',
    saying('netRequestRefused', { provider: providerNames[provider], status: String(status) }),
    'Open the page in your browser: it may be gone, closed in your region, or checking its visitors.',
    { details: { provider, status } },
  );

/** `until` in milliseconds since the epoch. */
export const rateLimited = (provider: ProviderId, until: number): LoadstoneError =>
  new LoadstoneError(
    'rate_limited',
    `${providerNames[provider]} asks for a pause until ${new Date(until).toISOString().slice(0, 19)}Z.`,
    'Nothing is sent until then. Everything that is installed keeps working.',
    { details: { provider, until } },
  );

export const unreadable = (provider: ProviderId, reason: string, cause?: unknown): LoadstoneError =>
  new LoadstoneError(
    'provider_answer_unreadable',
    `${providerNames[provider]} answered something that Loadstone cannot read (${reason}).`,
    'Try again later; if it stays so, a newer Loadstone may know the answer.',
    { details: { provider, reason }, cause: causeOf(cause) },
  );

export const redirectRefused = (provider: ProviderId, why: string): LoadstoneError =>
  new LoadstoneError(
    'redirect_refused',
    `${providerNames[provider]} points to an address that Loadstone does not go to: ${why}.`,
    'Open the page of the mod in your browser to see what is there.',
    { details: { provider } },
  );

/** What the HTTP client threw, as an error of ours. Ours pass through. */
export function faultOf(thrown: unknown, provider: ProviderId, signal: AbortSignal): LoadstoneError {
  if (signal.aborted) return cancelledError();
  if (thrown instanceof LoadstoneError) return thrown;
  const codes = codesOf(thrown);
  if (codes.some((code) => offlineCodes.has(code))) return offline(provider, thrown);
  const known = codes.map((code) => outages[code]).find((outage) => outage !== undefined);
  if (known !== undefined) return unavailable(provider, known, thrown);
  if (codes.some((code) => /CERT|SELF_SIGNED|TLS|SSL|UNABLE_TO_VERIFY/u.test(code)))
    return unavailable(provider, 'certificate', thrown);
  if (thrown instanceof Error && /proxy/iu.test(thrown.message)) return unavailable(provider, 'proxy', thrown);
  const notHttp =
    (thrown instanceof Error && thrown.name === 'HTTPParserError') || codes.includes('UND_ERR_HEADERS_OVERFLOW');
  if (notHttp || codes.some((code) => code.startsWith('HPE_'))) return unreadable(provider, 'not HTTP', thrown);
  return unavailable(provider, 'other', thrown);
}

const offline = (provider: ProviderId, thrown: unknown): LoadstoneError =>
  new LoadstoneError(
    'offline',
    saying('netOffline', { provider: providerNames[provider] }),
    'Check your internet connection. Everything that is installed keeps working.',
    { details: { provider }, cause: causeOf(thrown) },
  );

/** Codes of an error, of its causes, and of what an AggregateError (several addresses tried) holds. */
function codesOf(thrown: unknown, depth = 0): readonly string[] {
  if (!(thrown instanceof Error) || depth > 4) return [];
  const own = 'code' in thrown && typeof thrown.code === 'string' ? [thrown.code] : [];
  const parts: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [];
  return [...own, ...[thrown.cause, ...parts].flatMap((part) => codesOf(part, depth + 1))];
}

/** For the log: kind, code and text, without what could be secret and without the request it hangs on. */
function causeOf(thrown: unknown): Error | undefined {
  if (thrown === undefined) return undefined;
  if (!(thrown instanceof Error)) return new Error('something that is not an error was thrown');
  const text = thrown.message.replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S+/giu, '(address)');
  return new Error(redact(`${thrown.name} ${codesOf(thrown).join(' ')}: ${text}`));
}
