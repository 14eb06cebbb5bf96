import type { WordsOf } from '../words.ts';

export const palette: WordsOf<'palette'> = {
  open: 'Suche und Befehle',
  key: 'Strg K',
  placeholder: 'Wohin gehen, welche Mod, was tun…',
  label: 'Suche und Befehle',
  results_one: '{{count, number}} Treffer',
  results_other: '{{count, number}} Treffer',
  none: 'Nichts passt zu „{{text}}“',
  groupGo: 'Gehe zu',
  groupGames: 'Spiele',
  groupMods: 'Deine Mods',
  groupDo: 'Tun',
  groupSettings: 'Einstellungen',
  undo: 'Letzte Änderung zurücknehmen',
  redo: 'Wiederholen',
  checkUpdates: 'Nach Aktualisierungen suchen',
  pauseAll: 'Alle Downloads anhalten',
  resumeAll: 'Alle Downloads fortsetzen',
  openFolder: 'Spielordner öffnen',
  addArchive: 'Aus einem Archiv installieren',
  hint: 'Pfeile wählen, Eingabe öffnet, Escape schließt',
};
