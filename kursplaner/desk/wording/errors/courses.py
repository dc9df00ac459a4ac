"""What stands against an act on courses, lessons and the people in them, and what to do."""

COURSE_SENTENCES: dict[str, str] = {
    "number_missing": "Die Kursnummer fehlt. Bitte tragen Sie eine ein.",
    "number_too_long": (
        "Die Kursnummer ist mit {length} Zeichen zu lang (höchstens {limit}). Bitte kürzen Sie sie."
    ),
    "number_taken": ("Die Kursnummer „{number}“ ist schon vergeben. Bitte wählen Sie eine andere."),
    "language_too_long": (
        "Die Unterrichtssprache ist zu lang: Bis {most} Zeichen passen. Bitte kürzer schreiben."
    ),
    "title_too_long": (
        "Der Titel ist mit {length} Zeichen zu lang (höchstens {limit}). Bitte kürzen Sie ihn."
    ),
    "units_out_of_range": (
        "Ein Umfang von {value} Einheiten ist nicht möglich. Bitte wählen Sie {least} bis {most}."
    ),
    "unit_minutes_out_of_range": (
        "Eine Einheit von {value} Minuten ist nicht möglich. Bitte wählen Sie {least} bis"
        " {most} Minuten."
    ),
    "times_do_not_match": (
        "Es sind {times} Uhrzeiten für {weekdays} Wochentage angegeben. Bitte nennen Sie eine"
        " für alle oder eine je Wochentag."
    ),
    "date_before_start": (
        "Der Tag {day} liegt vor dem Beginn am {first_day}. Bitte nehmen Sie einen späteren Tag."
    ),
    "wholly_past": (
        "Das liegt ganz in der Vergangenheit, zuletzt am {last}. Stimmt das Jahr? Ist es so"
        " gemeint, bestätigen Sie es bitte (in der Kommandozeile mit --past)."
    ),
    "period_backwards": (
        "Der Zeitraum endet vor seinem Beginn. Bitte vertauschen Sie die beiden Tage."
    ),
    "person_twice": ("{Person} steht zweimal im Entwurf. Bitte streichen Sie einen der Einträge."),
    "teacher_unknown": (
        "Eine Lehrkraft „{name}“ gibt es nicht. Bitte prüfen Sie den Namen, oder lassen Sie"
        " ihn weg; dann wird jemand vorgeschlagen."
    ),
    "grant_unknown": (
        "Eine Zuwendung mit dem Aktenzeichen „{reference}“ gibt es nicht. Bitte prüfen Sie es."
    ),
    "course_has_history": (
        "Kurs {number} hat schon eine Geschichte (begonnen, gedruckt oder jemand ist gegangen) und"
        " bleibt. Bitte sagen Sie die übrigen Termine ab."
    ),
    "attended_before": (
        "Schon am {day} ist Anwesenheit eingetragen; der Beginn kann nicht danach liegen. Bitte"
        " nehmen Sie einen früheren Tag, oder nehmen Sie den Eintrag zurück."
    ),
    "stay_overlaps": (
        "Bis {day} war die Person schon einmal in diesem Kurs. Bitte nehmen Sie einen Tag danach."
    ),
    "stop_name_unknown": ("Einen Haltepunkt „{name}“ gibt es nicht. Bitte prüfen Sie den Namen."),
    "dates_unknown": (
        "Solche Termine hat dieser Kurs nicht. Bitte nehmen Sie einen Wochentag, an dem er"
        " stattfindet, oder alle."
    ),
    "colour_out_of_range": (
        "Eine Farbe {value} gibt es nicht. Bitte wählen Sie {least} bis {most}."
    ),
    "site_name_unknown": (
        "Einen Standort „{name}“ gibt es nicht. Bitte prüfen Sie den Namen.{There_is}"
    ),
    "provider_unknown": (
        "Einen Träger „{name}“ gibt es nicht. Bitte prüfen Sie den Namen.{There_is}"
    ),
    "no_lesson": "Es ist kein Termin gewählt. Bitte wählen Sie mindestens einen.",
    "several_courses": (
        "Die Termine gehören zu verschiedenen Kursen. Bitte wählen Sie Termine eines Kurses."
    ),
    "lesson_past": (
        "{Lesson} ist schon vorbei und bleibt, wie er war. Bitte wählen Sie einen kommenden Termin."
    ),
    "lesson_recorded": (
        "Für {Lesson} ist schon Anwesenheit eingetragen; er bleibt, wie er ist. Bitte"
        " wählen Sie einen anderen Termin."
    ),
    "lesson_cancelled": (
        "{Lesson} ist abgesagt. Bitte stellen Sie ihn zuerst wieder her, oder wählen Sie"
        " einen anderen."
    ),
    "lesson_not_cancelled": (
        "{Lesson} ist nicht abgesagt; es gibt nichts wiederherzustellen. Bitte prüfen Sie"
        " die Nummer."
    ),
    "into_past": (
        "Die neue Zeit ({when}) liegt in der Vergangenheit. Bitte wählen Sie eine kommende."
    ),
    "made_up": ("{Lesson} wurde schon als {Made_up} nachgeholt. Bitte sagen Sie zuerst diesen ab."),
    "not_skipped": (
        "Der Tag {day} ist in diesem Kurs nicht ausgelassen. Bitte wählen Sie einen aus der"
        " Liste der ausgelassenen Tage."
    ),
    "level_unknown": "Das Niveau „{level}“ gibt es nicht. Möglich sind: {known}.",
    "course_ended_already": (
        "Der Kurs ist schon beendet oder abgesagt. Bitte machen Sie das zuerst rückgängig."
    ),
    "ends_before_it_begins": (
        "Der Kurs beginnt erst am {day}. Bitte wählen Sie einen Tag danach; einen Kurs, der nie"
        " begonnen hat, können Sie löschen."
    ),
    "taught_after": (
        "Am {day} war noch Unterricht, oder es ist Anwesenheit erfasst: Der letzte Tag kann nicht"
        " davor liegen. Bitte nehmen Sie diesen Tag, oder berichtigen Sie zuerst die Anwesenheit."
    ),
    "nothing_to_bring_forward": (
        "Nach diesem Tag gibt es keinen Termin mehr, der vorgezogen werden könnte. Bitte"
        " fügen Sie einen zusätzlichen Termin ein."
    ),
}
