import type { WordsOf } from '../words.ts';

export const gameSources: WordsOf<'gameSources'> = {
  title: 'Wo seine Mods sind (freiwillig)',
  lead: 'Gib den Namen des Spiels ein oder füge die Adresse seiner Seite ein, dann kannst du seine Mods hier durchstöbern, installieren und aktualisieren.',
  field: '{{provider}}',
  hint: {
    gamebanana: 'Sein Name, seine Nummer oder gamebanana.com/games/…',
    nexus: 'Sein Name, nexusmods.com/games/… oder der letzte Teil dieser Adresse',
    github: 'Ein Thema oder github.com/topics/…; mehrere werden durch Kommas getrennt',
    modio: 'Sein Name, mod.io/g/… oder seine Nummer',
  },
  problem: 'Kein Spiel auf {{provider}} heißt so. Wähle eines der gefundenen oder lass das Feld leer.',
  unknown:
    'Auf {{provider}} war zu „{{text}}“ nichts zu finden. Prüfe die Schreibweise oder füge die Adresse der Seite ein.',
  signIn: '{{provider}} antwortet nur denen, die angemeldet sind.',
  asking: '{{provider}} wird gefragt…',
  meant: 'Meinst du',
  choose: 'Seine Quellen wählen …',
  change: 'Ändern …',
  changeTitle: 'Wo die Mods von {{game}} sind',
  changeHint: 'Was installiert ist, bleibt, wie es ist. Ein leeres Feld lässt eine Quelle weg.',
  save: 'Speichern',
  saved: 'Die Quellen sind gespeichert',
};
