/** Which way leads to a host: straight, through the proxy of the environment, or through the one the system names. */
import type { Dispatcher } from 'undici';
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
  let opened: Promise<Dispatchers> | null = null;
  const dispatchers = (): Promise<Dispatchers> => (opened ??= openDispatchers(timeouts, proxiesOf(env)));
  const byHost = new Map<string, Promise<Dispatcher>>();

  const asked = async (address: URL, ask: SystemProxy): Promise<Dispatcher> => {
    const { straight, through } = await dispatchers();
    try {
      const proxy = parseProxy(await ask(`${address.origin}/`));
      return proxy === null ? straight : through(proxy);
    } catch {
      // A system that cannot say has none.
      return straight;
    }
  };
  return {
    to: async (address) => {
      const { straight, fromEnvironment } = await dispatchers();
      if (isLoopback(address)) return straight;
      if (fromEnvironment !== null) return fromEnvironment;
      if (systemProxy === undefined) return straight;
      const known = byHost.get(address.host) ?? asked(address, systemProxy);
      byHost.set(address.host, known);
      return known;
    },
    close: async () => (await opened)?.close(),
  };
}

interface Dispatchers {
  readonly straight: Dispatcher;
  /** Through the proxy that the environment names; null: it names none. */
  readonly fromEnvironment: Dispatcher | null;
  readonly through: (proxy: Proxy) => Dispatcher;
  readonly close: () => Promise<void>;
}

/** The client is the largest part of all our code: it is read for the first request, not while the app starts. */
async function openDispatchers(timeouts: Timeouts, named: ReturnType<typeof proxiesOf>): Promise<Dispatchers> {
  const { Agent, EnvHttpProxyAgent, ProxyAgent, Socks5ProxyAgent } = await import('undici');
  const bounds = { headersTimeout: timeouts.headers, bodyTimeout: timeouts.idle, maxHeaderSize: 64 * 1024 };
  const settings = { ...bounds, connect: { timeout: timeouts.connect } };
  const straight = new Agent(settings);
  const fromEnvironment = named === null ? null : new EnvHttpProxyAgent({ ...settings, ...named });
  const byProxy = new Map<string, Dispatcher>();
  return {
    straight,
    fromEnvironment,
    through: (proxy) => {
      const known = byProxy.get(proxy.uri);
      if (known !== undefined) return known;
      const made =
        proxy.kind === 'socks'
          ? new Socks5ProxyAgent(proxy.uri, bounds)
          : new ProxyAgent({ ...settings, uri: proxy.uri, proxyTunnel: true });
      byProxy.set(proxy.uri, made);
      return made;
    },
    close: async () => {
      const all = [straight, ...(fromEnvironment === null ? [] : [fromEnvironment]), ...byProxy.values()];
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
