from kursplaner.desk.wording.people import families
from kursplaner.domain.kinds import Asking, MissingDetail, asking_line


def test_what_is_missing_is_listed_in_words() -> None:
    assert families.missing_line(["stop"]) == "Angaben fehlen: Haltepunkt"
    assert families.missing_line(["stop", "birth_dates", "odd", "odder"]) == (
        "Angaben fehlen: Haltepunkt, Geburtsdatum der Kinder und weitere Angaben"
    )


def test_only_a_stored_list_of_kinds_becomes_words() -> None:
    assert families.follow_up_line("missing:phone,paper") == (
        "Angaben fehlen: Telefon und Nachweise"
    )
    assert families.follow_up_line("again:stop,height") == "Erneut fragen: Haltepunkt und Größe"
    assert families.follow_up_line("vehicle:12") == "Nachweise des Fahrzeugs enden zu früh"
    assert families.follow_up_line("bitte missing:phone") == "bitte missing:phone"
    assert families.follow_up_line("Rückruf") == "Rückruf"


def test_no_kind_is_shown_as_it_is_stored() -> None:
    for asking in Asking:
        text = families.follow_up_line(asking_line(asking, MissingDetail))
        assert not any(f"{detail}," in text or "_" in text for detail in MissingDetail)


def test_what_is_missing_of_a_whole_family_is_said_once() -> None:
    missing = {3: ("phone",), 4: ("height", "allergies"), 5: ("height",)}
    assert families.still_missing(missing) == "Angaben fehlen: Telefon, Größe und Allergien"
