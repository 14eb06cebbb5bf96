import type { WordsOf } from '../words.ts';

export const gameSettings: WordsOf<'gameSettings'> = {
  page: 'Spieleinstellungen',
  places: 'Ordner',
  root: 'Installiert in',
  target: 'Mods kommen nach',
  layout: 'Wie',
  sources: 'Mods kommen von',
  noSources: 'Eigene Archive',
  added: 'Verwaltet seit',
  open: 'Ordner öffnen',
  picture: 'Bild',
  pictureHint: 'Das Bild aus dem Store des Spiels, falls er eines auf diesem Computer hat. Oder ein eigenes.',
  choosePicture: 'Bild wählen…',
  dismissPicture: 'Mein Bild entfernen',
  danger: 'Aus Loadstone entfernen',
  dangerHint: 'Bringt den Spielordner in seinen früheren Zustand und vergisst dann Mods und Verlauf.',
};
