from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.exchange.lists.tables import Column, Kind, Value, write_table
from kursplaner.exchange.people_list.columns import (
    Field,
    field_of_heading,
    guess_columns,
    guess_table,
)
from kursplaner.exchange.people_list.rows import (
    ParsedList,
    PersonRow,
    Phone,
    column_letters,
    parse_people,
)
from kursplaner.exchange.reading.file_guards import FileKind
from kursplaner.exchange.reading.tables import Cell, Row, Sheet, Table, read_table

TODAY = date(2027, 3, 1)


def table_of(*rows: Sequence[Cell], name: str = "Tabelle1") -> Table:
    numbered = tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1))
    return Table(Path("liste.xlsx"), (Sheet(name, numbered),), FileKind.XLSX)


def parsed(*rows: Sequence[Cell]) -> ParsedList:
    table = table_of(*rows)
    return parse_people(table, guess_table(table), today=TODAY)


def only(*rows: Sequence[Cell]) -> PersonRow:
    result = parsed(*rows)
    assert result.faults == ()
    (person,) = result.people
    return person


def born(cell: Cell) -> tuple[date | None, bool]:
    person = only(["Name", "Vorname", "Geburtsdatum"], ["Novák", "Jana", cell])
    return person.birth_date, person.birth_date_uncertain


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        ("Name|Nachname|FAMILIENNAME|Zuname|last name|Surname|Příjmení|Nazwisko", "family_name"),
        ("Vorname|Vorname(n)|first name|Given Name|Jméno|Prénom|Ім'я", "given_name"),
        ("Nachname, Vorname|Name, Vorname|Příjmení a jméno", "name_family_first"),
        (
            "Vor- und Nachname|Vorname Nachname|Full name|Teilnehmer*in|TEILNEHMENDE",
            "name_given_first",
        ),
        ("Geb.-Datum|geb. am|Geburtsdatum (TT.MM.JJJJ)|DOB|Datum narození", "birth_date"),
        ("Geschlecht (m/w/d)|m/w|Gender|Pohlaví|Anrede", "gender"),
        ("Tel.|Telefon-Nr.|Handynummer|Mobil|phone number|Telefonní číslo", "phone"),
        ("E-Mail|email|e-Mail-Adresse|E-MAIL ADDRESS", "email"),
        ("Straße|Strasse|STRASSE|Straße, Nr.|street|Ulice", "street"),
        ("PLZ|Postleitzahl|zip code|PSČ", "postcode"),
        ("Ort|Wohnort|Gemeinde|City|Obec", "municipality"),
        ("PLZ / Ort|PLZ, Wohnort|PLZ und Ort", "postcode_and_municipality"),
        ("Anschrift|Adresse|address", "address"),
        ("Muttersprache|Sprache(n)|languages|Mateřský jazyk", "language"),
        ("Nationalität|Staatsangehoerigkeit|Staatsangehörigkeit|Herkunftsland", "nationality"),
        ("Niveau|Sprachniveau|CEFR|Úroveň", "level"),
        ("Kurs|Kurs-Nr.|Kursnummer|course", "course_number"),
        ("Kinder|Anzahl Kinder|children|Počet dětí", "children"),
        ("Arbeitgeber|Firma|employer|Zaměstnavatel", "employer"),
        ("Bemerkung|Anmerkungen|notes|Poznámka", "note"),
        ("Größe (cm)|Körpergröße|Koerpergroesse|height", "height"),
        ("Sorgeberechtigte/r|Erziehungsberechtigte|Mutter|guardian", "guardian"),
    ],
)
def test_headings_are_known_in_all_usual_spellings(headings: str, field: str) -> None:
    for heading in headings.split("|"):
        for spelling in (heading, heading.upper(), f" {heading}: "):
            assert field_of_heading(spelling) == field, spelling


@pytest.mark.parametrize(
    "heading",
    ["Geburtsort", "Unterschrift", "Anmeldedatum", "lfd. Nr.", "Nr.", ""],
)
def test_headings_that_mean_something_else_are_left_alone(heading: str) -> None:
    assert field_of_heading(heading) is None


def test_a_date_under_an_unknown_heading_is_no_birth_date() -> None:
    guess = guess_columns(["Name", "Vorname", "Zahltag"], [["A", "B", date(2020, 1, 2)]])
    assert guess.field_of(2) is None


