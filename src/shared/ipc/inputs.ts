/** For each call of the window the schema of its input. */
import { type EntryId, type GameId, isEntryId, isGameId, isJobId, isSha256, type JobId, type Sha256 } from '../ids.ts';
import type { CallName } from './channels.ts';
import {
  accents,
  browseLayouts,
  densities,
  languages,
  lastScreens,
  largestText,
  lowestDownloadLimit,
  mostDownloadsAtOnce,
  smallestText,
  testLanguages,
} from '../settings.ts';
import { layouts } from '../games.ts';
import { modSorts, providerIds } from '../model.ts';
import { sharedTextLimit } from '../share.ts';
import { signInMethods } from '../accounts.ts';
import { isRelPath, type RelPath } from '../rel-path.ts';
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const gameId = z.custom<GameId>((value) => typeof value === 'string' && isGameId(value), 'not a game id');
const entryId = z.custom<EntryId>((value) => typeof value === 'string' && isEntryId(value), 'not an entry id');
const jobId = z.custom<JobId>((value) => typeof value === 'string' && isJobId(value), 'not a job id');
const provider = z.enum(providerIds);
const modRef = z.strictObject({ provider, id: text(200) });
const digits = z.string().regex(/^\d{1,20}$/u);
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`, 'u'));
const generationNumber = z.int().min(0).max(1_000_000_000);

export const fileRefSchema = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('gamebanana'),
    fileId: digits,
    model: z.string().regex(/^[A-Za-z]{1,32}$/u),
    modId: digits,
  }),
  z.strictObject({
    provider: z.literal('nexus'),
    game: z.string().regex(/^[a-z0-9]{1,64}$/u),
    modId: digits,
    fileUid: digits,
  }),
  z.strictObject({
    provider: z.literal('github'),
    owner: text(100),
    repo: text(100),
    repoId: digits,
    assetId: digits,
  }),
  z.strictObject({ provider: z.literal('modio'), gameId: digits, modId: digits, fileId: digits, md5: hex(32) }),
  z.strictObject({ provider: z.literal('factorio'), name: text(100), version: text(32), sha1: hex(40) }),
]);

const entries = z.array(entryId).min(1).max(10_000);
const sha256 = z.custom<Sha256>((value) => typeof value === 'string' && isSha256(value), 'not a sha256');
const filePath = z.custom<RelPath>((value) => typeof value === 'string' && isRelPath(value), 'not a relative path');
const profileName = z.string().trim().min(1).max(60);
const fileAt = z.strictObject({ target: text(100), path: filePath });
const files = z.array(fileAt).min(1).max(100_000);

const retention = z.strictObject({
  generations: z.int().min(1).max(100_000),
  days: z.int().min(0).max(36_500),
  budget: z.int().min(0).nullable(),
  archives: z.boolean(),
});

/** A change of the loadout that can be looked at before it is made. */
const loadoutChange = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('setEnabled'), entries, enabled: z.boolean() }),
  z.strictObject({ verb: z.literal('remove'), entries }),
  z.strictObject({ verb: z.literal('reorder'), entries, beside: entryId, place: z.enum(['before', 'after']) }),
  z.strictObject({ verb: z.literal('revert'), entry: entryId, manifest: sha256 }),
  z.strictObject({ verb: z.literal('switchProfile'), name: profileName }),
  z.strictObject({ verb: z.literal('purge') }),
]);

/** Chosen options by question, as the installer names them. */
const choices = z.record(text(1_000), z.array(text(1_000)).max(10_000).readonly());

const nothing = z.undefined();
const ofGame = z.strictObject({ gameId });
const revision = z.int().min(0);
const sinceOfGame = z.strictObject({ gameId, since: revision });
const generationLimit = z.int().min(1).max(1_000);
const ofProviders = z.strictObject({ gameId, providers: z.array(provider).max(providerIds.length).optional() });
/** Text forms of mod references. */
const chosen = z.array(text(250)).max(1_000);
/** What the job is called until the source has told more: the mod's name, where it is known. */
const modName = text(300).optional();
const plannedFile = z.strictObject({
  file: fileRefSchema,
  modRef: modRef.nullable(),
  title: modName,
  /** The entry whose new version it is. */
  replaces: entryId.nullable(),
});
const ofProvider = z.strictObject({ provider });
/** What the player typed, by the name of the field. */
const fieldValues = z.record(text(64), text(8_192));
const downloads = z.strictObject({ ids: z.array(jobId).min(1).max(10_000) });

/** Input of each call. */
export const inputs = {
  'app.info': nothing,
  'app.openExternal': z.strictObject({ url: text(2_048) }),
  'app.openFolder': z.discriminatedUnion('folder', [
    z.strictObject({ folder: z.literal('data') }),
    z.strictObject({ folder: z.literal('game'), gameId }),
  ]),
  'app.copyText': z.strictObject({ text: text(sharedTextLimit) }),
  'app.report': nothing,
  'app.notices': nothing,
  'settings.get': nothing,
  'settings.set': z.strictObject({
    theme: z.enum(['system', 'dark', 'light']).optional(),
    accent: z.enum(accents).optional(),
    density: z.enum(densities).optional(),
    textSize: z.int().min(smallestText).max(largestText).optional(),
    language: z.enum(['system', ...languages, ...testLanguages]).optional(),
    systemNotices: z.boolean().optional(),
    blurAdult: z.boolean().optional(),
    browseLayout: z.enum(browseLayouts).optional(),
    hideInstalled: z.boolean().optional(),
    askBeforeWinning: z.boolean().optional(),
    downloadsAtOnce: z.int().min(1).max(mostDownloadsAtOnce).optional(),
    /** Bytes a second; null lifts the limit. */
    downloadLimit: z.int().min(lowestDownloadLimit).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
    nxmLinks: z.boolean().optional(),
    retention: retention.optional(),
    lastPlace: z
      .strictObject({ gameId, screen: z.enum(lastScreens) })
      .nullable()
      .optional(),
  }),
  'games.snapshot': nothing,
  'games.definitions': nothing,
  'games.detect': nothing,
  'games.launch': ofGame,
  'games.condition': ofGame,
  'games.check': ofGame,
  /** `target`: asks for the folder of the loader whose mods go there; absent: looks again for all that are missing. */
  'games.completeTargets': z.strictObject({ gameId, target: text(100).optional() }),
  'games.chooseFolder': nothing,
  'games.openFound': z.strictObject({ folder: text(4_096) }),
  'games.inspect': z.strictObject({ path: text(4_096) }),
  'games.add': z.strictObject({
    path: text(4_096).min(1),
    /** A definition's id, or `custom`. */
    as: text(64).min(1),
    name: text(100).optional(),
    /** For `custom`: folders below `path` (or absolute) that mods go to. */
    targets: z
      .array(z.strictObject({ path: text(4_096), layout: z.enum(layouts) }))
      .max(16)
      .optional(),
    providers: z.partialRecord(provider, text(100)).optional(),
  }),
  /** An empty key takes a source away. */
  'games.setSources': z.strictObject({ gameId, providers: z.partialRecord(provider, text(200)) }),
  'games.choosePicture': ofGame,
  'games.dismissPicture': ofGame,
  'games.remove': ofGame,
  'mods.search': z.strictObject({
    gameId,
    provider,
    /** Empty text browses. */
    text: text(200),
    sort: z.enum(modSorts),
    page: z.int().min(1).max(10_000),
    category: text(200).optional(),
    /** false: nothing for adults. */
    adult: z.boolean().optional(),
  }),
  'mods.details': z.strictObject({ ref: modRef }),
  /** Searches several providers; `mods.found` tells how it goes on. The window makes the id up. */
  'mods.find': z.strictObject({
    gameId,
    findId: text(64).min(1),
    /** Absent: all that the game is known at. */
    providers: z.array(provider).max(providerIds.length).optional(),
    text: text(200),
    sort: z.enum(modSorts),
    category: text(200).optional(),
    adult: z.boolean().optional(),
  }),
  /** The next page, or again what failed. `provider` null: of all. */
  'mods.findMore': z.strictObject({ findId: text(64), provider: provider.nullable() }),
  'mods.stopFinding': z.strictObject({ findId: text(64) }),
  /** From the catalogue alone, for each key that is typed. */
  'mods.suggest': z.strictObject({
    gameId,
    text: text(200),
    limit: z.int().min(1).max(50),
    adult: z.boolean().optional(),
  }),
  'mods.changelog': z.strictObject({ ref: modRef }),
  'mods.requirements': z.strictObject({ file: fileRefSchema }),
  'mods.categories': z.strictObject({ gameId, provider }),
  /** Games of a provider by name: for the key that a game is known by there. */
  'mods.games': z.strictObject({ provider, text: text(200) }),
  /** Endorse, like, rate up, or take it back. */
  'mods.approve': z.strictObject({ ref: modRef, version: text(100).nullable(), approve: z.boolean() }),
  'catalogue.status': ofGame,
  /** Reads what is new at the providers into the catalogue. Goes on by itself; `catalogue.changed` tells how far it is. */
  'catalogue.index': ofProviders,
  'catalogue.stop': ofProviders,
  'catalogue.forget': ofGame,
  'updates.snapshot': ofGame,
  'updates.check': ofGame,
  /** `entries` null: all that have an update. */
  'updates.plan': z.strictObject({ gameId, entries: entries.nullable() }),
  /** Switches on what is off and installs what the new versions need first, in this order. */
  'updates.apply': z.strictObject({
    gameId,
    needed: z.array(plannedFile).max(1_000),
    enable: z.array(entryId).max(10_000),
    updates: z
      .array(z.strictObject({ entry: entryId, file: fileRefSchema }))
      .min(1)
      .max(10_000),
  }),
  'install.fromProvider': z.strictObject({ gameId, file: fileRefSchema, modRef: modRef.nullable(), title: modName }),
  'install.fromFile': z.strictObject({ gameId, path: text(4_096) }),
  'install.chooseArchive': ofGame,
  /** What the installer asks that a job waits for. */
  'install.questions': z.strictObject({ jobId }),
  /** Which files a set of answers would install. */
  'install.chosenFiles': z.strictObject({ jobId, choices }),
  'install.answer': z.strictObject({ jobId, choices }),
  /** What an installation would do that waits for the player's yes. */
  'install.outlook': z.strictObject({ jobId }),
  /** The same of one whose installer still asks, with these answers. */
  'install.chosenOutlook': z.strictObject({ jobId, choices }),
  'install.agree': z.strictObject({ jobId }),
  /** Asks the questions of an installed mod's installer again. */
  'install.changeChoices': z.strictObject({ gameId, entry: entryId }),
  /** What a file needs besides itself. `chosen`: mods the player wants of alternatives and of what is optional. */
  'install.plan': z.strictObject({ gameId, file: fileRefSchema, modRef: modRef.nullable(), chosen }),
  /** Switches on what is off, then installs the files one after the other, in this order. */
  'install.withRequirements': z.strictObject({
    gameId,
    files: z.array(plannedFile).min(1).max(1_000),
    enable: z.array(entryId).max(10_000),
  }),
  'jobs.snapshot': nothing,
  'jobs.cancel': z.strictObject({ jobId }),
  'jobs.dismiss': z.strictObject({ jobId }),
  'downloads.snapshot': nothing,
  'downloads.pause': downloads,
  'downloads.resume': downloads,
  'downloads.cancel': downloads,
  /** Begins downloads that have ended again, with what of them is still there. */
  'downloads.retry': downloads,
  /** Moves one in front of another; null: to the end. */
  'downloads.reorder': z.strictObject({ id: jobId, before: jobId.nullable() }),
  /** Forgets downloads that have ended; without ids, all of them. */
  'downloads.clear': z.strictObject({ ids: z.array(jobId).max(10_000).optional() }),
  'library.snapshot': ofGame,
  'library.changes': sinceOfGame,
  /** `enabled` false also for mods that are to be removed. */
  'library.needs': z.strictObject({ gameId, entries, enabled: z.boolean() }),
  'library.setEnabled': z.strictObject({ gameId, entries: z.array(entryId).min(1).max(10_000), enabled: z.boolean() }),
  'library.remove': z.strictObject({ gameId, entries: z.array(entryId).min(1).max(10_000) }),
  'library.setPinned': z.strictObject({ gameId, entries, pinned: z.boolean() }),
  /** Moves the entries, in their present order, next to `beside`. */
  'library.reorder': z.strictObject({ gameId, entries, beside: entryId, place: z.enum(['before', 'after']) }),
  'library.revert': z.strictObject({ gameId, entry: entryId, manifest: sha256 }),
  'library.versions': z.strictObject({ gameId, entry: entryId }),
  'library.files': z.strictObject({ gameId, entry: entryId }),
  'library.choices': z.strictObject({ gameId, entry: entryId }),
  'library.setNote': z.strictObject({ gameId, entry: entryId, note: text(2_000) }),
  'library.preview': z.strictObject({ gameId, change: loadoutChange }),
  'conflicts.snapshot': ofGame,
  'conflicts.changes': sinceOfGame,
  /** `entry` null: nobody provides the path. `forget`: the load order decides again. */
  'conflicts.choose': z.strictObject({
    gameId,
    target: text(100),
    path: filePath,
    folder: z.boolean(),
    choice: z.union([z.strictObject({ entry: entryId.nullable() }), z.strictObject({ forget: z.literal(true) })]),
  }),
  'profiles.snapshot': ofGame,
  /** A copy of the current loadout, or an empty one. It is not switched to. */
  'profiles.create': z.strictObject({ gameId, name: profileName, copy: z.boolean() }),
  'profiles.rename': z.strictObject({ gameId, name: profileName, to: profileName }),
  'profiles.remove': z.strictObject({ gameId, name: profileName }),
  'profiles.switch': z.strictObject({ gameId, name: profileName }),
  /** The text is what `share.export` answered, here or elsewhere. */
  'share.export': ofGame,
  'share.save': ofGame,
  'share.plan': z.strictObject({ gameId, text: text(sharedTextLimit) }),
  'share.import': z.strictObject({ gameId, text: text(sharedTextLimit) }),
  /** `added` also looks for files that came from outside: that reads all folders mods go to. */
  'outside.check': z.strictObject({ gameId, added: z.boolean() }),
  'outside.keep': z.strictObject({ gameId, files }),
  'outside.restore': z.strictObject({ gameId, files }),
  'outside.adopt': z.strictObject({ gameId, files, name: z.string().trim().min(1).max(200) }),
  'upkeep.verify': ofGame,
  'upkeep.repair': ofGame,
  'upkeep.purge': ofGame,
  'storage.stats': nothing,
  /** Reads all of the registry. */
  'storage.checkRegistry': nothing,
  'storage.rebuildRegistry': nothing,
  /** `home`: without asking, the data folder. */
  'storage.choosePlace': z.strictObject({ home: z.boolean() }),
  'storage.move': z.strictObject({ folder: text(4_096) }),
  'storage.cancelMove': nothing,
  'storage.collect': z.strictObject({ retention, dryRun: z.boolean() }),
  'history.compare': z.strictObject({ gameId, from: generationNumber, to: generationNumber }),
  'history.pin': z.strictObject({ gameId, generation: generationNumber, pinned: z.boolean() }),
  'history.snapshot': z.strictObject({ gameId, limit: generationLimit }),
  'history.changes': z.strictObject({ gameId, since: revision, limit: generationLimit }),
  'history.preview': z.strictObject({ gameId, to: generationNumber }),
  'history.rollBack': z.strictObject({ gameId, to: generationNumber }),
  'history.undo': ofGame,
  'history.redo': ofGame,
  'history.setNote': z.strictObject({ gameId, generation: generationNumber, note: text(500) }),
  'accounts.snapshot': nothing,
  /** Answers at once; `accounts.changed` tells how it goes on. */
  'accounts.signIn': z.strictObject({ provider, method: z.enum(signInMethods), fields: fieldValues }),
  /** Answers the step `asking` of the sign-in that runs. */
  'accounts.answer': z.strictObject({ provider, fields: fieldValues }),
  'accounts.cancel': ofProvider,
  'accounts.signOut': ofProvider,
  /** Asks the provider who is signed in. */
  'accounts.check': ofProvider,
  'links.snapshot': nothing,
  /** A link that the player pasted instead of clicking it. It waits for a yes like any other. */
  'links.receive': z.strictObject({ text: text(2_048) }),
  'links.dismiss': z.strictObject({ id: text(64) }),
  /** The player's yes to a link that names a file; `gameId` is one of its `games`. */
  'links.confirm': z.strictObject({ id: text(64), gameId }),
} as const satisfies Record<CallName, z.ZodType>;

/** What `library.preview` is asked about. */
export type LoadoutChangeInput = z.infer<typeof loadoutChange>;
