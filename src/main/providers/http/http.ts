/** The one client all providers and downloads share. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/model.ts';
import type { Http, HttpRequest, JsonAnswer, JsonRequest, RequestBody } from '../../lib/http.ts';
import { createAnswerCache, type AnswerCache } from './cache.ts';
import { noEndpoints, type Endpoints, type Route } from './endpoints.ts';
import { redirectRefused } from './faults.ts';
import { authorised, identified, type CredentialsOf, type Identification } from './headers.ts';
import { compose, type Outgoing, type Send } from './layer.ts';
import { createLimiter, type LimitPolicy, type LimitState } from './limit.ts';
import { createAddresses, redirecting, type Addresses } from './redirects.ts';
import { maxAttempts, retrying } from './retry.ts';
import { createTiming, type Timing } from './timing.ts';
import { jsonOf, maxJsonBytes, readWhole, type TextAnswer } from './whole.ts';
import { createDispatcher, defaultTimeouts, onWire, type Timeouts } from './wire.ts';

/** What the client has to know about a provider before it asks anything. */
export interface ProviderTraits {
  readonly id: ProviderId;
  readonly routes: readonly Route[];
  readonly limits: LimitPolicy;
  /** Hosts its pictures come from, as in `HttpRequest.hosts`. */
  readonly imageHosts: readonly string[];
}

export interface HttpDeps {
  readonly identification: Identification;
  readonly providers: readonly ProviderTraits[];
  /** Default: none, everything goes to the internet. */
  readonly endpoints?: Endpoints;
  /** Default: nobody is signed in. */
  readonly credentials?: CredentialsOf;
  readonly timing?: Timing;
  readonly timeouts?: Timeouts;
  /** What `limits()` answered when the app was closed. */
  readonly limitState?: LimitState;
}

export interface HttpClient extends Http {
  /** Pauses that providers asked for; to be kept over a restart. */
  readonly limits: () => LimitState;
}

const politeLimits: LimitPolicy = {
  api: { concurrent: 1, perSecond: 1, burst: 1 },
  files: { concurrent: 2, perSecond: null, burst: 1 },
  images: { concurrent: 4, perSecond: null, burst: 1 },
};

export function createHttp(deps: HttpDeps): HttpClient {
  const { identification, endpoints = noEndpoints, credentials = () => null, timing = createTiming() } = deps;
  const traitsOf = (provider: ProviderId): ProviderTraits | undefined =>
    deps.providers.find(({ id }) => id === provider);
  const limiter = createLimiter((provider) => traitsOf(provider)?.limits ?? politeLimits, timing, deps.limitState);
  const addresses = createAddresses(endpoints, (provider) => traitsOf(provider)?.routes ?? []);
  const dispatcher = createDispatcher(deps.timeouts ?? defaultTimeouts);
  const cache = createAnswerCache(timing);

  const once = compose(
    onWire(dispatcher),
    redirecting(addresses),
    limiter.layer,
    authorised(credentials),
    identified(identification),
  );

  return {
    json: (request, signal) => {
      // What a player's secret opened is not kept: the next one may be signed in as somebody else.
      const secret = request.as === undefined ? credentials(request.provider) : request.as;
      const cacheMs = secret !== null || !isGet(request) ? 0 : (request.cacheMs ?? 0);
      return askJson({ once, addresses, cache, timing }, { ...request, cacheMs }, signal);
    },
    stream: async (request, signal) => {
      const outgoing = outgoingOf(request, addresses);
      const answer = await retrying(timing, signal, maxAttempts, () => once(outgoing, signal));
      const { status, headers, body, discard } = answer;
      return { status, headers, url: answer.address.href, body, discard };
    },
    limits: limiter.state,
    close: () => dispatcher.destroy(),
  };
}

interface Asking {
  readonly once: Send;
  readonly addresses: Addresses;
  readonly cache: AnswerCache;
  readonly timing: Timing;
}

async function askJson(asking: Asking, request: JsonRequest, signal: AbortSignal): Promise<JsonAnswer> {
  const { cache, timing } = asking;
  const cacheMs = request.cacheMs ?? 0;
  const key = `${request.provider} ${request.url}`;
  const fresh = cacheMs > 0 ? cache.fresh(key) : null;
  if (fresh !== null) return { ...fresh, body: jsonOf(fresh, request.provider) };

  const attempts = isGet(request) || request.harmless === true ? maxAttempts : 1;
  const { answer, body } = await retrying(timing, signal, attempts, async () => {
    const text = await askText(asking, request, cacheMs > 0 ? cache.stale(key) : null, signal);
    return { answer: text, body: jsonOf(text, request.provider) };
  });
  if (cacheMs > 0 && answer.status === 200 && (request.worthKeeping?.(body) ?? true)) cache.keep(key, answer, cacheMs);
  return { status: answer.status, headers: answer.headers, body };
}

/** One attempt. `known` is an earlier answer that may still hold: the server is asked to say so. */
async function askText(
  { once, addresses }: Asking,
  request: JsonRequest,
  known: TextAnswer | null,
  signal: AbortSignal,
): Promise<TextAnswer> {
  const etag = known?.headers['etag'];
  const headers = { accept: 'application/json', ...(etag === undefined ? {} : { 'if-none-match': etag }) };
  const outgoing = outgoingOf({ ...request, headers: { ...headers, ...request.headers } }, addresses);
  const answer = await once(outgoing, signal);
  if (answer.status !== 304 || known === null)
    return await readWhole(answer, request.provider, request.maxBytes ?? maxJsonBytes);
  answer.discard();
  return known;
}

const isGet = ({ method = 'GET' }: JsonRequest): boolean => method === 'GET';

function outgoingOf(request: HttpRequest | JsonRequest, addresses: Addresses): Outgoing {
  const { provider, lane, hosts, as } = request;
  const { method, body } = sending(request);
  const headers = { ...body?.headers, ...request.headers };
  const address = URL.parse(request.url);
  if (address === null) throw redirectRefused(provider, 'it is not an address');
  if (Object.values(headers).some((value) => /[\r\n]/u.test(value)))
    throw new LoadstoneError('internal', 'A header holds a line break.', 'This is a fault in Loadstone.');
  const wire = addresses.locate(address, provider, hosts);
  return { provider, lane, hosts, headers, method, body: body?.text ?? null, as, address, wire, crossed: false };
}

function sending(request: HttpRequest | JsonRequest) {
  const method = 'method' in request ? (request.method ?? 'GET') : 'GET';
  const body = 'body' in request ? request.body : undefined;
  if (body === undefined) return { method, body: null };
  return { method, body: encoded(body) };
}

const encoded = (body: RequestBody) =>
  body.kind === 'json'
    ? { text: JSON.stringify(body.value), headers: { 'content-type': 'application/json' } }
    : {
        text: new URLSearchParams(body.fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      };
