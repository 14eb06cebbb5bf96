/* oxlint-disable no-underscore-dangle -- the field names are those of GameBanana */
/** Answers in the shape of the site: apiv11 as recorded in 2026, with its gaps and oddities. */
import type { Archive } from '../shared/archives.ts';
import type { ReplicaFile, ReplicaGame, ReplicaMod, ReplicaUpdate } from './catalogue.ts';

export const site = 'https://gamebanana.com';
const imageSite = 'https://images.gamebanana.com';

export type Json = Readonly<Record<string, unknown>>;

export interface Records {
  readonly game: ReplicaGame;
  readonly archiveOf: (file: ReplicaFile) => Archive;
}

/** Zero counts are left out, as the site does. */
const unlessZero = (name: string, count: number): Json => (count === 0 ? {} : { [name]: count });

export function listRecord({ game }: Records, mod: ReplicaMod, withGame = true): Json {
  if (mod.state === 'private') return privateStub(mod, 'Mod');
  return {
    _idRow: mod.id,
    _sModelName: 'Mod',
    _sSingularTitle: 'Mod',
    _sIconClasses: 'SubmissionType Mod',
    _sName: mod.name,
    _sProfileUrl: `${site}/mods/${mod.id}`,
    _tsDateAdded: mod.added,
    _tsDateModified: mod.modified,
    _bHasFiles: mod.files.length > 0,
    _aTags: mod.tags,
    _aPreviewMedia: previewMedia(mod),
    _aSubmitter: submitter(mod),
    ...(withGame ? { _aGame: gameRecord(game) } : {}),
    _aRootCategory: category(game, mod),
    _sVersion: mod.version,
    ...(mod.updated === null ? {} : { _tsDateUpdated: mod.updated }),
    _bIsObsolete: false,
    _sInitialVisibility: mod.visibility,
    _bHasContentRatings: Object.keys(mod.ratings).length > 0,
    ...unlessZero('_nLikeCount', mod.likes),
    _bWasFeatured: mod.likes > 250,
    _nViewCount: mod.views,
    _bIsOwnedByAccessor: false,
  };
}

/** What is left of a page that its author has closed: a few keys with status 200. */
const privateStub = (mod: ReplicaMod, model: string | null = null): Json => ({
  _idRow: mod.id,
  ...(model === null ? {} : { _sModelName: model }),
  _nStatus: '2',
  _bIsPrivate: true,
  _bAccessorIsSubmitter: false,
  _bIsTrashed: false,
  _bIsWithheld: false,
  _sName: mod.name,
});

export function profilePage(records: Records, mod: ReplicaMod): Json {
  if (mod.state === 'private') return privateStub(mod);
  const { game } = records;
  return {
    _idRow: mod.id,
    _nStatus: '0',
    _bIsPrivate: false,
    _bAccessorIsSubmitter: false,
    ...flags(mod),
    _sName: mod.name,
    _sCommentsMode: 'open',
    _tsDateModified: mod.modified,
    _tsDateAdded: mod.added,
    _sProfileUrl: `${site}/mods/${mod.id}`,
    _aPreviewMedia: previewMedia(mod),
    _nUpdatesCount: mod.updates.length,
    _bHasUpdates: mod.updates.length > 0,
    ...(mod.updated === null ? {} : { _tsDateUpdated: mod.updated }),
    _aTags: mod.tags.map((tag) => ({ _sTitle: tag, _sValue: tag })),
    _nThanksCount: Math.round(mod.likes / 9),
    _sInitialVisibility: mod.visibility,
    // An empty map of PHP is an array.
    _aContentRatings: Object.keys(mod.ratings).length === 0 ? [] : mod.ratings,
    _sDownloadUrl: `${site}/mods/download/${mod.id}`,
    _nDownloadCount: mod.downloads,
    ...fileLists(records, mod),
    _sLicense: mod.license,
    _sDescription: mod.summary,
    _sText: mod.html,
    _bIsObsolete: false,
    _nLikeCount: mod.likes,
    _nViewCount: mod.views,
    _sVersion: mod.version,
    _aSubmitter: submitter(mod),
    _aGame: gameRecord(game),
    _aCategory: { _idRow: categoryId(game, mod.category), _sModelName: 'ModCategory', ...category(game, mod) },
    _aCredits: [{ _sGroupName: 'Key Authors', _aAuthors: [{ _sName: mod.author }] }],
    _bAdvancedRequirementsExist: false,
    _aRequirements: [],
    _aModManagerIntegrations: [],
  };
}

export const downloadPage = (records: Records, mod: ReplicaMod): Json => ({
  ...flags(mod),
  ...fileLists(records, mod),
  _bAcceptsDonations: false,
  _sLicense: mod.license,
});

export const multiRecord = (records: Records, mod: ReplicaMod): Json => ({
  ...profilePage(records, mod),
  ...(isOpen(mod) ? { _aFiles: mod.files.map((file) => fileRecord(records, file)) } : {}),
});

const isOpen = ({ state }: ReplicaMod): boolean => state === 'normal';