def test_columns_without_headings_are_known_by_their_contents() -> None:
    table = table_of(
        ["Novák", "Jana", date(1990, 5, 4), "w", "0171 2345678", "j@example.org", "08626 Adorf"],
        ["Ünal", "Ali", date(1985, 5, 4), "m", "0171 2345679", "a@example.org", "08606 Oelsnitz"],
    )
    guess = guess_table(table)
    assert guess.header_row == 0
    assert not any(choice.certain for choice in guess.choices)
    people = parse_people(table, guess, today=TODAY).people
    assert [(p.family_name, p.given_name, p.municipality) for p in people] == [
        ("Novák", "Jana", "Adorf"),
        ("Ünal", "Ali", "Oelsnitz"),
    ]
    assert people[0].birth_date == date(1990, 5, 4)
    assert people[1].emails == ("a@example.org",)


def test_headings_below_a_title_are_found_and_rows_keep_their_numbers() -> None:
    result = parsed(
        ["Anmeldungen Frühjahr 2027"],
        [],
        ["Nachname", "Vorname"],
        ["Novák", "Jana"],
        [None, "  "],
        ["Ünal", "Ali"],
    )
    assert [(person.row, person.family_name) for person in result.people] == [
        (4, "Novák"),
        (6, "Ünal"),
    ]


def test_the_sheet_that_looks_like_a_list_is_taken() -> None:
    first = Sheet("Deckblatt", (Row(1, ("Liste der Stadt",)),))
    second = Sheet("TN", (Row(1, ("Name", "Vorname")), Row(2, ("Novák", "Jana"))))
    table = Table(Path("l.xlsx"), (first, second), FileKind.XLSX)
    assert guess_table(table).sheet == "TN"


def test_name_alone_is_the_whole_name() -> None:
    assert only(["Name", "Ort"], ["Jana Novák", "Adorf"]).given_name == "Jana"
    assert only(["Name", "Ort"], ["Novák, Jana", "Adorf"]).family_name == "Novák"


@pytest.mark.parametrize(
    ("heading", "cell", "family", "given", "uncertain"),
    [
        ("Nachname, Vorname", "Al-Hassan, Omar Ali", "Al-Hassan", "Omar Ali", False),
        ("Name Vorname", "Novák Jana", "Novák", "Jana", True),
        ("Name Vorname", "von Berg Anna", "von Berg", "Anna", True),
        ("Vor- und Nachname", "Anna Maria von der Heide", "von der Heide", "Anna Maria", True),
        ("Vor- und Nachname", "Sukarno", "Sukarno", "", False),
        ("Vor- und Nachname", "سارة الأحمد", "الأحمد", "سارة", True),
    ],
)
def test_names_in_one_cell(
    heading: str, cell: str, family: str, given: str, *, uncertain: bool
) -> None:
    person = only([heading, "Ort"], [cell, "Adorf"])
    assert (person.family_name, person.given_name) == (family, given)
    assert person.name_uncertain is uncertain


@pytest.mark.parametrize(
    "name", ["'t Hooft", "=Anna", "👩‍👧 Ünal", "سارة", "O'Brien", "@home", "ተስፋ"]
)
def test_unusual_names_stay_as_they_are(name: str) -> None:
    assert only(["Name", "Vorname"], [name, name]).given_name == name


def test_control_and_override_signs_are_left_out_of_names() -> None:
    person = only(["Name", "Vorname"], ["No\x00v\u202eák\n", " Ja\x1bna  Maria "])
    assert (person.family_name, person.given_name) == ("Novák", "Jana Maria")


def test_a_single_name_and_a_missing_one() -> None:
    assert only(["Name", "Vorname"], [None, "Sukarno"]).family_name == "Sukarno"
    result = parsed(["Name", "Vorname", "Ort"], [None, None, "Adorf"])
    assert result.clear == ()
    assert [(f.row, f.column, f.kind) for f in result.faults] == [(2, "A", "name_missing")]


def test_a_faulty_row_gives_nobody_and_names_sheet_row_and_column() -> None:
    result = parsed(["Nr.", "Name", "Vorname"], [1, "x" * 500, "Jana"], [2, "Ünal", "Ali"])
    (fault,) = result.faults
    assert (fault.sheet, fault.row, fault.column, fault.kind) == (
        "Tabelle1",
        2,
        "B",
        "name_too_long",
    )
    assert len(fault.value) == 200
    assert [person.row for person in result.clear] == [3]


