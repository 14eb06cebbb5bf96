/** The shape of the made-up catalogue. Times are seconds since the epoch, as on the wire. */
import type { PictureOrder } from '../pictures/scenes.ts';
import type { ZipFiles } from '../../support/zip-writer.ts';

export type Scan = 'clean' | 'flagged' | 'pending' | 'silent';

export interface ReplicaFile {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly added: number;
  readonly downloads: number;
  readonly archived: boolean;
  readonly scan: Scan;
  readonly warnings: Readonly<Record<string, readonly string[]>>;
  readonly contents: () => ZipFiles;
}

export interface ReplicaUpdate {
  readonly id: number;
  readonly title: string;
  readonly html: string;
  readonly added: number;
  readonly changes: readonly { readonly text: string; readonly cat: string }[];
  readonly fileIds: readonly number[];
}

export interface ReplicaMod {
  readonly id: number;
  readonly name: string;
  readonly author: string;
  readonly category: string;
  readonly summary: string;
  readonly html: string;
  readonly version: string;
  readonly tags: readonly string[];
  readonly visibility: 'show' | 'warn' | 'hide';
  /** Codes of the site with their labels. */
  readonly ratings: Readonly<Record<string, string>>;
  readonly added: number;
  readonly modified: number;
  readonly updated: number | null;
  readonly likes: number;
  readonly views: number;
  readonly downloads: number;
  readonly state: 'normal' | 'private' | 'trashed' | 'withheld';
  /** The first one is the cover. */
  readonly pictures: readonly PictureOrder[];
  readonly license: string;
  readonly files: readonly ReplicaFile[];
  readonly updates: readonly ReplicaUpdate[];
}

export interface ReplicaGame {
  readonly id: number;
  readonly name: string;
  readonly categories: readonly string[];
  readonly mods: readonly ReplicaMod[];
}
