import type { SecretStore } from '../lib/secrets.ts';

/** What a folder is asked for. `loader`: a program that loads the mods of `game` from a place of its own. */
export type FolderWanted = { readonly for: 'game' | 'store' } | { readonly for: 'loader'; readonly game: string };

export type FileWanted = 'archive' | 'picture';

/** What only a window system can do, as the services ask for it. The shell provides it; tests fake it. */
export interface Host {
  /** null when the player closed the dialog. */
  readonly chooseFolder: (wanted: FolderWanted) => Promise<string | null>;
  readonly chooseFile: (wanted: FileWanted) => Promise<string | null>;
  /** Where a file shall be written; `fileName` is what it is called if the player has no better name. */
  readonly chooseSave: (wanted: {
    readonly what: 'report' | 'profile';
    readonly fileName: string;
  }) => Promise<string | null>;
  /** Opens an allow-listed page, or asks first; false when it stayed closed. */
  readonly openExternal: (url: string) => Promise<boolean>;
  /** Hands the address of an installed game to its store. */
  readonly openGame: (url: string) => Promise<boolean>;
  /** Shows a folder of ours or of a game in the file manager. */
  readonly openFolder: (path: string) => Promise<boolean>;
  /** Whether a registry that cannot be read shall be made anew from the store. */
  readonly confirmRebuild: () => Promise<boolean>;
  readonly copyText: (text: string) => Promise<void>;
  readonly secrets: SecretStore;
  /** Which proxy leads to an address, in the words of a proxy script: "PROXY host:port; DIRECT". */
  readonly resolveProxy: (url: string) => Promise<string>;
}
