/** JSON records as mod.io writes them, field by field as in recordings. */
import type { Archive } from '../shared/archives.ts';
import type { ReplicaAccount, ReplicaGame, ReplicaMod, ReplicaModfile } from './catalogue.ts';

export const site = 'https://mod.io';
export const pictureSite = 'https://thumb.modcdn.io';
export const fileSite = 'https://binary.modcdn.io';

export type Json = Readonly<Record<string, unknown>>;

export type ArchiveOf = (file: ReplicaModfile) => Archive;

/** What records are made with beside the catalogue. */
export interface Scribe {
  readonly archiveOf: ArchiveOf;
  /** An address of a download that is good for a while; null: this player has to buy the mod first. */
  readonly download: (game: ReplicaGame, mod: ReplicaMod, file: ReplicaModfile) => Json | null;
}

export function modRecord(scribe: Scribe, game: ReplicaGame, mod: ReplicaMod): Json {
  const live = liveFile(mod);
  return {
    id: mod.id,
    game_id: game.id,
    status: mod.status,
    visible: mod.visible ? 1 : 0,
    submitted_by: userRecord({ id: 9_000_000 + mod.author.length, username: mod.author }),
    date_added: mod.added,
    date_updated: mod.updated,
    date_live: mod.added + 300,
    maturity_option: mod.maturity,
    community_options: 1_025,
    credit_options: 722,
    monetization_options: mod.price > 0 ? 3 : 0,
    stock: 0,
    price: mod.price,
    tax: 0,
    logo: pictureRecord(mod, 0, true),
    homepage_url: null,
    name: mod.name,
    name_id: mod.nameId,
    summary: mod.summary,
    description: mod.description,
    description_plaintext: `${mod.description.replaceAll(/<[^>]+>/gu, '')}\n`,
    metadata_blob: null,
    profile_url: `${site}/g/${game.nameId}/m/${mod.nameId}`,
    media: {
      youtube: [],
      sketchfab: [],
      images: mod.pictures.slice(1).map((_, index) => pictureRecord(mod, index + 1, false)),
    },
    modfile: live === null ? {} : fileRecord(scribe, game, mod, live),
    dependencies: mod.needs.length > 0,
    platforms: [],
    metadata_kvp: [],
    tags: mod.tags.map((name) => ({ name, name_localized: name, date_added: 0 })),
    stats: statsRecord(mod),
  };
}

/** null: the mod has no file. */
export const liveFile = ({ files, live }: ReplicaMod): ReplicaModfile | null =>
  files.find(({ id }) => id === live) ?? files.at(-1) ?? null;

export function fileRecord(scribe: Scribe, game: ReplicaGame, mod: ReplicaMod, file: ReplicaModfile): Json {
  const { bytes, md5 } = scribe.archiveOf(file);
  return {
    id: file.id,
    mod_id: mod.id,
    date_added: file.added,
    date_updated: 0,
    date_scanned: file.virusStatus === 0 ? 0 : file.added + 5,
    virus_status: file.virusStatus,
    virus_positive: file.virusPositive,
    virustotal_hash: null,
    filesize: bytes.byteLength,
    filesize_uncompressed: bytes.byteLength * 2,
    filehash: { md5 },
    filename: file.filename,
    version: file.version,
    changelog: file.changelog,
    metadata_blob: null,
    download: scribe.download(game, mod, file) ?? {},
    platforms: file.platforms.map((platform) => ({ platform, status: 1 })),
  };
}

function pictureRecord(mod: ReplicaMod, index: number, withMiddle: boolean): Json {
  const name = `${mod.nameId}.${index}.png`;
  // A mod without a picture gets one that stands for none.
  if (mod.pictures[index] === undefined) {
    const none = 'https://assets.modcdn.io/images/placeholder-16x9.jpg';
    return { filename: '', original: none, thumb_320x180: none, thumb_640x360: none, thumb_1280x720: none };
  }
  const at = (size: string): string => `${pictureSite}/mods/${mod.id}/${size}/${name}`;
  return {
    filename: name,
    original: `https://image.modcdn.io/mods/${mod.id}/${name}`,
    thumb_320x180: at('crop_320x180'),
    ...(withMiddle ? { thumb_640x360: at('crop_640x360') } : {}),
    thumb_1280x720: at('crop_1280x720'),
  };
}

