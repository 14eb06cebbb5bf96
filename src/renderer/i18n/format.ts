/** Sizes, times and dates in the language of the window. All through Intl; formatters are made once for each language. */
import { i18n } from './i18n.ts';

const cache = new Map<string, unknown>();

/** "Big Valley and Wide Lakes". */
export const formatList = (words: readonly string[]): string =>
  cached('names', (language) => new Intl.ListFormat(language, { type: 'conjunction' })).format(words);

function cached<T>(kind: string, make: (language: string) => T): T {
  const language = formatLanguage();
  const key = `${language} ${kind}`;
  const known = cache.get(key);
  if (known !== undefined) return known as T;
  const made = make(language);
  cache.set(key, made);
  return made;
}

/** The language of the window, with the player's own region where it is the same language: en → en-GB. */
function formatLanguage(): string {
  const language = i18n.resolvedLanguage ?? 'en';
  return navigator.languages.find((one) => one === language || one.startsWith(`${language}-`)) ?? language;
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** 1_713_021 → "1.7 MB". Decimal steps, as file managers and providers count. */
export function formatBytes(bytes: number): string {
  let step = 0;
  let value = bytes;
  while (value >= 999.5 && step < byteUnits.length - 1) {
    value /= 1000;
    step += 1;
  }
  const unit = byteUnits[step] ?? 'byte';
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return cached(
    `bytes ${unit} ${digits}`,
    (language) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: digits,
      }),
  ).format(value);
}

export const formatNumber = (value: number): string =>
  cached('number', (language) => new Intl.NumberFormat(language)).format(value);

/** 412_339 → "412K". */
export const formatCompact = (value: number): string =>
  cached(
    'compact',
    (language) => new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }),
  ).format(value);

export const formatDate = (time: number): string =>
  cached('date', (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' })).format(time);

export const formatDateTime = (time: number): string =>
  cached(
    'date time',
    (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
  ).format(time);

const dayMillis = 86_400_000;

const midnight = (of: number): number => new Date(of).setHours(0, 0, 0, 0);

/** The day of a time, for headings: 0 today, 1 yesterday. */
export function daysAgo(time: number, now: number = Date.now()): number {
  return Math.round((midnight(now) - midnight(time)) / dayMillis);
}

/** "Thursday, 19 November 2026". */
export const formatDay = (time: number): string =>
  cached('day', (language) => new Intl.DateTimeFormat(language, { dateStyle: 'full' })).format(time);

export const formatTime = (time: number): string =>
  cached('time', (language) => new Intl.DateTimeFormat(language, { timeStyle: 'short' })).format(time);

const relativeSteps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const;

/** "3 hours ago", "in 2 minutes". Rounds toward the nearest whole unit. */
export const formatRelative = (time: number, now: number = Date.now()): string =>
  relativeIn(
    cached('relative', (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' })),
    time,
    now,
  );

/** "7 mo. ago": for places with little room, which show the whole date on hovering. */
export const formatRelativeShort = (time: number, now: number = Date.now()): string =>
  relativeIn(
    cached('relative short', (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })),
    time,
    now,
  );

function relativeIn(format: Intl.RelativeTimeFormat, time: number, now: number): string {
  let value = (time - now) / 1000;
  // Clocks of providers run a little ahead; "in 3 seconds" for a thing that has happened reads wrong.
  if (Math.abs(value) < 5) return format.format(0, 'second');
  for (const [unit, size] of relativeSteps) {
    if (Math.abs(value) < size - 0.5) return format.format(Math.round(value), unit);
    value /= size;
  }
  return format.format(Math.round(value), 'year');
}

/** Seconds → "1 min 20 sec". At most two units. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const parts: [number, 'hour' | 'minute' | 'second'][] = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ];
  const used = parts.filter(([value]) => value > 0).slice(0, 2);
  const words = used.map(([value, unit]) =>
    cached(
      `duration ${unit}`,
      (language) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }),
    ).format(value),
  );
  return cached('list', (language) => new Intl.ListFormat(language, { type: 'unit', style: 'narrow' })).format(words);
}
