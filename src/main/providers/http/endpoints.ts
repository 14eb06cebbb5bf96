/**
 * Where addresses of providers really lead. In development and test builds a file may map them to loopback
 * servers, so that everything can be tried without the internet; a release build knows no such file.
 */
import fs from 'node:fs';
import { z } from 'zod';
import { LoadstoneError } from '../../../shared/errors.ts';
import { providerIds, type ProviderId } from '../../../shared/model.ts';
import { hostAllowed } from '../../lib/http.ts';

/** Bases by name ("api", "web") for each mapped provider. Empty: everything goes to the internet. */
export type Endpoints = Readonly<Partial<Record<ProviderId, Readonly<Record<string, string>>>>>;

export const noEndpoints: Endpoints = {};

/** Which addresses of a provider belong to which base. The first route that matches is taken. */
export interface Route {
  readonly base: string;
  /** An exact host, or a leading dot for its subdomains. */
  readonly host: string;
  /** Leading part of the path, which the base stands for: "/apiv11". */
  readonly path: string;
}

const baseText = z.string().max(500);
const fileSchema = z.partialRecord(
  z.enum(providerIds),
  z.union([baseText, z.record(z.string().regex(/^[a-z]{1,32}$/u), baseText)]),
);

/** True in every build but the released one; also where there was no build at all. */
export function endpointsAllowed(): boolean {
  try {
    return (import.meta as ImportMeta & { readonly env: Build }).env.LOADSTONE_BUILD !== 'release';
  } catch {
    return true;
  }
}

interface Build {
  readonly LOADSTONE_BUILD?: string;
}

/**
 * Reads `{ "gamebanana": { "api": "http://127.0.0.1:8080/apiv11", "web": "http://127.0.0.1:8080" } }`; a plain
 * text instead of the inner object is the "web" base. Throws `invalid_input` for anything that is not loopback,
 * and in release builds.
 */
export function readEndpoints(path: string): Endpoints {
  if (!endpointsAllowed()) throw refused('this build of Loadstone does not take an endpoints file');
  const parsed = fileSchema.safeParse(readJson(path));
  if (!parsed.success) throw refused('the endpoints file does not map providers to addresses');
  const entries = Object.entries(parsed.data).map(([provider, given]) => {
    const bases = typeof given === 'string' ? { web: given } : given;
    return [provider, Object.fromEntries(Object.entries(bases).map(([name, base]) => [name, loopbackBase(base)]))];
  });
  return Object.fromEntries(entries) as Endpoints;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8'));
  } catch (error) {
    throw refused('the endpoints file cannot be read', error);
  }
}

function loopbackBase(text: string): string {
  const url = URL.parse(text);
  if (url === null || !isLoopback(url)) throw refused('an endpoint is not a loopback address');
  return `${url.origin}${url.pathname.replace(/\/+$/u, '')}`;
}

const refused = (what: string, cause?: unknown): LoadstoneError =>
  new LoadstoneError(
    'invalid_input',
    `Not usable: ${what}.`,
    'Only addresses like http://127.0.0.1:8080 are accepted.',
    {
      cause,
    },
  );

export const isLoopback = (url: URL): boolean =>
  (url.protocol === 'http:' || url.protocol === 'https:') &&
  url.username === '' &&
  (/^127(?:\.\d{1,3}){3}$/u.test(url.hostname) || url.hostname === '[::1]' || url.hostname === 'localhost');

/** Origins that plain http may go to: those the endpoints file names. */
export const originsOf = (endpoints: Endpoints): ReadonlySet<string> =>
  new Set(Object.values(endpoints).flatMap((bases) => Object.values(bases).map((base) => new URL(base).origin)));

/** The address that stands for `address`: itself where nothing is mapped. */
export function mapAddress(address: URL, provider: ProviderId, endpoints: Endpoints, routes: readonly Route[]): URL {
  const bases = endpoints[provider];
  if (bases === undefined) return address;
  for (const route of routes) {
    if (!hostAllowed(address.hostname, [route.host]) || !address.pathname.startsWith(route.path)) continue;
    return new URL(`${baseFor(bases, route)}${address.pathname.slice(route.path.length)}${address.search}`);
  }
  return address;
}

/** A file that names only one base means all others too: the paths on it are those of the provider. */
function baseFor(bases: Readonly<Record<string, string>>, route: Route): string {
  const exact = bases[route.base];
  if (exact !== undefined) return exact;
  const web = bases['web'];
  if (web !== undefined) return web.endsWith(route.path) ? web : `${web}${route.path}`;
  const [other] = Object.values(bases);
  return other === undefined ? '' : `${new URL(other).origin}${route.path}`;
}
