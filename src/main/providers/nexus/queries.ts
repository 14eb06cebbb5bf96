/**
 * The questions to the GraphQL interface. As few fields as we show: the schema moves without notice, and one unknown
 * field refuses the whole question. A test checks all of them against a recorded schema.
 */

const gameFields = 'game { id domainName name }';
const modFields = `uid modId gameId ${gameFields} name summary author version status adultContent createdAt updatedAt
  downloads endorsements pictureUrl thumbnailLargeUrl thumbnailUrl modCategory { name } uploader { name }`;
const fileFields = `uid fileId modId name version description size sizeInBytes date category scannedV2 totalDownloads
  primary changelogText`;

export const searchQuery = `query Mods($filter: ModsFilter, $sort: [ModsSort!], $offset: Int, $count: Int) {
  mods(filter: $filter, sort: $sort, offset: $offset, count: $count) { totalCount nodes { ${modFields} } }
}`;

export const modQuery = `query ModsByUid($uids: [ID!]!, $count: Int) {
  modsByUid(uids: $uids, count: $count) { nodes { ${modFields} description } }
}`;

export const modStatesQuery = `query ModStates($uids: [ID!]!, $count: Int) {
  modsByUid(uids: $uids, count: $count) { nodes { uid modId gameId status updatedAt } }
}`;

export const modFilesQuery = `query ModFiles($modId: ID!, $gameId: ID!) {
  modFiles(modId: $modId, gameId: $gameId) { ${fileFields} }
}`;

export const filesByUidQuery = `query ModFilesByUid($uids: [ID!]!, $count: Int) {
  modFilesByUid(uids: $uids, count: $count) { nodes { ${fileFields} } }
}`;

export const requirementsQuery = `query Requirements($uids: [ID!]!) {
  modsByUid(uids: $uids, count: 1) { nodes { uid modId gameId ${gameFields} modRequirements {
    dlcRequirements { gameExpansion { name } notes }
    nexusRequirements(count: 80) { totalCount nodes { id gameId modId modName url notes externalRequirement } }
  } } }
}`;

export const gameQuery = `query Game($domainName: String) {
  game(domainName: $domainName) { id domainName name modCount }
}`;

export const gamesQuery = `query Games($filter: GamesSearchFilter, $count: Int) {
  games(filter: $filter, count: $count) { nodes { id domainName name modCount } }
}`;

/** For the test that holds them against the schema. */
export const allQueries: readonly string[] = [
  searchQuery,
  modQuery,
  modStatesQuery,
  modFilesQuery,
  filesByUidQuery,
  requirementsQuery,
  gameQuery,
  gamesQuery,
];
