"""Marks read from a file, without a town."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from kursplaner.basics.errors import Refused
from kursplaner.desk.marks_file import MARKS_TEXT, MarksReader
from kursplaner.domain.kinds import ExcuseReason, Mark
from kursplaner.planning.attendance.entering import LONGEST_MARK, MarkEntry

PEOPLE = {1: "Haddad, Rima", 2: "Dvořák, Jan", 3: "Haddad, Noor", 4: "Haddad, Noor"}
ONLY_ONE = "Den Namen gibt es mehrfach; bitte nehmen Sie die ID."
WHO = "Bitte nehmen Sie die ID oder den Namen einer Person dieses Kurses."
Reading = Callable[[str], list[MarkEntry]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(text: str) -> list[MarkEntry]:
        path = tmp_path / "marks.csv"
        path.write_text(text, encoding="utf-8")
        return [replace(entry, keeps=frozenset()) for entry in MarksReader(path, PEOPLE).read()]

    return reading


def test_all_columns_are_read_in_any_order(read: Reading) -> None:
    text = "Grund;Zeichen;geht;gekommen;Teilnehmende\nkrank;e;11:00;9:20;2\n;x;;;Rima Haddad\n"
    assert read(text) == [
        MarkEntry(Mark.EXCUSED, person_id=2, reason=ExcuseReason.ILL, came_at=560, left_at=660),
        MarkEntry(Mark.PRESENT, person_id=1),
    ]


def test_what_a_file_does_not_say_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text("person;mark;came\n1;X;\n2;X;9:20\n", encoding="utf-8")
    silent, told = MarksReader(path, PEOPLE).read()
    assert silent.keeps == {"left_at", "reason", "evidence_on", "note"}
    assert told.keeps == silent.keeps
    lone = tmp_path / "zwei.csv"
    lone.write_text("person;mark\n1;X\n", encoding="utf-8")
    (bare,) = MarksReader(lone, PEOPLE).read()
    assert bare.keeps == silent.keeps | {"came_at"}


def test_empty_lines_and_short_ones_are_no_fault(read: Reading) -> None:
    assert read("person;mark;reason\n\n1;X\n;;\n2;U;\n") == [
        MarkEntry(Mark.PRESENT, person_id=1),
        MarkEntry(Mark.UNEXCUSED, person_id=2),
    ]


@pytest.mark.parametrize(
    ("sign", "mark"),
    [
        ("x", Mark.PRESENT),
        ("W", Mark.CHANGED),
        ("p", Mark.INTERNSHIP),
        ("-", None),
        ("–", None),
        ("", None),
        ("k", "K"),
        ("a" * LONGEST_MARK, "A" * LONGEST_MARK),
    ],
)
def test_signs_become_marks(read: Reading, sign: str, mark: Mark | str | None) -> None:
    assert read(f"person;mark\n1;{sign}\n") == [MarkEntry(mark, person_id=1)]


def test_a_file_may_begin_with_the_first_person(read: Reading) -> None:
    first, second = MarkEntry(Mark.PRESENT, person_id=1), MarkEntry(Mark.EXCUSED, person_id=2)
    assert read("1;x\n2;E\n") == [first, second]
    assert read("Haddad Rima;X\n") == [first]
    assert read("X;person\nE;2\n".replace("X;", "mark;")) == [second]


def test_names_are_found_however_they_are_written(read: Reading) -> None:
    for name in ("Rima Haddad", "haddad rima", "HADDAD, Rima"):
        assert read(f"person;mark\n{name};X\n")[0].person_id == 1
    assert read("person;mark\nJan Dvorak;X\n")[0].person_id == 2


@pytest.mark.parametrize(
    ("line", "column", "value", "wanted"),
    [
        ("9;X", "person", "9", WHO),
        ("Rima;X", "person", "Rima", WHO),
        (",;X", "person", ",", WHO),
        (";X", "person", "", WHO),
        ("1" * 19 + ";X", "person", "1" * 19, WHO),
        ("²;X", "person", "²", WHO),
        ("Noor Haddad;X", "person", "Noor Haddad", ONLY_ONE),
        ("1;" + "a" * (LONGEST_MARK + 1), "mark", "a" * (LONGEST_MARK + 1), MARKS_TEXT),
        ("1;a\u0007", "mark", "a\u0007", MARKS_TEXT),
        ("1;X;;bald", "came", "bald", "Bitte schreiben Sie eine Uhrzeit wie 9:20."),
        ("1;X;;;24:30", "left", "24:30", "Bitte schreiben Sie eine Uhrzeit wie 9:20."),
        ("1;" + "a" * 90, "mark", "a" * 80, MARKS_TEXT),
    ],
)
def test_a_faulty_cell_is_named_with_its_row(
    read: Reading, line: str, column: str, value: str, wanted: str
) -> None:
    with pytest.raises(Refused, match="marks_row") as raised:
        read(f"person;mark;reason;came;left\n2;X\n{line}\n")
    facts = dict(raised.value.facts)
    assert facts.pop("path")
    assert facts == {"row": 3, "column": column, "value": value, "wanted": wanted}


def test_reasons_are_words_or_keys(read: Reading) -> None:
    for reason in ("child_ill", "Kind krank", "KIND KRANK"):
        (entry,) = read(f"person;mark;reason\n1;E;{reason}\n")
        assert entry.reason is ExcuseReason.CHILD_ILL
    with pytest.raises(Refused, match="marks_row") as raised:
        read("person;mark;reason\n1;E;Lust\n")
    wanted = str(raised.value.facts["wanted"])
    assert wanted.startswith("Möglich sind: krank, Kind krank, Geburt, ")
    assert wanted.endswith(", anderer Grund.")


def test_nobody_stands_twice(read: Reading) -> None:
    with pytest.raises(Refused, match="marks_row") as raised:
        read("person;mark\n2;X\n1;X\nHaddad, Rima;E\n".replace("Haddad, Rima", "Rima Haddad"))
    facts = raised.value.facts
    assert (facts["row"], facts["column"], facts["value"]) == (4, "person", "Haddad, Rima")
    assert facts["wanted"] == "Sie steht schon in Zeile 3; bitte streichen Sie eine davon."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("person;mark\n", "marks_empty"),
        ("\n;\n", "marks_empty"),
        ("person;name\n1;X\n", "marks_columns"),
        ("mark;grund\n1;X\n", "marks_columns"),
        ("1\n", "marks_columns"),
        ("1;Zettel\n", "marks_columns"),
        ("person;X\n", "marks_columns"),
    ],
)
def test_a_file_that_holds_no_marks(read: Reading, text: str, kind: str) -> None:
    with pytest.raises(Refused, match=kind):
        read(text)


def test_cells_of_a_workbook_are_numbers_and_times(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["person", "mark", "came", "left"],
        [1.0, "X", time(9, 5), datetime(2027, 3, 2, 11, 0)],
        [2, "X", None, None],
    ):
        sheet.append(row)
    path = tmp_path / "marks.xlsx"
    book.save(path)
    read = [replace(entry, keeps=frozenset()) for entry in MarksReader(path, PEOPLE).read()]
    assert read == [
        MarkEntry(Mark.PRESENT, person_id=1, came_at=545, left_at=660),
        MarkEntry(Mark.PRESENT, person_id=2),
    ]
