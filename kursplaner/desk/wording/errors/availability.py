"""What stands against hours, exceptions and ways out, and what to do."""

AVAILABILITY_SENTENCES: dict[str, str] = {
    "not_for_rooms": (
        "Zeiten je Woche gibt es für Personen und Fahrzeuge. Bitte tragen Sie für einen Raum eine"
        " Sperrzeit oder Belegung ein."
    ),
    "no_day_between": (
        "Zwischen dem {first} und dem {last} liegt keiner dieser Wochentage. Bitte nehmen Sie"
        " andere Tage."
    ),
    "closed_already": (
        "In dieser Zeit steht schon eine Sperrzeit oder ein Ausfall, vom {first} bis zum {last}. Es"
        " ändert sich nichts. Bitte nehmen Sie andere Tage, oder heben Sie den Eintrag zuerst auf."
    ),
    "exception_unknown": (
        "Die Ausnahme „{key}“ gibt es nicht (mehr). Bitte sehen Sie die Liste der Ausnahmen neu an."
    ),
    "exception_reported": (
        "Das ist ein gemeldeter Ausfall. Bitte beenden Sie ihn auf der Seite Ausfall."
    ),
    "hours_out_of_range": (
        "So viele Stunden hat keine Woche. Bitte nehmen Sie mehr als 0 und höchstens {most}"
        " Stunden, oder lassen Sie das Feld leer."
    ),
    "role_unknown": (
        "Diese Person hat dort keine Rolle, für die Stunden zählen. Bitte tragen Sie zuerst die"
        " Rolle ein."
    ),
    "way_unknown": (
        "Diesen Ausweg gibt es dort nicht. Bitte wählen Sie einen der gezeigten Auswege."
    ),
    "hours_unreadable": (
        "„{text}“ ist keine Zeit der Woche. Bitte schreiben Sie Wochentage und Uhrzeiten, zum"
        " Beispiel „Mo-Mi 8:00-14:00“ oder „Di, Do 9-12“."
    ),
}
