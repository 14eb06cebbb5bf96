/** Requests as a port: what providers and downloads ask of the network. The real one lives in `providers/http/`. */
import type { ProviderId } from '../../shared/model.ts';

/** Which queue a request waits in: each has its own limits, so that pictures never starve a search. */
export type Lane = 'api' | 'files' | 'images';

export interface HttpRequest {
  readonly provider: ProviderId;
  readonly lane: Lane;
  /** As the provider writes it, always https. Development and test builds may map it to a loopback server. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Hosts the request and its redirects may reach: exact names, or a name with a leading dot for its subdomains. */
  readonly hosts: readonly string[];
  /** Signs this one request: with another secret than the stored one while a sign-in is tried, or with none at all. */
  readonly as?: Credentials | null;
}

/** What proves who the player is, and where it may be shown. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters some providers want in the address instead. Never part of an address we keep, show or log. */
  readonly query: Readonly<Record<string, string>>;
  readonly hosts: readonly string[];
  /** Only addresses whose path begins so get it. Default: all. */
  readonly paths?: readonly string[];
  /** How much the provider grants whoever shows it. Default: `key` where it is shown in the address, else `member`. */
  readonly standing?: 'key' | 'member' | 'premium';
  /** Answers may be kept for whoever has the same text here, in memory alone. Absent: they are not kept. */
  readonly keepFor?: string;
}

export type RequestBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> };

export interface JsonRequest extends HttpRequest {
  /** Default GET. Only a GET is asked again after a fault, unless `harmless`. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: RequestBody;
  /** true: asking twice changes nothing, although it is no GET (a GraphQL query). */
  readonly harmless?: boolean;
  /** Bytes after decompression. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Milliseconds a good answer may be used again; 0 or absent asks afresh every time. */
  readonly cacheMs?: number;
  /** false: this answer, although readable, is not worth keeping. Asked only for status 200. */
  readonly worthKeeping?: (body: unknown) => boolean;
}

export interface JsonAnswer {
  readonly status: number;
  /** Names in lower case; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface StreamAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the redirects ended, as the provider writes it. */
  readonly url: string;
  /** Undecoded bytes. Must be read to its end or given back with `discard`. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly discard: () => void;
}

/**
 * Errors of both calls: `cancelled`, `offline`, `provider_unavailable`, `rate_limited` (its details carry `until`,
 * milliseconds since the epoch), `provider_refused`, `redirect_refused` (the address, or one it led to, is not one we go to).
 */
export interface Http {
  /**
   * One request whose answer is JSON, whatever its Content-Type says. Answers with an error status and a JSON body are
   * values: providers explain themselves there. Further error: `provider_answer_unreadable`.
   */
  readonly json: (request: JsonRequest, signal: AbortSignal) => Promise<JsonAnswer>;
  /** One GET whose body is handed on as it arrives. Any status below 500 but 429 is a value. */
  readonly stream: (request: HttpRequest, signal: AbortSignal) => Promise<StreamAnswer>;
  readonly close: () => Promise<void>;
}

/** True when `host` is one of `hosts`, or below one that starts with a dot. */
export function hostAllowed(host: string, hosts: readonly string[]): boolean {
  const name = host.toLowerCase();
  return hosts.some((allowed) => (allowed.startsWith('.') ? name.endsWith(allowed) : name === allowed));
}
