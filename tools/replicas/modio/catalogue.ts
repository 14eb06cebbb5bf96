/** The shape of the made-up catalogue. Times are seconds since the epoch, as mod.io writes them. */
import type { ZipFiles } from '../../support/zip-writer.ts';
import type { PictureOrder } from '../pictures/scenes.ts';

export interface ReplicaModfile {
  readonly id: number;
  readonly version: string | null;
  readonly changelog: string | null;
  readonly added: number;
  readonly filename: string;
  /** 0 not scanned, 1 done, 2 running. */
  readonly virusStatus: number;
  /** 0 clean, 1 malicious, 2 programs inside. */
  readonly virusPositive: number;
  /** Empty: for every platform. */
  readonly platforms: readonly string[];
  readonly contents: () => ZipFiles;
}

export interface ReplicaMod {
  readonly id: number;
  readonly name: string;
  readonly nameId: string;
  readonly author: string;
  readonly summary: string;
  readonly description: string;
  /** 0 not accepted, 1 accepted, 3 deleted. */
  readonly status: number;
  readonly visible: boolean;
  readonly maturity: number;
  /** In the play money of the site; 0: free. */
  readonly price: number;
  readonly tags: readonly string[];
  readonly added: number;
  readonly updated: number;
  readonly downloads: number;
  readonly likes: number;
  readonly subscribers: number;
  /** Ids of mods of the same game. */
  readonly needs: readonly number[];
  /** The first one is the logo. */
  readonly pictures: readonly PictureOrder[];
  /** In the order of their upload. The last one is live, unless `live` names another. */
  readonly files: readonly ReplicaModfile[];
  readonly live: number | null;
}

export interface ReplicaTagGroup {
  readonly name: string;
  readonly tags: readonly string[];
  readonly hidden: boolean;
}

export interface ReplicaGame {
  readonly id: number;
  readonly name: string;
  readonly nameId: string;
  readonly summary: string;
  /** Bits: 1 third parties, 2 direct downloads, 4 only with a token, 8 only who owns it. */
  readonly access: number;
  readonly tagGroups: readonly ReplicaTagGroup[];
  readonly mods: readonly ReplicaMod[];
}

export interface ReplicaAccount {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly locked: boolean;
  /** Ids of mods that were paid for. */
  readonly bought: readonly number[];
}

export interface ReplicaKey {
  /** 32 hexadecimal digits. */
  readonly value: string;
  /** A player's key may read; one of a game may also have sign-in mails sent. */
  readonly kind: 'user' | 'game';
}

export interface ReplicaToken {
  readonly value: string;
  readonly accountId: number;
  readonly scopes: readonly ('read' | 'write')[];
  /** Seconds since the epoch. */
  readonly expires: number;
  readonly revoked: boolean;
}
