export const gameSources = {
  title: 'Where its mods are (optional)',
  lead: 'Type the name of the game, or paste the address of its page, and you can browse, install and update its mods here.',
  field: '{{provider}}',
  hint: {
    gamebanana: 'Its name, its number, or gamebanana.com/games/…',
    nexus: 'Its name, nexusmods.com/games/…, or the last part of that address',
    github: 'A topic or github.com/topics/…; several are separated by commas',
    modio: 'Its name, or its number',
  },
  problem: 'No game on {{provider}} is called so. Choose one of those found, or leave the field empty.',
  unknown: 'Nothing was found on {{provider}} for “{{text}}”. Check the spelling, or paste the address of its page.',
  meant: 'Do you mean',
  change: 'Change…',
  changeTitle: 'Where the mods of {{game}} are',
  changeHint: 'What is installed stays as it is. An empty field leaves a source out.',
  save: 'Save',
  saved: 'The sources are saved',
} as const;
