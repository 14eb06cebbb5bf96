/**
 * Which links of web pages the system hands to us. Our own are ours from the start; those of Nexus may belong to another
 * manager and are taken only on the player's word. For Windows and macOS; Linux has linux-links.ts.
 * Source: https://www.electronjs.org/docs/latest/api/app
 */
import type { App } from 'electron';

type SchemeApp = Pick<
  App,
  'isPackaged' | 'isDefaultProtocolClient' | 'setAsDefaultProtocolClient' | 'removeAsDefaultProtocolClient'
>;

export const nexusScheme = 'nxm';

export interface LinkSchemes {
  /** Takes the links of a scheme, again after a move or an update of the program. */
  readonly take: (scheme: string) => void;
  readonly giveBack: (scheme: string) => void;
}

export function createLinkSchemes(app: SchemeApp, program: string): LinkSchemes {
  // "--" keeps a link from being read as a switch. Only Windows looks at it: on macOS the package names the program.
  const args = ['--'];
  return {
    take: (scheme) => {
      // A checkout leaves the links of an installed app alone.
      if (app.isPackaged) app.setAsDefaultProtocolClient(scheme, program, args);
    },
    giveBack: (scheme) => {
      if (app.isPackaged && app.isDefaultProtocolClient(scheme, program, args))
        app.removeAsDefaultProtocolClient(scheme, program, args);
    },
  };
}

/** Follows the player's setting: `wanted` is told at the start and after each change. */
export function createNexusLinkFollower(schemes: LinkSchemes): (wanted: boolean) => void {
  // At the start nothing is given back: the system's own choice may be another reason for the links to be ours.
  let taken = false;
  return (wanted) => {
    if (wanted && !taken) schemes.take(nexusScheme);
    if (!wanted && taken) schemes.giveBack(nexusScheme);
    taken = wanted;
  };
}
