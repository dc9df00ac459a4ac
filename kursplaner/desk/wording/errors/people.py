"""What stands against enrolling, leaving, attendance and admission, and what to do."""

PEOPLE_SENTENCES: dict[str, str] = {
    "already_enrolled": (
        "{Person} ist in diesem Kurs schon angemeldet oder auf der Warteliste. Bitte"
        " prüfen Sie die Liste des Kurses."
    ),
    "not_enrolled": (
        "{Person} ist in diesem Kurs nicht angemeldet. Bitte prüfen Sie Kurs und Person."
    ),
    "left_before_joined": (
        "Der Tag {day} liegt vor der Anmeldung am {joined_on}. Bitte nehmen Sie einen späteren Tag."
    ),
    "left_after_end": (
        "Am {day} ist der Kurs längst vorbei; sein letzter Termin ist am {last_day}. Bitte nehmen"
        " Sie einen früheren Tag."
    ),
    "left_before_attended": (
        "Am {attended_on} steht noch ein X: Der letzte Tag kann nicht davor liegen. Bitte nehmen"
        " Sie diesen Tag, oder berichtigen Sie zuerst die Anwesenheit."
    ),
    "lesson_not_to_come": (
        "Dieser Termin hat schon begonnen oder gehört zu einem anderen Kurs. Bitte laden Sie die"
        " Seite neu und wählen Sie einen Termin, der noch kommt."
    ),
    "course_over": (
        "Der Kurs ist beendet oder abgesagt; niemand kann mehr angemeldet werden. Bitte wählen Sie"
        " einen anderen Kurs."
    ),
    "own_child": (
        "{Person} kann nicht ihr eigenes Kind sein. Bitte wählen Sie eine andere Person."
    ),
    "child_twice": "Ein Kind ist zweimal genannt. Bitte streichen Sie einen der Einträge.",
    "rides_changed": (
        "Die Fahrten dieser Person haben sich inzwischen geändert. Bitte speichern Sie noch einmal"
        " und sehen Sie die neue Übersicht an."
    ),
    "not_to_ask": (
        "{Person} steht nicht auf der Liste, die dieser Kurs erneut fragt. Bitte laden Sie"
        " die Liste neu und wählen Sie eine Person daraus."
    ),
    "not_waiting": (
        "Diese Anmeldung steht nicht mehr auf der Warteliste. Bitte laden Sie die Liste neu."
    ),
    "erase_still_enrolled": (
        "{name} ist noch in einem Kurs oder auf einer Warteliste (Anzahl: {count}). Bitte beenden"
        " Sie die Person zuerst, dann lassen sich ihre Daten löschen."
    ),
    "erase_still_works": (
        "{name} ist noch für Termine, Betreuung oder Fahrten eingeplant (Anzahl: {count}). Bitte"
        " planen Sie dort zuerst um."
    ),
    "erase_only_guardian": (
        "{name} ist die einzige Bezugsperson von {children}. Bitte tragen Sie dort zuerst eine"
        " andere ein, oder beenden Sie die Kinder."
    ),
    "erased_already": (
        "Die Daten dieser Person sind schon gelöscht. Bitte laden Sie die Seite neu."
    ),
    "undo_erased": (
        "Weiter zurück geht es nicht: Der Schritt davor enthielt Angaben einer Person, deren Daten"
        " gelöscht wurden. Bitte ändern Sie von Hand, was Sie zurücknehmen wollten."
    ),
    "birth_in_future": "Das Geburtsdatum {day} liegt in der Zukunft. Bitte prüfen Sie es.",
    "not_in_course": ("{Person} gehört nicht zu diesem Kurs. Bitte melden Sie sie zuerst an."),
    "outside_stay": (
        "{Person} ist am {day} nicht im Kurs ({stay}). Bitte lassen Sie das Feld leer."
    ),
    "not_planned": (
        "Für {Person} ist der {day} nicht eingeplant. Bitte lassen Sie das Feld leer,"
        " oder planen Sie den Termin für sie ein."
    ),
    "lesson_not_begun": (
        "Der Termin von {course} „{title}“ am {begins} Uhr hat noch nicht begonnen. Bitte tragen"
        " Sie die Anwesenheit erst dann ein; vorher gehen nur E, W und P ohne Uhrzeiten."
    ),
    "guests_to_come": (
        "Der Termin am {begins} Uhr hat noch nicht begonnen. Bitte zählen Sie die Gäste dann."
    ),
    "mark_unreadable": (
        "„{mark}“ ist kein Zeichen der Anwesenheit. Bitte nehmen Sie X, E, U, W oder P."
    ),
    "time_outside": (
        "Eine Uhrzeit bei {Person} liegt außerhalb des Termins, oder sie geht vor dem"
        " Kommen. Bitte prüfen Sie beide Zeiten."
    ),
    "not_walk_in": (
        "Dieser Kurs führt eine Namensliste; Besuchszahlen gibt es nur bei offenen Angeboten. Bitte"
        " tragen Sie die Anwesenheit ein."
    ),
    "tally_impossible": (
        "Diese Besuchszahlen sind nicht möglich ({adults} Erwachsene, davon {women} Frauen,"
        " {children} Kinder). Bitte prüfen Sie sie."
    ),
    "ages_impossible": (
        "Nach Alter sind es {grown} Erwachsene und {young} Kinder, gezählt aber nur {adults}"
        " Erwachsene und {children} Kinder. Bitte prüfen Sie die Zahlen."
    ),
    "language_missing": "Bitte geben Sie an, in welche Sprache übersetzt wird.",
    "interpreter_missing": (
        "Bitte wählen Sie eine Person, oder nennen Sie die Agentur, die jemanden schickt."
    ),
    "hours_of_day": "Bitte geben Sie eine Dauer zwischen einer Minute und 24 Stunden an.",
    "cost_negative": "Kosten sind nie kleiner als null. Bitte prüfen Sie den Betrag.",
    "works_here_already": (
        "Diese Person arbeitet schon in diesem Termin. Bitte wählen Sie eine andere."
    ),
    "age_unlikely": (
        "{age} Jahre sind für ein Kind in der Betreuung nicht möglich. Bitte prüfen Sie das Alter."
    ),
    "maybe_known": (
        "Vielleicht gibt es sie schon: {Person} ({about}). Bitte ändern Sie diese mit „kursplaner"
        " person change“, oder legen Sie mit --anyway eine zweite Person an."
    ),
    "paper_unreadable": (
        "„{text}“ ist kein Nachweis. Bitte schreiben Sie Art und Tag, zum Beispiel"
        " first-aid=2028-01-31.{There_is}"
    ),
    "not_family": "{Person} gehört nicht zur Familie dieses Kindes. Bitte prüfen Sie die Nummern.",
    "collector_not_listed": (
        "{name} steht nicht auf der Liste der Abholberechtigten. Bitte prüfen Sie den Namen."
    ),
    "does_not_wait": (
        "{Person} steht nicht auf der Warteliste dieses Kurses. Bitte prüfen Sie Nummer und Kurs."
    ),
    "nobody_moves_up": (
        "In Kurs {number} kann niemand nachrücken. Bitte sehen Sie auf der Warteliste nach, was"
        " fehlt."
    ),
    "stand_in_unknown": (
        "{Person} kann hier nicht vertreten. Bitte wählen Sie jemanden, den „kursplaner stand-in“"
        " zeigt."
    ),
    "already_there": (
        "Das Kind hat hier schon einen Platz. Bitte suchen Sie es in der Liste und tragen Sie die"
        " Ankunft dort ein."
    ),
    "merge_self": (
        "Das ist zweimal derselbe Eintrag. Bitte wählen Sie zwei verschiedene Einträge aus."
    ),
    "merge_family": (
        "„{first}“ und „{second}“ sind als Kind und Sorgende verbunden, also zwei Personen. Stimmt"
        " das nicht, berichtigen Sie bitte zuerst die Familie."
    ),
    "merge_never_together": (
        "„{first}“ und „{second}“ sollen sich nie begegnen, also sind es zwei Personen. Stimmt das"
        " nicht, heben Sie bitte zuerst diese Sperre auf."
    ),
    "merge_two_places": (
        "„{first}“ und „{second}“ waren am {day} zur selben Zeit an zwei Orten ({what}{Other})."
        " Bitte prüfen Sie die Anwesenheit; wenn sie stimmt, sind es zwei Personen."
    ),
    "merge_same_ride": (
        "„{first}“ und „{second}“ sind am {day} in derselben Fahrt mitgefahren ({what}). Bitte"
        " prüfen Sie die Fahrt; wenn beide mitfuhren, sind es zwei Personen."
    ),
    "merge_same_childcare": (
        "„{first}“ und „{second}“ waren am {day} beide in der Betreuung ({what}). Bitte prüfen Sie"
        " die Liste; wenn beide da waren, sind es zwei Personen."
    ),
    "merge_same_work": (
        "„{first}“ und „{second}“ sind am {day} beide eingeteilt ({what}). Bitte nehmen Sie dort"
        " zuerst einen der beiden Einträge heraus."
    ),
    "merge_marks_differ": (
        "Bei {count} Terminen ist die Anwesenheit verschieden eingetragen. Bitte wählen Sie für"
        " jeden, welches Zeichen gilt."
    ),
    "person_has_history": (
        "„{name}“ kommt schon in Kursen, Fahrten oder Listen vor und kann nicht gelöscht werden."
        " Bitte beenden Sie den Eintrag; er verschwindet dann aus den Listen und bleibt in den"
        " Nachweisen."
    ),
    "person_still_works": (
        "„{name}“ ist nach dem {day} noch {count} Mal eingeteilt. Bitte teilen Sie dort zuerst"
        " jemand anderen ein."
    ),
    "person_ended": "Dieser Eintrag ist schon beendet. Bitte laden Sie die Liste neu.",
    "person_gone": (
        "„{name}“ ist seit dem {day} beendet. Soll es weitergehen, führen Sie die Person bitte"
        " zuerst wieder („Doch wieder führen“, in der Kommandozeile person end --take-back)."
    ),
    "person_not_ended": "Dieser Eintrag ist nicht beendet. Bitte laden Sie die Liste neu.",
}
