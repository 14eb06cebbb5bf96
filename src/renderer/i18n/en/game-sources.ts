export const gameSources = {
  title: 'Where its mods are (optional)',
  lead: 'With the address of the game’s page, or its key there, you can browse, install and update its mods here.',
  field: '{{provider}}',
  hint: {
    gamebanana: 'gamebanana.com/games/…, its number, or type the name',
    nexus: 'nexusmods.com/games/…, or the last part of that address',
    github: 'github.com/topics/…, or the topic; several are separated by commas',
    modio: 'The number of the game; type its name to find it',
  },
  problem: 'That is no address or key of a game on {{provider}}.',
  change: 'Change…',
  changeTitle: 'Where the mods of {{game}} are',
  changeHint: 'What is installed stays as it is. An empty field leaves a source out.',
  save: 'Save',
  saved: 'The sources are saved',
} as const;
