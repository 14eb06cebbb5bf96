/**
 * What answers look like, as far as we read them. Only ids are required. A field of the wrong type counts as missing:
 * `{}` stands for "none" in many places, names of fields move, and numbers pass 32 bits. Source: docs.mod.io, recordings.
 */
import { z } from 'zod';

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const text = maybe(z.string());
const number = maybe(z.number());
export const idSchema = z
  .union([z.number().int().nonnegative(), z.string().regex(/^\d{1,20}$/u)])
  .transform((id) => String(id));

const imageSchema = z.looseObject({
  original: text,
  thumb_320x180: text,
  thumb_640x360: text,
  thumb_1280x720: text,
});

export const fileSchema = z.looseObject({
  id: idSchema,
  mod_id: maybe(idSchema),
  date_added: number,
  date_updated: number,
  virus_status: number,
  virus_positive: number,
  filesize: number,
  filehash: maybe(z.looseObject({ md5: text })),
  filename: text,
  version: text,
  changelog: text,
  metadata_blob: text,
  download: maybe(z.looseObject({ binary_url: text, date_expires: number })),
  platforms: maybe(z.array(z.unknown())),
});
export type FileRecord = z.output<typeof fileSchema>;

export const platformSchema = z.looseObject({ platform: z.string(), status: number });

export const modSchema = z.looseObject({
  id: maybe(idSchema),
  mod_id: maybe(idSchema),
  game_id: maybe(idSchema),
  status: number,
  visible: number,
  submitted_by: maybe(z.looseObject({ username: text, name_id: text })),
  date_added: number,
  date_updated: number,
  date_live: number,
  maturity_option: number,
  monetization_options: number,
  monetisation_options: number,
  price: number,
  logo: maybe(imageSchema),
  name: text,
  name_id: text,
  summary: text,
  description: text,
  description_plaintext: text,
  profile_url: text,
  media: maybe(z.looseObject({ images: maybe(z.array(z.unknown())) })),
  modfile: z.unknown().optional(),
  tags: maybe(z.array(z.unknown())),
  stats: maybe(z.looseObject({ downloads_total: number, ratings_positive: number, subscribers_total: number })),
  dependency_depth: number,
});
export type ModRecord = z.output<typeof modSchema>;

export const galleryImageSchema = imageSchema;
export const tagSchema = z.looseObject({ name: z.string() });

export const listSchema = z.looseObject({
  data: z.array(z.unknown()),
  result_count: number,
  result_offset: number,
  result_limit: number,
  result_total: number,
});

export const gameSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  name_id: text,
  api_access_options: number,
  stats: maybe(z.looseObject({ mods_count_total: number })),
});

export const tagOptionSchema = z.looseObject({
  name: text,
  hidden: maybe(z.boolean()),
  tags: maybe(z.array(z.unknown())),
  tag_count_map: maybe(z.record(z.string(), z.unknown())),
});

export const userSchema = z.looseObject({ id: idSchema, username: z.string(), name_id: text });
export const tokenSchema = z.looseObject({ access_token: z.string().min(1), date_expires: number });

export const termsSchema = z.looseObject({
  plaintext: text,
  links: maybe(z.record(z.string(), z.unknown())),
});
export const termsLinkSchema = z.looseObject({ text: z.string(), url: z.string(), required: maybe(z.boolean()) });

export const errorSchema = z.object({
  error: z.looseObject({
    code: number,
    error_ref: number,
    message: text,
    errors: maybe(z.record(z.string(), z.unknown())),
  }),
});