const flags = (mod: ReplicaMod): Json => ({
  _bIsTrashed: mod.state === 'trashed',
  _bIsWithheld: mod.state === 'withheld',
  ...(mod.state === 'trashed' ? { _aTrashInfo: { _bIsTrashedByOwner: false, _aTrasher: { _sName: 'staff' } } } : {}),
  ...(mod.state === 'withheld' ? { _aWithholdNotice: { _aWithholder: { _sName: 'staff' } } } : {}),
});

function fileLists(records: Records, mod: ReplicaMod): Json {
  if (!isOpen(mod)) return {};
  const listed = (archived: boolean): readonly Json[] =>
    mod.files.filter((file) => file.archived === archived).map((file) => fileRecord(records, file));
  const archived = listed(true);
  return { ...(archived.length === 0 ? {} : { _aArchivedFiles: archived }), _aFiles: listed(false) };
}

const scans: Readonly<Record<ReplicaFile['scan'], Json>> = {
  clean: { _sAnalysisState: 'done', _sAnalysisResult: 'ok', _sAvState: 'done', _sAvResult: 'clean' },
  flagged: { _sAnalysisState: 'done', _sAnalysisResult: 'ok', _sAvState: 'done', _sAvResult: 'infected' },
  pending: { _sAnalysisState: 'done', _sAnalysisResult: 'ok', _sAvState: 'queued', _sAvResult: '' },
  silent: {},
};

export function fileRecord({ archiveOf }: Records, file: ReplicaFile): Json {
  const { bytes, md5 } = archiveOf(file);
  return {
    _idRow: file.id,
    _sFile: file.name,
    _nFilesize: bytes.byteLength,
    _tsDateAdded: file.added,
    _nDownloadCount: file.downloads,
    _sDownloadUrl: `${site}/dl/${file.id}`,
    _sMd5Checksum: md5,
    ...scans[file.scan],
    _sAnalysisResultVerbose: 'File passed preliminary analysis',
    _bIsArchived: file.archived,
    _bHasContents: true,
    ...(file.version === '' ? {} : { _sVersion: file.version }),
    ...(file.description === '' ? {} : { _sDescription: file.description }),
    ...(Object.keys(file.warnings).length === 0 ? {} : { _aAnalysisWarnings: file.warnings }),
  };
}

export const updateRecord = (records: Records, mod: ReplicaMod, update: ReplicaUpdate): Json => ({
  _idRow: update.id,
  _nStatus: '0',
  _bIsPrivate: false,
  _bIsTrashed: false,
  _sName: update.title,
  // Update posts really say 0 here, and deny the files they bring.
  _tsDateModified: 0,
  _tsDateAdded: update.added,
  _sProfileUrl: `${site}/updates/${update.id}`,
  _bHasFiles: false,
  _sText: update.html,
  _aChangeLog: update.changes,
  _aSubmission: { _sName: mod.name, _sProfileUrl: `${site}/mods/${mod.id}`, _sModelName: 'Mod' },
  _aFileRowIds: update.fileIds,
  _aFiles: mod.files.filter(({ id }) => update.fileIds.includes(id)).map((file) => fileRecord(records, file)),
});

export const categoryRecord = (game: ReplicaGame, name: string): Json => ({
  _idRow: categoryId(game, name),
  _sName: name,
  _nItemCount: game.mods.filter((mod) => mod.category === name).length,
  _nCategoryCount: 0,
  _sUrl: `${site}/mods/cats/${categoryId(game, name)}`,
  _sIconUrl: '',
});

export const categoryId = (game: ReplicaGame, name: string): number => game.id * 100 + game.categories.indexOf(name);

const category = (game: ReplicaGame, mod: ReplicaMod): Json => ({
  _sName: mod.category,
  _sProfileUrl: `${site}/mods/cats/${categoryId(game, mod.category)}`,
  _sIconUrl: '',
});

export const gameRecord = (game: ReplicaGame): Json => ({
  _idRow: game.id,
  _sName: game.name,
  _sProfileUrl: `${site}/games/${game.id}`,
  _sIconUrl: '',
});

const submitter = (mod: ReplicaMod): Json => ({
  _sName: mod.author,
  _bIsOnline: false,
  _bHasRipe: false,
  _sProfileUrl: `${site}/members/${mod.id}`,
});

/** `910001-0.png` is the cover of mod 910001. Only the first picture comes in sizes between thumbnail and original. */
const previewMedia = (mod: ReplicaMod): Json => ({
  _aImages: mod.pictures.map((_, index) => {
    const file = `${mod.id}-${index}.png`;
    const sized = (width: number): Json => ({
      [`_sFile${width}`]: `${width}-90_${file}`,
      [`_wFile${width}`]: width,
      [`_hFile${width}`]: Math.round((width * 9) / 16),
    });
    return {
      _sType: 'screenshot',
      _sBaseUrl: `${imageSite}/img/ss/mods`,
      _sFile: file,
      ...(index === 0 ? { ...sized(220), ...sized(530), ...sized(800) } : {}),
      ...sized(100),
    };
  }),
});
