/** How a game is called where its mods are: the key a player types, or the address of a page that has it. */
import type { ProviderId } from './model.ts';

/** Sources that hold mods of any game. Factorio's portal knows its own game only. */
export const openSources = ['gamebanana', 'nexus', 'github', 'modio'] as const satisfies readonly ProviderId[];
export type OpenSource = (typeof openSources)[number];

/** Addresses as the sites write them, `www.`, a longer path, a query or a fragment included. */
const addresses: Readonly<Record<OpenSource, RegExp>> = {
  gamebanana: /^(?:https?:\/\/)?gamebanana\.com\/(?:games|mods\/games)\/(\d{1,10})(?:[/?#]|$)/u,
  nexus: /^(?:https?:\/\/)?(?:www\.)?nexusmods\.com\/(?:games\/)?([a-z0-9]{1,64})(?:[/?#]|$)/u,
  github: /^(?:https?:\/\/)?github\.com\/topics\/([a-z0-9][a-z0-9-]{0,49})(?:[/?#]|$)/u,
  modio: /^(?:https?:\/\/)?mod\.io\/search\/games\/(\d{1,20})(?:[/?#]|$)/u,
};

const keys: Readonly<Record<OpenSource, RegExp>> = {
  gamebanana: /^\d{1,10}$/u,
  nexus: /^[a-z0-9]{1,64}$/u,
  // Several topics may mean the same game.
  github: /^[a-z0-9][a-z0-9-]{0,49}(?:\s*,\s*[a-z0-9][a-z0-9-]{0,49}){0,4}$/u,
  modio: /^\d{1,20}$/u,
};

/** The name of a game in the address of its page on mod.io, whose key only mod.io can tell. */
export const modioGameName = (typed: string): string | null =>
  /^(?:https?:\/\/)?mod\.io\/g\/([a-z0-9][a-z0-9_-]{0,99})(?:[/?#]|$)/u.exec(typed.trim().toLowerCase())?.[1] ?? null;

/** The key in what was typed; null when it is neither a key nor an address. Empty text is the empty key. */
export function gameKey(source: OpenSource, typed: string): string | null {
  const text = typed.trim().toLowerCase();
  if (text === '') return '';
  return addresses[source].exec(text)?.[1] ?? (keys[source].test(text) ? text : null);
}
