/** What every request says about us, and the secret that some of them carry. */
import type { ProviderId } from '../../../shared/model.ts';
import { hostAllowed, type Credentials } from '../../lib/http.ts';
import { redirectRefused } from './faults.ts';
import type { Layer, Outgoing } from './layer.ts';
import type { Standing } from './limit-policy.ts';
import { secretsOf } from './secret-values.ts';

export interface Identification {
  readonly version: string;
  /** The page of the project, so that a provider can reach us. */
  readonly page: string;
}

const userAgentOf = ({ version, page }: Identification): string => `Loadstone/${version} (+${page})`;

export const identified =
  (identification: Identification): Layer =>
  (next) =>
  (request, signal) =>
    next(
      {
        ...request,
        headers: {
          'user-agent': userAgentOf(identification),
          // Decoding a file would change the bytes whose hash and ranges count.
          'accept-encoding': request.lane === 'api' ? 'gzip, br' : 'identity',
          ...request.headers,
        },
      },
      signal,
    );

/** What the player is signed in with; waits while that is still being read. */
export type CredentialsOf = (provider: ProviderId) => Credentials | null | Promise<Credentials | null>;

/**
 * Adds the player's secret, never after a redirect to another host. An address that carries it to any other host is
 * refused, whoever wrote it there. `refused` hears of a provider that does not take the stored secret (401).
 */
export const authorised =
  (refused: (provider: ProviderId) => void): Layer =>
  (next) =>
  async (request, signal) => {
    const credentials = shownTo(request);
    if (credentials === null) {
      if (leaks(request)) throw redirectRefused(request.provider, 'it carries a secret to another host');
      return next(request, signal);
    }
    const wire = new URL(request.wire);
    for (const [name, value] of Object.entries(credentials.query)) wire.searchParams.set(name, value);
    const headers = { ...request.headers, ...credentials.headers };
    const answer = await next({ ...request, wire, headers }, signal);
    if (request.stored && answer.status === 401) refused(request.provider);
    return answer;
  };

/** The secret that goes with a request: null where there is none, or where the address may not see it. */
export function shownTo({ as, address, crossed }: Pick<Outgoing, 'as' | 'address' | 'crossed'>): Credentials | null {
  if (as === null || crossed) return null;
  const { hosts, paths = ['/'] } = as;
  const allowed = hostAllowed(address.hostname, hosts) && paths.some((path) => address.pathname.startsWith(path));
  return allowed ? as : null;
}

export function standingOf(credentials: Credentials | null): Standing {
  if (credentials === null) return 'anonymous';
  const { standing, headers, query } = credentials;
  return standing ?? (Object.keys(headers).length === 0 && Object.keys(query).length > 0 ? 'key' : 'member');
}

function leaks({ as, address }: Outgoing): boolean {
  if (as === null || hostAllowed(address.hostname, as.hosts)) return false;
  const seen = decoded(address.href);
  return secretsOf(as).some((value) => seen.includes(value));
}

function decoded(text: string): string {
  try {
    return `${text} ${decodeURIComponent(text)}`;
  } catch {
    return text;
  }
}
