import type { WordsOf } from '../words.ts';

export const gameSources: WordsOf<'gameSources'> = {
  title: 'Wo seine Mods sind (freiwillig)',
  lead: 'Mit der Adresse der Seite des Spiels oder seinem Schlüssel dort kannst du seine Mods hier durchstöbern, installieren und aktualisieren.',
  field: '{{provider}}',
  hint: {
    gamebanana: 'gamebanana.com/games/…, seine Nummer, oder gib den Namen ein',
    nexus: 'nexusmods.com/games/…, oder der letzte Teil dieser Adresse',
    github: 'github.com/topics/…, oder das Thema; mehrere werden durch Kommas getrennt',
    modio: 'Die Nummer des Spiels; gib seinen Namen ein, um sie zu finden',
  },
  problem: 'Das ist weder Adresse noch Schlüssel eines Spiels auf {{provider}}.',
  change: 'Ändern …',
  changeTitle: 'Wo die Mods von {{game}} sind',
  changeHint: 'Was installiert ist, bleibt, wie es ist. Ein leeres Feld lässt eine Quelle weg.',
  save: 'Speichern',
  saved: 'Die Quellen sind gespeichert',
};
