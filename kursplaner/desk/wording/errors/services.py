"""What stands against an act at the childcare or in the shuttle, and what to do."""

SERVICE_SENTENCES: dict[str, str] = {
    "place_unknown": (
        "Der Ort „{name}“ steht nicht in der Ortsliste. Bitte prüfen Sie die Schreibweise, oder"
        " sagen Sie, wo er liegt: „4 km südlich von Adorf“, oder Breite und Länge."
    ),
    "place_ambiguous": (
        "{count} Orte heißen „{name}“. Bitte wählen Sie in der Liste, oder geben Sie Breite und"
        " Länge an."
    ),
    "slot_cancelled": (
        "Diese Betreuungszeit ist abgesagt: Sie lässt sich nicht ändern und nimmt kein Kind auf."
        " Bitte wählen Sie eine andere."
    ),
    "carer_not_there": (
        "Diese Betreuungsperson arbeitet hier nicht mehr. Bitte laden Sie die Seite neu."
    ),
    "child_not_there": "Dieses Kind hat hier keinen Platz mehr. Bitte laden Sie die Seite neu.",
    "day_differs": "Die Uhrzeit gehört nicht zum {day}. Bitte prüfen Sie sie.",
    "child_without_place": (
        "{Person} hat am {day} keinen Platz in der Betreuung. Bitte prüfen Sie Nummer und Tag, oder"
        " nehmen Sie das Kind an der Tür auf."
    ),
    "no_childcare": "Am {day} ist keine Kinderbetreuung. Bitte prüfen Sie den Tag.",
    "carer_does_not_help": (
        "{Person} kann hier nicht helfen: Der Schlüssel reicht, oder sie ist zu dieser Zeit nicht"
        " frei. Bitte nehmen Sie jemanden aus „kursplaner childcare staff“."
    ),
    "collector_missing": "Bitte tragen Sie ein, wer das Kind abholt.",
    "collector_forbidden": (
        "{name} darf dieses Kind nicht abholen. Bitte geben Sie es nicht mit und rufen Sie das Büro"
        " an; nur mit einer Begründung wird die Abholung eingetragen."
    ),
    "collector_unknown": (
        "{name} steht nicht auf der Liste der Abholberechtigten. Bitte fragen Sie nach und"
        " schreiben Sie dazu, wer zugestimmt hat."
    ),
    "collected_before_brought": (
        "Das Kind wäre abgeholt, bevor es gebracht wurde. Bitte prüfen Sie die Uhrzeit."
    ),
    "not_brought": "Das Kind ist noch nicht gebracht. Bitte tragen Sie zuerst das Bringen ein.",
    "attendance_closed": (
        "Die Anwesenheit vom {day} ist abgeschlossen: {Closed}. Bitte schreiben Sie dazu, warum Sie"
        " berichtigen (in der Kommandozeile mit --because)."
    ),
    "month_without_lessons": "Im {Month} findet kein Termin statt. Bitte einen anderen wählen.",
    "nothing_to_close": (
        "Der {Month} lässt sich noch nicht abschließen. {ClosePlan} Bitte tragen Sie zuerst ein,"
        " was fehlt."
    ),
    "month_not_closed": (
        "Der {Month} ist für „{title}“ nicht abgeschlossen. Bitte wählen Sie einen anderen."
    ),
    "reason_missing": "Bitte schreiben Sie den Grund dazu.",
    "child_is_here": "Das Kind ist schon da. Bitte tragen Sie stattdessen die Abholung ein.",
    "child_is_gone": (
        "Das Kind ist heute schon abgeholt. War das ein Versehen, nehmen Sie es bitte zurück oder"
        " tragen Sie ein, dass es wieder da ist."
    ),
    "day_to_come": (
        "Der {day} kommt erst noch. Bitte tragen Sie Bringen und Abholen am Tag selbst ein."
    ),
    "carer_not_here": (
        "Diese Betreuungsperson ist hier nicht eingeteilt. Bitte wählen Sie eine andere."
    ),
    "outside_slot": (
        "Die Zeit liegt außerhalb der Betreuung. Bitte verlängern Sie erst die Betreuungszeit."
    ),
    "ride_cancelled": (
        "Diese Fahrt fällt aus. Bitte tragen Sie das Ergebnis bei einer anderen Fahrt ein."
    ),
    "drives_not": (
        "„{name}“ fährt hier nicht. Bitte wählen Sie eine Person mit der Rolle Fahrdienst, oder"
        " tragen Sie die Rolle bei der Person ein."
    ),
    "vehicle_gone": "„{name}“ fährt nicht mehr. Bitte wählen Sie ein anderes Fahrzeug.",
    "stop_taken": (
        "Den Haltepunkt „{name}“ gibt es in diesem Ort schon. Bitte wählen Sie einen anderen Namen,"
        " oder nehmen Sie den vorhandenen."
    ),
    "ride_called_off": "Diese Fahrt fällt aus. Bitte wählen Sie eine Fahrt, die stattfindet.",
    "ride_closed": (
        "Diese Fahrt ist abgeschlossen; Fahrzeug und Fahrer:in bleiben, wie sie waren. Bitte"
        " wählen Sie eine kommende Fahrt."
    ),
    "ride_not_left": (
        "Diese Fahrt beginnt erst am {begins} Uhr. Bitte tragen Sie das Ergebnis danach ein;"
        " vorher können Sie nur Absagen eintragen."
    ),
    "ride_begun": (
        "Diese Tour hat schon begonnen; wer mitfährt, steht fest. Bitte tragen Sie stattdessen das"
        " Ergebnis ein."
    ),
    "not_aboard": (
        "Diese Person fährt auf der Tour nicht mehr mit. Bitte sehen Sie den neuen Stand an."
    ),
    "site_unknown": (
        "Diese Tour hat keinen Kursort als Ziel. Bitte planen Sie zuerst den Tag neu."
    ),
    "no_ride_days": (
        "Bitte wählen Sie mindestens einen Tag, an dem die Person mitfährt, oder einen anderen Weg"
        " zum Kurs."
    ),
    "nothing_to_swap": (
        "Hier gibt es nichts zu tauschen: Bitte wählen Sie zwei verschiedene, von denen an diesem"
        " Tag noch eine Fahrt kommt."
    ),
    "no_ride_that_day": (
        "Am {day} gibt es für diese Person keine Fahrt, die sich noch ändern lässt. Bitte prüfen"
        " Sie Tag und Richtung."
    ),
    "stop_out_of_reach": (
        "Dort kann an diesem Tag kein Fahrzeug halten. Bitte wählen Sie einen anderen Haltepunkt."
    ),
    "result_reason_missing": (
        "Wer nicht mitgefahren ist, braucht einen Grund. Bitte schreiben Sie ihn dazu."
    ),
    "ride_result_unreadable": (
        "„{text}“ ist kein Ergebnis einer Fahrt. Bitte schreiben Sie die Nummer der Person und das"
        " Ergebnis, zum Beispiel „24=done“ oder „24=no-show: nicht am Halt“."
    ),
    "has_a_seat": (
        "{Person} hat am {day} einen Platz oder will nicht mitfahren. Bitte nehmen Sie jemanden"
        " ohne Platz; „kursplaner ride take“ zeigt sie."
    ),
    "odometer_backwards": (
        "Der Kilometerstand am Ende ({ends}) ist kleiner als am Anfang ({starts}). Bitte prüfen"
        " Sie beide."
    ),
    "odometer_behind": (
        "Das Fahrzeug stand nach der vorigen Fahrt schon bei {before} km, diese beginnt bei"
        " {starts} km. Bitte prüfen Sie beide Fahrten."
    ),
    "odometer_too_far": "{value} km für eine Fahrt sind zu viel. Bitte prüfen Sie beide Stände.",
    "odometer_unreadable": (
        "„{text}“ ist kein Kilometerstand. Bitte schreiben Sie ganze Kilometer, zum Beispiel 48210."
    ),
    "seats_out_of_range": (
        "{value} Sitze sind nicht möglich. Bitte tragen Sie eine Zahl von {least} bis {most} ein,"
        " mit dem Fahrersitz."
    ),
    "vehicle_still_planned": (
        "Das Fahrzeug ist noch für {count} Fahrten eingeplant. Bitte geben Sie diesen zuerst ein"
        " anderes."
    ),
    "room_still_planned": (
        "Im Raum sind noch {count} Belegungen geplant, die letzte am {day}. Bitte geben Sie diesen"
        " zuerst einen anderen Raum."
    ),
    "house_unknown": (
        "Den Standort „{name}“ gibt es nicht.{There_is} Einen neuen legen Sie bitte mit Straße"
        " oder Ort an."
    ),
    "house_missing": "Bitte nennen Sie den Standort.{There_is}",
    "equipment_unknown": (
        "Die Ausstattung „{name}“ kennt das Programm nicht. Bitte prüfen Sie das Wort.{There_is}"
    ),
    "nothing_to_tell": ("Dieser Person ist keine Änderung zu sagen. Bitte prüfen Sie die Nummer."),
    "seat_not_there": "Dieser Kindersitz ist nicht mehr frei. Bitte laden Sie die Seite neu.",
    "stop_still_wanted": (
        "Den Haltepunkt brauchen noch {count} Personen. Bitte geben Sie ihnen zuerst einen anderen."
    ),
    "point_unreadable": (
        "„{text}“ ist kein Punkt auf der Karte. Bitte schreiben Sie zum Beispiel „4 km südlich von"
        " Adorf“ oder Breite und Länge, 50,3201 12,2599."
    ),
    "still_left_out": (
        "Auch so passt die Fahrt nicht; es wurde nichts geändert. Bitte prüfen Sie Sitze und"
        " Zeiten der Fahrzeuge."
    ),
}
