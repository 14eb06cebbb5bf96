/** The one client all providers and downloads share. */
import type { ProviderLimits } from '../../../shared/accounts.ts';
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/model.ts';
import type { Http, HttpRequest, JsonAnswer, JsonRequest, RequestBody } from '../../lib/http.ts';
import { createAnswerCache, type AnswerCache } from './cache.ts';
import { noEndpoints, type Endpoints, type Route } from './endpoints.ts';
import { redirectRefused } from './faults.ts';
import { authorised, identified, type CredentialsOf, type Identification } from './headers.ts';
import { compose, type Outgoing, type Send } from './layer.ts';
import { politeLimits, type LimitPolicy } from './limit-policy.ts';
import type { LimitState } from './limit-state.ts';
import { createLimiter } from './limit.ts';
import { createRoutes, type SystemProxy } from './proxy.ts';
import { createAddresses, redirecting, type Addresses } from './redirects.ts';
import { maxAttempts, retrying } from './retry.ts';
import { withoutSecrets } from './secret-values.ts';
import { createTiming, type Timing } from './timing.ts';
import { jsonOf, maxJsonBytes, readWhole, type TextAnswer } from './whole.ts';
import { defaultTimeouts, onWire, type Timeouts } from './wire.ts';

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
  /** A provider does not take what the player is signed in with. */
  readonly refused?: (provider: ProviderId) => void;
  readonly timing?: Timing;
  readonly timeouts?: Timeouts;
  /** What `limitState()` answered when the app was closed. */
  readonly limitState?: LimitState;
  readonly limitsChanged?: (provider: ProviderId, paused: boolean) => void;
  /** The proxy of the system; asked only where the environment names none. */
  readonly systemProxy?: SystemProxy;
}

export interface HttpClient extends Http {
  /** What is left at each provider, and until when nothing is sent to it. */
  readonly limits: () => readonly ProviderLimits[];
  /** To be kept over a restart. */
  readonly limitState: () => LimitState;
}

export function createHttp(deps: HttpDeps): HttpClient {
  const {
    endpoints = noEndpoints,
    credentials = () => null,
    refused = () => undefined,
    timing = createTiming(),
  } = deps;
  const traitsOf = (provider: ProviderId): ProviderTraits | undefined =>
    deps.providers.find(({ id }) => id === provider);
  const limiter = createLimiter({
    policyOf: (provider) => traitsOf(provider)?.limits ?? politeLimits,
    timing,
    kept: deps.limitState,
    changed: deps.limitsChanged,
  });
  const addresses = createAddresses(endpoints, (provider) => traitsOf(provider)?.routes ?? []);
  const routes = createRoutes(deps.timeouts ?? defaultTimeouts, deps.systemProxy);

  const once = compose(
    onWire(routes.to),
    redirecting(addresses),
    limiter.layer,
    authorised(refused),
    identified(deps.identification),
  );
  const signed = async (request: HttpRequest): Promise<Signed> =>
    request.as === undefined
      ? { as: await credentials(request.provider), stored: true }
      : { as: request.as, stored: false };
  const asking = { once, addresses, cache: createAnswerCache(timing), timing };

  return {
    json: async (request, signal) => askJson(asking, request, await signed(request), signal),
    stream: async (request, signal) => {
      const outgoing = outgoingOf(request, await signed(request), addresses);
      const answer = await retrying(timing, signal, maxAttempts, () => once(outgoing, signal));
      const { status, headers, body, discard } = answer;
      return { status, headers, url: answer.address.href, body, discard };
    },
    limits: limiter.show,
    limitState: limiter.state,
    close: routes.close,
  };
}

type Signed = Pick<Outgoing, 'as' | 'stored'>;

interface Asking {
  readonly once: Send;
  readonly addresses: Addresses;
  readonly cache: AnswerCache;
  readonly timing: Timing;
}

async function askJson(asking: Asking, request: JsonRequest, signed: Signed, signal: AbortSignal): Promise<JsonAnswer> {
  const { cache, timing } = asking;
  const player = playerOf(signed);
  const cacheMs = player === null || !isGet(request) ? 0 : (request.cacheMs ?? 0);
  // What one player may see, the next one may not.
  const key = `${request.provider} ${player} ${request.headers?.['accept'] ?? ''} ${request.url}`;
  const fresh = cacheMs > 0 ? cache.fresh(key) : null;
  if (fresh !== null) return { ...fresh, body: jsonOf(fresh, request.provider) };

  const attempts = isGet(request) || request.harmless === true ? maxAttempts : 1;
  const { answer, body } = await retrying(timing, signal, attempts, async () => {
    const text = await askText(asking, request, signed, cacheMs > 0 ? cache.stale(key) : null, signal);
    return { answer: text, body: jsonOf(text, request.provider) };
  });
  if (cacheMs > 0 && answer.status === 200 && (request.worthKeeping?.(body) ?? true)) cache.keep(key, answer, cacheMs);
  return { status: answer.status, headers: answer.headers, body };
}

/** One attempt. `known` is an earlier answer that may still hold: the server is asked to say so. */
async function askText(
  { once, addresses }: Asking,
  request: JsonRequest,
  signed: Signed,
  known: TextAnswer | null,
  signal: AbortSignal,
): Promise<TextAnswer> {
  const etag = known?.headers['etag'];
  const headers = { accept: 'application/json', ...(etag === undefined ? {} : { 'if-none-match': etag }) };
  const outgoing = outgoingOf({ ...request, headers: { ...headers, ...request.headers } }, signed, addresses);
  const answer = await once(outgoing, signal);
  if (answer.status === 304 && known !== null) {
    answer.discard();
    return known;
  }
  const whole = await readWhole(answer, request.provider, request.maxBytes ?? maxJsonBytes);
  return { ...whole, text: withoutSecrets(whole.text, signed.as) };
}

/** Whose answer it is; null: nobody's to keep. */
function playerOf({ as, stored }: Signed): string | null {
  if (as === null) return 'anybody';
  return stored ? (as.keepFor ?? null) : null;
}

const isGet = ({ method = 'GET' }: JsonRequest): boolean => method === 'GET';

function outgoingOf(request: HttpRequest | JsonRequest, signed: Signed, addresses: Addresses): Outgoing {
  const { provider, lane, hosts } = request;
  const { method, body } = sending(request);
  const headers = { ...body?.headers, ...request.headers };
  const address = URL.parse(request.url);
  if (address === null) throw redirectRefused(provider, 'it is not an address');
  if (Object.values(headers).some((value) => /[\r\n]/u.test(value)))
    throw new LoadstoneError('internal', 'A header holds a line break.', 'This is a fault in Loadstone.');
  const wire = addresses.locate(address, provider, hosts);
  return { provider, lane, hosts, headers, method, body: body?.text ?? null, ...signed, address, wire, crossed: false };
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