export const statsRecord = (mod: ReplicaMod): Json => ({
  mod_id: mod.id,
  popularity_rank_position: 10_000 - mod.downloads,
  popularity_rank_total_mods: 6_739,
  downloads_today: Math.round(mod.downloads / 300),
  downloads_total: mod.downloads,
  subscribers_total: mod.subscribers,
  ratings_total: mod.likes + 1,
  ratings_positive: mod.likes,
  ratings_negative: 1,
  ratings_percentage_positive: 97,
  ratings_weighted_aggregate: 0.87,
  ratings_display_text: 'Very Positive',
  date_expires: 86_400,
});

export const userRecord = ({ id, username }: Pick<ReplicaAccount, 'id' | 'username'>): Json => ({
  id,
  name_id: username.toLowerCase(),
  username,
  display_name_portal: null,
  date_online: 1_772_323_200,
  date_joined: 0,
  avatar: {},
  timezone: '',
  language: '',
  profile_url: `${site}/u/${username.toLowerCase()}`,
});

export const gameRecord = (game: ReplicaGame): Json => ({
  id: game.id,
  status: 1,
  submitted_by: {},
  date_added: 1_700_000_000,
  date_updated: 1_770_000_000,
  date_live: 1_700_000_000,
  presentation_option: 1,
  submission_option: 1,
  dependency_option: 3,
  curation_option: 0,
  community_options: 1_025,
  monetization_options: 0,
  api_access_options: game.access,
  maturity_options: 1,
  ugc_name: 'mods',
  token_name: '',
  icon: {},
  logo: {},
  header: {},
  name: game.name,
  name_id: game.nameId,
  summary: game.summary,
  instructions: null,
  instructions_url: null,
  profile_url: `${site}/g/${game.nameId}`,
  other_urls: [],
  tag_options: game.tagGroups.filter(({ hidden }) => !hidden).map((group) => ownTagRecord(game, group)),
  stats: { game_id: game.id, mods_count_total: game.mods.length, mods_downloads_total: 12_345 },
  theme: {},
  platforms: [{ platform: 'WINDOWS', label: 'Windows', moderated: false, locked: false }],
});

type TagGroup = ReplicaGame['tagGroups'][number];

const groupRecord = (game: ReplicaGame, { name, tags, hidden }: TagGroup): Json => ({
  name,
  type: 'checkboxes',
  tags,
  tag_count_map: Object.fromEntries(tags.map((tag) => [tag, game.mods.filter((mod) => mod.tags.includes(tag)).length])),
  hidden,
  locked: false,
});

/** Inside a game translations have other names than in the list of its tags. */
const ownTagRecord = (game: ReplicaGame, group: TagGroup): Json => ({
  ...groupRecord(game, group),
  name_localized: group.name,
  tags_localized: Object.fromEntries(group.tags.map((tag) => [tag, tag])),
});

export const tagRecord = (game: ReplicaGame, group: TagGroup): Json => ({
  ...groupRecord(game, group),
  name_localization: {},
  tags_localization: group.tags.map((tag) => ({ tag, translations: { en: tag } })),
});

/** Shown before any mail is sent. */
export const termsRecord: Json = {
  plaintext: 'By clicking "I Agree" you agree to the Terms of Use of this replica and its Privacy Policy.',
  html: '<p>By clicking "I Agree" you agree to the <a href="https://mod.io/terms">Terms of Use</a>.</p>',
  buttons: { agree: { text: 'I Agree' }, disagree: { text: 'No, Thanks' } },
  links: {
    website: { text: 'mod.io', url: site, required: false },
    terms: { text: 'Terms of Use', url: `${site}/terms`, required: true },
    privacy: { text: 'Privacy Policy', url: `${site}/privacy`, required: true },
    manage: { text: 'Manage Account', url: `${site}/me/account`, required: false },
  },
};
