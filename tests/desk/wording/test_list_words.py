"""A people list in words, from facts made by hand."""

from dataclasses import replace

from kursplaner.desk.people.importing import ImportRow, Outcome
from kursplaner.desk.people.list_layouts import ListColumn
from kursplaner.desk.wording import list_words as words
from kursplaner.exchange.people_list.columns import Field
from kursplaner.exchange.people_list.rows import CellFault, PersonRow
from kursplaner.planning.people.duplicates import Likeness
from kursplaner.planning.people.families import PersonDraft


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


def imported(outcome: Outcome, **values: object) -> ImportRow:
    row = PersonRow("Mai", 5, "Haddad", "Rima", doubts=values.pop("doubts", ()))  # type: ignore[arg-type]
    return ImportRow(row, PersonDraft("Haddad", "Rima"), outcome, **values)  # type: ignore[arg-type]


def test_a_row_says_who_it_may_be_and_why() -> None:
    assert words.row_line(imported(Outcome.NEW)) == "neu"
    known = Likeness(7, 90, ("names", "birth_date", "odd"))
    row = imported(Outcome.KNOWN, likeness=known, known_name="Haddad, Rima")
    assert (
        words.row_line(row) == "schon da: Haddad, Rima (gleicher Name, gleiches Geburtsdatum, odd)"
    )
    assert words.row_line(row, numbers=True) == (
        "schon da: Haddad, Rima (ID 7; gleicher Name, gleiches Geburtsdatum, odd)"
    )
    twin = imported(Outcome.ALIKE, twin=("Mai", 3), why=("names", "other_phone"))
    assert words.row_line(twin) == (
        "vielleicht zweimal in der Liste: wie Zeile 3 (gleicher Name, andere Telefonnummer)"
    )


def test_a_doubtful_row_says_what_is_doubtful_about_it() -> None:
    cell = CellFault("Mai", 5, "C", "email_unreadable", "rima")
    row = CellFault("Mai", 5, "A", "row_hidden", "x")
    assert words.row_line(imported(Outcome.DOUBTFUL, doubts=(row, cell))) == (
        "bitte prüfen: Die Zeile ist in der Datei ausgeblendet; Spalte C: „rima“ ist keine"
        " E-Mail-Adresse. Bitte prüfen Sie sie"
    )
    assert words.row_line(imported(Outcome.NEW, doubts=(cell,))) == "neu"
    assert words.fault_line(row) == (
        "Blatt „Mai“, Zeile 5: Die Zeile ist in der Datei ausgeblendet."
    )
