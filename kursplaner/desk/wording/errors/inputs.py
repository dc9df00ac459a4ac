"""What is wrong with what was typed into the shell or a file for it, and what to do."""

INPUT_SENTENCES: dict[str, str] = {
    "age_group_twice": "Das Alter {age} ist zweimal genannt. Bitte nennen Sie es einmal.",
    "age_group_unreadable": (
        "„{text}“ ist keine Altersgruppe. Bitte schreiben Sie das Alter, ab dem sie beginnt, und"
        " wie viele es sind, zum Beispiel 27=3."
    ),
    "room_use_unreadable": (
        "„{text}“ ist kein Kürzel einer Belegung oder Sperrzeit. Bitte nehmen Sie eines aus"
        " „room list“, zum Beispiel b12 oder s3."
    ),
    "toml_broken": (
        "Die Datei {path} ist kein gültiges TOML ({place}). Bitte"
        " berichtigen Sie die Stelle; Texte stehen in Anführungszeichen."
    ),
    "toml_too_deep": (
        "Die Datei {path} ist so tief verschachtelt, dass sie kein Entwurf sein kann. Bitte wählen"
        " Sie die richtige Datei."
    ),
    "text_encoding": (
        "Die Datei {path} ist nicht als UTF-8 gespeichert. Bitte speichern Sie sie als UTF-8."
    ),
    "draft_key_unknown": (
        "Im Entwurf {path} steht „{key}“; das kennt das Programm nicht.{hint} Möglich sind:"
        " {known}."
    ),
    "draft_key_missing": (
        "Im Entwurf {path} fehlt „{key}“. Bitte ergänzen Sie die Zeile, zum Beispiel: {example}"
    ),
    "draft_type_wrong": (
        "Im Entwurf {path}: „{key}“ braucht {wanted}, dort steht aber {found}. Bitte schreiben Sie"
        " zum Beispiel: {example}"
    ),
    "draft_value_unknown": (
        "Im Entwurf {path} steht bei „{key}“ der Wert „{value}“.{hint} Möglich sind: {known}."
    ),
    "draft_times_mismatch": (
        "Im Entwurf {path} passt die Zahl der Zeiten in „{key}“ ({found}) nicht zu der in"
        " „weekdays“ ({wanted}). Bitte nennen"
        " Sie eine Zeit für alle oder eine je Wochentag."
    ),
    "draft_weekday_twice": (
        "Im Entwurf {path} steht „{value}“ zweimal in „weekdays“, mit denselben Zeiten. Bitte"
        " streichen Sie eines."
    ),
    "course_unknown": (
        "Einen Kurs mit der Nummer „{number}“ gibt es nicht. Bitte prüfen Sie die Nummer;"
        " „kursplaner course list“ zeigt alle."
    ),
    "person_name_unknown": (
        "Eine Person „{name}“ gibt es nicht. Bitte prüfen Sie den Namen oder nehmen Sie die Nummer"
        " aus „kursplaner people list“."
    ),
    "no_such_step": (
        "Eine Änderung {number} hat der Entwurf nicht; es sind {count}. Bitte prüfen Sie die Zahl."
    ),
    "room_unknown": ("Einen Raum „{name}“ gibt es nicht. Bitte prüfen Sie den Namen.{There_is}"),
    "name_ambiguous": (
        "„{name}“ ist nicht eindeutig: es gibt {count} davon. Bitte schreiben Sie den vollen"
        " Namen oder nehmen Sie die Nummer."
    ),
    "setting_unknown": (
        "Eine Einstellung „{text}“ gibt es nicht. Bitte schreiben Sie sie wie in „kursplaner"
        " settings list“; ein Teil genügt, wenn er eindeutig ist."
    ),
    "setting_ambiguous": (
        "„{text}“ passt zu mehreren Einstellungen. Bitte schreiben Sie mehr davon.{There_is}"
    ),
    "setting_word_unknown": "„{text}“ ist hier nicht möglich. Möglich sind: {known}.",
    "mark_not_told": (
        "„{text}“ ist kein Eintrag der Anwesenheit. Bitte schreiben Sie Person und Zeichen, zum"
        " Beispiel 24=X oder „Rima Haddad=E:krank“."
    ),
    "mark_reason_unknown": "Einen Grund „{text}“ gibt es nicht. Möglich sind: {known}.",
    "marked_twice": "{Person} ist zweimal genannt. Bitte streichen Sie einen der Einträge.",
    "marks_columns": (
        "Die Datei {path} braucht in der ersten Zeile die Spalten „person“ und „mark“. Bitte"
        " ergänzen Sie sie."
    ),
    "marks_row": (
        "Zeile {row} der Datei {path}, Spalte „{column}“: „{value}“ ist hier nicht möglich."
        " {wanted}"
    ),
    "marks_empty": (
        "Die Datei {path} enthält keine Einträge. Bitte tragen Sie je Zeile eine Person und"
        " ein Zeichen ein."
    ),
    "out_ending": (
        "„{path}“ hat keine passende Endung (möglich: {formats}). Bitte ändern Sie den Dateinamen."
    ),
    "nothing_to_print": (
        "Für diese Auswahl gibt es nichts zu drucken. Bitte prüfen Sie Zeitraum und Kurs."
    ),
    "section_unknown": (
        "Einen Abschnitt {number} gibt es in diesem Kurs nicht; er hat {count}. Bitte nehmen Sie "
        "einen davon."
    ),
    "demo_size_unknown": (
        "Eine Spielstadt der Größe „{size}“ gibt es nicht. Bitte nehmen Sie {sizes}."
    ),
    "list_empty": (
        "In der Datei {path} steht keine Person. Bitte prüfen Sie, ob es die richtige Liste ist."
    ),
    "list_without_names": (
        "In der Datei {path} ist keine Spalte mit Namen zu erkennen. Bitte schreiben Sie"
        " „Familienname“ und „Vorname“ über die Spalten."
    ),
    "column_missing": (
        "Eine Spalte „{column}“ hat die Liste nicht. Bitte nennen Sie die Überschrift, wie sie"
        " dort steht, oder den Buchstaben der Spalte."
    ),
    "list_field_unknown": ("„{meaning}“ ist keine Bedeutung einer Spalte. Möglich sind: {fields}."),
    "list_is_picture": (
        "Die Datei {path} ist ein Bild; aus Bildern liest das Programm keine Namen. Bitte lassen"
        " Sie sich die Liste als Excel- oder CSV-Datei geben."
    ),
    "list_is_pdf": (
        "Die Datei {path} ist ein PDF und keine Tabelle. Bitte lassen Sie sich die Liste als"
        " Excel- oder CSV-Datei geben."
    ),
    "list_is_database": (
        "Die Datei {path} ist eine Datenbank, vielleicht eine andere Kursplaner-Datei. Bitte"
        " öffnen Sie sie dort und speichern Sie ihre Personen als Liste (kursplaner export people)."
    ),
    "list_nothing_to_fill": (
        "Die Zeile {row} sagt zu „{text}“ nichts, was übernommen werden kann. Möglich"
        " ist: {fields}."
    ),
    "list_row_missing": (
        "In der Liste steht in Zeile {row} keine Person. Bitte nennen Sie die Zeile, wie die"
        " Vorschau sie zeigt, oder Blatt und Zeile: A1-03:5."
    ),
}
