/** Redirects by hand: each hop is judged like the first address, and what is secret stays with the first host. */
import type { ProviderId } from '../../../shared/model.ts';
import { hostAllowed } from '../../lib/http.ts';
import { isLoopback, mapAddress, originsOf, type Endpoints, type Route } from './endpoints.ts';
import { redirectRefused } from './faults.ts';
import type { Layer, Outgoing } from './layer.ts';

const maxHops = 5;

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'apikey', 'x-api-key']);

export interface Addresses {
  /** Judges an address of a provider and finds where it leads. Throws `redirect_refused`. */
  readonly locate: (address: URL, provider: ProviderId, hosts: readonly string[]) => URL;
  /** The address behind a `Location`, seen from the hop that answered it. */
  readonly follow: (location: string, from: Outgoing) => { readonly address: URL; readonly wire: URL };
}

export function createAddresses(endpoints: Endpoints, routesOf: (provider: ProviderId) => readonly Route[]): Addresses {
  const mappedOrigins = originsOf(endpoints);
  const locate = (address: URL, provider: ProviderId, hosts: readonly string[]): URL => {
    if (isLoopback(address) && mappedOrigins.has(address.origin)) return address;
    if (address.protocol !== 'https:') throw redirectRefused(provider, 'it is not https');
    if (address.username !== '' || address.password !== '') throw redirectRefused(provider, 'it carries a login');
    if (address.port !== '') throw redirectRefused(provider, 'it names a port');
    if (!hostAllowed(address.hostname, hosts)) throw redirectRefused(provider, `the host ${address.hostname}`);
    return mapAddress(address, provider, endpoints, routesOf(provider));
  };
  const follow = (location: string, from: Outgoing): { address: URL; wire: URL } => {
    const absolute = URL.parse(location);
    const wire = absolute ?? URL.parse(location, from.wire.href);
    if (wire === null) throw redirectRefused(from.provider, 'it is not an address');
    // What stays on the server that answered stays on the provider's host as well.
    if (wire.origin === from.wire.origin && wire.origin !== from.address.origin)
      return { address: new URL(`${wire.pathname}${wire.search}`, from.address), wire };
    return { address: wire, wire: locate(wire, from.provider, from.hosts) };
  };
  return { locate, follow };
}

/** Answers what the last hop answered. Throws `redirect_refused` for a forbidden hop and for more than five. */
export const redirecting =
  (addresses: Addresses): Layer =>
  (next) =>
  async (first, signal) => {
    let request = first;
    for (let hops = 0; hops <= maxHops; hops += 1) {
      const answer = await next(request, signal);
      const location = answer.headers['location'];
      if (!redirectStatuses.has(answer.status) || location === undefined) return answer;
      answer.discard();
      request = hop(request, answer.status, addresses.follow(location, request));
    }
    throw redirectRefused(first.provider, `more than ${maxHops} redirects`);
  };

/** Only 307 and 308 repeat what was posted (RFC 9110 section 15.4), and never to another host. */
function hop(from: Outgoing, status: number, to: { readonly address: URL; readonly wire: URL }): Outgoing {
  const crossed = to.address.origin !== from.address.origin;
  const repeated = from.method === 'GET' || (!crossed && (status === 307 || status === 308));
  const next = repeated ? { ...from, ...to } : { ...from, ...to, method: 'GET' as const, body: null };
  if (!crossed) return next;
  const kept = Object.entries(from.headers).filter(([name]) => !secretHeaders.has(name.toLowerCase()));
  return { ...next, headers: Object.fromEntries(kept), crossed: true };
}
