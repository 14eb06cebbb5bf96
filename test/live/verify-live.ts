/**
 * Asks the public interfaces of the providers a handful of polite questions through the real clients, without an account,
 * and says whether the answers are still what Loadstone knows. Meant to be run by hand; no test ever does.
 *
 *   node test/live/verify-live.ts [PROVIDER…] [--endpoints FILE]
 */
import { parseArgs } from 'node:util';
import { createNetwork, type Network } from '../../src/main/actions/network.ts';
import type { Provider } from '../../src/main/providers/provider.ts';
import { LoadstoneError } from '../../src/shared/errors.ts';
import type { ModPage, ProviderId } from '../../src/shared/model.ts';
import { inEnglish } from '../../src/shared/saying.ts';
import packageJson from '../../package.json' with { type: 'json' };

/** A game that each provider is sure to have. */
const games: Readonly<Record<ProviderId, string>> = {
  nexus: 'skyrimspecialedition',
  gamebanana: '8694',
  github: 'factorio-mod',
  modio: '2475',
  factorio: '2.0',
};

interface Verdict {
  /** `blocked`: nothing was learnt, the way there or an account was missing. */
  readonly kind: 'good' | 'bad' | 'offline' | 'blocked';
  readonly text: string;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function verify(provider: Provider): Promise<Verdict> {
  const signal = AbortSignal.timeout(120_000);
  try {
    const [sort = 'relevance'] = provider.sorts;
    const page = await provider.search({ game: games[provider.id], text: '', sort, page: 1 }, signal);
    const [first] = page.mods;
    const fault = faultOfPage(page, provider.id);
    if (fault !== null || first === undefined) return { kind: 'bad', text: fault ?? 'no mods at all' };
    const found = await provider.details(first.ref, signal);
    if (found.kind === 'gone')
      return { kind: 'bad', text: `${first.name} is listed, but gone: ${inEnglish(found.why)}` };
    const { name, files } = found.value;
    if (name === '') return { kind: 'bad', text: `${first.ref.id} has no name` };
    return { kind: 'good', text: `${page.mods.length} mods; "${name}" with ${files.length} files` };
  } catch (error) {
    return verdictOf(error);
  }
}

function faultOfPage({ mods }: ModPage, id: ProviderId): string | null {
  if (mods.length === 0) return 'no mods at all';
  const odd = mods.find(
    ({ ref, name, pageUrl }) => ref.provider !== id || name === '' || !pageUrl.startsWith('https://'),
  );
  return odd === undefined ? null : `a mod without name or page: ${JSON.stringify(odd.ref)}`;
}

const unreachable = new Set(['refused', 'connect_timeout', 'proxy', 'certificate']);

function verdictOf(error: unknown): Verdict {
  if (!(error instanceof LoadstoneError)) return { kind: 'bad', text: String(error) };
  const { code, message, details } = error;
  if (code === 'offline' || unreachable.has(String(details?.['reason']))) return { kind: 'offline', text: message };
  if (code === 'needs_sign_in' || code === 'rate_limited') return { kind: 'blocked', text: message };
  return { kind: 'bad', text: `${code}: ${message}` };
}

const marks = { good: 'ok     ', bad: 'CHANGED', offline: 'no way ', blocked: 'skipped' } as const;

async function run(network: Network, wanted: readonly string[]): Promise<number> {
  const chosen = [...network.providers.values()].filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  if (chosen.length === 0) {
    say(`There is no such provider. Known: ${[...network.providers.keys()].join(', ')}.`);
    return 2;
  }
  const kinds = new Set<Verdict['kind']>();
  for (const provider of chosen) {
    const { kind, text } = await verify(provider);
    kinds.add(kind);
    say(`${marks[kind]}  ${provider.name}: ${text}`);
  }
  if (kinds.size === 1 && kinds.has('offline')) {
    say('There is no network here: none of the providers could be reached. Nothing was verified.');
    return 3;
  }
  return kinds.has('bad') ? 1 : 0;
}

const { values, positionals } = parseArgs({ options: { endpoints: { type: 'string' } }, allowPositionals: true });
const network = createNetwork({ version: packageJson.version, endpointsFile: values.endpoints ?? null });
try {
  process.exitCode = await run(network, positionals);
} finally {
  await network.close();
}
