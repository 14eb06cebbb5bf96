export const preview = {
  loading: 'Working out what would change…',
  nothing: 'No file would change',
  nothingHint: 'Your game would look exactly as it does now.',
  mods: 'Mods',
  files: 'Files',
  filesList: 'Files that would change',
  ofGame: 'the list in which the game keeps what is switched on',
  choices_one: '{{count, number}} choice of a winner changes',
  choices_other: '{{count, number}} choices of winners change',
  downloads_one: '{{count, number}} mod has to be downloaded again first: {{names}}',
  downloads_other: '{{count, number}} mods have to be downloaded again first: {{names}}',
  offline: 'Works offline',
} as const;
