/** Branded strings and numbers, so that one id cannot be passed where another is meant. */
declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** A managed game: lower-case letters, digits and dashes, unique within one data folder. */
export type GameId = Branded<string, 'GameId'>;
/** One mod entry of a loadout; stays the same through updates, reordering and rollback. */
export type EntryId = Branded<string, 'EntryId'>;
/** 64 lower-case hex digits. Names archives, blobs and manifests in the store. */
export type Sha256 = Branded<string, 'Sha256'>;
/** One long-running piece of work that the player can watch and cancel. */
export type JobId = Branded<string, 'JobId'>;

const gameIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/u;
const sha256Pattern = /^[0-9a-f]{64}$/u;
const opaquePattern = /^[A-Za-z0-9_-]{1,64}$/u;

export const isGameId = (text: string): text is GameId => gameIdPattern.test(text);
export const isSha256 = (text: string): text is Sha256 => sha256Pattern.test(text);
export const isEntryId = (text: string): text is EntryId => opaquePattern.test(text);
export const isJobId = (text: string): text is JobId => opaquePattern.test(text);

/** Makes a game id out of a name: "Friday Night Funkin'" → "friday-night-funkin". Empty names give "game". */
export function gameIdFromName(name: string): GameId {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 48)
    .replaceAll(/-+$/gu, '');
  const id = slug === '' ? 'game' : slug;
  if (!isGameId(id)) throw new Error(`not a game id: ${id}`);
  return id;
}
