/**
 * Every answer of Nexus Mods as a value: pure functions of what was asked and what came back, shared by the client and
 * by recordings. Errors: `provider_answer_unreadable` for a shape we do not know, those of `thrownFor` for what the
 * site explains; "no such mod" is an expected outcome and a value.
 */
import type { z } from 'zod';
import type { Account } from '../../../shared/accounts.ts';
import type {
  ChangelogEntry,
  ModCategory,
  ModDetails,
  ModPage,
  ModSummary,
  ProviderGame,
  Requirement,
} from '../../../shared/model.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import type { JsonAnswer } from '../../lib/http.ts';
import { unreadable } from '../http/faults.ts';
import type { Found } from '../provider.ts';
import { oneLine, plainText } from '../rich-text.ts';
import { apiErrorOf, isGone, isHidden, thrownFor } from './errors.ts';
import { fileOf, graphFileOf } from './files.ts';
import { descriptionOf, detailsOf, graphDetailsOf, graphSummaryOf, stateOf, summaryOf, type Known } from './mods.ts';
import { modRefOf, parseModRef } from './refs.ts';
import { pageSize } from './requests.ts';
import type {
  DownloadLink,
  Endorsement,
  FileList,
  HashHit,
  ModState,
  NexusFile,
  NexusUser,
  TrackedMod,
  Updated,
} from './types.ts';
import * as wire from './wire.ts';

type Body = Pick<JsonAnswer, 'status' | 'body'>;

export const shapeUnknown = (what: string): Error => unreadable('nexus', `${what} of an unknown shape`);

function refuse(answer: Body): void {
  const error = apiErrorOf(answer);
  if (error !== null) throw thrownFor(error);
}

/** What can be read of a list; the rest is left out. */
export function rowsOf<T extends z.ZodType>(schema: T, rows: unknown, what: string): readonly z.infer<T>[] {
  if (!Array.isArray(rows)) throw shapeUnknown(what);
  return rows.flatMap((row) => {
    const read = schema.safeParse(row);
    return read.success ? [read.data] : [];
  });
}

const removed = saying('nexusRemoved');
const hidden = saying('nexusHidden');

/** null: it is there. */
function goneOf(answer: Body): { readonly kind: 'gone'; readonly why: Saying } | null {
  const error = apiErrorOf(answer);
  if (error === null) return null;
  if (isGone(error)) return { kind: 'gone', why: removed };
  if (isHidden(error)) return { kind: 'gone', why: hidden };
  throw thrownFor(error);
}

// ---- v1 ---------------------------------------------------------------------------------------

export function userOf(answer: Body): NexusUser {
  refuse(answer);
  const user = wire.userSchema.safeParse(answer.body).data;
  const name = oneLine(user?.name ?? user?.username ?? '', 100);
  if (user === undefined || (name === '' && typeof (user.user_id ?? user.sub) !== 'string'))
    throw shapeUnknown('an account');
  const roles = (user.membership_roles ?? []).map(String);
  return {
    id: user.user_id ?? user.sub ?? null,
    name,
    premium:
      user.is_premium === true || user['is_premium?'] === true || roles.some((r) => /^(?:lifetime)?premium$/u.test(r)),
    supporter: user.is_supporter === true || user['is_supporter?'] === true || roles.includes('supporter'),
  };
}

export const accountOf = ({ name, premium, supporter }: NexusUser): Account => ({
  provider: 'nexus',
  name,
  membership: premium ? 'Premium' : supporter ? 'Supporter' : 'Member',
  may: ['search', 'download', ...(premium ? (['fast-download'] as const) : []), 'opinion', 'subscriptions'],
  expiresAt: null,
});

export function modOf(answer: Body, known: Known, categories?: ReadonlyMap<string, string>): Found<ModDetails> {
  const gone = goneOf(answer);
  if (gone !== null) return gone;
  const mod = wire.modSchema.safeParse(answer.body).data;
  if (mod === undefined) throw shapeUnknown('a mod');
  return { kind: 'found', value: detailsOf(mod, known, categories) };
}

/** Latest and trending. Mods that are hidden stand among them as half objects: they are left out. */
export function modListOf(answer: Body, known: Known): ModPage {
  refuse(answer);
  const mods = rowsOf(wire.modSchema, answer.body, 'a list of mods');
  const shown = mods.filter((mod) => mod.available !== false || typeof mod.name === 'string');
  return { mods: shown.map((mod) => summaryOf(mod, known)), total: mods.length, next: null };
}

