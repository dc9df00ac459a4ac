"""What stands against an input or a plan, and what to do."""

PLAN_SENTENCES: dict[str, str] = {
    "period_reversed": (
        "Der Zeitraum endet ({last}) vor seinem Beginn ({first}). Bitte tauschen Sie die Tage."
    ),
    "period_too_long": (
        "Der Zeitraum ist zu lang; ein Stundenplan umfasst höchstens {days} Tage. Bitte wählen"
        " Sie einen kürzeren."
    ),
    "hours_reversed": (
        "Der Stundenplan soll enden, bevor er beginnt. Bitte prüfen Sie frühesten Beginn und"
        " spätestes Ende in den Einstellungen unter „Stundenplan“."
    ),
    "no_lessons_to_place": (
        "Von {first} bis {last} gibt es keine Termine, die noch verschoben werden könnten."
        " Bitte wählen Sie einen anderen Zeitraum."
    ),
    "aim_unknown": "Das Ziel „{text}“ kennt das Programm nicht. Bitte wählen Sie ein anderes.",
    "seconds_out_of_range": (
        "So lange kann nicht gesucht werden: {seconds} Sekunden. Möglich sind 1 bis 3.600."
    ),
    "nothing_changes": (
        "Es ändert sich nichts: So steht es schon da. Bitte ändern Sie etwas oder brechen Sie ab."
    ),
    "timetable_unchanged": (
        "Es zieht nichts um; ein Entwurf ist nicht nötig. Bitte wählen Sie andere Wünsche, wenn"
        " sich etwas ändern soll."
    ),
    "timetable_together": (
        "Diese Kurse brauchen Plätze, die andere Kurse erst frei machen. Bitte nehmen Sie auch"
        " diese dazu oder alle zusammen. Nichts wurde gespeichert."
    ),
    "hour_missing": (
        "In dieser Nacht springt die Uhr von 2:00 auf 3:00: diese Stunde gibt es nicht. Bitte"
        " nehmen Sie eine andere Zeit."
    ),
    "same_lesson": "Das ist zweimal derselbe Termin. Bitte nennen Sie zwei verschiedene.",
    "same_room": "Beide Termine sind schon im selben Raum. Bitte nehmen Sie zwei verschiedene.",
    "overtaken_plan": (
        "Inzwischen hat sich geändert, worauf der Vorschlag beruht. Nichts wurde gespeichert."
        " Bitte sehen Sie sich den neuen Stand an und wählen Sie noch einmal."
    ),
    "step_unreadable": (
        "Eine Änderung des Entwurfs lässt sich nicht lesen. Bitte nehmen Sie sie heraus."
    ),
    "not_used_there": (
        "Hier ist inzwischen etwas anderes eingetragen. Bitte sehen Sie sich den neuen Stand an."
    ),
    "conflict_unknown": (
        "Einen Konflikt „{conflict}“ gibt es nicht oder nicht mehr. Bitte suchen Sie die Konflikte"
        " noch einmal; „kursplaner check FILE --json“ nennt die Kennung von jedem."
    ),
    "no_such_fix": (
        "Einen Vorschlag {number} gibt es nicht. Bitte nehmen Sie eine der gezeigten Nummern."
    ),
    "no_act": "Eine Vorschau ist nur innerhalb einer Änderung möglich.",
    "rule_twice": "Eine Regel ist zweimal genannt. Bitte setzen Sie jede nur einmal.",
    "overlap_always_hard": (
        "Doppelt belegt bleibt ein Konflikt: Diese Regel lässt sich nicht ändern. Möglich ist,"
        " eine einzelne Überschneidung beim Verschieben mit Begründung anzunehmen."
    ),
    "never_taken_on": (
        "Das lässt sich nicht annehmen: Niemand fährt ohne Platz und passenden Sitz, und nichts ist"
        " doppelt belegt. Bitte ändern Sie die Planung."
    ),
    "not_accepted": (
        "Das hat niemand angenommen, also ist nichts zurückzunehmen. Eine angenommene doppelte"
        " Belegung endet erst, wenn ein Termin verlegt wird: bitte verlegen Sie ihn."
    ),
    "stays_as_it_is": (
        "Der Termin ist schon dort. Bitte nennen Sie eine andere Zeit oder einen anderen Raum."
    ),
    "time_unreadable": "„{text}“ ist keine Uhrzeit. Bitte schreiben Sie zum Beispiel 9:00.",
    "day_unreadable": (
        "„{text}“ ist kein Datum. Bitte schreiben Sie zum Beispiel 02.03.2027 oder 2027-03-02."
    ),
    "money_unreadable": ("„{text}“ ist kein Betrag. Bitte schreiben Sie zum Beispiel 1.234,50 €."),
    "end_before_start": (
        "Das Ende liegt nicht nach dem Beginn. Bitte geben Sie ein späteres Ende an."
    ),
    "setting_unreadable": (
        "„{key}“ braucht einen Wert zwischen {least} und {most}. Bitte ändern Sie ihn in den"
        " Einstellungen."
    ),
    "setting_text_unreadable": (
        "„{text}“ lässt sich hier nicht lesen. Bitte schreiben Sie zum Beispiel „{example}“."
    ),
    "land_unknown": (
        "„{land}“ ist kein Bundesland. Bitte nehmen Sie das Kürzel, zum Beispiel SN für Sachsen."
    ),
    "no_weekday": "Es ist kein Wochentag gewählt. Bitte nennen Sie mindestens einen.",
    "weekday_unknown": (
        "„{weekday}“ ist kein Wochentag. Bitte nehmen Sie mon, tue, wed, thu, fri, sat oder sun."
    ),
    "units_missing": (
        "Der Kurs braucht einen Umfang von mindestens 1 Unterrichtseinheit. Bitte tragen Sie"
        " ihn ein."
    ),
    "day_out_of_range": (
        "Der Tag {day} liegt außerhalb dessen, was geplant werden kann. Bitte prüfen Sie das Jahr."
    ),
    "pattern_overlaps": (
        "Zwei Zeiten am selben Wochentag überschneiden sich. Bitte ändern Sie eine davon."
    ),
    "pause_negative": (
        "Eine Pause von {pause_minutes} Minuten gibt es nicht. Bitte nehmen Sie 0 oder mehr."
    ),
    "pause_too_long": (
        "Die Pause von {pause_minutes} Minuten ist so lang wie der Termin. Bitte verkürzen Sie sie."
    ),
    "lesson_too_short": (
        "Ein Termin von {minutes} Min. ist zu kurz: eine Einheit braucht {least} Min."
        " Bitte verlängern Sie ihn."
    ),
    "no_free_day": (
        "Für den Kurs gibt es keinen freien Tag: alle Termine fallen auf Feiertage, Ferien oder"
        " Schließtage. Bitte nehmen Sie einen anderen Wochentag oder einen anderen Zeitraum."
    ),
    "course_too_long": (
        "Der Umfang lässt sich in {days} Tagen nicht erreichen. Bitte nehmen Sie mehr"
        " Wochentage, längere Termine oder einen kleineren Umfang."
    ),
    "not_found": (
        "{Noun} {id} gibt es nicht. Bitte prüfen Sie die Nummer; vielleicht wurde der Eintrag"
        " gelöscht."
    ),
    "draft_does_not_work": (
        "Der Entwurf geht so nicht mehr; es wurde nichts gespeichert. Bitte sehen Sie nach, welche"
        " Änderung nicht mehr passt."
    ),
    "gone": (
        "{Noun}: diesen Eintrag gibt es nicht mehr; vielleicht hat ihn jemand gelöscht. Bitte laden"
        " Sie die Seite neu."
    ),
    "overtaken": (
        "Inzwischen hat jemand anderes hier etwas geändert; es wurde nichts überschrieben."
        " Bitte sehen Sie den neuen Stand an und tragen Sie Ihre Änderung noch einmal ein."
    ),
    "changed_since": (
        "{Not_done}: {Record} wurde inzwischen geändert{By}. Bitte sehen Sie den neuen Stand an"
        " und ändern Sie von Hand, was noch nötig ist."
    ),
    "not_unique": (
        "Diesen Eintrag gibt es schon (zum Beispiel dieselbe Kursnummer). Bitte wählen Sie"
        " einen anderen."
    ),
    "still_used": (
        "Der Eintrag wird noch gebraucht und kann nicht gelöscht werden. Bitte beenden Sie ihn"
        " stattdessen."
    ),
    "value_refused": (
        "Ein Wert ist hier nicht möglich (zum Beispiel ein Ende vor dem Beginn); es wurde"
        " nichts gespeichert. Bitte prüfen Sie Ihre Eingabe."
    ),
    "value_missing": (
        "Eine nötige Angabe fehlt; es wurde nichts gespeichert. Bitte füllen Sie alle"
        " Pflichtfelder aus."
    ),
    "act_within_act": (
        "Es wird gerade noch etwas anderes gespeichert. Bitte warten Sie einen Augenblick."
    ),
    "text_too_long": (
        "Der Eintrag im Feld „{Field}“ ist mit {length} Zeichen zu lang (höchstens {limit})."
        " Bitte kürzen Sie ihn."
    ),
    "text_unreadable": (
        "Der Eintrag im Feld „{Field}“ enthält Zeichen, die niemand lesen kann. Bitte tippen"
        " Sie ihn neu, statt ihn einzufügen."
    ),
    "name_missing": "Der Name fehlt. Bitte tragen Sie ihn ein.",
}
