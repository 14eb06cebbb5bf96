/** Deep links wait here until the player has said yes or no. They never act by themselves. */
import { randomBytes } from 'node:crypto';
import type { PendingLink } from '../../shared/model.ts';
import { findLink, isRefused, parseLink } from '../download/links.ts';
import type { Services } from './services.ts';

const mostWaiting = 8;

/** The one argument of a start that is a link of ours. */
export function findLinkText(argv: readonly string[]): string | null {
  const found = findLink(argv);
  return isRefused(found) ? null : found.text;
}

/** Takes in a link that a website sent. What is no link of ours is dropped without a word: any page can send any. */
export function receiveLink({ links, events, revisions }: Services, text: string): void {
  const link = toPending(text);
  if (link === null || links.length >= mostWaiting) return;
  links.push(link);
  events.publish('links.changed', { revision: revisions.next('links'), links: [...links] });
}

function toPending(text: string): PendingLink | null {
  const link = parseLink(text);
  if (isRefused(link) || link.kind !== 'gamebanana') return null;
  const { modRef, file } = link;
  const what = file === null ? `the mod ${modRef.id}` : `file ${file.fileId} of ${modRef.id}`;
  return {
    id: randomBytes(9).toString('base64url'),
    provider: modRef.provider,
    title: `A website offers ${what} from GameBanana.`,
    modRef,
    file,
  };
}
