import type { WordsOf } from '../words.ts';

export const preview: WordsOf<'preview'> = {
  loading: 'Wird ausgerechnet…',
  nothing: 'Keine Datei würde sich ändern',
  nothingHint: 'Dein Spiel sähe genauso aus wie jetzt.',
  mods: 'Mods',
  files: 'Dateien',
  filesList: 'Dateien, die sich ändern würden',
  ofGame: 'die Liste, in der das Spiel führt, was eingeschaltet ist',
  choices_one: '{{count, number}} gewählter Gewinner ändert sich',
  choices_other: '{{count, number}} gewählte Gewinner ändern sich',
  downloads_one: '{{count, number}} Mod muss vorher neu geladen werden: {{names}}',
  downloads_other: '{{count, number}} Mods müssen vorher neu geladen werden: {{names}}',
  offline: 'Geht ohne Internet',
};
