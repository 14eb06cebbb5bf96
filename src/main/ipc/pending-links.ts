/** Deep links wait here until the player has said yes or no. They never act on anything that was not asked for. */
import { randomBytes } from 'node:crypto';
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { LinksState } from '../../shared/ipc/contract.ts';
import type { FileRef } from '../../shared/model.ts';
import type { PendingLink, RefusedLink } from '../../shared/links.ts';
import { fileReference } from '../../shared/references.ts';
import type { Downloads } from '../actions/downloads.ts';
import { readLink, refusal, type ReadLink, type RefusedReading } from '../actions/read-link.ts';
import type { Network } from '../actions/network.ts';
import { findLink, isNoLink } from '../download/links.ts';
import { hasEnded } from '../download/queue-rules.ts';
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
  /**
   * Takes in a link that a website sent. One for a download that the player has just been sent to its page for goes on
   * with it. What is no link of ours is dropped without a word: any page can send any.
   */
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
  const isWished = createWishes(deps);

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
      else if (!isWished(link)) wait(link);
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

/** Milliseconds that pressing Install counts as the yes to the link of the same file. Later, the player is asked. */
const wishLasts = 60 * 60_000;

/**
 * Tells whether a link is what the player asked for here a moment ago, and goes on with it then: pressing Install was
 * the yes, asking once more would be asking twice. Only the very file whose download sent the player to its page
 * counts, so that a website can hasten what was wished for and nothing else. After a restart the player is asked.
 */
function createWishes({ downloads, clock }: LinkDeskDeps): (link: ReadLink) => boolean {
  const sentAt = new Map<JobId, number>();
  downloads.subscribe(({ id, waitsFor }) => {
    if (waitsFor?.kind !== 'page') sentAt.delete(id);
    else if (!sentAt.has(id)) sentAt.set(id, clock.now());
  });
  return ({ reference, grant }) => {
    const same = downloads.list().filter(({ file, state }) => fileReference(file) === reference && !hasEnded(state));
    const sent = same.find(({ id }) => clock.now() - (sentAt.get(id) ?? -Infinity) < wishLasts);
    if (sent !== undefined) downloads.resume(sent.id, grant);
    // One that is on its way already, as when the button was pressed twice, needs neither the link nor a question.
    return sent !== undefined || same.some(({ state }) => state !== 'paused' && state !== 'waiting-for-player');
  };
}

function viewOf({ file, modRef, games }: ReadLink, downloads: Downloads): PendingLink {
  const parked = file === null ? null : downloads.parked(file);
  const parkedGame = parked?.wish?.gameId;
  return {
    id: newId(),
    provider: modRef.provider,
    name: parked?.title ?? null,
    modRef,
    file,
    games: parkedGame === undefined ? games : [parkedGame],
    jobId: parked?.id ?? null,
  };
}
