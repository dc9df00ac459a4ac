"""Notices at the door, evaluation sheets and attendance lists: which are due, and their heads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kursplaner.desk.printing.attendance import list_of, month_of, monthly_lists
from kursplaner.desk.printing.door import door_notices
from kursplaner.desk.printing.evaluation import evaluation_sheets, version_of
from kursplaner.desk.printing.sheets import AS_USUAL, PlannedSheet, SheetChoice
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.documents.sheets.door_notice import DoorNotice
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.store.queries.sheets import sheet_courses
from kursplaner.store.records import by_id
from tests.desk.paper_town import DAYS, NOW, TODAY, PaperTown, build
from tests.towns import passing

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def town() -> Iterator[PaperTown]:
    """Return a town that these tests only read."""
    with passing(build, NOW) as made:
        yield made


def head(sheet: PlannedSheet) -> tuple[str, str, date, date, int, int]:
    times = sheet.starts % 1440, sheet.ends % 1440
    return sheet.title, sheet.subtitle, sheet.first_day, sheet.last_day, *times


def lines(town: PaperTown, first: date = TODAY, last: date = TODAY) -> list[list[tuple[str, ...]]]:
    """Return what stands on each notice: title, note, room of the childcare."""
    with town.workspace.read() as db:
        sheets = [planned.sheet for planned in door_notices(db, first, last, None)]
    notices = [sheet for sheet in sheets if isinstance(sheet, DoorNotice)]
    return [
        [(sheet.room, line.title, line.note, line.childcare_room) for line in sheet.lessons]
        for sheet in notices
    ]


def test_each_room_in_use_has_a_notice_a_day(town: PaperTown) -> None:
    with town.workspace.read() as db:
        found = door_notices(db, TODAY - DAY, TODAY + DAY, None)
        week = door_notices(db, TODAY, DAYS[3], None)
    assert [head(sheet) for sheet in found] == [
        ("Türaushang Schulungsraum", "ab 9:00, 1 Termin, ohne Namen", TODAY, TODAY, 540, 690),
        ("Türaushang Nebenraum", "ab 8:45, 1 Termin, ohne Namen", TODAY, TODAY, 525, 705),
    ]
    assert [sheet.course_ids for sheet in found] == [frozenset({town.course})] * 2
    assert [sheet.day for sheet in week] == [TODAY, TODAY, DAYS[2], DAYS[3]]


def test_the_notices_of_moved_and_cancelled_lessons() -> None:
    with passing(build, NOW) as town:
        usual = ("Schulungsraum", "A2 Alltag")
        with town.workspace.fill() as db:
            lesson = by_id(db, Lesson, town.lessons[1])
            lesson.status, lesson.cancel_reason, lesson.room_id = "cancelled", "weather", None
            by_id(db, ChildcareSlot, town.slot).room_id = None
        assert lines(town) == [[(*usual, "fällt heute aus", "")]]
        with town.workspace.fill() as db:
            by_id(db, Lesson, town.lessons[1]).room_id = town.rooms["Ratssaal"]
        assert lines(town) == [[("Ratssaal", "A2 Alltag", "fällt heute aus", "")]]
        with town.workspace.fill() as db:
            lesson = by_id(db, Lesson, town.lessons[1])
            lesson.status, lesson.cancel_reason = "planned", None
        assert lines(town) == [
            [("Ratssaal", "A2 Alltag", "nur heute hier", "")],
            [(*usual, "heute in: Ratssaal", "")],
        ]
        with town.workspace.fill() as db:
            by_id(db, Lesson, town.lessons[1]).room_id = None
        assert lines(town) == []


def test_a_notice_stands_in_order_of_time_and_ends_with_the_last() -> None:
    with passing(build, NOW) as town:
        with town.workspace.fill() as db:
            by_id(db, ChildcareSlot, town.slot).room_id = town.rooms["Schulungsraum"]
        with town.workspace.read() as db:
            (found,) = door_notices(db, TODAY, TODAY, None)
        times = (TODAY, TODAY, 525, 705)
        assert head(found) == (
            "Türaushang Schulungsraum", "ab 8:45, 2 Termine, ohne Namen", *times,
        )  # fmt: skip
        assert [row[1] for row in lines(town)[0]] == ["Kinderbetreuung", "A2 Alltag"]


def test_a_pile_is_due_from_the_last_day_on_unless_asked_for(town: PaperTown) -> None:
    with town.workspace.read() as db:
        (found,) = evaluation_sheets(db, TODAY, DAYS[-1], {town.course}, AS_USUAL)
        before = evaluation_sheets(db, TODAY, DAYS[-1] - DAY, None, AS_USUAL)
        asked = evaluation_sheets(db, TODAY, DAYS[3], None, AS_USUAL, ending=False)
        others = evaluation_sheets(db, TODAY, DAYS[-1], {town.course + 1}, AS_USUAL)
        easy = evaluation_sheets(db, TODAY, DAYS[-1], None, SheetChoice(version="easy", copies=1))
    expected = ("Evaluation A2 Alltag", "6 Blätter, Standardbogen", DAYS[-1], DAYS[-1], 540, 690)
    assert head(found) == expected
    assert (before, others) == ([], [])
    assert [sheet.day for sheet in asked] == [DAYS[3]]
    assert (easy[0].subtitle, easy[0].layout) == ("1 Blatt, einfacher Bogen", "easy")


def test_beginners_and_those_who_learn_to_write_get_the_easy_version(town: PaperTown) -> None:
    with town.workspace.read() as db:
        course = sheet_courses(db, {town.course})[town.course]
    versions = [
        version_of(replace(course, level=level, course_type=kind), AS_USUAL)
        for level, kind in (("A1", "municipal"), ("A2", "literacy"), ("A2", "municipal"))
    ]
    assert versions == ["easy", "easy", "standard"]
    beginners = replace(course, level="A1")
    assert version_of(beginners, SheetChoice(version="standard")) == "standard"


def test_a_month_is_named_by_its_name_and_any_other_period_by_its_days(town: PaperTown) -> None:
    first, last = date(2027, 3, 1), date(2027, 3, 31)
    assert month_of(date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(last) == (first, last)
    with town.workspace.read() as db:
        (month,) = monthly_lists(db, DAYS[2], DAYS[2], None, AS_USUAL)
        both = monthly_lists(db, DAYS[3], DAYS[4], None, AS_USUAL)
        found = [
            list_of(db, town.course, *period, AS_USUAL)
            for period in ((first, last), (first, last - DAY), (DAYS[0], DAYS[-1]))
        ]
        assert list_of(db, town.course, TODAY + DAY, TODAY + DAY, AS_USUAL) is None
    title = "Anwesenheitsliste A2 Alltag"
    whole = (title, "März 2027, 3 Termine, 6 Personen", first, last, 540, 0)
    assert (head(month), month.day) == (whole, DAYS[2])
    assert [sheet.day for sheet in both] == [DAYS[3], DAYS[4]]
    assert [head(sheet) for sheet in found if sheet is not None] == [
        whole,
        (title, "02.03.–09.03.2027, 3 Termine, 6 Personen", DAYS[1], DAYS[3], 540, 0),
        (title, "25.02.–06.04.2027, 5 Termine, 6 Personen", DAYS[0], DAYS[-1], 540, 0),
    ]


def test_the_place_of_a_list_is_the_most_common_one() -> None:
    with passing(build, NOW) as town:
        places = []
        for room in ("Ratssaal", None):
            with town.workspace.fill() as db:
                by_id(db, Lesson, town.lessons[2]).room_id = town.rooms[room] if room else None
            with town.workspace.read() as db:
                (found,) = monthly_lists(db, TODAY, TODAY, None, AS_USUAL)
            assert isinstance(found.sheet, AttendanceSheet)
            places.append(found.sheet.place)
            assert found.sheet.teachers == "Katrin Seidel"
            assert found.sheet.lessons[0].starts == time(9)
        assert places == ["Markt 1, Schulungsraum u. a."] * 2
