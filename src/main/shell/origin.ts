/** Where our window lives, and whether an address or a frame is there. */
import type { WebFrameMain } from 'electron';

export const appScheme = 'loadstone';
export const imageScheme = 'loadstone-img';
export const appOrigin = 'loadstone://app';
export const appUrl = `${appOrigin}/`;

/**
 * The origin of an address as Chromium computes it for our scheme. Node answers "null" for the origin of any scheme
 * it does not know, so it is put together here. Empty for what is no address, or carries a user or a port.
 */
export function originOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.port !== '') return '';
  return `${url.protocol}//${url.host}`;
}

export const isOurUrl = (text: string): boolean => originOf(text) === appOrigin;

/** What is looked at of the frame that sent a message. */
export type CallingFrame = Pick<WebFrameMain, 'url' | 'origin' | 'top'>;

/** Only the top frame of a page of ours may call. Electron gives null for a frame that went away meanwhile. */
export function isTrustedFrame(frame: CallingFrame | null): boolean {
  return frame !== null && frame === frame.top && frame.origin === appOrigin && isOurUrl(frame.url);
}
