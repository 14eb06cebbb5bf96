/**
 * What answers look like, as far as we read them. Only ids are required; a field that is missing, null or of a wrong
 * type counts as missing. Source: the OpenAPI description of GitHub and recorded answers.
 */
import { z } from 'zod';

const maybe = <T extends z.ZodType>(schema: T) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined);

const id = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/u)]).transform(String);
const text = maybe(z.string());
const count = maybe(z.number().nonnegative());
const flag = maybe(z.boolean());
const list = maybe(z.array(z.unknown()));
/** ISO dates on the wire, milliseconds since the epoch here. */
const time = maybe(
  z
    .string()
    .transform((value) => Date.parse(value))
    .pipe(z.number()),
);

export const repoSchema = z.object({
  id,
  full_name: z.string(),
  owner: maybe(z.object({ login: text })),
  description: text,
  html_url: text,
  stargazers_count: count,
  default_branch: text,
  license: maybe(z.object({ name: text, spdx_id: text })),
  topics: list,
  private: flag,
  disabled: flag,
  created_at: time,
  updated_at: time,
  pushed_at: time,
});

export const searchSchema = z.object({ total_count: count, incomplete_results: flag, items: z.array(z.unknown()) });

export const topicSchema = z.object({ name: z.string(), display_name: text });

export const assetSchema = z.object({
  id,
  name: text,
  label: text,
  state: text,
  size: count,
  digest: text,
  download_count: count,
  created_at: time,
  updated_at: time,
  /** Read for its tag and never asked: a renamed asset has another one. */
  browser_download_url: text,
});

export const releaseSchema = z.object({
  id,
  tag_name: text,
  name: text,
  body: text,
  html_url: text,
  draft: flag,
  prerelease: flag,
  created_at: time,
  published_at: time,
  assets: list,
});

export const readmeSchema = z.object({ content: z.string(), encoding: text, path: text });

export const userSchema = z.object({ login: z.string().min(1) });

export const errorSchema = z.object({ message: z.string(), errors: list });

export const limitsSchema = z.object({
  resources: z.record(z.string(), z.object({ limit: z.number(), remaining: z.number(), reset: z.number() })),
});

export const deviceCodeSchema = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  expires_in: z.number().positive().max(86_400).catch(900),
  interval: z.number().positive().max(3_600).catch(5),
});

export const tokenSchema = z.object({
  access_token: text,
  error: text,
  error_description: text,
  interval: count,
});

export type RepoRecord = z.output<typeof repoSchema>;
export type ReleaseRecord = z.output<typeof releaseSchema>;
export type AssetRecord = z.output<typeof assetSchema>;
