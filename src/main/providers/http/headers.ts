/** What every request says about us, and the secret that some of them carry. */
import type { ProviderId } from '../../../shared/model.ts';
import { hostAllowed, type Credentials } from '../../lib/http.ts';
import type { Layer } from './layer.ts';

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

export type CredentialsOf = (provider: ProviderId) => Credentials | null;

/** Adds the player's secret, never after a redirect to another host. */
export const authorised =
  (credentialsOf: CredentialsOf): Layer =>
  (next) =>
  (request, signal) => {
    const given = request.as === undefined ? credentialsOf(request.provider) : request.as;
    const credentials = request.crossed ? null : given;
    if (credentials === null || !mayShow(credentials, request.address)) return next(request, signal);
    const wire = new URL(request.wire);
    for (const [name, value] of Object.entries(credentials.query)) wire.searchParams.set(name, value);
    return next({ ...request, wire, headers: { ...request.headers, ...credentials.headers } }, signal);
  };

const mayShow = ({ hosts, paths = ['/'] }: Credentials, { hostname, pathname }: URL): boolean =>
  hostAllowed(hostname, hosts) && paths.some((path) => pathname.startsWith(path));
