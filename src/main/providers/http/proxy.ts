/** Which way leads to a host: straight, through the proxy of the environment, or through the one the system names. */
import { Agent, EnvHttpProxyAgent, ProxyAgent, Socks5ProxyAgent, type Dispatcher } from 'undici';
import { isLoopback } from './endpoints.ts';
import type { Timeouts } from './wire.ts';

/** Answers as a proxy script does: "PROXY host:port; DIRECT". Source: Electron, `session.resolveProxy`. */
export type SystemProxy = (url: string) => Promise<string>;

export interface Routes {
  readonly to: (address: URL) => Promise<Dispatcher>;
  readonly close: () => Promise<void>;
}

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY go before the system's settings. Loopback is never led through a proxy. */
export function createRoutes(
  timeouts: Timeouts,
  systemProxy?: SystemProxy,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): Routes {
  const bounds = { headersTimeout: timeouts.headers, bodyTimeout: timeouts.idle, maxHeaderSize: 64 * 1024 };
  const settings = { ...bounds, connect: { timeout: timeouts.connect } };
  const straight = new Agent(settings);
  const named = proxiesOf(env);
  const fromEnvironment = named === null ? null : new EnvHttpProxyAgent({ ...settings, ...named });
  const agents = new Map<string, Dispatcher>();
  const byHost = new Map<string, Promise<Dispatcher>>();

  const through = (proxy: Proxy): Dispatcher => {
    const known = agents.get(proxy.uri);
    if (known !== undefined) return known;
    const made =
      proxy.kind === 'socks'
        ? new Socks5ProxyAgent(proxy.uri, bounds)
        : new ProxyAgent({ ...settings, uri: proxy.uri, proxyTunnel: true });
    agents.set(proxy.uri, made);
    return made;
  };
  const asked = async (address: URL, ask: SystemProxy): Promise<Dispatcher> => {
    try {
      const proxy = parseProxy(await ask(`${address.origin}/`));
      return proxy === null ? straight : through(proxy);
    } catch {
      // A system that cannot say has none.
      return straight;
    }
  };
  return {
    to: (address) => {
      if (isLoopback(address)) return Promise.resolve(straight);
      if (fromEnvironment !== null) return Promise.resolve(fromEnvironment);
      if (systemProxy === undefined) return Promise.resolve(straight);
      const known = byHost.get(address.host) ?? asked(address, systemProxy);
      byHost.set(address.host, known);
      return known;
    },
    close: async () => {
      const all = [straight, ...(fromEnvironment === null ? [] : [fromEnvironment]), ...agents.values()];
      await Promise.all(all.map((one) => one.destroy()));
    },
  };
}

/** null: the environment names none. Small letters go first, as everywhere. */
function proxiesOf(env: Readonly<NodeJS.ProcessEnv>) {
  const httpProxy = env['http_proxy'] ?? env['HTTP_PROXY'] ?? '';
  const httpsProxy = env['https_proxy'] ?? env['HTTPS_PROXY'] ?? '';
  if (httpProxy === '' && httpsProxy === '') return null;
  return {
    ...(httpProxy === '' ? {} : { httpProxy }),
    ...(httpsProxy === '' ? {} : { httpsProxy }),
    noProxy: exceptions(env),
  };
}

const exceptions = (env: Readonly<NodeJS.ProcessEnv>): string =>
  [env['no_proxy'] ?? env['NO_PROXY'] ?? '', 'localhost', '127.0.0.1', '::1'].filter((entry) => entry !== '').join(',');

interface Proxy {
  readonly kind: 'http' | 'socks';
  readonly uri: string;
}

/** The first way of the list that we can go; null: straight. Source: the Proxy Auto-Configuration file format. */
export function parseProxy(list: string): Proxy | null {
  for (const entry of list.split(';')) {
    const [word = '', host = ''] = entry.trim().split(/\s+/u);
    const scheme = schemes[word.toUpperCase()];
    if (scheme === 'direct') return null;
    if (scheme === undefined || URL.parse(`http://${host}`) === null || host === '') continue;
    return { kind: scheme === 'socks5' ? 'socks' : 'http', uri: `${scheme}://${host}` };
  }
  return null;
}

const schemes: Readonly<Record<string, 'direct' | 'http' | 'https' | 'socks5'>> = {
  DIRECT: 'direct',
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS5: 'socks5',
  SOCKS: 'socks5',
};
