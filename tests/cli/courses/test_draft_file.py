import os
from datetime import date
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.cli.courses.draft_file import (
    EXAMPLES,
    LARGEST_DRAFT,
    NEEDED,
    WEEKDAYS,
    read_draft,
)
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.domain.kinds import CourseType
from kursplaner.planning.courses.draft import CourseDraft

LINES = {key: EXAMPLES[key] for key in NEEDED}


def read(tmp_path: Path, **lines: str | None) -> CourseDraft:
    wanted = LINES | lines
    text = "\n".join(line for line in wanted.values() if line is not None)
    path = tmp_path / "draft.toml"
    path.write_text(text, encoding="utf-8")
    return read_draft(path, Settings(), {"LZ-2027-0042": 7})


def refusal(tmp_path: Path, **lines: str | None) -> str:
    with pytest.raises(Refused) as raised:
        read(tmp_path, **lines)
    return sentence(raised.value)


def test_every_example_is_a_valid_line(tmp_path: Path) -> None:
    draft = read(tmp_path, **EXAMPLES)
    assert draft.first_day == date(2027, 2, 2)
    assert draft.weekdays == (1, 3)
    assert draft.starts == (540,)
    assert draft.room == "Schulungsraum"
    assert draft.childcare
    assert draft.shuttle
    assert draft.grant_id == 7
    assert draft.language == "Türkisch"
    assert read(tmp_path).language == ""


def test_a_grant_is_named_by_its_reference_or_refused(tmp_path: Path) -> None:
    assert read(tmp_path).grant_id is None
    said = refusal(tmp_path, grant='grant = "LZ-1999"')
    assert "Aktenzeichen „LZ-1999“" in said
    assert f"Aktenzeichen „{'L' * 80}“" in refusal(tmp_path, grant=f'grant = "{"L" * 81}"')


def test_what_is_left_out_is_usual_for_the_kind(tmp_path: Path) -> None:
    draft = read(tmp_path, kind='kind = "mia"')
    assert draft.kind is CourseType.MIA
    assert (draft.units, draft.unit_minutes, draft.capacity) == (34, 60, 20)
    assert draft.pause_in_school_holidays
    assert not draft.childcare


@pytest.mark.parametrize("kind", CourseType)
def test_every_kind_has_its_usual_size(tmp_path: Path, kind: CourseType) -> None:
    assert read(tmp_path, kind=f'kind = "{kind.value}"').units > 0


def test_a_list_of_times_goes_with_the_weekdays(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        weekdays='weekdays = ["thu", "mon"]',
        starts='starts = ["9:00", 14:00:00]',
        ends='ends = ["11:15", "16:15"]',
        first_day='first_day = "02.02.2027"',
    )
    assert [(lesson_time.weekday, lesson_time.starts) for lesson_time in draft.weekly] == [
        (3, 540),
        (0, 840),
    ]


def test_room_and_teacher_by_number(tmp_path: Path) -> None:
    draft = read(tmp_path, room="room = 7", teacher='teacher = ""')
    assert draft.room == 7
    assert draft.teacher is None


@pytest.mark.parametrize(
    ("key", "line", "says"),
    [
        ("weekday", 'weekday = "mon"', ("„weekday“", "Meinten Sie „weekdays“?")),
        ("title", None, ("fehlt „title“", 'title = "Deutsch A1"')),
        ("title", "title = 3", ("„title“ braucht einen Text", "steht aber eine Zahl")),
        ("units", 'units = "60"', ("„units“ braucht eine ganze Zahl", "ein Text")),
        ("units", "units = true", ("„units“ braucht eine ganze Zahl", "true oder false")),
        ("units", "units = 60.5", ("„units“ braucht eine ganze Zahl", "eine Kommazahl")),
        ("childcare", "childcare = 1", ("„childcare“ braucht true oder false",)),
        ("kind", 'kind = "generel"', ("„generel“", "Meinten Sie „general“?")),
        ("level", 'level = "A9"', ("„A9“", "A1.1")),
        ("weekdays", 'weekdays = "mon"', ("„weekdays“ braucht eine Liste", "ein Text")),
        ("weekdays", 'weekdays = ["mo"]', ("„mo“", ", ".join(WEEKDAYS))),
        ("weekdays", 'weekdays = ["mon", "mon"]', ("„mon“ zweimal",)),
        ("starts", 'starts = ["9:00"]', ("in „starts“ (1)", "in „weekdays“ (2)")),
        ("ends", 'ends = ["9:00", "9:00", "9:00"]', ("in „ends“ (3)",)),
        ("starts", "starts = 900", ("„starts“ braucht eine Uhrzeit",)),
        ("starts", 'starts = "neun"', ("„neun“ ist keine Uhrzeit",)),
        ("first_day", 'first_day = "bald"', ("„bald“ ist kein Datum",)),
        ("first_day", "first_day = 2027-02-02T09:00:00", ("„first_day“ braucht ein Datum",)),
        ("room", "room = 1.5", ("„room“ braucht einen Namen",)),
        ("title", "title = ", ("kein gültiges TOML", "Zeile 2")),
        ("title", 'title = "', ("kein gültiges TOML",)),
        ("title", "title = " + "[" * 5000, ("so tief verschachtelt",)),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, key: str, line: str | None, says: tuple[str, ...]
) -> None:
    text = refusal(tmp_path, **{key: line})
    for words in says:
        assert words in text


def test_files_that_are_none(tmp_path: Path) -> None:
    for path, kind in ((tmp_path / "no.toml", "file_missing"), (tmp_path, "file_is_folder")):
        with pytest.raises(Refused, match=kind):
            read_draft(path, Settings())
    odd = tmp_path / "odd.toml"
    odd.write_bytes("title = 'Größe'".encode("latin-1"))
    with pytest.raises(Refused, match="text_encoding"):
        read_draft(odd, Settings())
    odd.write_bytes(b"")
    with pytest.raises(Refused, match="draft_key_missing"):
        read_draft(odd, Settings())


def test_a_draft_without_end_is_not_waited_for(tmp_path: Path) -> None:
    long = tmp_path / "long.toml"
    long.write_bytes(b"#" * (LARGEST_DRAFT + 1))
    with pytest.raises(Refused, match="file_too_big") as raised:
        read_draft(long, Settings())
    assert "höchstens 1.000.000 Byte" in sentence(raised.value)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        with pytest.raises(Refused, match="file_is_device"):
            read_draft(tmp_path / "pipe.toml", Settings())
