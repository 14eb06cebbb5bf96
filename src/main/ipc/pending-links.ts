/** Deep links wait here until the player has said yes or no. They never act by themselves. */
import { randomBytes } from 'node:crypto';
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { LinksState } from '../../shared/ipc/contract.ts';
import type { FileRef } from '../../shared/model.ts';
import type { PendingLink, RefusedLink } from '../../shared/links.ts';
import type { Downloads } from '../actions/downloads.ts';
import { readLink, refusal, type ReadLink, type RefusedReading } from '../actions/read-link.ts';
import type { Network } from '../actions/network.ts';
import { findLink, isNoLink } from '../download/links.ts';
import type { Grant } from '../download/queue-state.ts';
import type { Clock } from '../lib/clock.ts';
import type { Registry } from '../registry/registry.ts';

const mostWaiting = 8;

/** The one argument of a start that is a link of ours. */
export function findLinkText(argv: readonly string[]): string | null {
  const found = findLink(argv);
  return isNoLink(found) ? null : found.text;
}

export interface LinkDesk {
  readonly state: () => Omit<LinksState, 'revision'>;
  /** Takes in a link that a website sent. What is no link of ours is dropped without a word: any page can send any. */
  readonly receive: (text: string) => void;
  readonly dismiss: (id: string) => void;
  /** The player's yes. Goes on with the job that waits for this link, or starts one. */
  readonly confirm: (id: string, gameId: GameId) => JobId;
}

export interface LinkDeskDeps {
  readonly registry: Registry;
  readonly network: Network;
  readonly downloads: Downloads;
  readonly clock: Clock;
  readonly changed: () => void;
  /** Installs a file of a provider into a game. */
  readonly install: (request: {
    readonly gameId: GameId;
    readonly file: FileRef;
    readonly modRef: PendingLink['modRef'];
    readonly grant: Grant | null;
  }) => JobId;
}

/** The permission in a link stays on this side of the window. */
interface Waiting {
  readonly view: PendingLink;
  readonly reference: string;
  readonly grant: Grant | null;
}

const newId = (): string => randomBytes(9).toString('base64url');

export function createLinkDesk(deps: LinkDeskDeps): LinkDesk {
  const { downloads, changed } = deps;
  let waiting: readonly Waiting[] = [];
  let refused: readonly RefusedLink[] = [];

  function refuse({ error, page }: RefusedReading): void {
    if (refused.length >= mostWaiting) return;
    refused = [...refused, { id: newId(), error: error.toData(), page }];
    changed();
  }

  function wait(link: ReadLink): void {
    // Clicked again: the newer permission counts, one question is enough.
    const others = waiting.filter(({ reference }) => reference !== link.reference);
    if (others.length >= mostWaiting) return;
    waiting = [...others, { view: viewOf(link, downloads), reference: link.reference, grant: link.grant }];
    changed();
  }

  function take(id: string): Waiting {
    const link = waiting.find(({ view }) => view.id === id);
    if (link === undefined)
      throw new LoadstoneError('not_found', 'This link is not waiting any more.', 'Click it again.');
    return link;
  }

  function dismiss(id: string): void {
    const before = waiting.length + refused.length;
    waiting = waiting.filter(({ view }) => view.id !== id);
    refused = refused.filter((one) => one.id !== id);
    if (waiting.length + refused.length !== before) changed();
  }

  return {
    state: () => ({ links: waiting.map(({ view }) => view), refused }),
    receive: (text) => {
      const link = readLink(text, { games: deps.registry.games.list(), ...deps.network, now: deps.clock.now() });
      if (link === null) return;
      if (link.kind === 'refused') refuse(link);
      else wait(link);
    },
    dismiss,
    confirm: (id, gameId) => {
      const { view, grant } = take(id);
      const { file, modRef, games } = view;
      if (file === null) throw refusal('This link names a page, not a file.', 'Choose a file on the page of the mod.');
      const parked = downloads.parked(file);
      if (parked === null && !games.includes(gameId))
        throw refusal('The file is not for this game.', 'Choose one of the games it is for.');
      dismiss(id);
      if (parked === null) return deps.install({ gameId, file, modRef, grant });
      downloads.resume(parked.id, grant);
      return parked.id;
    },
  };
}

function viewOf({ file, modRef, title, games }: ReadLink, downloads: Downloads): PendingLink {
  const parked = file === null ? null : downloads.parked(file);
  const parkedGame = parked?.wish?.gameId;
  return {
    id: newId(),
    provider: modRef.provider,
    title: parked === null ? title : `Go on with ${parked.title}.`,
    modRef,
    file,
    games: parkedGame === undefined ? games : [parkedGame],
    jobId: parked?.id ?? null,
  };
}
