"""A people list in words, from facts made by hand."""

from dataclasses import replace
from types import SimpleNamespace

from kursplaner.desk.people.importing import ListColumn, Outcome
from kursplaner.desk.wording import list_words as words
from kursplaner.exchange.people_list.columns import Field
from kursplaner.exchange.people_list.rows import CellFault
from kursplaner.planning.people.duplicates import Likeness


def test_every_column_and_outcome_has_words() -> None:
    assert set(words.FIELDS) == set(Field)
    assert set(words.OUTCOMES) == set(Outcome)


def test_a_fault_names_the_cell_and_what_is_wrong() -> None:
    fault = CellFault("Mai", 3, "B", "date_unreadable", "gestern")
    assert words.fault_line(fault) == (
        "Blatt „Mai“, Zeile 3, Spalte B: „gestern“ ist kein Datum. Bitte schreiben Sie zum"
        " Beispiel 12.03.1988."
    )
    assert words.fault_line(replace(fault, kind="odd", value="{row}")) == (
        "Blatt „Mai“, Zeile 3, Spalte B: „{row}“ ist hier nicht möglich. Bitte prüfen Sie es."
    )


def test_a_column_says_what_it_is_taken_for() -> None:
    column = ListColumn("B", "Nachname", Field.FAMILY_NAME, certain=True)
    assert words.column_line(column) == "B „Nachname“: Familienname"
    assert words.column_line(replace(column, certain=False, heading="")) == (
        "B: Familienname (vermutet)"
    )
    assert words.column_line(replace(column, field=None)) == "B „Nachname“: wird nicht übernommen"


def test_a_row_says_who_it_may_be_and_why() -> None:
    row = SimpleNamespace(outcome=Outcome.NEW, likeness=None, known_name="")
    assert words.row_line(row) == "neu"  # type: ignore[arg-type]
    known = SimpleNamespace(
        outcome=Outcome.KNOWN,
        likeness=Likeness(7, 90, ("names", "birth_date", "odd")),
        known_name="Haddad, Rima",
    )
    assert words.row_line(known) == (  # type: ignore[arg-type]
        "schon da: Haddad, Rima (ID 7; gleicher Name, gleiches Geburtsdatum, odd)"
    )
