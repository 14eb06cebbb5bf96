/** Names of the files that come, change or go, and whether they are switched on. */
export interface ModFilesChange {
  readonly present: readonly { readonly fileName: string; readonly enabled: boolean }[];
  readonly removed: readonly string[];
}
