/** The shape of the made-up repositories. Times are ISO dates, as on the wire. */
import type { PictureOrder } from '../pictures/scenes.ts';
import type { ZipFiles } from '../../support/zip-writer.ts';

export interface ReplicaAsset {
  readonly id: number;
  readonly name: string;
  readonly label: string | null;
  readonly state: 'uploaded' | 'open';
  /** Assets from before June 2025 have none. */
  readonly hasDigest: boolean;
  readonly createdAt: string;
  readonly downloads: number;
  readonly contents: () => ZipFiles;
}

export interface ReplicaRelease {
  readonly id: number;
  readonly tag: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** Of the commit; lists are in its order. */
  readonly createdAt: string;
  readonly publishedAt: string | null;
  readonly assets: readonly ReplicaAsset[];
}

export interface ReplicaRepo {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** "owner/name" it was called before. */
  readonly formerNames: readonly string[];
  readonly description: string | null;
  readonly topics: readonly string[];
  readonly stars: number;
  readonly license: { readonly spdx: string; readonly name: string } | null;
  readonly createdAt: string;
  readonly pushedAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
  readonly readme: string | null;
  /** The first one is the cover; the others are `docs/1.png` and so on. */
  readonly pictures: readonly PictureOrder[];
  readonly releases: readonly ReplicaRelease[];
}

export interface ReplicaAccount {
  readonly id: number;
  readonly login: string;
  readonly token: string;
  /** null: a finer token, which does not say. */
  readonly scopes: readonly string[] | null;
  /** With push access drafts are seen. */
  readonly pushesTo: readonly string[];
}
