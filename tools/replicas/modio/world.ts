/** What one environment of mod.io knows: games, accounts, keys, tokens, mails. The real one and the test one share nothing. */
import { hash } from 'node:crypto';
import { fileArchives } from '../shared/archives.ts';
import type { ReplicaAccount, ReplicaGame, ReplicaKey, ReplicaMod, ReplicaModfile, ReplicaToken } from './catalogue.ts';
import type { ArchiveOf, Json } from './records.ts';

export interface Mail {
  readonly to: string;
  readonly code: string;
  /** The key it was asked for with. */
  readonly key: string;
  /** Seconds since the epoch. */
  readonly sent: number;
  readonly used: boolean;
}

/** An address of a download. */
interface Link {
  readonly game: ReplicaGame;
  readonly mod: ReplicaMod;
  readonly file: ReplicaModfile;
  /** Seconds since the epoch. */
  readonly until: number;
}

export interface World {
  games: readonly ReplicaGame[];
  accounts: readonly ReplicaAccount[];
  keys: readonly ReplicaKey[];
  tokens: readonly ReplicaToken[];
  mails: readonly Mail[];
  /** Ids of mods, by account. */
  readonly subscribed: Map<number, Set<number>>;
  /** By account and mod: "9000001 5100001". */
  readonly ratings: Map<string, number>;
  readonly links: Map<string, Link>;
  /** How long a link is good for, in seconds. */
  linkSeconds: number;
  readonly archiveOf: ArchiveOf;
}

export type WorldSketch = Pick<World, 'games' | 'accounts' | 'keys' | 'tokens'>;

export const createWorld = (sketch: WorldSketch): World => ({
  ...sketch,
  mails: [],
  subscribed: new Map(),
  ratings: new Map(),
  links: new Map(),
  linkSeconds: 3_600,
  archiveOf: fileArchives(),
});

export const now = (): number => Math.floor(Date.now() / 1_000);

/** Who asks: with a key nobody in particular. */
export type Caller =
  | { readonly kind: 'key'; readonly key: ReplicaKey }
  | { readonly kind: 'token'; readonly token: ReplicaToken; readonly account: ReplicaAccount };

/** The `download` of a file record: an address with a hash in it that changes. */
export function linkTo(world: World, game: ReplicaGame, mod: ReplicaMod, file: ReplicaModfile): Json {
  const until = now() + world.linkSeconds;
  const secret = hash('md5', `${file.id} ${until} replica`, 'hex');
  world.links.set(secret, { game, mod, file, until });
  const path = `/v1/games/${game.id}/mods/${mod.id}/files/${file.id}/download/${secret}`;
  return { binary_url: `https://g-${game.id}.modapi.io${path}`, date_expires: until };
}

export const mayDownload = (mod: ReplicaMod, caller: Caller): boolean =>
  mod.price === 0 || (caller.kind === 'token' && caller.account.bought.includes(mod.id));

export const subscriptionsOf = (world: World, { id }: ReplicaAccount): Set<number> => {
  const known = world.subscribed.get(id) ?? new Set<number>();
  world.subscribed.set(id, known);
  return known;
};
