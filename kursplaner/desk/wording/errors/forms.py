"""What is wrong in a form, and what to do."""

FORM_SENTENCES: dict[str, str] = {
    "title_missing": "Die Bezeichnung fehlt. Bitte tragen Sie ein, worum es geht.",
    "capacity_out_of_range": (
        "{value} Plätze sind nicht möglich. Bitte tragen Sie eine Zahl von {least} bis {most} ein."
    ),
    "line_missing": "Die Zeile ist leer. Bitte schreiben Sie, was zu tun ist.",
    "reference_missing": "Das Aktenzeichen fehlt. Bitte tragen Sie es ein.",
    "reference_known": (
        "Eine Förderung mit dem Aktenzeichen „{reference}“ gibt es schon. Bitte ändern Sie diese."
    ),
    "birth_out_of_range": (
        "Der {day} ist als Geburtsdatum nicht möglich. Bitte prüfen Sie den Tag."
    ),
    "height_out_of_range": (
        "{value} cm ist als Größe nicht möglich. Bitte tragen Sie die Größe in Zentimetern ein."
    ),
    "logo_unreadable": (
        "Die Datei ist kein Bild im Format PNG oder JPEG. Bitte speichern Sie das Logo so ab."
    ),
    "logo_too_big": (
        "Das Logo ist zu groß (höchstens {limit} Byte). Bitte verkleinern Sie das Bild."
    ),
    "logos_too_many": (
        "Eine Förderung trägt höchstens {most} Logos, hier wären es {count}. Bitte entfernen Sie"
        " eines."
    ),
    "logo_place_unknown": (
        "Ein Logo Nr. {place} gibt es bei dieser Förderung nicht, sie hat {count}. Bitte prüfen Sie"
        " die Nummer."
    ),
    "date_unreadable": "Das ist kein Datum. Bitte schreiben Sie zum Beispiel 02.03.2027.",
}
