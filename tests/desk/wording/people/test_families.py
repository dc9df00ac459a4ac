from kursplaner.desk.wording.people import families


def test_what_is_missing_is_listed_in_words() -> None:
    assert families.missing_line(["stop"]) == "Angaben fehlen: Haltepunkt"
    assert families.missing_line(["stop", "birth_dates", "odd"]) == (
        "Angaben fehlen: Haltepunkt, Geburtsdatum der Kinder und odd"
    )


def test_only_a_stored_list_of_kinds_becomes_words() -> None:
    assert families.follow_up_line("missing:phone,paper") == (
        "Angaben fehlen: Telefon und Nachweise"
    )
    assert families.follow_up_line("bitte missing:phone") == "bitte missing:phone"
    assert families.follow_up_line("Rückruf") == "Rückruf"
