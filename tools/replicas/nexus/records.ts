/** Games, mods and files as v1 writes them, with all that recorded answers have. */
import { hash } from 'node:crypto';
import type { Archive } from '../shared/archives.ts';
import {
  fileCategories,
  type ReplicaAccount,
  type ReplicaFile,
  type ReplicaGame,
  type ReplicaMod,
} from './catalogue.ts';

export type Json = Readonly<Record<string, unknown>>;

export type ArchiveOf = (file: ReplicaFile) => Archive;

export const uid = (game: ReplicaGame, id: number): bigint => (BigInt(game.id) << 32n) | BigInt(id);

/** "2026-03-01T12:00:00.000+00:00" */
const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace('Z', '+00:00');

/** Title, mod, version and time; blanks and all. */
export const fileNameOf = (mod: ReplicaMod, file: ReplicaFile): string =>
  `${file.name}-${mod.id}-${(file.version === '' ? '0' : file.version).replaceAll('.', '-')}-${file.uploaded}.zip`;

export const pictureUrl = (game: ReplicaGame, mod: ReplicaMod, small = false): string =>
  `https://staticdelivery.nexusmods.com/mods/${game.id}/images/${small ? 'thumbnails/' : ''}${mod.id}/${mod.id}-0.png`;

/** The categories of a game: the game itself is the root of all. */
export function categoriesOf(game: ReplicaGame): readonly Json[] {
  const names = [...new Set(game.mods.map(({ category }) => category))].toSorted();
  const root = { category_id: 1, name: game.name, parent_category: false };
  return [root, ...names.map((name, index) => ({ category_id: index + 2, name, parent_category: 1 }))];
}

export const categoryIdOf = (game: ReplicaGame, mod: ReplicaMod): number =>
  Number(
    categoriesOf(game).find(({ name, parent_category: parent }) => name === mod.category && parent === 1)?.[
      'category_id'
    ] ?? 1,
  );

export function gameRecord(game: ReplicaGame): Json {
  const sum = (of: (mod: ReplicaMod) => number): number => game.mods.reduce((all, one) => all + of(one), 0);
  return {
    id: game.id,
    name: game.name,
    forum_url: `https://forums.nexusmods.com/games/${game.domain}/`,
    nexusmods_url: `https://www.nexusmods.com/${game.domain}`,
    genre: game.genre,
    file_count: sum(({ files }) => files.length),
    downloads: sum(({ downloads }) => downloads),
    domain_name: game.domain,
    approved_date: 1_772_000_000,
    file_views: 0,
    authors: new Set(game.mods.map(({ author }) => author)).size,
    file_endorsements: sum(({ endorsements }) => endorsements),
    mods: game.mods.length,
    categories: categoriesOf(game),
  };
}

export const isAvailable = ({ status }: ReplicaMod): boolean => status === 'published';

/** Mods that are not available are half objects. `endorsement` null: in lists. */
export function modRecord(game: ReplicaGame, mod: ReplicaMod, endorsement: Json | null): Json {
  const available = isAvailable(mod);
  const told = {
    name: mod.name,
    summary: mod.summary,
    description: mod.description,
    picture_url: pictureUrl(game, mod),
  };
  return {
    ...(available ? told : {}),
    mod_downloads: mod.downloads,
    mod_unique_downloads: Math.round(mod.downloads * 0.7),
    uid: Number(uid(game, mod.id)),
    mod_id: mod.id,
    game_id: game.id,
    allow_rating: true,
    domain_name: game.domain,
    category_id: categoryIdOf(game, mod),
    version: mod.version,
    endorsement_count: mod.endorsements,
    created_timestamp: mod.created,
    created_time: isoOf(mod.created),
    updated_timestamp: mod.updated,
    updated_time: isoOf(mod.updated),
    author: mod.author,
    uploaded_by: mod.author,
    uploaded_users_profile_url: `https://www.nexusmods.com/games/users/${memberId(mod.author)}`,
    contains_adult_content: mod.adult,
    status: mod.status,
    available,
    user: { member_id: memberId(mod.author), member_group_id: 27, name: mod.author },
    endorsement,
  };
}

export const memberId = (name: string): number => parseInt(hash('md5', name, 'hex').slice(0, 6), 16);

export function fileRecord(game: ReplicaGame, mod: ReplicaMod, file: ReplicaFile, archiveOf: ArchiveOf): Json {
  const { bytes, sha256 } = archiveOf(file);
  const number = fileCategories.indexOf(file.category) + 1;
  const kilobytes = Math.round(bytes.byteLength / 1_024);
  const lines = mod.changelogs[file.version];
  return {
    id: [file.id, game.id],
    uid: Number(uid(game, file.id)),
    file_id: file.id,
    name: file.name,
    version: file.version,
    category_id: number,
    category_name: number >= 6 ? null : file.category,
    is_primary: false,
    size: kilobytes,
    file_name: fileNameOf(mod, file),
    uploaded_timestamp: file.uploaded,
    uploaded_time: isoOf(file.uploaded),
    mod_version: file.version === '' ? null : mod.version,
    external_virus_scan_url: `https://www.virustotal.com/gui/file/${sha256}/detection/f-${sha256}-${file.uploaded}`,
    description: file.description,
    size_kb: kilobytes,
    size_in_bytes: bytes.byteLength,
    changelog_html: lines === undefined ? null : lines.join('<br />'),
    content_preview_link: `https://file-metadata.nexusmods.com/file/nexus-files-s3-meta/${game.id}/${mod.id}/${fileNameOf(mod, file)}.json`,
  };
}

/** Edges also point at files that are in no list. */
export const updateRecords = (mod: ReplicaMod): readonly Json[] =>
  mod.files.flatMap((file) =>
    file.replaces.map((old) => {
      const before = mod.files.find(({ id }) => id === old);
      return {
        old_file_id: old,
        new_file_id: file.id,
        old_file_name: before === undefined ? `${file.name}.zip` : fileNameOf(mod, before),
        new_file_name: fileNameOf(mod, file),
        uploaded_timestamp: file.uploaded,
        uploaded_time: isoOf(file.uploaded),
      };
    }),
  );

export const userRecord = ({ id, name, email, key, premium, supporter }: ReplicaAccount): Json => ({
  user_id: id,
  key,
  name,
  'is_premium?': premium,
  'is_supporter?': supporter,
  email,
  profile_url: `https://forums.nexusmods.com/uploads/profile/photo-${id}.jpg`,
  is_supporter: supporter,
  is_premium: premium,
});
