"""What is wrong with a file, a folder or the disk, and what to do."""

FILE_SENTENCES: dict[str, str] = {
    "file_missing": ("Die Datei {path} gibt es nicht. Bitte prüfen Sie den Namen und den Ordner."),
    "file_is_folder": "{path} ist ein Ordner. Bitte nennen Sie die Datei darin.",
    "file_is_device": (
        "{path} ist keine gewöhnliche Datei, sondern etwa ein Gerät oder eine Leitung zu einem"
        " anderen Programm. Bitte nennen Sie eine Datei."
    ),
    "out_is_town": (
        "{path} ist die Datei eines Ortes, eine Sicherung oder eine andere Datenbank; sie wird"
        " nicht überschrieben. Bitte wählen Sie einen anderen Namen."
    ),
    "file_empty": (
        "Die Datei {path} ist leer (0 Byte). Sie bleibt, wie sie ist. Bitte nehmen Sie eine"
        " Sicherung oder das Original."
    ),
    "file_foreign": (
        "Die Datei {path} ist von einem anderen Programm oder von einer anderen Art, als ihr"
        " Name sagt. Sie bleibt, wie sie ist. Bitte wählen Sie die richtige Datei."
    ),
    "file_truncated": (
        "Die Datei {path} ist unvollständig: Das Ende fehlt, wohl nach einer abgebrochenen"
        " Kopie. Bitte kopieren Sie sie noch einmal oder nehmen Sie eine Sicherung."
    ),
    "file_damaged": (
        "Die Datei {path} ist beschädigt. Sie bleibt, wie sie ist. Bitte holen Sie die neueste"
        " Sicherung zurück."
    ),
    "file_altered": (
        "Die Datei {path} ist beschädigt oder verändert: Ihre Tabellen oder Regeln sind nicht mehr"
        " die dieses Programms. Sie bleibt, wie sie ist. Bitte nehmen Sie eine Sicherung."
    ),
    "file_newer": (
        "Die Datei {path} stammt von einer neueren Version von Kursplaner (Stand {revision})."
        " Bitte bringen Sie das Programm auf den neuesten Stand und öffnen Sie sie dann."
    ),
    "file_forbidden": (
        "Die Datei {path} darf nicht gelesen werden. Bitte lassen Sie sich das Recht dazu geben."
    ),
    "file_read_only": (
        "Die Datei {path} oder ihr Ordner ist schreibgeschützt. Bitte heben Sie den"
        " Schreibschutz auf oder legen Sie die Datei in einen eigenen Ordner."
    ),
    "file_exists": (
        "Die Datei {path} gibt es schon; sie wird nicht überschrieben. Bitte wählen Sie einen"
        " anderen Namen."
    ),
    "file_encrypted": (
        "Die Datei {path} ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne"
        " Kennwort und versuchen Sie es noch einmal."
    ),
    "file_too_big": (
        "Die Datei {path} ist zu groß (höchstens {limit} Byte). Bitte teilen Sie sie auf."
    ),
    "file_too_many_cells": (
        "Die Datei {path} enthält zu viele Zellen (höchstens {limit}). Bitte behalten Sie nur"
        " die Liste selbst."
    ),
    "list_too_many_rows": (
        "{On_sheet} {path} steht noch in Zeile {found} etwas; eingelesen werden höchstens {limit}"
        " Zeilen. Bitte löschen Sie, was nicht zur Liste gehört, oder teilen Sie sie auf mehrere"
        " Dateien auf."
    ),
    "list_too_many_columns": (
        "{On_sheet} {path} steht noch in der {found}. Spalte etwas; eingelesen werden höchstens"
        " {limit} Spalten. Bitte behalten Sie nur die Spalten der Liste."
    ),
    "list_too_many_sheets": (
        "Die Datei {path} hat mehr als {limit} Blätter. Bitte speichern Sie das Blatt mit der"
        " Liste als eigene Datei."
    ),
    "list_cell_too_long": (
        "In der Datei {path} steht eine Zelle mit mehr als {limit} Zeichen; sie beginnt mit"
        " „{text}“. Bitte kürzen Sie den Text."
    ),
    "file_bomb": (
        "Die Datei {path} würde entpackt übermäßig groß ({unpacked} Byte) und wird deshalb"
        " nicht geöffnet. Bitte speichern Sie die Liste neu ab."
    ),
    "file_encoding": (
        "Der Text der Datei {path} ist nicht lesbar (versucht: {encoding}). Bitte speichern"
        " Sie sie als „CSV UTF-8“."
    ),
    "sheet_missing": "In der Datei {path} gibt es das Blatt {sheet} nicht. Bitte wählen Sie"
    " ein anderes Blatt.",
    "csv_field_too_long": (
        "Zeile {row} der Datei {path} hat ein Feld mit mehr als {limit} Zeichen. Wahrscheinlich"
        " fehlt dort ein Anführungszeichen; bitte ergänzen Sie es."
    ),
    "format_unknown": (
        "Dateien wie {path} kann das Programm nicht schreiben. Bitte wählen Sie eine Endung aus"
        " {formats}."
    ),
    "list_too_long": (
        "Die Liste hat {rows} Zeilen, mehr als die Datei {path} fassen kann (höchstens"
        " {limit}). Bitte wählen Sie einen kürzeren Zeitraum."
    ),
    "file_name_too_long": (
        "Der Dateiname {path} ist zu lang: höchstens {limit} Zeichen, Umlaute zählen doppelt. Bitte"
        " wählen Sie einen kürzeren."
    ),
    "folder_is_file": "{path} ist eine Datei. Bitte nennen Sie einen Ordner.",
    "folder_missing": "Den Ordner {path} gibt es nicht. Bitte legen Sie ihn zuerst an.",
    "folder_read_only": (
        "In den Ordner {path} darf nicht geschrieben werden. Bitte wählen Sie einen anderen"
        " Ordner, zum Beispiel „Dokumente“."
    ),
    "on_share": (
        "{path} liegt auf einem Netzlaufwerk; dort ginge die Datei bei gleichzeitigem Zugriff"
        " kaputt. Bitte legen Sie sie auf diesen Computer; Sicherungen dürfen auf das"
        " Netzlaufwerk."
    ),
    "in_cloud": (
        "{path} liegt in einem Ordner, der mit einer Cloud abgeglichen wird; dabei ginge die"
        " Datei kaputt. Bitte legen Sie sie in einen gewöhnlichen Ordner; Sicherungen dürfen in"
        " die Cloud."
    ),
    "disk_full": (
        "Der Datenträger ist voll; es wurde nichts gespeichert. Bitte schaffen Sie Platz und"
        " versuchen Sie es noch einmal."
    ),
    "disk_failed": (
        "Der Datenträger lässt sich nicht mehr lesen oder beschreiben; es wurde nichts"
        " gespeichert. Bitte prüfen Sie ihn und nehmen Sie eine Sicherung."
    ),
    "create_failed": (
        "Die Datei {path} konnte nicht angelegt werden. Bitte wählen Sie einen anderen Ordner."
    ),
    "backup_failed": (
        "Die Sicherung {path} ist nicht gelungen. Bitte prüfen Sie, ob genug Platz ist und in"
        " den Ordner geschrieben werden darf."
    ),
    "restore_failed": (
        "Die Sicherung ließ sich nicht an die Stelle von {path} setzen; dort liegt alles wie zuvor."
        " Bitte prüfen Sie, ob genug Platz ist und in den Ordner geschrieben werden darf."
    ),
    "backup_is_town": (
        "{path} ist die Datei selbst und keine Sicherung. Bitte wählen Sie eine Datei aus dem"
        " Ordner „Sicherungen“."
    ),
    "backup_of_other_town": (
        "Die Sicherung {path} gehört zu einem anderen Ort ({town}); hier liegt {here}. Bitte wählen"
        " Sie eine Sicherung dieses Ortes, oder holen Sie sie unter einem neuen Namen zurück."
    ),
    "file_two_names": (
        "Die Datei {path} hat noch einen zweiten Namen{Other}. Jeder Name führte seine eigenen"
        " Schritte, und die des anderen gingen verloren; deshalb wird sie so nicht geöffnet. Bitte"
        " schließen Sie sie überall und löschen Sie den Namen, mit dem Sie zuletzt nicht gearbeitet"
        " haben (die Daten bleiben unter dem anderen)."
    ),
    "town_in_use": (
        "{path} ist noch in einem anderen Fenster oder Befehl geöffnet. Bitte schließen Sie es dort"
        " und versuchen Sie es noch einmal."
    ),
    "town_gone": (
        "Die Datei {path} wurde gelöscht, umbenannt oder verschoben, während sie offen war. Es wird"
        " nichts mehr gespeichert. Bitte schließen Sie das Fenster; was bis dahin gespeichert war,"
        " kommt dabei als Sicherung in den Ordner „Sicherungen“."
    ),
    "town_replaced": (
        "Unter dem Namen {path} liegt jetzt eine andere Datei als die geöffnete. Es wird nichts"
        " gespeichert und nichts überschrieben. Bitte schließen Sie zuerst alle Fenster dieser"
        " Datei; was bis dahin gespeichert war, kommt dabei in den Ordner „Sicherungen“."
    ),
    "town_rescued": (
        "Die Datei {path} wurde gelöscht, umbenannt oder ausgetauscht, während sie offen war. Was"
        " bis dahin gespeichert war, liegt jetzt in {rescued}. Bitte holen Sie es von dort zurück."
    ),
    "migration_failed": (
        "Die Datei {path} konnte nicht auf den neuen Stand gebracht werden; das Original ist"
        " unverändert. Bitte heben Sie es auf und melden Sie den Fehler."
    ),
    "busy": (
        "Ein anderes Programm schreibt gerade in die Datei. Bitte versuchen Sie es in einem"
        " Augenblick noch einmal."
    ),
    "database_failed": (
        "Die Datei ließ sich nicht lesen oder ändern; es wurde nichts gespeichert. Bitte"
        " starten Sie das Programm neu und versuchen Sie es noch einmal."
    ),
    "write_failed": (
        "Die Datei {path} konnte nicht geschrieben werden. Bitte schließen Sie sie in anderen"
        " Programmen, oder wählen Sie einen anderen Namen."
    ),
    "foreign_sheet": (
        "Der Code {code} gehört zu keinem Blatt dieses Programms. Bitte legen Sie das Blatt zur"
        " Seite."
    ),
    "sheet_unknown": (
        "Das Blatt {number} wartet nicht darauf, als gedruckt vermerkt zu werden. Bitte vergleichen"
        " Sie die Nummer mit dem Code auf dem Blatt."
    ),
    "code_misread": (
        "Der Code {code} stimmt nicht: Ein Zeichen ist falsch gelesen oder getippt. Bitte"
        " vergleichen Sie ihn mit dem Blatt."
    ),
    "printer_failed": (
        "Der Drucker „{name}“ nimmt den Auftrag nicht an. Bitte prüfen Sie, ob er eingeschaltet ist"
        " und Papier hat, oder speichern Sie ein PDF."
    ),
}
