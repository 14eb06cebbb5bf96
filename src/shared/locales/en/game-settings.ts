export const gameSettings = {
  page: 'Game settings',
  places: 'Folders',
  root: 'Installed in',
  target: 'Mods go to',
  layout: 'How',
  sources: 'Mods come from',
  noSources: 'Archives of your own',
  added: 'Managed since',
  open: 'Open folder',
  danger: 'Remove from Loadstone',
  dangerHint: 'Brings the folder of the game back to what it was, then forgets its mods and its history.',
} as const;
