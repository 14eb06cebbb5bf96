/** What answers say about limits, one pure reader for each way of saying it. */
import { retryAfter, serverTime } from './retry-after.ts';

export interface LimitAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body where the status is 403 or 429; null otherwise. */
  readonly body: string | null;
}

/** What is left of a budget, as the provider counts. */
export interface QuotaNews {
  readonly name: string;
  readonly size: number;
  readonly left: number;
  /** Milliseconds from now until it is whole again; null: not said. */
  readonly resetIn: number | null;
}

export interface PauseNews {
  /** Everything of the provider, requests like this one (same call, other ids), or those of one budget. */
  readonly scope: 'all' | 'endpoint' | { readonly quota: string };
  /** Milliseconds; null: it does not say how long. */
  readonly ms: number | null;
}

export interface LimitNews {
  readonly quotas: readonly QuotaNews[];
  /** Nothing more may be sent for a while. */
  readonly pause: PauseNews | null;
  /** This very request was not carried out because of it. */
  readonly refused: boolean;
}

/** `now` in milliseconds since the epoch, used where the server does not tell its own time. */
export type ReadLimits = (answer: LimitAnswer, now: number) => LimitNews;

const minute = 60_000;

/** 429, and 503 with a Retry-After: what HTTP itself has for it. */
export const readPlainLimits: ReadLimits = ({ status, headers }, now) => {
  const ms = retryAfter(headers, now);
  const refused = status === 429 || (status === 503 && ms !== null);
  return { quotas: [], pause: refused ? { scope: 'all', ms } : null, refused };
};

/**
 * Nexus Mods sends hourly and daily budgets on v1 only. Hourly counts once the daily one is used up: blocked is who has
 * neither. Refusals of its front server carry none of these headers. Source: @nexusmods/nexus-api, `Quota`.
 */
export const readNexusLimits: ReadLimits = (answer, now) => {
  const { headers } = answer;
  const quotas = ['hourly', 'daily'].flatMap((name) => {
    const size = wholeNumber(headers[`x-rl-${name}-limit`]);
    const left = wholeNumber(headers[`x-rl-${name}-remaining`]);
    if (size === null || left === null) return [];
    // Two spellings of a date in one answer were seen: Date.parse takes both.
    const reset = Date.parse(headers[`x-rl-${name}-reset`] ?? '');
    return [{ name, size, left, resetIn: Number.isNaN(reset) ? null : Math.max(0, reset - serverTime(headers, now)) }];
  });
  const { pause, refused } = readPlainLimits(answer, now);
  const usedUp = quotas.length === 2 && quotas.every(({ left }) => left === 0);
  if (!usedUp) return { quotas, pause, refused };
  const resets = quotas.flatMap(({ resetIn }) => (resetIn === null ? [] : [resetIn]));
  const ms = resets.length === 0 ? null : Math.min(...resets);
  return { quotas, pause: { scope: 'all', ms: pause?.ms ?? ms }, refused };
};

/**
 * GitHub refuses with 403 or 429, in this order of meaning: Retry-After; nothing left of the budget until its reset;
 * the secondary limit, at least a minute and then longer. A 403 without any of them is about rights.
 * Source: docs.github.com, "Best practices for using the REST API", "Handle rate limit errors appropriately".
 */
export const readGitHubLimits: ReadLimits = (answer, now) => {
  const { status, headers, body } = answer;
  const size = wholeNumber(headers['x-ratelimit-limit']);
  const left = wholeNumber(headers['x-ratelimit-remaining']);
  const reset = wholeNumber(headers['x-ratelimit-reset']);
  const name = headers['x-ratelimit-resource'] ?? 'core';
  const resetIn = reset === null ? null : Math.max(0, reset * 1_000 - serverTime(headers, now));
  const quotas = size === null || left === null ? [] : [{ name, size, left, resetIn }];
  if (status !== 403 && status !== 429) return { ...readPlainLimits(answer, now), quotas };
  const asked = retryAfter(headers, now);
  if (asked !== null) return { quotas, pause: { scope: 'all', ms: asked }, refused: true };
  if (left === 0) return { quotas, pause: { scope: { quota: name }, ms: resetIn }, refused: true };
  const refused = status === 429 || /secondary rate limit|abuse detection/iu.test(body ?? '');
  return { quotas, pause: refused ? { scope: 'all', ms: null } : null, refused };
};

/** "Limited everywhere" and "limited on this endpoint". Source: docs.mod.io, error references. */
const modioEverywhere = 11_008;
const modioEndpoint = 11_009;

/** mod.io says in the body how far a refusal goes; a Retry-After of 0 means its rolling minute. Source: docs.mod.io. */
export const readModioLimits: ReadLimits = (answer, now) => {
  const { status, headers, body } = answer;
  if (status !== 429) return readPlainLimits(answer, now);
  const asked = retryAfter(headers, now);
  const ms = asked === 0 ? minute : asked;
  const reference = Number(/"error_ref"\s*:\s*(\d{1,6})/u.exec(body ?? '')?.[1] ?? modioEverywhere);
  return { quotas: [], pause: { scope: reference === modioEndpoint ? 'endpoint' : 'all', ms }, refused: true };
};

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,12}$/u.test(text.trim()) ? Number(text) : null;
