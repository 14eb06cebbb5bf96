import type { WordsOf } from '../words.ts';

export const gameCare: WordsOf<'gameCare'> = {
  play: 'Spielen',
  playHint: '{{game}} starten',
  started: '{{game}} startet',
  running: 'Läuft',
  runningHint: '{{program}} läuft. Schließe es, bevor du Mods änderst.',
  busy: 'Wird aktualisiert',
  busyHint: 'Der Launcher des Spiels arbeitet daran. Warte, bis er fertig ist.',
  away: 'Nicht da',
  awayHint: 'Der Ordner des Spiels ist nicht da. Schließe das Laufwerk an, auf dem er liegt.',
  refused: '{{game}} wurde nicht gestartet',
  why: {
    running: 'Es läuft schon.',
    busy: 'Der Launcher aktualisiert es gerade. Versuche es danach noch einmal.',
    'anti-cheat':
      'Es schützt sich gegen Betrug und würde Mods dafür halten. Starte es über seinen Mod-Loader oder ohne Mods aus seinem Launcher.',
    missing: 'Sein Ordner ist nicht da. Schließe das Laufwerk an, auf dem er liegt.',
    unknown: 'Kein Launcher kennt es, und sein Programm ist nicht bekannt. Starte es wie immer.',
    failed: 'Sein Launcher oder sein Programm hat nicht geantwortet. Starte es wie immer.',
  },
  updated: '{{store}} hat {{game}} aktualisiert',
  updatedHint:
    'Ein Update legt Originaldateien über Mods. Sieh unter Pflege nach und bringe in Ordnung, was dort steht.',
  checkTitle: 'Was du über seine Ordner wissen solltest',
  allWell: 'Nichts spricht dagegen, hier Mods zu installieren.',
  looking: 'Die Ordner werden angesehen …',
  warning: {
    'not-writable': 'Loadstone darf hier nicht schreiben',
    'other-volume': 'Das Spiel liegt auf einem anderen Laufwerk als die Mods von Loadstone',
    'no-links': 'Dieses Laufwerk kann Dateien nicht verknüpfen',
    'cloud-folder': 'Ein Cloud-Dienst gleicht diesen Ordner ab',
    'other-manager': 'Ein anderer Mod-Manager hat hier Mods abgelegt',
    'protected-folder': 'Windows schützt diesen Ordner',
    'temporary-path': 'Diesen Pfad gibt es nach einem Neustart nicht mehr',
    incomplete: 'Dateien des Spiels fehlen',
    'list-missing': 'Mods sind im Spiel noch nicht eingeschaltet',
    'list-unreadable': 'Die Mod-Liste des Spiels lässt sich nicht lesen',
    'whole-drive': 'Das ist ein ganzes Laufwerk',
    'home-folder': 'Das ist dein Benutzerordner',
    'above-home': 'Dieser Ordner liegt über deinem Benutzerordner',
    'own-data': 'Hier bewahrt Loadstone seine eigenen Daten auf',
    'system-folder': 'Das ist ein Ordner des Systems',
  },
  meaning: {
    'not-writable':
      'Es lässt sich keine Mod installieren. Erlaube deinem Benutzer, in den Ordner zu schreiben, oder verschiebe das Spiel.',
    'other-volume': 'Mods werden kopiert statt verknüpft. Das braucht Platz auf beiden Laufwerken und etwas mehr Zeit.',
    'no-links': 'Es ist mit exFAT oder FAT formatiert. Mods werden kopiert, was mehr Platz und Zeit braucht.',
    'cloud-folder':
      'Er kann jederzeit alte Dateien zurückholen oder neue wegnehmen. Verschiebe das Spiel oder nimm seinen Ordner aus dem Dienst heraus.',
    'other-manager':
      'Zwei Manager halten die Dateien des anderen für fremde. Nimm die Mods erst mit jenem Manager heraus, sonst behandelt Loadstone sie als Teil des Spiels.',
    'protected-folder': 'Wenn das Installieren von Mods scheitert, verschiebe das Spiel in eine Bibliothek außerhalb.',
    'temporary-path':
      'Gib Loadstone in den Einstellungen deines Systems Zugriff auf den echten Ordner und wähle diesen.',
    incomplete: 'Lass seinen Launcher die Installation erst prüfen oder abschließen.',
    'list-missing':
      'Das Spiel legt die Liste seiner Mods beim ersten Start an. Starte es einmal; die nächste Änderung hier schaltet deine Mods dann ein.',
    'list-unreadable': 'Loadstone lässt sie, wie sie ist. Schalte deine Mods im Spiel selbst ein.',
    'whole-drive': 'Wähle den Ordner, in dem ein einzelnes Spiel installiert ist.',
    'home-folder': 'Wähle den Ordner, in dem ein einzelnes Spiel installiert ist.',
    'above-home': 'Wähle den Ordner, in dem ein einzelnes Spiel installiert ist.',
    'own-data': 'Wähle den Ordner, in dem ein einzelnes Spiel installiert ist.',
    'system-folder': 'Wähle den Ordner, in dem ein einzelnes Spiel installiert ist.',
  },
  otherManager: '{{manager}} hat hier Mods abgelegt',
  otherManagerMeaning:
    'Zwei Manager halten die Dateien des anderen für fremde. Nimm die Mods erst in {{manager}} heraus, sonst behandelt Loadstone sie als Teil des Spiels.',
  addAnyway: '{{game}} trotzdem hinzufügen',
  notNow: 'Jetzt nicht',
  chooseLoader: 'Ordner des Mod-Loaders wählen',
  chooseLoaderHint: 'Mods dieses Spiels liegen bei einem Loader, dessen Ort nur du kennst.',
  startOnceHint: 'Starte das Spiel einmal, damit es seine Ordner anlegt.',
  holdsModsHint:
    'Dort liegen schon Dateien von Mods, die unter einem anderen Ordner des Spiels bekannt sind. Entferne das Spiel aus Loadstone und füge es mit seinen Mods neu hinzu, um ihn zu benutzen.',
  lookAgain: 'Noch einmal nachsehen',
  missingTarget: 'Ein Ordner für Mods, der noch nicht bekannt ist',
  launchOptions: 'Startoption in Steam',
  launchOptionsHint: 'Unter Proton startet der Mod-Loader nur damit. Steam › Eigenschaften › Startoptionen.',
  copy: 'Kopieren',
  copied: 'Kopiert',
  offline_one:
    'Eine Bibliothek auf einem Laufwerk, das nicht angeschlossen ist: {{folders}}. Ihre Spiele erscheinen, wenn es wieder da ist.',
  offline_other:
    '{{count, number}} Bibliotheken auf Laufwerken, die nicht angeschlossen sind: {{folders}}. Ihre Spiele erscheinen, wenn sie wieder da sind.',
  broken_one: 'Eine deiner eigenen Spieldefinitionen lässt sich nicht verwenden',
  broken_other: '{{count, number}} deiner eigenen Spieldefinitionen lassen sich nicht verwenden',
};
