"""What stands against enrolling, leaving, attendance and admission, and what to do."""

PEOPLE_SENTENCES: dict[str, str] = {
    "already_enrolled": (
        "Person {person_id} ist in diesem Kurs schon angemeldet oder auf der Warteliste. Bitte"
        " prüfen Sie die Liste des Kurses."
    ),
    "not_enrolled": (
        "Person {person_id} ist in diesem Kurs nicht angemeldet. Bitte prüfen Sie Kurs und Person."
    ),
    "left_before_joined": (
        "Der Tag {day} liegt vor der Anmeldung am {joined_on}. Bitte nehmen Sie einen späteren Tag."
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
        "Person {id} kann nicht ihr eigenes Kind sein. Bitte wählen Sie eine andere Person."
    ),
    "child_twice": "Ein Kind ist zweimal genannt. Bitte streichen Sie einen der Einträge.",
    "rides_changed": (
        "Die Fahrten dieser Person haben sich inzwischen geändert. Bitte speichern Sie noch einmal"
        " und sehen Sie die neue Übersicht an."
    ),
    "not_waiting": (
        "Diese Anmeldung steht nicht mehr auf der Warteliste. Bitte laden Sie die Liste neu."
    ),
    "birth_in_future": "Das Geburtsdatum {day} liegt in der Zukunft. Bitte prüfen Sie es.",
    "not_in_course": (
        "Person {person_id} gehört nicht zu diesem Kurs. Bitte melden Sie sie zuerst an."
    ),
    "outside_stay": (
        "Person {person_id} ist am {day} nicht im Kurs ({stay}). Bitte lassen Sie das Feld leer."
    ),
    "not_planned": (
        "Für Person {person_id} ist der {day} nicht eingeplant. Bitte lassen Sie das Feld leer,"
        " oder planen Sie den Termin für sie ein."
    ),
    "lesson_not_begun": (
        "Der Termin von {course} „{title}“ am {begins} Uhr hat noch nicht begonnen. Bitte tragen"
        " Sie die Anwesenheit erst dann ein; vorher gehen nur E, W und P ohne Uhrzeiten."
    ),
    "mark_unreadable": (
        "„{mark}“ ist kein Zeichen der Anwesenheit. Bitte nehmen Sie X, E, U, W oder P."
    ),
    "time_outside": (
        "Eine Uhrzeit bei Person {person_id} liegt außerhalb des Termins, oder sie geht vor dem"
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
    "age_unlikely": (
        "{age} Jahre sind für ein Kind in der Betreuung nicht möglich. Bitte prüfen Sie das Alter."
    ),
    "already_there": (
        "Das Kind hat hier schon einen Platz. Bitte suchen Sie es in der Liste und tragen Sie die"
        " Ankunft dort ein."
    ),
}