@pytest.mark.parametrize(
    ("cell", "day", "uncertain"),
    [
        (date(1990, 5, 4), date(1990, 5, 4), False),
        (datetime(1990, 5, 4, 0, 0), date(1990, 5, 4), False),
        (32997, date(1990, 5, 4), False),
        ("32997", date(1990, 5, 4), False),
        ("04.05.1990", date(1990, 5, 4), False),
        ("4. 5. 1990", date(1990, 5, 4), False),
        ("4.5.90", date(1990, 5, 4), False),
        ("04.05.19", date(2019, 5, 4), False),
        ("04.05.27", date(1927, 5, 4), False),
        ("1990-05-04", date(1990, 5, 4), False),
        ("1990-05-04T00:00:00", date(1990, 5, 4), False),
        ("04.05.1990 00:00", date(1990, 5, 4), False),
        ("4. Mai 1990", date(1990, 5, 4), False),
        ("4. května 1990", date(1990, 5, 4), False),
        ("05/24/1990", date(1990, 5, 24), False),
        ("04/05/1990", date(1990, 5, 4), True),
        ("1990", date(1990, 1, 1), True),
        (1990, date(1990, 1, 1), True),
        ("01.01.1990", date(1990, 1, 1), True),
        (date(1990, 1, 1), date(1990, 1, 1), True),
        ("00.00.1990", date(1990, 1, 1), True),
        ("05.1990", date(1990, 5, 1), True),
        ("ca. 1990", date(1990, 1, 1), True),
        ("04.05.1990 ?", date(1990, 5, 4), True),
        ("unbekannt", None, False),
        ("-", None, False),
        (None, None, False),
    ],
)
def test_birth_dates_as_people_write_them(cell: Cell, day: date | None, *, uncertain: bool) -> None:
    assert born(cell) == (day, uncertain)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("31.02.1990", "date_impossible"),
        ("1990-13-01", "date_impossible"),
        (date(2027, 3, 2), "date_future"),
        ("02.03.2027", "date_future"),
        ("04.05.1890", "date_too_old"),
        ("im Sommer", "date_unreadable"),
        (-5, "date_unreadable"),
        (9_999_999, "date_unreadable"),
        ("x" * 1000, "date_unreadable"),
    ],
)
def test_dates_that_cannot_be_are_faults(cell: Cell, kind: str) -> None:
    result = parsed(["Name", "Vorname", "Geburtsdatum"], ["Novák", "Jana", cell])
    assert [(fault.column, fault.kind) for fault in result.faults] == [("C", kind)]


@given(
    st.dates(date(1930, 1, 2), date(2026, 12, 31)),
    st.sampled_from(["{0:%d.%m.%Y}", "{0:%Y-%m-%d}", "{0.day}.{0.month}.{0.year}", "{0:%Y/%m/%d}"]),
)
def test_any_written_day_is_read_back(day: date, pattern: str) -> None:
    found, uncertain = born(pattern.format(day))
    assert found == day
    assert uncertain is ((day.month, day.day) == (1, 1))


@pytest.mark.parametrize(
    ("cell", "gender"),
    [("w", "female"), ("Frau", "female"), ("männlich", "male"), ("Herr", "male"), ("d", "diverse"),
     ("žena", "female"), ("M", "male"), ("-", ""), (None, "")],
)  # fmt: skip
def test_genders(cell: Cell, gender: str) -> None:
    assert only(["Name", "Vorname", "Geschlecht"], ["A", "B", cell]).gender == gender


def test_other_faults_name_their_column() -> None:
    result = parsed(
        ["Name", "Vorname", "Geschlecht", "E-Mail", "Größe", "Ort"],
        ["A", "B", "irgendwas", "keine Adresse", "riesig", "x" * 600],
    )
    assert [(fault.column, fault.kind) for fault in result.faults] == [
        ("C", "gender_unreadable"),
        ("D", "email_unreadable"),
        ("E", "height_unreadable"),
        ("F", "text_too_long"),
    ]


def test_phones_keep_their_original_and_the_zero_that_excel_ate() -> None:
    person = only(["Name", "Vorname", "Tel.", "Handy"], ["A", "B", 3742312345, "0171/2345678"])
    assert person.phones == (
        Phone("03742312345", "037423 12345"),
        Phone("0171/2345678", "0171 2345678"),
    )


