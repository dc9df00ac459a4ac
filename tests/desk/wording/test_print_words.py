from datetime import date

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import print_words
from kursplaner.documents.unprintable import Unprintable

TUESDAY = date(2027, 3, 2)


def test_when_a_sheet_was_printed() -> None:
    assert print_words.when_printed(minute_of(TUESDAY, 485), TUESDAY) == "8:05"
    assert print_words.when_printed(minute_of(date(2027, 3, 1), 485), TUESDAY) == "Mo 8:05"
    assert print_words.when_printed(minute_of(date(2027, 2, 1), 485), TUESDAY) == "Mo 01.02."


def test_what_changed_since() -> None:
    assert print_words.changes(("Selam T.",), ("people", "details")) == "seitdem neu: Selam T."
    assert print_words.changes((), ("people", "place")) == "geändert: Personen und Ort"
    many = ("A.", "B.", "C.", "D.")
    assert (
        print_words.changes(many, ("times",))
        == "seitdem neu: A., B. und 2 weitere; geändert: Zeiten"
    )


def test_missing_signs() -> None:
    assert print_words.signs(()) == ""
    assert print_words.signs({"周"}).startswith("Für das Zeichen 周 fehlt die Schrift")
    assert print_words.signs({"周", "伟"}).startswith("Für die Zeichen 伟 周 fehlt")
    assert all(sign in print_words.signs("一二三四五六七八九十") for sign in "一二三四五六七八九十")


def test_whose_entries_the_signs_stand_in() -> None:
    found = (Unprintable("Zhou, Wei", frozenset("周伟")), Unprintable("Nour", frozenset("花")))
    assert print_words.without_font(()) == ""
    assert print_words.without_font(found) == (
        "Für die Zeichen 伟 周 花 fehlt die Schrift; sie erscheinen als Kästchen. "
        "Betroffen: Zhou, Wei (伟 周); Nour (花)."
    )
    assert "Zhou" not in print_words.without_font(found, hidden=True)
    assert print_words.without_font(found, most=1).endswith("(伟 周); ein weiterer Eintrag.")
    assert print_words.without_font(found, most=2) == print_words.without_font(found)
    three = (*found, Unprintable("Adam", frozenset("花")))
    assert print_words.without_font(three, most=1).endswith("; 2 weitere Einträge.")


def test_sheets_are_named_and_so_is_who_is_printed_in_latin_letters() -> None:
    sheets = ("Türaushang", "Liste A1", "Liste A2", "Liste B1")
    box = Unprintable("Nour", frozenset("花"), sheets=sheets[:1])
    assert "Nour (花) auf Türaushang." in print_words.without_font((box,))
    name = Unprintable("周", frozenset("周"), instead="Zhou", sheets=sheets)
    words = "steht der Name laut Pass: Zhou statt 周 auf Türaushang, Liste A1 und 2 weiteren."
    assert print_words.without_font((name,)).endswith(words)
    assert "Kästchen" not in print_words.without_font((name,))
    assert "Zhou" not in print_words.without_font((name,), hidden=True)


def test_what_is_replaced() -> None:
    assert print_words.replaced(0) == ""
    assert print_words.replaced(1).startswith("Ein gedrucktes Blatt")
    assert print_words.replaced(3).startswith("3 gedruckte Blätter")


def test_what_goes_on() -> None:
    assert print_words.going_on(0) == ""
    assert print_words.going_on(1) == (
        "Eine gedruckte Liste wird fortgeführt; das alte Blatt gilt für seine Tage weiter."
    )
    assert print_words.going_on(2) == (
        "2 gedruckte Listen werden fortgeführt; ihre alten Blätter gelten weiter."
    )


def test_whether_it_counts_as_printed() -> None:
    assert print_words.counts_as_printed(printed=True) == "Als gedruckt vermerkt."
    assert "Noch nicht" in print_words.counts_as_printed(printed=False)


def test_days() -> None:
    assert print_words.day_heading(TUESDAY, TUESDAY) == "Heute, Di 02.03."
    assert print_words.day_heading(date(2027, 3, 3), TUESDAY) == "Morgen, Mi 03.03."
    assert print_words.day_heading(date(2027, 3, 8), TUESDAY) == "Mo 08.03."
    assert print_words.saved(1, 2, "X.pdf") == "1 Blatt als PDF gespeichert, 2 Seiten: X.pdf"
    assert print_words.printed(2, 3, "Laser") == "2 Blätter gedruckt, 3 Seiten: Laser"
