import type { WordsOf } from '../words.ts';

export const errors: WordsOf<'errors'> = {
  original: 'Auf Englisch: {{message}}',
  invalid_input: { message: 'Das wurde nicht verstanden', hint: 'Prüfe deine Eingabe und versuche es noch einmal.' },
  unknown_channel: {
    message: 'Ein Teil von Loadstone kennt einen anderen nicht',
    hint: 'Installiere Loadstone neu; deine Mods und dein Verlauf bleiben.',
  },
  foreign_sender: {
    message: 'Eine fremde Seite wurde abgewiesen',
    hint: 'Nichts ist geschehen. Starte Loadstone noch einmal.',
  },
  not_found: { message: 'Das gibt es nicht mehr', hint: 'Sieh dir die Liste noch einmal an und wähle neu.' },
  ambiguous_name: { message: 'Mehrere Dinge heißen so', hint: 'Nenne es genauer.' },
  cancelled: { message: 'Abgebrochen', hint: 'Dein Spiel wurde nicht verändert.' },
  internal: {
    message: 'In Loadstone ist etwas schiefgegangen',
    hint: 'Nichts blieb halb getan. Ein Bericht aus den Einstellungen hilft, den Fehler zu finden.',
  },
  game_not_found: { message: 'Dieses Spiel wird nicht verwaltet', hint: 'Wähle es links aus, oder füge es hinzu.' },
  game_exists: { message: 'Dieses Spiel wird schon verwaltet', hint: 'Öffne es links in der Leiste.' },
  game_folder_missing: {
    message: 'Der Ordner des Spiels ist nicht da',
    hint: 'Schließe das Laufwerk an, oder sage in den Spieleinstellungen, wo das Spiel jetzt ist.',
  },
  game_folder_not_writable: {
    message: 'Loadstone darf nicht in den Ordner des Spiels schreiben',
    hint: 'Schließe das Spiel und andere Programme, die seinen Ordner benutzen. Liegt es nicht daran: Erlaube deinem Benutzer, dort zu schreiben, oder verschiebe das Spiel an einen ungeschützten Ort.',
  },
  game_not_recognised: {
    message: 'Dieses Spiel ist nicht bekannt',
    hint: 'Füge es als anderes Spiel hinzu und sage, wohin seine Mods gehören.',
  },
  game_running: {
    message: 'Das Spiel läuft',
    hint: 'Schließe es zuerst: Dateien in Gebrauch lassen sich nicht sicher ändern.',
  },
  mod_folder_unknown: {
    message: 'Wohin diese Mod gehört, ist noch nicht bekannt',
    hint: 'Starte das Spiel einmal, damit es seine Ordner anlegt, oder wähle den Ordner in den Einstellungen des Spiels.',
  },
  mod_folder_in_use: {
    message: 'In diesem Ordner haben Mods Dateien, die unter einem anderen bekannt sind',
    hint: 'Entferne das Spiel aus Loadstone und füge es mit seinen Mods neu hinzu.',
  },
  files_without_place: {
    message: 'Nichts sagt, wohin einige Dateien dieser Mod gehören',
    hint: 'Entpacke sie und packe sie neu, mit den Ordnern des Spiels um ihre Dateien, oder lege sie auf der Kommandozeile mit --target ganz in einen Ordner.',
  },
  files_collide: {
    message: 'Zwei Dateien der Mod gehören an denselben Platz',
    hint: 'Entpacke sie, behalte die eine, die du willst, und installiere diese.',
  },
  archive_unreadable: {
    message: 'Das Archiv lässt sich nicht lesen',
    hint: 'Lade es noch einmal; vielleicht ist es beschädigt.',
  },
  archive_refused: {
    message: 'Das Archiv wurde abgewiesen',
    hint: 'Es enthält etwas, das deinen Dateien schaden könnte. Nichts davon wurde entpackt.',
  },
  archive_encrypted: {
    message: 'Das Archiv ist durch ein Passwort geschützt',
    hint: 'Entpacke es selbst und packe es ohne Passwort.',
  },
  archive_unsupported: {
    message: 'Diese Art von Archiv lässt sich nicht lesen',
    hint: 'Packe es als zip, 7z, rar oder tar.',
  },
  nothing_to_install: {
    message: 'Darin ist nichts zu installieren',
    hint: 'Sieh auf der Seite der Mod nach, ob eine andere Datei gemeint ist.',
  },
  already_installed: { message: 'Diese Datei ist schon installiert', hint: 'Du findest sie in der Bibliothek.' },
  requirements_unmet: {
    message: 'Es fehlt etwas, das sie braucht',
    hint: 'Installiere zuerst, was sie braucht, oder installiere sie trotzdem.',
  },
  choices_needed: {
    message: 'Der Installer hat Fragen',
    hint: 'Beantworte sie, dann geht die Installation weiter.',
  },
  choices_invalid: {
    message: 'Die Antworten passen nicht zum Installer',
    hint: 'Gehe seine Fragen noch einmal durch.',
  },
  installer_unreadable: {
    message: 'Der Installer darin lässt sich nicht lesen',
    hint: 'Sage es der Autorin oder dem Autor, oder wähle eine andere Datei.',
  },
  provider_unknown: { message: 'Diese Quelle ist nicht bekannt', hint: 'Wähle eine der Quellen aus der Liste.' },
  provider_unavailable: {
    message: 'Die Quelle antwortet gerade nicht richtig',
    hint: 'Versuche es später noch einmal. Was installiert ist, geht weiter.',
  },
  provider_answer_unreadable: {
    message: 'Die Quelle hat etwas Unlesbares geantwortet',
    hint: 'Versuche es später noch einmal; bleibt es so, hilft vielleicht ein neueres Loadstone.',
  },
  provider_refused: { message: 'Die Quelle hat das abgelehnt', hint: 'Vielleicht sagt ihre Seite, warum.' },
  rate_limited: {
    message: 'Die Quelle bittet um eine Pause',
    hint: 'Es geht von selbst weiter; was installiert ist, läuft.',
  },
  mod_gone: { message: 'Das ist nicht mehr da', hint: 'Wähle eine andere Datei, oder öffne die Seite.' },
  needs_sign_in: {
    message: 'Die Quelle möchte, dass du dich anmeldest',
    hint: 'Das geht unter Einstellungen, Konten.',
  },
  needs_user_action: { message: 'Du bist dran', hint: 'Öffne die Seite der Mod und drücke dort auf den Knopf.' },
  sign_in_failed: {
    message: 'Die Anmeldung ist fehlgeschlagen',
    hint: 'Beginne neu, oder wähle einen anderen Weg, dich anzumelden.',
  },
  sign_in_busy: { message: 'Eine Anmeldung läuft schon', hint: 'Beende sie zuerst, oder brich sie ab.' },
  offline: {
    message: 'Die Quelle ist nicht zu erreichen',
    hint: 'Prüfe die Verbindung. Alles Installierte und jedes Zurückgehen geht auch ohne.',
  },
  download_incomplete: {
    message: 'Der Download ist abgebrochen',
    hint: 'Versuche es noch einmal: Er geht weiter, wo er aufgehört hat.',
  },
  download_hash_mismatch: {
    message: 'Was kam, ist nicht, was die Quelle angekündigt hat',
    hint: 'Es wurde weggeworfen. Versuche es noch einmal.',
  },
  download_not_an_archive: {
    message: 'Was kam, ist kein Archiv',
    hint: 'Öffne die Seite der Mod und sieh dort nach.',
  },
  link_refused: {
    message: 'Der Link wurde abgelehnt',
    hint: 'Folge ihm noch einmal von der Seite aus, angemeldet mit deinem Konto.',
  },
  redirect_refused: {
    message: 'Die Quelle führte zu einer Adresse, der nicht vertraut wird',
    hint: 'Dorthin wurde nichts gesendet. Versuche es später noch einmal.',
  },
  disk_full: {
    message: 'Der Datenträger ist voll',
    hint: 'Schaffe Platz, zum Beispiel unter Einstellungen, Speicher.',
  },
  file_in_use: {
    message: 'Ein anderes Programm hält eine Datei offen',
    hint: 'Schließe das Spiel und seine Werkzeuge, dann versuche es noch einmal.',
  },
  path_blocked: { message: 'Etwas ist im Weg', hint: 'Sieh dir den Pfad in den Einzelheiten an und räume ihn frei.' },
  path_too_long: {
    message: 'Ein Pfad ist zu lang für diesen Datenträger',
    hint: 'Verschiebe das Spiel in einen Ordner mit kürzerem Pfad.',
  },
  io_failed: {
    message: 'Der Datenträger konnte das nicht',
    hint: 'Prüfe das Laufwerk und seinen Anschluss, dann versuche es noch einmal.',
  },
  blob_missing: {
    message: 'Eine gespeicherte Datei fehlt',
    hint: 'Repariere unter Pflege: Sie kommt aus ihrem Archiv oder wird neu geladen.',
  },
  blob_damaged: {
    message: 'Eine gespeicherte Datei ist beschädigt',
    hint: 'Sie wurde beiseitegelegt. Reparieren unter Pflege bringt es in Ordnung.',
  },
  archive_changed: {
    message: 'Das Archiv hat sich geändert, während seine Installation wartete',
    hint: 'Installiere es noch einmal. Es wurde nichts geändert.',
  },
  changed_meanwhile: {
    message: 'Das Spiel hat sich inzwischen geändert',
    hint: 'Sieh es dir noch einmal an und wiederhole den Schritt.',
  },
  deployment_failed: {
    message: 'Die Änderung ließ sich nicht ausführen',
    hint: 'Dein Spiel ist, wie es vorher war. Sieh dir die Einzelheiten an, dann versuche es noch einmal.',
  },
  nothing_to_undo: { message: 'Nichts zurückzunehmen', hint: 'Das ist der älteste Stand.' },
  nothing_to_redo: { message: 'Nichts zu wiederholen', hint: 'Das ist der neueste Stand.' },
  generation_not_found: {
    message: 'Diesen Stand gibt es nicht mehr',
    hint: 'Wähle einen anderen im Verlauf.',
  },
  data_in_use: { message: 'Ein anderes Loadstone benutzt dieselben Daten', hint: 'Schließe es zuerst.' },
  data_folder_unusable: {
    message: 'Der Datenordner ist nicht zu gebrauchen',
    hint: 'Erlaube deinem Benutzer, dort zu schreiben, oder wähle einen anderen.',
  },
  store_missing: {
    message: 'Das Laufwerk mit deinen Mods ist nicht da',
    hint: 'Schließ es an und starte Loadstone neu; nichts wurde geändert.',
  },
  store_place_refused: {
    message: 'Dort lassen sich deine Mods nicht aufbewahren',
    hint: 'Wähle einen anderen Ordner.',
  },
  registry_newer: {
    message: 'Ein neueres Loadstone hat diese Daten geschrieben',
    hint: 'Starte jenes; nichts wurde angefasst.',
  },
  registry_damaged: {
    message: 'Das Verzeichnis ist beschädigt',
    hint: 'Es lässt sich aus dem Speicher neu aufbauen: Keine Mod und kein Stand geht verloren.',
  },
};