@pytest.mark.parametrize(
    ("cell", "level"),
    [("a1.1", "A1.1"), ("b2", "B2"), ("alpha", "alpha"), ("Alpha", "Alpha"), ("keins", "KEINS"),
     ("anfang", "anfang"), ("Zweitschrift", "Zweitschrift")],
)  # fmt: skip
def test_levels_stand_in_capitals_words_as_they_are(cell: str, level: str) -> None:
    assert only(["Name", "Vorname", "Niveau"], ["A", "B", cell]).level == level


def test_everything_else_a_list_may_hold() -> None:
    person = only(
        ["Name", "Vorname", "Straße", "Hausnr.", "PLZ", "Ort", "Sprachen", "Nationalität",
         "Niveau", "Kurs", "Kinder", "Firma", "Bemerkung", "Größe", "Mutter", "Vater"],
        ["Novák", "Jana", "Hauptstr.", 5, 8626, "Adorf", "Tschechisch, Deutsch und Englisch",
         "tschechisch", "a1.1", "2027-03", 2, "Bäckerei", "Schicht", "1,10 m", "Eva", "Jan"],
    )  # fmt: skip
    assert (person.street, person.postcode, person.municipality) == (
        "Hauptstr. 5",
        "08626",
        "Adorf",
    )
    assert person.languages == ("Tschechisch", "Deutsch", "Englisch")
    assert (person.level, person.course_number, person.children) == ("A1.1", "2027-03", "2")
    assert (person.employer, person.note, person.height_cm) == ("Bäckerei", "Schicht", 110)
    assert person.guardian == "Eva; Jan"
    assert "tschechisch" not in repr(person)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Anschrift", "Hauptstr. 5, 08626 Adorf"),
        ("Anschrift", "Hauptstr. 5\n08626 Adorf"),
    ],
)
def test_addresses_in_one_cell(heading: str, cell: str) -> None:
    person = only(["Name", "Vorname", heading], ["A", "B", cell])
    assert (person.street, person.postcode, person.municipality) == (
        "Hauptstr. 5",
        "08626",
        "Adorf",
    )


def test_a_person_may_correct_the_guess() -> None:
    table = table_of(["Name", "Vorname", "Zusatz"], ["Novák", "Jana", "Schicht"])
    guess = guess_table(table).with_choice(2, Field.NOTE).with_choice(1, None)
    person = parse_people(table, guess, today=TODAY).people[0]
    assert (person.given_name, person.note) == ("", "Zusatz: Schicht")
    assert guess.with_choice(2, Field.FAMILY_NAME).columns(Field.FAMILY_NAME) == (2,)


def test_an_empty_table_gives_nobody() -> None:
    assert parsed() == ParsedList(())
    assert not guess_table(table_of()).names_found


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_our_own_list_is_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"personen.{ending}"
    columns = [
        Column("Name"),
        Column("Vorname"),
        Column("Geburtsdatum", Kind.DAY),
        Column("Telefon"),
    ]
    rows: list[list[Value]] = [
        ["'t Hooft", "=Anna", date(1990, 5, 4), "+49 171 2345678"],
        ["Ünal", "Ali", None, None],
    ]
    write_table(path, "Personen", columns, rows)
    table = read_table(path)
    result = parse_people(table, guess_table(table), today=TODAY)
    assert result.faults == ()
    first = result.people[0]
    assert first.family_name == "'t Hooft"
    assert first.given_name == "=Anna"
    assert first.birth_date == date(1990, 5, 4)
    assert first.phones[0].shown == "+49 171 2345678"


@given(
    st.lists(
        st.lists(st.none() | st.text(max_size=20) | st.integers() | st.floats() | st.dates(),
                 max_size=6),
        max_size=8,
    )
)  # fmt: skip
def test_no_table_breaks_the_reading(rows: list[list[Cell]]) -> None:
    header: list[Cell] = ["Name", "Vorname", "Geburtsdatum", "Tel", "Größe", "PLZ"]
    result = parsed(header, *rows)
    filled = [row for row in rows if any(str(c).strip() for c in row if c is not None)]
    assert len(result.people) + len(result.others) <= len(filled)
    assert len({person.row for person in result.people}) == len(result.people)


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_excel_names_them(column: int, letters: str) -> None:
    assert column_letters(column) == letters
