"""What keeps an encrypted town shut, and what is wrong with a password or a code."""

KEY_SENTENCES: dict[str, str] = {
    "locked": (
        "Die Datei {path} ist verschlüsselt und gesperrt. Bitte geben Sie Ihr Passwort ein; in der"
        " Eingabezeile fragt das Programm danach oder liest es mit --password-fd."
    ),
    "password_wrong": (
        "Das Passwort stimmt nicht. Bitte prüfen Sie Groß- und Kleinschreibung und die"
        " Feststelltaste. Die Datei ist unversehrt; der Wiederherstellungscode öffnet sie auch."
    ),
    "password_short": "Das Passwort ist zu kurz. Bitte nehmen Sie mindestens {limit} Zeichen.",
    "passwords_differ": (
        "Die beiden Eingaben sind nicht gleich. Bitte geben Sie das neue Passwort zweimal gleich"
        " ein."
    ),
    "code_wrong": (
        "Der Wiederherstellungscode gehört nicht zu dieser Datei, oder es gibt inzwischen einen"
        " neuen. Bitte nehmen Sie den Zettel mit dem jüngsten Datum."
    ),
    "code_mistyped": (
        "Der Wiederherstellungscode stimmt in sich nicht: {group}. Gruppe. Bitte lesen Sie sie noch"
        " einmal vom Zettel ab."
    ),
    "code_part_wrong": (
        "Diese Gruppe steht so nicht auf dem Zettel. Bitte lesen Sie sie noch einmal ab; das Blatt"
        " muss lesbar sein, bevor die Datei verschlüsselt wird."
    ),
    "envelope_missing": (
        "Die Datei {path} ist wohl verschlüsselt, aber ihre Schlüsseldatei fehlt (derselbe Name mit"
        " der Endung .schluessel). Ohne sie öffnet kein Passwort. Bitte legen Sie sie daneben; eine"
        " gleiche liegt neben jeder Sicherung."
    ),
    "envelope_damaged": (
        "Die Schlüsseldatei {path} ist beschädigt. Die Datei selbst ist unversehrt. Bitte ersetzen"
        " Sie die Schlüsseldatei durch die neben einer Sicherung."
    ),
    "envelope_altered": (
        "Die Schlüsseldatei wurde von jemandem verändert, der die Datei nicht öffnen kann. Sie wird"
        " nicht verwendet. Bitte ersetzen Sie sie durch die neben einer Sicherung und sagen Sie es"
        " Ihrer IT."
    ),
    "envelope_newer": (
        "Die Schlüsseldatei {path} stammt von einer neueren Version von Kursplaner. Bitte bringen"
        " Sie das Programm auf den neuesten Stand."
    ),
    "envelope_of_other_town": (
        "Die Schlüsseldatei neben {path} gehört zu einem anderen Ort ({town}). Die passende liegt"
        " hier: {found}. Bitte legen Sie diese neben die Datei."
    ),
    "envelope_older": (
        "Die Schlüsseldatei neben {path} hat nicht den Schlüssel dieser Datei; er wurde inzwischen"
        " gewechselt. Bitte legen Sie die neueste Schlüsseldatei daneben{Found}."
    ),
    "envelope_unmatched": (
        "Die Schlüsseldatei ({town}) öffnet die Datei {path} nicht: Sie gehört zu einer anderen,"
        " oder der Anfang der Datei ist beschädigt. Bitte nehmen Sie Datei und Schlüsseldatei"
        " derselben Sicherung."
    ),
    "already_encrypted": (
        "Die Datei {path} ist schon verschlüsselt; es wurde nichts geändert. Bitte öffnen Sie sie"
        " mit Ihrem Passwort."
    ),
    "not_encrypted": (
        "Die Datei {path} ist nicht verschlüsselt und hat keine Passwörter. Bitte verschlüsseln Sie"
        " sie zuerst, in den Einstellungen oder mit „kursplaner encrypt“."
    ),
    "convert_failed": (
        "Die Datei {path} ließ sich nicht verschlüsseln; sie liegt unverändert da. Bitte prüfen"
        " Sie, ob genug Platz ist und in den Ordner geschrieben werden darf."
    ),
    "rekey_failed": (
        "Der Schlüssel von {path} ließ sich nicht wechseln; die Datei öffnet sich wie zuvor. Bitte"
        " prüfen Sie, ob genug Platz ist."
    ),
    "slot_missing": "Diesen Zugang gibt es nicht (mehr). Bitte wählen Sie einen aus der Liste.",
    "slot_name_missing": "Bitte tragen Sie ein, für wen der Zugang ist.",
    "slot_name_taken": (
        "Für {name} gibt es schon einen Zugang. Bitte wählen Sie einen anderen Namen."
    ),
    "slot_last": (
        "{name} hat den letzten Zugang; ohne ihn könnte niemand mehr die Datei mit einem Passwort"
        " öffnen. Bitte legen Sie zuerst einen anderen an."
    ),
    "slots_full": "Mehr als {limit} Zugänge gehen nicht. Bitte entfernen Sie zuerst einen.",
    "descriptor_empty": (
        "Aus der angegebenen Leitung ({number}) kam kein Passwort. Bitte schreiben Sie es als erste"
        " Zeile hinein."
    ),
}
