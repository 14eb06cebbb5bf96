/** Which addresses may be handed to the browser of the system, and on whose word. */

/** Names of sites; their subdomains count as they do. */
export const trustedSites = ['nexusmods.com', 'gamebanana.com', 'github.com', 'mod.io', 'factorio.com'] as const;

export type ExternalDecision = 'open' | 'ask' | 'refuse';

export const maxUrlLength = 2_048;

const isTrustedSite = (host: string): boolean =>
  trustedSites.some((site) => host === site || host.endsWith(`.${site}`));

// Spaces, control characters and backslashes are repaired by URL parsers, each in its own way.
// oxlint-disable-next-line no-control-regex -- control characters are what we refuse
const repaired = /[\u0000-\u0020\u007F-\u00A0\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\\]/u;

/** An address that leads into the player's own network, or to a machine without a name. */
function isPrivateHost(host: string): boolean {
  return (
    host.startsWith('[') ||
    /^[\d.]+$/u.test(host) ||
    !host.includes('.') ||
    /(?:^|\.)(?:localhost|local|internal|lan|home|arpa|onion)\.?$/u.test(host)
  );
}

/**
 * `open`: https on a site we know. `ask`: https elsewhere, after the player has read the full address.
 * `refuse`: every other scheme, user info, private hosts, and anything a parser would have to repair.
 */
export function decideExternal(text: string): ExternalDecision {
  if (text.length > maxUrlLength || repaired.test(text) || !/^https:\/\/[^/]/iu.test(text)) return 'refuse';
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return 'refuse';
  // "https://@host" has an empty user; it only serves to mislead.
  if (/^https:\/\/[^/?#]*@/iu.test(text)) return 'refuse';
  if (isPrivateHost(url.hostname)) return 'refuse';
  return url.port === '' && isTrustedSite(url.hostname) ? 'open' : 'ask';
}

/** Addresses that make a store start one game, in the exact forms we make. Nothing else with these schemes is opened. */
export const isGameUrl = (text: string): boolean =>
  /^steam:\/\/rungameid\/\d{1,10}$/u.test(text) ||
  /^com\.epicgames\.launcher:\/\/apps\/[A-Za-z0-9]{1,64}\?action=launch&silent=true$/u.test(text) ||
  /^heroic:\/\/launch\/(?:legendary|gog|sideload)\/[A-Za-z0-9_-]{1,64}$/u.test(text) ||
  /^shell:AppsFolder\\[A-Za-z0-9.-]{3,50}_[a-z0-9]{13}![A-Za-z0-9._-]{1,64}$/u.test(text);

export interface GameOpenerDeps {
  /** Hands an address to the program that the system opens such addresses with. */
  readonly openInSystem: (url: string) => Promise<void>;
  readonly openInExplorer: (address: string) => Promise<boolean>;
}

/** Whether it was handed over: false for what is no address of a game, and where no program takes it. */
export async function openGame(url: string, { openInSystem, openInExplorer }: GameOpenerDeps): Promise<boolean> {
  if (!isGameUrl(url)) return false;
  // Electron writes "%5C" for the backslash, as addresses of the web want it, and the shell of Windows does not read that.
  // Source: https://github.com/electron/electron/pull/28334
  if (url.startsWith('shell:')) return openInExplorer(url);
  try {
    await openInSystem(url);
    return true;
  } catch {
    // The store is not installed any more.
    return false;
  }
}

export interface ExternalOpener {
  /** Whether it was opened. Never throws for a bad address: it stays closed. */
  readonly open: (url: string) => Promise<boolean>;
}

export interface ExternalDeps {
  /** Hands an https address to the system. */
  readonly openInBrowser: (url: string) => Promise<void>;
  /** Shows the full address, in its unambiguous ASCII form, and waits for the player's word. */
  readonly confirm: (url: string) => Promise<boolean>;
}

export function createExternalOpener({ openInBrowser, confirm }: ExternalDeps): ExternalOpener {
  let asking = false;

  /** One question at a time: a page must not be able to pile them up until somebody clicks yes. */
  async function ask(url: string): Promise<boolean> {
    if (asking) return false;
    asking = true;
    try {
      return await confirm(url);
    } finally {
      asking = false;
    }
  }

  return {
    open: async (text) => {
      const decision = decideExternal(text);
      if (decision === 'refuse') return false;
      // What is opened is what was looked at: the parsed form, not the given one.
      const { href } = new URL(text);
      if (decision === 'ask' && !(await ask(href))) return false;
      await openInBrowser(href);
      return true;
    },
  };
}
