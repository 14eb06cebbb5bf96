/** The shape of the made-up catalogue. Times are milliseconds since the epoch. */
import type { ZipFiles } from '../../support/zip-writer.ts';
import type { PictureOrder } from '../pictures/scenes.ts';

export interface ReplicaRelease {
  readonly version: string;
  /** The line of the game, as the author wrote it. */
  readonly game: string;
  readonly released: number;
  readonly dependencies: readonly string[];
  readonly featureFlags: readonly string[];
  /** Beside `info.json`, below the top folder. */
  readonly contents: () => ZipFiles;
}

export interface ReplicaMod {
  readonly name: string;
  readonly title: string;
  readonly owner: string;
  readonly summary: string;
  /** Markdown with the line breaks of Windows, as the portal has it. */
  readonly description: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly license: string;
  readonly downloads: number;
  readonly score: number;
  readonly deprecated: boolean;
  readonly created: number;
  readonly highlighted: string | null;
  /** The first one is the thumbnail. */
  readonly pictures: readonly PictureOrder[];
  readonly changelog: string | null;
  /** In the order of their upload. */
  readonly releases: readonly ReplicaRelease[];
}

export interface ReplicaAccount {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  /** 30 hexadecimal digits. */
  readonly token: string;
  readonly ownsGame: boolean;
  /** What the portal sends by e-mail before it lets this account in; null: it does not ask. */
  readonly emailCode: string | null;
  readonly bookmarks: readonly string[];
}