export function filesOf(answer: Body, known: Known, gameId?: string): Found<FileList> {
  const gone = goneOf(answer);
  if (gone !== null) return gone;
  const listed = wire.filesSchema.safeParse(answer.body).data;
  if (listed === undefined) throw shapeUnknown('a list of files');
  const files = rowsOf(wire.fileSchema, listed.files, 'files').flatMap((row) => fileOf(row, known, gameId) ?? []);
  const steps = rowsOf(wire.fileUpdateSchema, listed.file_updates ?? [], 'successors of files');
  const successions = steps.map(({ old_file_id: from, new_file_id: to }) => ({ from, to }));
  return { kind: 'found', value: { files, successions } };
}

export function oneFileOf(answer: Body, known: Known, gameId?: string): Found<NexusFile> {
  const gone = goneOf(answer);
  if (gone !== null) return gone;
  const record = wire.fileSchema.safeParse(answer.body).data;
  const file = record === undefined ? null : fileOf(record, known, gameId);
  if (file === null) throw shapeUnknown('a file');
  return { kind: 'found', value: file };
}

/** In the order of the site: the first one is what the player prefers. Collections wrap them. */
export function downloadLinksOf(answer: Body): readonly DownloadLink[] {
  refuse(answer);
  const { body } = answer;
  const rows = typeof body === 'object' && body !== null && 'download_links' in body ? body.download_links : body;
  return rowsOf(wire.downloadLinkSchema, rows, 'download addresses').flatMap(({ URI, name, short_name }) => {
    const url = fileAddress(URI);
    return url === null ? [] : [{ url, name: oneLine(short_name ?? name ?? '', 100) }];
  });
}

