"""A list stored as decided row by row: the same, another, look later, left out."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from kursplaner.desk.people import importing
from kursplaner.desk.people.importing import Outcome, PeopleList
from kursplaner.desk.people.list_layouts import (
    chosen_column,
    chosen_columns,
    guesses_of,
    sheets_of,
    with_column,
)
from kursplaner.desk.people.list_storing import (
    Decision,
    StoredList,
    decision_of,
    fill_of,
    store,
    usual_fill,
)
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import ContactRoute, OtherName, Person, PersonAddress
from kursplaner.exchange.people_list.columns import Field
from kursplaner.planning.people import doubles
from kursplaner.planning.people.duplicates import ONE_NAME, KnownPeople, likely_duplicates
from kursplaner.planning.people.merge_fields import MergeField
from kursplaner.store.queries.people.duplicates import known_people
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace


@pytest.fixture
def town(workspace: Workspace) -> Workspace:
    with workspace.change(ActKind.PERSON_ADDED) as db:
        person = Person(family_name="Müller", given_name="Jana", birth_date=date(1988, 3, 12))
        db.add(person)
        db.flush()
        db.add(ContactRoute(person_id=person.id, kind="phone", value="0171 1111111"))
        db.add(
            PersonAddress(
                person_id=person.id,
                valid_from=date(2020, 1, 1),
                street="Markt 1",
                municipality="Adorf",
            )
        )
    return workspace


def read(town: Workspace, tmp_path: Path, text: str, name: str = "liste") -> PeopleList:
    path = tmp_path / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return importing.read_list(town, path)


def names(town: Workspace) -> list[str]:
    with town.read() as db:
        return sorted(f"{p.family_name} {p.given_name}".strip() for p in find(db, Person))


HEADS = "Nachname;Vorname;Telefon;Straße;Ort\n"


def test_a_name_alone_is_never_enough_where_telephone_or_address_differ(
    town: Workspace, tmp_path: Path
) -> None:
    def outcome(row: str) -> Outcome:
        return read(town, tmp_path, HEADS + row).rows[0].outcome

    assert outcome("Müller;Jana;;;") is Outcome.KNOWN
    assert outcome("Müller;Jana;0171 1111111;Weg 9;Plauen") is Outcome.KNOWN
    assert outcome("Müller;Jana;0160 2222222;;") is Outcome.SIMILAR
    assert outcome("Müller;Jana;;Weg 9;Plauen") is Outcome.SIMILAR
    assert outcome("Müller;Jana;;;Plauen") is Outcome.SIMILAR
    assert outcome("Müller;Jana;;Markt 1;Adorf") is Outcome.KNOWN


def test_rows_of_a_list_are_compared_as_with_stored_people(town: Workspace, tmp_path: Path) -> None:
    rows = "Ahorn;Rima;0160 2222222;;\nAhorn;Rima;0160 2222222;;\nAhorn;Rima;0151 1112223;;\n"
    found = read(town, tmp_path, HEADS + rows).rows
    assert [row.outcome for row in found] == [Outcome.NEW, Outcome.REPEATED, Outcome.ALIKE]
    assert [row.twin for row in found] == [None, ("liste", 2), ("liste", 2)]
    assert "other_phone" in found[2].why


def test_each_decision_does_what_it_says(town: Workspace, tmp_path: Path) -> None:
    def decided(decision: Decision) -> tuple[int, bool]:
        people = read(town, tmp_path, HEADS + "Müller;Jana;0160 2222222;;\n")
        ids = store(town, people, {("liste", 2): decision}).person_ids
        with town.read() as db:
            pairs = {(p.first_id, p.second_id) for p in doubles.doubles(db)}
            offered = any(set(ids) & set(pair) for pair in pairs)
        if ids:
            town.undo()
        return len(ids), offered

    assert decided(Decision.LEAVE) == (0, False)
    assert decided(Decision.SAME) == (0, False)
    assert decided(Decision.NEW) == (1, False)
    assert decided(Decision.LATER) == (1, True)


def test_what_is_open_is_left_and_what_is_clear_is_stored(town: Workspace, tmp_path: Path) -> None:
    people = read(
        town,
        tmp_path,
        "Nachname;Vorname;Geburtsdatum\nNeu;Eva;\nAlt;Ole;31.02.1990\nMüller;Jana;\n",
    )
    usual = [decision_of(row, {}) for row in people.rows]
    assert usual == [Decision.NEW, Decision.LEAVE, Decision.SAME]
    assert len(store(town, people).person_ids) == 1
    assert names(town) == ["Müller Jana", "Neu Eva"]


def test_a_row_without_a_name_is_never_stored(town: Workspace, tmp_path: Path) -> None:
    people = read(town, tmp_path, "Nachname;Vorname;Ort;Telefon\n;;Adorf;0171 2345678\nA;B;;\n")
    assert people.rows[0].outcome is Outcome.DOUBTFUL
    decisions = {people.rows[0].place: Decision.NEW}
    assert decision_of(people.rows[0], decisions) is Decision.LEAVE
    assert len(store(town, people, decisions).person_ids) == 1


def test_all_numbers_addresses_and_the_birth_name_are_kept(town: Workspace, tmp_path: Path) -> None:
    text = (
        "Geburtsname;Name;Vorname;Telefon;E-Mail;Auskunftssperre;Ort\n"
        "Eiche;Ahorn;Rima;0171 2345678 / Mutter: 03741 556677;a@b.de, c@d.de;ja;Adorf\n"
    )
    people = read(town, tmp_path, text)
    (key,) = store(town, people).person_ids
    with town.read() as db:
        routes = [(r.kind, r.value, r.note) for r in find(db, ContactRoute, person_id=key)]
        (other,) = find(db, OtherName, person_id=key)
        (person,) = find(db, Person, id=key)
        assert (other.family_name, person.address_restricted) == ("Eiche", True)
    assert sorted(routes) == [
        ("email", "a@b.de", ""),
        ("email", "c@d.de", ""),
        ("phone", "0171 2345678", ""),
        ("phone", "03741 556677", "Mutter"),
    ]


def test_what_was_chosen_for_columns_is_remembered_for_the_layout(
    town: Workspace, tmp_path: Path
) -> None:
    text = "Nachname;Vorname;Gruppe;Farbe\nAhorn;Rima;Igel;rot\n"
    people = read(town, tmp_path, text)
    assert people.columns[2].examples == ("Igel",)
    assert people.columns[2].field is None
    guess = chosen_column(people.guess, "Gruppe", Field.NOTE)
    guess = chosen_column(guess, "D", Field.LEVEL)
    stored = store(town, importing.judge(town, people.table, guess))
    assert stored.remembered
    again = read(town, tmp_path, "Nachname;Vorname;GRUPPE;Farbe\nCedar;Sami;Käfer;blau\n", "neu")
    assert [column.field for column in again.columns[2:]] == [Field.NOTE, Field.LEVEL]
    assert [column.remembered for column in again.columns] == [False, False, True, True]
    assert again.rows[0].draft.note.startswith("GRUPPE: Käfer")
    other = read(town, tmp_path, "Nachname;Vorname;Gruppe\nCedar;Sami;Käfer\n", "drei")
    assert other.columns[2].field is None
    town.undo()
    assert read(town, tmp_path, text, "vier").columns[2].field is None


def test_nothing_is_remembered_where_nothing_was_chosen(town: Workspace, tmp_path: Path) -> None:
    people = read(town, tmp_path, "Nachname;Vorname;Gruppe\nAhorn;Rima;Igel\n")
    assert not store(town, people).remembered


def test_sheets_are_all_named_and_those_with_people_read(town: Workspace, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "kurse.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, rows in {
        "Kurs A1": [["Nachname", "Vorname"], ["Ahorn", "Rima"]],
        "Kurs B1": [["Nachname", "Vorname"], ["Cedar", "Sami"], ["Dorn", "Ina"]],
        "Notizen": [["Bitte zurückrufen"]],
    }.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    people = importing.read_list(town, path)
    assert [(s.name, s.rows, s.read, s.names) for s in people.sheets] == [
        ("Kurs A1", 2, True, True),
        ("Kurs B1", 3, True, True),
        ("Notizen", 1, False, False),
    ]
    assert [row.place for row in people.rows] == [("Kurs A1", 2), ("Kurs B1", 2), ("Kurs B1", 3)]
    assert people.courses == {"A1": 1, "B1": 2}
    one = importing.read_list(town, path, sheets=["Kurs B1"])
    assert [row.name for row in one.rows] == ["Cedar, Sami", "Dorn, Ina"]
    with town.read() as db:
        assert len(guesses_of(db, people.table)) == 2
    assert not sheets_of(people.table, one.guesses)[0].read


def test_an_example_shows_how_the_letters_read(town: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "cz.csv"
    path.write_bytes("Příjmení;Jméno\nDvořák;Jiří\n".encode("cp1250"))
    people = importing.read_list(town, path)
    assert importing.letters_example(people.table) == "Příjmení"
    assert importing.letters_example(people.table, "cp1252") == "Pøíjmení"
    assert importing.letters_example(people.table, "utf-8") == ""
    plain = read(town, tmp_path, "Nachname;Vorname\nAhorn;Rima\n")
    assert importing.letters_example(plain.table) == ""


def test_somebody_who_is_there_is_told_what_was_missing_in_the_same_act(
    town: Workspace, tmp_path: Path
) -> None:
    text = (
        HEADS.strip() + ";Geburtsdatum;E-Mail\n"
        "Müller;Jana;0171 1111111;Markt 1;Adorf;12.03.1988;jana@example.org\n"
    )
    found = read(town, tmp_path, text)
    row = found.rows[0]
    assert [(each.field, each.asks) for each in row.additions] == [(MergeField.ROUTES, False)]
    assert fill_of(row, {row.place: ()}) == frozenset()
    assert store(town, found, fills={row.place: ()}) == StoredList()
    assert store(town, found).filled == 1
    with town.read() as db:
        assert "jana@example.org" in [way.value for way in find(db, ContactRoute)]
    assert store(town, read(town, tmp_path, text)) == StoredList()  # once is enough
    assert town.undo() is not None
    with town.read() as db:
        assert [way.value for way in find(db, ContactRoute)] == ["0171 1111111"]


def test_what_differs_stays_until_somebody_chooses(town: Workspace, tmp_path: Path) -> None:
    text = "Nachname;Vorname;Telefon;Geburtsdatum\nMüller;Jana;0171 1111111;12.04.1988\n"
    found = read(town, tmp_path, text)
    row = found.rows[0]
    assert row.additions[0].asks
    assert usual_fill(row) == frozenset()
    same = {row.place: Decision.SAME}
    assert store(town, found, same) == StoredList()
    assert store(town, found, same, fills={row.place: {MergeField.BIRTH}}).filled == 1
    with town.read() as db:
        assert find(db, Person)[0].birth_date == date(1988, 4, 12)


def test_a_second_row_of_somebody_new_fills_the_first(town: Workspace, tmp_path: Path) -> None:
    rows = "Ahorn;Rima;0160 2222222;;\nAhorn;Rima;0160 2222222;Weg 2;Plauen\n"
    stored = store(town, read(town, tmp_path, HEADS + rows))
    assert (len(stored.person_ids), stored.filled) == (1, 0)
    with town.read() as db:
        home = find(db, PersonAddress, person_id=stored.person_ids[0])[0]
        assert (home.street, home.municipality) == ("Weg 2", "Plauen")


def test_likeness_is_one_for_lists_town_forms_and_the_door(town: Workspace, tmp_path: Path) -> None:
    pair = ("Müller;Jana;0171 1111111;Markt 1;Adorf\n", "Mueller;Jane;0171 1111111;Markt 1;Adorf\n")
    beside = read(town, tmp_path, HEADS + "".join(pair)).rows
    against = beside[1].likeness
    with town.read() as db:
        form = likely_duplicates(db, beside[1].draft)[0]
        known = KnownPeople(known_people(db)).like(beside[1].draft, least=ONE_NAME)[0]
    assert against == form == known
    assert (beside[0].outcome, beside[1].outcome) == (Outcome.KNOWN, Outcome.SIMILAR)
    listed = KnownPeople([])
    listed.add(1, beside[0].draft)
    twin = listed.like(beside[1].draft)[0]
    assert against is not None
    assert (twin.score, twin.reasons) == (against.score, against.reasons)


def test_a_column_chosen_holds_on_every_sheet_with_the_same_headings(
    town: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "kurse.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, heads in (("eins", "Gruppe"), ("zwei", "Gruppe"), ("drei", "Anderes")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("Nachname", "Vorname", heads))
        sheet.write_row(1, 0, ("Ahorn", f"Rima {name}", "Käfer"))
    book.close()
    found = importing.read_list(town, path)
    chosen = chosen_columns(found.guesses, "Gruppe", Field.NOTE)
    assert chosen == with_column(found.guesses, 2, Field.NOTE)
    notes = [row.draft.note for row in importing.judge(town, found.table, chosen).rows]
    assert notes == ["Gruppe: Käfer", "Gruppe: Käfer", ""]
