/**
 * What answers look like, as far as we read them. Only ids are required, and where there is more than one way to know
 * them, not even those: fields were added over the years, hidden mods are half objects, and GraphQL answers what was
 * selected. A field of a wrong type counts as missing, so that one odd field never costs the record.
 */
import { z } from 'zod';

const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const id = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/u)]).transform(String);
const text = maybe(z.union([z.string(), z.number()]).transform(String));
const flag = maybe(z.union([z.boolean(), z.number(), z.string()]).transform((v) => [true, 1, '1', 'true'].includes(v)));
const count = maybe(
  z
    .union([z.number(), z.string().regex(/^\d{1,15}$/u)])
    .transform(Number)
    .pipe(z.number().nonnegative()),
);
/** Seconds since the epoch or an ISO text; milliseconds here. */
const time = maybe(
  z
    .union([
      z.number().transform((s) => s * 1_000),
      z.string().transform((s) => (/^\d{1,12}$/u.test(s) ? Number(s) * 1_000 : Date.parse(s))),
    ])
    .pipe(z.number().positive()),
);
const list = maybe(z.array(z.unknown()));
const person = maybe(z.object({ name: text }));

/** v1: `{code, message}`; a 401 has the message alone. OAuth: `{error, error_description}`. */
export const errorSchema = z.object({ code: text, message: text, error: text, error_description: text });

export const userSchema = z.object({
  user_id: maybe(id),
  sub: maybe(id),
  name: text,
  username: text,
  is_premium: flag,
  is_supporter: flag,
  // The same once more, with the question mark of Ruby.
  'is_premium?': flag,
  'is_supporter?': flag,
  membership_roles: list,
});

export const categorySchema = z.object({
  category_id: id,
  name: z.string(),
  parent_category: maybe(z.union([id, z.literal(false)])),
});

export const gameSchema = z.object({
  id: maybe(id),
  name: text,
  domain_name: text,
  mods: count,
  downloads: count,
  categories: list,
});

/** A mod of v1. */
export const modSchema = z.object({
  mod_id: id,
  game_id: maybe(id),
  domain_name: text,
  name: text,
  summary: text,
  description: text,
  picture_url: text,
  category_id: maybe(id),
  version: text,
  author: text,
  uploaded_by: text,
  user: person,
  created_timestamp: time,
  updated_timestamp: time,
  contains_adult_content: flag,
  endorsement_count: count,
  mod_downloads: count,
  status: text,
  available: flag,
});

/** A file of v1. */
export const fileSchema = z.object({
  file_id: maybe(id),
  id: maybe(z.union([id, z.array(z.unknown())])),
  uid: maybe(id),
  name: text,
  version: text,
  mod_version: text,
  category_id: count,
  category_name: text,
  is_primary: flag,
  size: count,
  size_kb: count,
  size_in_bytes: count,
  file_name: text,
  uploaded_timestamp: time,
  external_virus_scan_url: text,
  description: text,
  changelog_html: text,
  md5: text,
});

export const filesSchema = z.object({ files: z.array(z.unknown()), file_updates: list });
export const fileUpdateSchema = z.object({ old_file_id: id, new_file_id: id });
export const downloadLinkSchema = z.object({ URI: z.string(), name: text, short_name: text });
export const updatedSchema = z.object({ mod_id: id, latest_file_update: time, latest_mod_activity: time });
export const hashHitSchema = z.object({ mod: z.unknown().optional(), file_details: z.unknown().optional() });
export const trackedSchema = z.object({ mod_id: id, domain_name: z.string() });
export const endorsementSchema = trackedSchema.extend({ status: text, version: text, date: time });
export const opinionSchema = z.object({ message: text, status: text });

// ---- GraphQL ----------------------------------------------------------------------------------

export const graphErrorSchema = z.object({
  message: text,
  extensions: maybe(z.object({ code: text })),
  path: list,
});
export const graphSchema = z.object({ data: maybe(z.record(z.string(), z.unknown())), errors: z.unknown().optional() });
export const pageSchema = z.object({
  nodes: z.array(z.unknown()),
  totalCount: count,
  nodesCount: count,
  facetsData: z.unknown().optional(),
});
const graphGame = maybe(z.object({ id: maybe(id), domainName: text, name: text }));

export const graphModSchema = z.object({
  uid: maybe(id),
  modId: maybe(id),
  gameId: maybe(id),
  game: graphGame,
  name: text,
  summary: text,
  description: text,
  author: text,
  category: text,
  modCategory: maybe(z.object({ name: text })),
  version: text,
  status: text,
  adultContent: flag,
  adult: flag,
  createdAt: time,
  updatedAt: time,
  downloads: count,
  endorsements: count,
  pictureUrl: text,
  thumbnailLargeUrl: text,
  thumbnailUrl: text,
  uploader: person,
  modRequirements: z.unknown().optional(),
});

export const graphFileSchema = z.object({
  uid: maybe(id),
  fileId: maybe(id),
  modId: maybe(id),
  game: graphGame,
  mod: maybe(z.object({ modId: maybe(id), gameId: maybe(id), game: graphGame })),
  name: text,
  version: text,
  description: text,
  changelogText: list,
  size: count,
  sizeInBytes: count,
  date: time,
  category: text,
  categoryId: text,
  scannedV2: text,
  scanned: text,
  totalDownloads: count,
  primary: flag,
});

export const graphGameSchema = z.object({ id: maybe(id), domainName: text, name: text, modCount: count });
export const graphRequirementSchema = z.object({
  id: maybe(id),
  gameId: text,
  modId: text,
  modName: text,
  url: text,
  notes: text,
  externalRequirement: flag,
});
export const graphDlcSchema = z.object({ gameExpansion: maybe(z.object({ name: text })), notes: text });

// ---- v3 ---------------------------------------------------------------------------------------

export const problemSchema = z.object({ title: text, detail: text, status: count, type: text });
export const v3ModSchema = z.object({ id: maybe(id), game_scoped_id: maybe(id), game_id: maybe(id), name: text });

export type ModRecord = z.infer<typeof modSchema>;
export type FileRecord = z.infer<typeof fileSchema>;
export type GraphMod = z.infer<typeof graphModSchema>;
export type GraphFile = z.infer<typeof graphFileSchema>;
