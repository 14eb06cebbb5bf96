/** The part of the schema of v2 that managers ask for. Whatever asks for more is refused, as by the real one. */
import { buildSchema } from 'graphql';

const operators = 'EQUALS NOT_EQUALS GT GTE LT LTE MATCHES WILDCARD';

export const nexusSchema = buildSchema(`
scalar DateTime
scalar BigInt
enum SortDirection { ASC DESC }
enum FilterComparisonOperator { ${operators} }
enum FilterComparisonOperatorEqualsMatches { EQUALS NOT_EQUALS MATCHES }
enum FilterComparisonOperatorEqualsWildcard { EQUALS NOT_EQUALS WILDCARD }
enum FilterLogicalOperator { AND OR }
enum ModFileCategory { MAIN UPDATE OPTIONAL OLD_VERSION MISCELLANEOUS REMOVED ARCHIVED }
enum VirusScanStatus { FILE_NOT_FOUND INTERNALLY_VERIFIED MANUALLY_VERIFIED MOD_DOES_NOT_EXIST NOT_SCANNED QUARANTINED
  QUEUED REPORT_ERROR TOO_LARGE VERIFIED WAITING_REPORT }
input BaseFilterValue { op: FilterComparisonOperator value: String! }
input NameFilterValue { op: FilterComparisonOperatorEqualsWildcard value: String! }
input DescriptionFilterValue { op: FilterComparisonOperatorEqualsMatches value: String! }
input BooleanFilterValue { op: FilterComparisonOperator value: Boolean! }
input ModsFilter { adultContent: [BooleanFilterValue!] author: [BaseFilterValue!] categoryName: [BaseFilterValue!]
  createdAt: [BaseFilterValue!] description: [DescriptionFilterValue!] gameDomainName: [BaseFilterValue!]
  gameId: [BaseFilterValue!] name: [NameFilterValue!] nameStemmed: [BaseFilterValue!] updatedAt: [BaseFilterValue!]
  filter: [ModsFilter!] op: FilterLogicalOperator }
input BaseSortValue { direction: SortDirection! }
input ModsSort { createdAt: BaseSortValue downloads: BaseSortValue endorsements: BaseSortValue name: BaseSortValue
  relevance: BaseSortValue updatedAt: BaseSortValue }
input GamesSearchFilter { name: [NameFilterValue!] op: FilterLogicalOperator filter: [GamesSearchFilter!] }
type Game { id: Int! domainName: String! name: String! modCount: Int }
type GamePage { nodes: [Game!]! nodesCount: Int! totalCount: Int! }
type User { memberId: Int! name: String! avatar: String! }
type ModCategory { id: ID! categoryId: Int! name: String! }
type GameExpansion { id: ID! gameId: ID! name: String! }
type ModRequirementsDlc { gameExpansion: GameExpansion! notes: String }
type ModRequirement { id: ID! gameId: ID! modId: ID! modName: String! url: String! notes: String externalRequirement: Boolean! }
type ModRequirementPage { nodes: [ModRequirement!]! nodesCount: Int! totalCount: Int! }
type ModRequirements { dlcRequirements: [ModRequirementsDlc!]!
  nexusRequirements(count: Int, offset: Int): ModRequirementPage! }
type Mod { id: ID! uid: ID! modId: Int! gameId: Int! game: Game! name: String! summary: String! description: String!
  author: String category: String! modCategory: ModCategory! version: String! status: String! adultContent: Boolean
  createdAt: DateTime! updatedAt: DateTime! downloads: Int! endorsements: Int! pictureUrl: String thumbnailUrl: String
  thumbnailLargeUrl: String uploader: User! modRequirements: ModRequirements! directDownloadEnabled: Boolean!
  viewerEndorsed: Boolean viewerTracked: Boolean }
type ModPage { nodes: [Mod!]! nodesCount: Int! totalCount: Int! }
type ModFile { id: ID! uid: ID! fileId: Int! modId: Int! game: Game! mod: Mod! name: String! version: String! uri: String!
  description: String changelogText: [String!]! size: Int! sizeInBytes: BigInt date: Int! category: ModFileCategory!
  categoryId: ModFileCategory! primary: Int! manager: Int! scanned: Int! scannedV2: VirusScanStatus!
  totalDownloads: Int! uniqueDownloads: Int! }
type ModFilePage { nodes: [ModFile!]! nodesCount: Int! totalCount: Int! }
type Query {
  mods(filter: ModsFilter, sort: [ModsSort!], count: Int, offset: Int): ModPage!
  modsByUid(uids: [ID!]!, count: Int, offset: Int): ModPage!
  mod(gameId: ID!, modId: ID!): Mod
  modFiles(modId: ID!, gameId: ID!): [ModFile!]!
  modFilesByUid(uids: [ID!]!, count: Int, offset: Int): ModFilePage!
  game(id: ID, domainName: String): Game
  games(filter: GamesSearchFilter, count: Int, offset: Int): GamePage!
}`);
