/** What every request says about us, and the secret that some of them carry. */
import type { ProviderId } from '../../../shared/model.ts';
import { hostAllowed } from '../../lib/http.ts';
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

/** Header fields of a signed-in player and the hosts that may see them. */
interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly hosts: readonly string[];
}

export type CredentialsOf = (provider: ProviderId) => Credentials | null;

/** Adds the player's secret, never after a redirect to another host. */
export const authorised =
  (credentialsOf: CredentialsOf): Layer =>
  (next) =>
  (request, signal) => {
    const credentials = request.crossed ? null : credentialsOf(request.provider);
    if (credentials === null || !hostAllowed(request.address.hostname, credentials.hosts)) return next(request, signal);
    return next({ ...request, headers: { ...request.headers, ...credentials.headers } }, signal);
  };
