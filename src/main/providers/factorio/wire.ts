/**
 * What answers look like, as far as we read them. Only names and versions are required: which of the other fields are
 * there depends on the endpoint and on the year. A field of a wrong type counts as missing.
 */
import { z } from 'zod';

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const text = maybe(z.string());
const count = maybe(z.number().nonnegative());
const list = maybe(z.array(z.unknown()));
const flag = maybe(z.boolean());
/** RFC 3339 with microseconds, or a bare date; milliseconds since the epoch here. */
const time = maybe(
  z
    .string()
    .transform((value) => Date.parse(value))
    .pipe(z.number()),
);

export const releaseSchema = z.object({
  version: z.string().min(1),
  download_url: text,
  file_name: text,
  released_at: time,
  sha1: text,
  /** `dependencies` only in the full answer. */
  info_json: maybe(z.object({ factorio_version: text, dependencies: list })),
  feature_flags: list,
});

/** What a list shows of the last release; read for thousands of mods at a time. */
export const latestSchema = z.object({ version: z.string().min(1), released_at: time });

/** A mod of any endpoint. */
export const modSchema = z.object({
  name: z.string().min(1),
  title: text,
  owner: text,
  summary: text,
  category: text,
  thumbnail: text,
  downloads_count: count,
  score: maybe(z.number()),
  deprecated: flag,
  created_at: time,
  updated_at: time,
  /** A release in lists; the search writes an id instead and the version beside it. */
  latest_release: z.unknown().optional(),
  latest_release_version: text,
  factorio_versions: list,
  releases: list,
  description: text,
  changelog: text,
  homepage: text,
  source_url: text,
  faq: text,
  images: list,
  license: maybe(z.object({ id: text, name: text, title: text, url: text })),
});

export const imageSchema = z.object({ url: z.string() });

/** `pagination` is null, or all on one page, when everything was asked for. */
export const listSchema = z.object({
  pagination: maybe(z.object({ count, page: count, page_count: count, page_size: count })),
  results: z.array(z.unknown()),
});

/** How the portal explains an error; login errors carry a code as well. */
export const errorSchema = z.object({ message: z.string(), error: text });

/** Version 2 and later of the login; before, it answers an array with the token. */
export const loginSchema = z.object({ token: z.string().min(1), username: z.string().min(1) });
export const loginErrorSchema = z.object({ error: z.string().min(1), message: text });

export type ModRecord = z.output<typeof modSchema>;
export type ReleaseRecord = z.output<typeof releaseSchema>;
