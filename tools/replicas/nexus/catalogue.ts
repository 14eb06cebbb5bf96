/** The shape of the made-up games, mods and accounts. Times are seconds since the epoch, as on the wire. */
import type { PictureOrder } from '../pictures/scenes.ts';
import type { ZipFiles } from '../../support/zip-writer.ts';

/** As v1 numbers them from 1 on. */
export const fileCategories = [
  'MAIN',
  'UPDATE',
  'OPTIONAL',
  'OLD_VERSION',
  'MISCELLANEOUS',
  'REMOVED',
  'ARCHIVED',
] as const;
export type FileCategory = (typeof fileCategories)[number];

export interface ReplicaFile {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly category: FileCategory;
  readonly uploaded: number;
  readonly description: string;
  readonly scan: 'VERIFIED' | 'QUEUED' | 'QUARANTINED';
  /** The files this one takes the place of. */
  readonly replaces: readonly number[];
  readonly downloads: number;
  readonly contents: () => ZipFiles;
}

export interface ReplicaRequirement {
  /** null: something outside of the site. */
  readonly modId: number | null;
  readonly name: string;
  readonly url: string;
  readonly notes: string;
}

export interface ReplicaMod {
  readonly id: number;
  readonly name: string;
  readonly summary: string;
  /** BBCode mixed with HTML. */
  readonly description: string;
  readonly author: string;
  readonly version: string;
  readonly category: string;
  readonly status: 'published' | 'hidden' | 'not_published' | 'removed' | 'under_moderation';
  readonly adult: boolean;
  /** The author lets everybody download without the site. */
  readonly directDownload: boolean;
  readonly created: number;
  readonly updated: number;
  readonly endorsements: number;
  readonly downloads: number;
  readonly pictures: readonly PictureOrder[];
  readonly requirements: readonly ReplicaRequirement[];
  /** By version, oldest first. */
  readonly changelogs: Readonly<Record<string, readonly string[]>>;
  readonly files: readonly ReplicaFile[];
}

export interface ReplicaGame {
  readonly id: number;
  readonly domain: string;
  readonly name: string;
  readonly genre: string;
  readonly mods: readonly ReplicaMod[];
}

export interface ReplicaAccount {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly key: string;
  readonly premium: boolean;
  readonly supporter: boolean;
  /** The key is worth nothing any more. */
  readonly revoked: boolean;
}
