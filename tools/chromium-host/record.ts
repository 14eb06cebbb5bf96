/** What the app did to the world outside its window, and the answers prepared for its dialogs. Tests read and set it. */

/** The answer to one dialog: chosen paths (none is "closed"), or the index of a button. */
export type DialogAnswer = { readonly paths: readonly string[] } | { readonly button: number };

export interface ShownDialog {
  readonly kind: 'open' | 'message' | 'error';
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

export interface HostRecord {
  readonly openedUrls: string[];
  readonly openedPaths: string[];
  readonly copied: string[];
  /** Addresses the page asked for and did not get. */
  readonly blockedRequests: string[];
  /** Navigations and windows that the app itself said no to. */
  readonly refusedNavigations: string[];
  readonly refusedWindows: string[];
  readonly dialogs: ShownDialog[];
  readonly registeredSchemes: string[];
  /** Not yet used, next one first. */
  readonly answers: DialogAnswer[];
}

export const record: HostRecord = {
  openedUrls: [],
  openedPaths: [],
  copied: [],
  blockedRequests: [],
  refusedNavigations: [],
  refusedWindows: [],
  dialogs: [],
  registeredSchemes: [],
  answers: [],
};
