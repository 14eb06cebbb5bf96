/** All budgets and pauses of one provider. */
import type { ProviderLimits, QuotaView } from '../../../shared/accounts.ts';
import type { Lane } from '../../lib/http.ts';
import { readPlainLimits, type LimitAnswer, type PauseNews, type QuotaNews } from './limit-headers.ts';
import type { LimitPolicy, Standing } from './limit-policy.ts';
import type { ProviderLimitState, QuotaState } from './limit-state.ts';
import { createQuota, type Quota } from './quota.ts';
import type { Timing } from './timing.ts';

/** What of a request limits depend on. */
export interface Subject {
  readonly method: string;
  readonly address: URL;
  readonly lane: Lane;
  readonly standing: Standing;
}

export interface ProviderBudget {
  /** Milliseconds until such a request may go out; 0: now. */
  readonly wait: (subject: Subject) => number;
  readonly take: (subject: Subject) => void;
  /** `refused`: the request was not carried out. `paused`: a pause has begun. */
  readonly learn: (subject: Subject, answer: LimitAnswer) => { readonly refused: boolean; readonly paused: boolean };
  readonly state: () => ProviderLimitState;
  readonly show: () => Omit<ProviderLimits, 'provider'>;
}

const shortestPause = 1_000;
/** Nobody is believed to mean more than a day. Milliseconds. */
const longestPause = 24 * 60 * 60 * 1_000;
const usualUnexplained = { first: 30_000, longest: 15 * 60_000 };

export function createProviderBudget(policy: LimitPolicy, timing: Timing, kept?: ProviderLimitState): ProviderBudget {
  const pauses = createPauses(timing, kept?.pauses ?? {});
  const quotas = createQuotas(policy, timing, kept?.quotas ?? {});
  const unexplained = policy.unexplained ?? usualUnexplained;
  let refusals = 0;

  const keysOf = (subject: Subject): readonly string[] => [
    'all',
    endpointOf(subject),
    ...(subject.lane === 'images' ? ['images'] : []),
    ...quotas.of(subject).map(([key]) => key),
  ];
  return {
    wait: (subject) =>
      Math.max(...keysOf(subject).map(pauses.left), ...quotas.of(subject).map(([, quota]) => quota.wait())),
    take: (subject) => {
      for (const [, quota] of quotas.of(subject)) quota.take();
    },
    learn: (subject, answer) => {
      const { quotas: news, pause, refused } = (policy.read ?? readPlainLimits)(answer, timing.now());
      for (const one of news) quotas.correct(one, subject.standing);
      if (refused) for (const [, quota] of quotas.of(subject)) quota.empty();
      refusals = refused ? refusals + 1 : answer.status < 400 ? 0 : refusals;
      if (pause === null) return { refused, paused: false };
      const ms = pause.ms ?? Math.min(unexplained.longest, unexplained.first * 2 ** Math.max(0, refusals - 1));
      pauses.begin(pauseKey(pause.scope, subject), Math.min(longestPause, Math.max(shortestPause, ms)));
      return { refused, paused: true };
    },
    state: () => ({ pauses: pauses.ends(), quotas: quotas.states() }),
    show: () => {
      const { all } = pauses.ends();
      return { blockedUntil: all === undefined ? null : Math.ceil(all), quotas: quotas.show(pauses.ends()) };
    },
  };
}

/** What a pause covers, and with it the requests it stops. */
function pauseKey(scope: PauseNews['scope'], subject: Subject): string {
  // Pictures come from machines of their own: a pause of theirs is theirs alone.
  if (subject.lane === 'images') return 'images';
  if (scope === 'all') return 'all';
  return scope === 'endpoint' ? endpointOf(subject) : quotaKey(scope.quota, subject.standing);
}

/** The same call with other ids is the same endpoint. */
const endpointOf = ({ method, address }: Subject): string =>
  `${method} ${address.pathname.replaceAll(/\d+/gu, '#').slice(0, 200)}`;

