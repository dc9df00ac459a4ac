"""What stands against reporting an absence or acting on it, and what to do."""

ABSENCE_SENTENCES: dict[str, str] = {
    "no_such_message": (
        "Eine Nachricht {number} gibt es nicht; es sind {count}. Bitte prüfen Sie die Zahl."
    ),
    "no_addresses": (
        "Von den Betroffenen ist keine E-Mail-Adresse hinterlegt. Bitte rufen Sie an oder kopieren"
        " Sie die Nachricht."
    ),
    "absent_already": (
        "Dieser Ausfall ist für {first} bis {last} schon gemeldet. Bitte öffnen Sie ihn"
        " unter „Zu tun“ auf der Seite Heute."
    ),
    "municipality_missing": "Bitte wählen Sie den Ort, aus dem niemand kommen kann.",
    "municipality_unknown": "In „{name}“ gibt es keinen Haltepunkt. Bitte prüfen Sie den Ort.",
    "absence_longer": (
        "Der Ausfall endet schon am {last}. Für längere Zeit melden Sie bitte einen weiteren."
    ),
    "no_absence": "Es ist kein Ausfall gemeldet. Bitte melden Sie ihn zuerst.",
    "absence_unchanged": (
        "Der Ausfall gilt schon bis dann, und nichts Abgesagtes liegt danach. Bitte wählen Sie"
        " einen anderen Tag oder eine andere Uhrzeit."
    ),
    "absence_withdrawn": (
        "Dieser Ausfall ist schon aufgehoben. Bitte rufen Sie an, wer auf der Liste noch offen ist."
    ),
    "nothing_to_stand_in": (
        "Hier ist nichts mehr zu vertreten. Bitte laden Sie die Seite neu (F5)."
    ),
    "not_on_the_list": (
        "Diese Person steht nicht auf der Anrufliste dieses Ausfalls: Ihm zufolge ändert sich für"
        " sie nichts. Bitte prüfen Sie Person und Ausfall."
    ),
    "nothing_to_excuse": (
        "Hier ist niemand zu entschuldigen. Bitte tragen Sie erst ein, wer zu Hause bleibt."
    ),
    "nothing_to_call_off": "Hier ist nichts mehr abzusagen. Bitte laden Sie die Seite neu (F5).",
}
