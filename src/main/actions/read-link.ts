/** What a link means here: a file or a page for one of the player's games, or a clear word why not. Asks nobody. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { FileRef, ModRef, ProviderId } from '../../shared/model.ts';
import type { Game } from '../../shared/games.ts';
import { fileReference, modReference } from '../../shared/references.ts';
import { isNoLink, parseLink, type ParsedLink } from '../download/links.ts';
import type { Grant } from '../download/queue-state.ts';
import type { Provider } from '../providers/provider.ts';
import { modRefOf } from './fetch-mod-file.ts';

export interface ReadLink {
  readonly kind: 'link';
  readonly modRef: ModRef;
  /** null: the page as a whole. */
  readonly file: FileRef | null;
  readonly grant: Grant | null;
  /** Text form of the file or page; the same for every link to it. */
  readonly reference: string;
  /** Games of the player that it may be for, at least one. */
  readonly games: readonly GameId[];
}

export interface RefusedReading {
  readonly kind: 'refused';
  readonly error: LoadstoneError;
  /** What to open instead; null: nothing would help. */
  readonly page: string | null;
}

export interface LinkSurroundings {
  readonly games: readonly Game[];
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export const refusal = (message: string, hint: string, page: string | null = null): LoadstoneError =>
  new LoadstoneError('link_refused', message, hint, page === null ? {} : { details: { url: page } });

const refused = (message: string, hint: string, page: string | null): RefusedReading => ({
  kind: 'refused',
  error: refusal(message, hint, page),
  page,
});

/** null: the text is no link of ours. Never throws. */
export function readLink(text: string, around: LinkSurroundings): ReadLink | RefusedReading | null {
  const link = parseLink(text);
  if (isNoLink(link)) return null;
  const found = understand(link, around);
  if (found === null || found.kind === 'refused') return found;
  const games = gamesFor(found, around.games);
  if (games.length > 0) return { ...found, games };
  const { id, name } = requireName(around, found.modRef.provider);
  const key = id === 'nexus' ? ` as “${found.modRef.id.split('/')[0] ?? ''}”` : '';
  return refused(
    `None of your games is known at ${name}${key}.`,
    'Add the game in Loadstone, then click the link again.',
    null,
  );
}

type Understood = Omit<ReadLink, 'games'>;

function understand(link: ParsedLink, around: LinkSurroundings): Understood | RefusedReading | null {
  switch (link.kind) {
    case 'gamebanana':
      return ofParts(link.modRef, link.file, null);
    case 'nexus':
      return ofNexus(link, around);
    case 'nexus-cut':
      return refused(
        'The link from Nexus Mods arrived incomplete: a part of its permission is missing.',
        'A program between your browser and Loadstone cut it off at an “&”. Set Loadstone itself as the program for nxm links, then click the button on the page again.',
        nexusPage(link),
      );
    case 'nexus-collection':
      return refused(
        'Loadstone does not install collections of Nexus Mods.',
        'Open the collection to see its mods, and install those you like one by one.',
        `https://www.nexusmods.com/games/${link.game}/collections/${link.slug}`,
      );
    case 'reference': {
      const file = around.providers.get(link.provider)?.parseFileRef(link.text) ?? null;
      const modRef = file === null ? null : modRefOf(file);
      return modRef === null ? unknownProvider(link.provider, around) : ofParts(modRef, file, null);
    }
    default:
      return link satisfies never;
  }
}

type NexusLink = Extract<ParsedLink, { kind: 'nexus' }>;

function ofNexus(link: NexusLink, around: LinkSurroundings): Understood | RefusedReading {
  const { game, modId, fileId, grant } = link;
  const file = around.providers.get('nexus')?.parseFileRef(`${game}/${modId}/${fileId}`) ?? null;
  if (file === null) return unknownProvider('nexus', around);
  if (grant !== null && Number(grant.expires) * 1_000 <= around.now)
    return refused(
      'This link from Nexus Mods has run out.',
      'Open the page of the file and click its download button again.',
      nexusPage(link),
    );
  return ofParts({ provider: 'nexus', id: `${game}/${modId}` }, file, grant);
}

/** Where the site's own button is. Source: the links other managers open for members who do not pay. */
const nexusPage = ({ game, modId, fileId }: { game: string; modId: string; fileId: string }): string =>
  `https://www.nexusmods.com/${game}/mods/${modId}?tab=files&file_id=${fileId}&nmm=1`;

function ofParts(modRef: ModRef, file: FileRef | null, grant: Grant | null): Understood {
  const reference = file === null ? modReference(modRef) : fileReference(file);
  return { kind: 'link', modRef, file, grant, reference };
}

const requireName = ({ providers }: LinkSurroundings, id: ProviderId): { id: ProviderId; name: string } => ({
  id,
  name: providers.get(id)?.name ?? id,
});

function unknownProvider(id: ProviderId, around: LinkSurroundings): RefusedReading {
  const { name } = requireName(around, id);
  return refused(`This Loadstone cannot take files from ${name}.`, 'Install the mod from its archive.', null);
}

/** Nexus and mod.io say in the link which game it is for; elsewhere every game that uses the provider may be meant. */
function gamesFor({ modRef }: Understood, games: readonly Game[]): readonly GameId[] {
  const [gameKey = ''] = modRef.id.split('/');
  const named = modRef.provider === 'nexus' || modRef.provider === 'modio';
  return games.flatMap(({ id, providers }) => {
    const key = providers[modRef.provider];
    return key !== undefined && (!named || key.toLowerCase() === gameKey.toLowerCase()) ? [id] : [];
  });
}