const quotaKey = (name: string, standing: Standing): string => `${name}/${standing}`;

interface Pauses {
  readonly left: (key: string) => number;
  readonly begin: (key: string, ms: number) => void;
  /** Of those that are not over, in milliseconds since the epoch. */
  readonly ends: () => Readonly<Record<string, number>>;
}

function createPauses(timing: Timing, kept: Readonly<Record<string, number>>): Pauses {
  /** On the monotonic clock. */
  const ends = new Map<string, number>();
  const left = (key: string): number => Math.max(0, (ends.get(key) ?? 0) - timing.monotonic());
  const begin = (key: string, ms: number): void => {
    const end = timing.monotonic() + ms;
    if (end > (ends.get(key) ?? 0)) ends.set(key, end);
  };
  for (const [key, until] of Object.entries(kept)) begin(key, Math.min(longestPause, until - timing.now()));
  return {
    left,
    begin,
    ends: () => {
      for (const key of ends.keys()) if (left(key) === 0) ends.delete(key);
      return Object.fromEntries([...ends.keys()].map((key) => [key, timing.now() + left(key)]));
    },
  };
}

interface Quotas {
  readonly of: (subject: Subject) => readonly (readonly [key: string, quota: Quota])[];
  readonly correct: (news: QuotaNews, standing: Standing) => void;
  readonly states: () => Readonly<Record<string, QuotaState>>;
  readonly show: (pauses: Readonly<Record<string, number>>) => readonly QuotaView[];
}

function createQuotas(policy: LimitPolicy, timing: Timing, kept: Readonly<Record<string, QuotaState>>): Quotas {
  const counted = new Map<string, Quota>();
  /** Budgets only the provider counts. */
  const reported = new Map<string, QuotaState>(Object.entries(kept));
  /** Which of the budgets of one name was used last: that is the one to show. */
  const latest = new Map<string, string>();
  for (const [key, { name }] of Object.entries(kept).toSorted(([, one], [, other]) => one.at - other.at))
    latest.set(name, key);
  const policies = policy.quotas ?? [];
  const open = (name: string, standing: Standing): Quota | null => {
    const key = quotaKey(name, standing);
    const known = counted.get(key);
    const own = policies.find((one) => one.name === name);
    if (known !== undefined || own === undefined) return known ?? null;
    const made = createQuota(own, standing, timing, kept[key]);
    counted.set(key, made);
    reported.delete(key);
    return made;
  };
  const states = (): Readonly<Record<string, QuotaState>> => ({
    ...Object.fromEntries(reported),
    ...Object.fromEntries([...counted].map(([key, quota]) => [key, quota.state()])),
  });
  return {
    of: ({ method, address, standing }) =>
      policies.flatMap(({ name, counts }) => {
        const quota = counts(method, address) ? open(name, standing) : null;
        if (quota === null) return [];
        const key = quotaKey(name, standing);
        latest.set(name, key);
        return [[key, quota] as const];
      }),
    correct: (news, standing) => {
      const quota = open(news.name, standing);
      if (quota !== null) return quota.correct(news);
      const at = timing.now();
      const { name, size, left, resetIn } = news;
      latest.set(name, quotaKey(name, standing));
      reported.set(quotaKey(name, standing), { name, size, left, at, resetAt: resetIn === null ? null : at + resetIn });
    },
    states,
    show: (pauses) =>
      Object.entries(states())
        .filter(([key, { name }]) => latest.get(name) === key)
        .toSorted(([, one], [, other]) => one.name.localeCompare(other.name))
        .map(([key, { name, size, left, resetAt }]) => ({
          name,
          size,
          left: resetAt !== null && resetAt <= timing.now() ? size : left,
          resetAt: resetAt === null || resetAt <= timing.now() ? null : Math.ceil(resetAt),
          blockedUntil: pauses[key] === undefined ? null : Math.ceil(pauses[key]),
        })),
  };
}