/** Names stand in the path as they are, with blanks, "#" and "%". What is encoded already stays so. */
function fileAddress(raw: string): string | null {
  const [, origin, path = '', query = ''] = /^(https:\/\/[^/?#]+)(\/.*?)?(\?[^?]*)?$/u.exec(raw.trim()) ?? [];
  if (origin === undefined) return null;
  const encoded = path
    .replaceAll(/%(?![0-9a-f]{2})/giu, '%25')
    .replaceAll('#', '%23')
    .replaceAll('?', '%3F')
    .replaceAll(' ', '%20');
  return URL.parse(`${origin}${encoded}${query}`)?.href ?? null;
}

/** By version; the site keeps the order its author gave, which is oldest first where versions cannot tell. */
export function changelogOf(answer: Body): readonly ChangelogEntry[] {
  const error = apiErrorOf(answer);
  if (error !== null && isGone(error)) return [];
  refuse(answer);
  if (typeof answer.body !== 'object' || answer.body === null) throw shapeUnknown('a changelog');
  if (Array.isArray(answer.body)) return [];
  const entries = Object.entries(answer.body).flatMap(([version, lines]: readonly [string, unknown]) => {
    const texts = (Array.isArray(lines) ? lines : [lines]).filter((line) => typeof line === 'string');
    return texts.length === 0 ? [] : [changeOf(version, texts, null)];
  });
  return newestFirst(entries);
}

export const changeOf = (version: string, lines: readonly string[], publishedAt: number | null): ChangelogEntry => ({
  version: oneLine(plainText(version, 100), 100) || null,
  publishedAt,
  text: lines.length === 1 ? descriptionOf(lines[0]) : [{ type: 'bullets', children: lines.map(itemOf) }],
});

const itemOf = (line: string) => ({ type: 'item', children: descriptionOf(line) }) as const;

const inOrder = new Intl.Collator('en', { numeric: true });

const plain = (entry: ChangelogEntry): string => (entry.version ?? '').replace(/^v/iu, '');

function newestFirst(entries: readonly ChangelogEntry[]): readonly ChangelogEntry[] {
  const numbered = entries.every(({ version }) => /^v?\d/iu.test(version ?? ''));
  if (!numbered) return entries.toReversed();
  return entries.toSorted((one, other) => inOrder.compare(plain(other), plain(one)));
}

export interface GameRecord extends ProviderGame {
  readonly id: string;
  readonly downloads: number;
  readonly categories: readonly ModCategory[];
  readonly categoryNames: ReadonlyMap<string, string>;
}

export function gameRecordsOf(answer: Body): readonly GameRecord[] {
  refuse(answer);
  const listed = Array.isArray(answer.body) ? answer.body : [answer.body];
  const games = rowsOf(wire.gameSchema, listed, 'games').flatMap((game): readonly GameRecord[] => {
    const { id, name, domain_name: domain, mods = null, downloads } = game;
    if (typeof id !== 'string' || typeof domain !== 'string' || domain === '') return [];
    const rows = rowsOf(wire.categorySchema, game.categories ?? [], 'categories');
    // The categories without a parent are the game itself.
    const real = rows.filter(({ parent_category: parent }) => typeof parent === 'string');
    return [
      {
        key: domain.toLowerCase(),
        id,
        name: oneLine(plainText(name ?? domain, 200), 200),
        mods,
        downloads: downloads ?? 0,
        categories: (real.length > 0 ? real : rows).map((one) => {
          const label = oneLine(plainText(one.name, 100), 100);
          return { key: label, name: label, mods: null };
        }),
        categoryNames: new Map(rows.map((one) => [one.category_id, oneLine(plainText(one.name, 100), 100)])),
      },
    ];
  });
  if (games.length === 0 && !Array.isArray(answer.body)) throw shapeUnknown('a game');
  return games;
}

export function updatedOf(answer: Body): readonly Updated[] {
  refuse(answer);
  return rowsOf(wire.updatedSchema, answer.body, 'changed mods').map((row) => ({
    modId: row.mod_id,
    fileUpdatedAt: row.latest_file_update ?? null,
    activityAt: row.latest_mod_activity ?? null,
  }));
}

/** Holes, several hits and hits on deleted mods are normal: what is still offered comes first. */
export function hashHitsOf(answer: Body, game?: string): readonly HashHit[] {
  const error = apiErrorOf(answer);
  if (error !== null && isGone(error)) return [];
  refuse(answer);
  const hits = rowsOf(wire.hashHitSchema, answer.body, 'files with the same content').map((row): HashHit => {
    const mod = wire.modSchema.safeParse(row.mod).data;
    const record = wire.fileSchema.safeParse(row.file_details).data;
    const known = { game: mod?.domain_name ?? game, modId: mod?.mod_id };
    return {
      mod: mod === undefined ? null : summaryOf(mod, known),
      file: record === undefined ? null : fileOf(record, known, mod?.game_id ?? undefined),
    };
  });
  return hits.toSorted(
    (one, other) => Number(one.file?.file.archived ?? true) - Number(other.file?.file.archived ?? true),
  );
}

export function trackedOf(answer: Body): readonly TrackedMod[] {
  refuse(answer);
  return rowsOf(wire.trackedSchema, answer.body, 'tracked mods').map((row) => ({
    game: row.domain_name,
    modId: row.mod_id,
  }));
}

export function endorsementsOf(answer: Body): readonly Endorsement[] {
  refuse(answer);
  return rowsOf(wire.endorsementSchema, answer.body, 'endorsements').map((row) => ({
    game: row.domain_name,
    modId: row.mod_id,
    status: row.status ?? '',
    version: row.version ?? null,
    at: row.date ?? null,
  }));
}

/** What the site says about a change: "Endorsed", "User 5 is now Tracking Mod: 11". "Already" is no failure. */
export function doneOf(answer: Body): string {
  const error = apiErrorOf(answer);
  if (error !== null && !(error.status === 422 && /already|not tracking/iu.test(error.message))) throw thrownFor(error);
  const said = wire.opinionSchema.safeParse(answer.body).data;
  return oneLine(said?.status ?? said?.message ?? '', 300);
}

// ---- GraphQL ----------------------------------------------------------------------------------

/** The named part of the data. */
export function graphDataOf(answer: Body, name: string): unknown {
  refuse(answer);
  const data = wire.graphSchema.safeParse(answer.body).data?.data;
  if (data === null || data === undefined || !(name in data)) throw shapeUnknown(name);
  return data[name];
}

interface Nodes {
  readonly nodes: readonly unknown[];
  readonly total: number | null;
}

/** Pages have `nodes`; lists are plain. */
export function nodesOf(part: unknown): Nodes {
  if (Array.isArray(part)) return { nodes: part, total: part.length };
  const page = wire.pageSchema.safeParse(part).data;
  if (page === undefined) throw shapeUnknown('a page');
  return { nodes: page.nodes, total: page.totalCount ?? null };
}

export function graphModsOf(answer: Body, offset: number, known: Known = {}, name = 'mods'): ModPage {
  const { nodes, total } = nodesOf(graphDataOf(answer, name));
  const mods = new Map(
    rowsOf(wire.graphModSchema, nodes, 'mods').flatMap((node): readonly (readonly [string, ModSummary])[] => {
      const mod = graphSummaryOf(node, known);
      return mod === null ? [] : [[mod.ref.id, mod]];
    }),
  );
  const seen = offset + nodes.length;
  const more = nodes.length > 0 && total !== null && seen < total;
  return { mods: [...mods.values()], total, next: more ? Math.floor(seen / pageSize) + 1 : null };
}

export function graphModOf(answer: Body, known: Known): Found<ModDetails> {
  const error = apiErrorOf(answer);
  if (error !== null && isGone(error)) return { kind: 'gone', why: removed };
  const { nodes } = nodesOf(graphDataOf(answer, 'modsByUid'));
  const [node] = rowsOf(wire.graphModSchema, nodes, 'mods');
  const mod = node === undefined ? null : graphDetailsOf(node, known);
  // Unknown uids are left out without a word.
  return mod === null ? { kind: 'gone', why: removed } : { kind: 'found', value: mod };
}

export function modStatesOf(answer: Body, asked: readonly string[] = []): readonly ModState[] {
  const { nodes } = nodesOf(graphDataOf(answer, 'modsByUid'));
  const inPlace = nodes.length === asked.length;
  return rowsOf(wire.graphModSchema, nodes, 'mods').flatMap(
    (node, i) => stateOf(node, inPlace ? asked[i] : undefined) ?? [],
  );
}

export function graphFilesOf(answer: Body, known: Known, name = 'modFiles'): Found<readonly NexusFile[]> {
  const error = apiErrorOf(answer);
  if (error !== null && isGone(error)) return { kind: 'gone', why: removed };
  const { nodes } = nodesOf(graphDataOf(answer, name));
  const files = rowsOf(wire.graphFileSchema, nodes, 'files').flatMap((node) => graphFileOf(node, known) ?? []);
  return { kind: 'found', value: files };
}

export function graphGamesOf(answer: Body, name: string): readonly (ProviderGame & { readonly id: string })[] {
  const part = graphDataOf(answer, name);
  if (part === null) return [];
  const nodes = name === 'game' ? [part] : nodesOf(part).nodes;
  return rowsOf(wire.graphGameSchema, nodes, 'games').flatMap((game) =>
    typeof game.domainName !== 'string'
      ? []
      : [
          {
            key: game.domainName,
            id: game.id ?? '0',
            name: oneLine(plainText(game.name ?? game.domainName, 200), 200),
            mods: game.modCount ?? null,
          },
        ],
  );
}

/** `domainOf`: the domain of a game by its number; null where it is not known. */
export function requirementsOf(answer: Body, domainOf: (game: string) => string | null): readonly Requirement[] {
  const { nodes } = nodesOf(graphDataOf(answer, 'modsByUid'));
  return rowsOf(wire.graphModSchema, nodes, 'mods').flatMap(({ modRequirements, game, gameId }) => {
    const names = (key: string): string | null =>
      key === gameId ? (game?.domainName ?? domainOf(key)) : /^\d+$/u.test(key) ? domainOf(key) : key;
    return requirementRowsOf(modRequirements, names);
  });
}

export function requirementRowsOf(part: unknown, domainOf: (game: string) => string | null): readonly Requirement[] {
  if (typeof part !== 'object' || part === null) return [];
  const { nexusRequirements, dlcRequirements }: Readonly<Record<string, unknown>> = { ...part };
  const mods = nexusRequirements === null || nexusRequirements === undefined ? [] : nodesOf(nexusRequirements).nodes;
  const dlcs = Array.isArray(dlcRequirements) ? dlcRequirements : [];
  return [
    ...rowsOf(wire.graphRequirementSchema, mods, 'requirements').flatMap((row) => {
      const outside = row.externalRequirement === true;
      const domain = outside || typeof row.gameId !== 'string' ? null : domainOf(row.gameId.toLowerCase());
      const linked = parseModRef(row.url ?? '');
      const ours =
        domain === null || !/^[1-9]\d{0,9}$/u.test(row.modId ?? '') ? linked : modRefOf(domain, row.modId ?? '');
      const url = URL.parse(row.url ?? '');
      return requirement(row.modName ?? '', row.notes ?? '', ours, url?.protocol === 'https:' ? url.href : null);
    }),
    ...rowsOf(wire.graphDlcSchema, dlcs, 'expansions').flatMap((row) =>
      requirement(row.gameExpansion?.name ?? '', row.notes ?? '', null, null),
    ),
  ];
}

/** Whether it is needed at all stands in free text, if anywhere. */
function requirement(
  name: string,
  notes: string,
  modRef: Requirement['modRef'],
  url: string | null,
): readonly Requirement[] {
  const title = oneLine(plainText(name, 300), 300) || (modRef?.id ?? '') || (url === null ? '' : new URL(url).hostname);
  if (title === '') return [];
  const note = plainText(notes, 500);
  const isOptional = /\b(?:optional|optionally|recommended|not required|only if)\b/iu.test(`${name} ${note}`);
  return [
    {
      kind: isOptional ? 'optional' : 'required',
      name: title,
      modRef,
      file: null,
      versions: null,
      oneOf: null,
      unordered: true,
      note,
      url,
    },
  ];
}
