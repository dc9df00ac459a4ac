"""`kursplaner import people`: lists as they come, shown with doubts and decided by options."""

from pathlib import Path

import pytest
import xlsxwriter

from kursplaner.domain.courses import Enrolment
from kursplaner.domain.people import Person
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import DRAFT, Town


def shown(town: Town, text: str | bytes, *options: str, name: str = "liste.csv") -> str:
    """Return what a dry run says of a list."""
    path = town.path.parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = town.run("import", "people", town.path, path, "--dry-run", *options)
    assert result.exit_code == 0, result.output
    assert "Nur gezeigt, nichts gespeichert." in result.output
    return " ".join(result.output.split())


def stored(town: Town, text: str, *options: str) -> list[str]:
    """Read a list in and return the family names that came."""
    path = town.write("liste.csv", text)
    before = names(town)
    result = town.run("import", "people", town.path, path, *options)
    assert result.exit_code == 0, result.output
    return [name for name in names(town) if name not in before]


def names(town: Town) -> list[str]:
    workspace = Workspace.open(town.path)
    try:
        with workspace.read() as db:
            return sorted(f"{p.family_name} {p.given_name}" for p in find(db, Person))
    finally:
        workspace.close()


def test_small_things_are_understood(town: Town) -> None:
    text = (
        "Anrede;Nachname;Vorname;Geburtsdatum;E-Mail\nHerrn;Ahorn;Uwe;12-Mar-1990;a@b.de, c@d.de\n"
        "Frau Dr.;Cedar;Ina;12. Mrz 90;\nFamilie;Dorn;;12.03.1990 (?);\nweibl.;Eibe;Eva;0.0.00;\n"
    )
    said = shown(town, text)
    assert said.count("12.03.1990") == 3
    assert "bitte prüfen" not in said


def test_a_cell_that_cannot_be_read_makes_only_its_row_doubtful(town: Town) -> None:
    text = "Nachname;Vorname;Geburtsdatum\nAhorn;Uwe;bald\nCedar;Ina;\n"
    assert "bitte prüfen: Spalte C: „bald“ ist kein Datum" in shown(town, text)
    assert stored(town, text) == ["Cedar Ina"]
    assert stored(town, text, "--take-doubtful") == ["Ahorn Uwe"]


def test_rows_that_are_nobody_are_said(town: Town) -> None:
    said = shown(
        town, "Nachname;Vorname;Tel.\nAhorn;Uwe;1\nNachname;Vorname;Tel.\nWarteliste;;\nDorn;;\n"
    )
    assert "Zeile 3 ist keine Person (noch einmal die Überschriften)" in said
    assert "Zeile 4 ist keine Person (ein Abschnitt): „Warteliste“" in said
    assert "In der Zeile steht nur „Dorn“. Ist das eine Person?" in said


def test_columns_left_out_are_said_with_examples_and_can_be_chosen(town: Town) -> None:
    text = "Nachname;Vorname;Gruppe\nAhorn;Uwe;Igel\n"
    said = shown(town, text)
    assert "C „Gruppe“: wird nicht übernommen (zum Beispiel „Igel“)" in said
    assert "1 Spalte mit Inhalt wird nicht übernommen: „Gruppe“." in said
    chosen = shown(town, text, "--column", "Gruppe=Bemerkung")
    assert "C „Gruppe“: Bemerkung (bleibt nur als Bemerkung)" in chosen
    assert "wird nicht übernommen" in shown(town, text, "--column", "b=note", "--column", "C=")
    wrong = town.run(
        "import", "people", town.path, town.path.parent / "liste.csv", "--column", "Gruppe=Farbe"
    )
    assert "„Farbe“ ist keine Bedeutung einer Spalte" in wrong.output
    missing = town.run(
        "import", "people", town.path, town.path.parent / "liste.csv", "--column", "Nummer=phone"
    )
    assert "Eine Spalte „Nummer“ hat die Liste nicht" in missing.output


def test_letters_are_found_and_can_be_said(town: Town) -> None:
    content = "Příjmení;Jméno\nDvořák;Jiří\nNovotný;Ondřej\n".encode("cp1250")
    said = shown(town, content)
    assert "Zeichensatz der Datei: Windows, Mitteleuropa (CP1250)." in said
    assert "So liest er sich: Příjmení" in said
    assert "Dvořák, Jiří" in said
    other = shown(town, content, "--encoding", "cp1252", "--column", "A=Familienname")
    assert "Dvoøák, Jiøí" in other


def test_who_is_alike_is_decided_by_options(town: Town) -> None:
    text = (
        "Nachname;Vorname;Telefon\nAhorn;Uwe;0171 2345678\nAhorn;Uwe;0160 9876543\n"
        "Ahorn;Uwe;0151 1112223\n"
    )
    assert shown(town, text).count("vielleicht zweimal in der Liste") == 2
    assert stored(town, text) == ["Ahorn Uwe"]
    assert "→ dieselbe Person" in shown(town, text, "--same", "3")
    path = town.write("liste.csv", text)
    result = town.run("import", "people", town.path, path, "--take", "3", "--later", "liste:4")
    assert "2 Personen angelegt." in result.output
    nobody = town.run("import", "people", town.path, path, "--take", "99")
    assert "In der Liste steht in Zeile 99 keine Person" in nobody.output


