"""What stands against other times, merging and splitting courses, and what to do."""

CHANGE_SENTENCES: dict[str, str] = {
    "no_other_times": (
        "Es ist keine andere Zeit angegeben. Bitte nennen Sie neue Uhrzeiten, eine Verschiebung"
        " oder kürzere Einheiten."
    ),
    "times_as_they_are": (
        "Die Termine liegen schon zu diesen Zeiten. Bitte geben Sie andere Uhrzeiten an."
    ),
    "no_lesson_between": (
        "Vom {first} bis {last} gibt es keinen Termin, der geändert werden kann. Bitte prüfen Sie"
        " den Zeitraum; vergangene Termine und solche mit Anwesenheit bleiben."
    ),
    "shift_too_far": (
        "Um {minutes} Min. lassen sich Termine nicht verschieben. Bitte bleiben Sie innerhalb"
        " eines Tages."
    ),
    "times_over_midnight": (
        "Ein Termin am {day} läge dann an einem anderen Tag. Bitte bleiben Sie innerhalb des Tages."
    ),
    "same_course": (
        "Ein Kurs lässt sich nicht mit sich selbst zusammenlegen. Bitte wählen Sie einen anderen."
    ),
    "day_past": (
        "Der {day} ist vorbei; was war, bleibt. Bitte nehmen Sie heute oder einen späteren Tag."
    ),
    "no_lesson_after": (
        "Ab dem {day} hat der Kurs keinen Termin mehr. Bitte nehmen Sie einen früheren Tag oder"
        " einen anderen Kurs."
    ),
    "nothing_to_merge": (
        "In dem Kurs ist ab dem {day} niemand und kein Termin, der übernommen werden könnte."
        " Bitte prüfen Sie Kurs und Tag."
    ),
    "nobody_chosen": "Es ist niemand ausgewählt. Bitte wählen Sie, wer in den neuen Kurs geht.",
    "nobody_stays": (
        "Alle gingen in den neuen Kurs. Bitte lassen Sie jemanden im alten Kurs oder verschieben"
        " Sie dessen Termine."
    ),
    "weekly_time_unreadable": (
        "„{text}“ ist keine Wochenzeit. Bitte schreiben Sie zum Beispiel „Di 10:00-12:00“."
    ),
}