def test_sheets_are_named_chosen_and_enrolled(town: Town) -> None:
    draft = town.write("kurs.toml", DRAFT)
    made = town.run("course", "add", town.path, "--spec", draft)
    assert made.exit_code == 0, made.output
    path = town.path.parent / "kurse.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, family in (("Kurs 27-A1", "Ahorn"), ("Rest", "Cedar")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("Nachname", "Vorname"))
        sheet.write_row(1, 0, (family, "Uwe"))
    book.close()
    both = town.run("import", "people", town.path, path, "--dry-run")
    assert "„Kurs 27-A1“: 2 Zeilen, wird gelesen" in both.output
    assert "Kurse in der Liste: 27-A1 (1)." in both.output
    only = town.run("import", "people", town.path, path, "--sheet", "Kurs 27-A1", "--enrol")
    assert "1 Person angelegt." in only.output
    assert "1 angemeldet, 0 auf der Warteliste." in only.output
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        assert len(find(db, Enrolment)) == 1
    workspace.close()


def test_hidden_struck_and_merged_rows(town: Town) -> None:
    path = town.path.parent / "liste.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
    rows = [
        ("Nachname", "Vorname", "Tel."),
        ("", "Uwe", "1"),
        ("", "Ina", "2"),
        ("Dorn", "Eva", "3"),
    ]
    for at, row in enumerate([*rows, ("Eibe", "Tom", "4")]):
        sheet.write_row(at, 0, row, struck if at == 3 else None)
    sheet.merge_range(1, 0, 2, 0, "Ahorn")
    sheet.set_row(4, None, None, {"hidden": True})
    book.close()
    said = town.run("import", "people", town.path, path, "--dry-run").output
    assert "Ahorn, Ina" in said
    assert "1 Zeile ausgeblendet, 1 Zeile durchgestrichen" in said
    assert said.count("bitte prüfen") == 2


def test_restricted_addresses_are_said_and_not_shown(town: Town) -> None:
    said = shown(
        town, "Nachname;Vorname;Ort;Auskunftssperre\nAhorn;Uwe;Mondstadt;ja\nCedar;Ina;Adorf;\n"
    )
    assert "1 Person mit Auskunftssperre" in said
    assert "Mondstadt" not in said
    assert "Adorf" in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n", "ist ein Bild"),
        (b"%PDF-1.7", "ist ein PDF"),
        (b"SQLite format 3\0", "ist eine Datenbank"),
        (b"Nummer;Betrag\n1;2\n", "keine Spalte mit Namen"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
    ],
)
def test_files_that_are_no_list_have_a_sentence(town: Town, content: bytes, sentence: str) -> None:
    path = town.path.parent / "liste.csv"
    path.write_bytes(content)
    result = town.run("import", "people", town.path, path, "--dry-run")
    assert result.exit_code != 0
    assert sentence in result.output


def test_two_hundred_columns_and_one_are_lists_too(town: Town) -> None:
    heads = ";".join(["Nachname", "Vorname", *(f"Feld {at}" for at in range(198))])
    wide = shown(town, f"{heads}\nAhorn;Uwe;{';'.join('x' * 198)}\n")
    assert "… und 140 Spalten mehr." in wide
    assert "und 190 weitere" in wide
    assert "Ahorn, Uwe" in shown(town, "Teilnehmer\nUwe Ahorn\nInsgesamt: 1\n")
    assert "الأحمد, محمد" in shown(town, "الاسم الكامل;الهاتف\nمحمد الأحمد;0171 2345678\n")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_our_own_list_comes_back_whole(town: Town, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"personen.{ending}"
    assert town.run("export", "people", town.path, "--out", out).exit_code == 0
    said = town.run("import", "people", town.path, out, "--dry-run").output
    assert "bitte prüfen" not in said
    assert "neu" not in said.split("Ergebnis")[1]


def test_the_same_person_is_filled_in_and_asked_field_by_field(town: Town) -> None:
    stored(town, "Nachname;Vorname;Telefon;Geburtsdatum\nAhorn;Uwe;0171 2345678;12.03.1990\n")
    text = (
        "Nachname;Vorname;Telefon;Geburtsdatum;E-Mail;Ort\n"
        "Ahorn;Uwe;0171 2345678;12.04.1990;uwe@example.org;Adorf\n"
    )
    said = shown(town, text)
    assert "ergänzt Kontakt und Anschrift; anders in der Liste: Geboren" in said
    wanted = shown(town, text, "--same", "2=Geboren")
    assert "ergänzt Geboren, Kontakt und Anschrift" in wanted
    assert "ergänzt" not in shown(town, text, "--same", "2=")
    path = town.write("liste.csv", text)
    wrong = town.run("import", "people", town.path, path, "--same", "2=Größe")
    assert wrong.exit_code != 0
    assert "Möglich ist: Geboren, Kontakt, Anschrift." in wrong.output
    done = town.run("import", "people", town.path, path, "--same", "2=Geboren")
    assert "1 Person ergänzt." in done.output
    assert "schon da" in shown(town, text)
    assert "anders in der Liste" not in shown(town, text)


def test_the_course_is_taken_from_the_name_of_the_sheet(town: Town) -> None:
    assert town.add_course().exit_code == 0
    number = "27-A1"
    path = town.path.parent / "kurse.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, given in ((number, "Uwe"), (f"{number} Warteliste", "Ina"), ("Abgemeldet", "Tom")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("Name", "Vorname"))
        sheet.write_row(1, 0, ("Ahorn", given))
    book.close()
    said = town.run("import", "people", town.path, path, "--dry-run").output
    assert f"Kurse in der Liste: {number} (2)" in said
    assert "Bei der Zeile steht „Abgemeldet“" in said
