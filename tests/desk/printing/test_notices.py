"""Notices at the door, evaluation sheets and attendance lists: which are due, and their heads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from kursplaner.desk.printing.attendance import list_of, month_of, monthly_lists
from kursplaner.desk.printing.door import door_notices
from kursplaner.desk.printing.evaluation import evaluation_sheets, version_of
from kursplaner.desk.printing.sheets import AS_USUAL, PlannedSheet, SheetChoice
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.documents.sheets.door_notice import DoorNotice
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.queries.sheets import SheetCourse, sheet_courses
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
    words = "6 Blätter, Standardbogen, Kurs endet am Di 06.04."
    expected = ("Evaluation A2 Alltag", words, DAYS[-1], DAYS[-1], 540, 690)
    assert head(found) == expected
    assert (before, others) == ([], [])
    assert [sheet.day for sheet in asked] == [DAYS[3]]
    assert easy[0].subtitle == "1 Blatt, einfacher Bogen, Kurs endet am Di 06.04."
    assert easy[0].layout == "easy"


@pytest.mark.parametrize(("soon", "count"), [(13, 0), (14, 1)])
def test_a_pile_is_due_some_days_before_the_course_ends(
    town: PaperTown, soon: int, count: int
) -> None:
    day = DAYS[-1] - 14 * DAY
    with town.workspace.read() as db:
        found = evaluation_sheets(db, day, day, None, AS_USUAL, soon=soon)
    assert [sheet.day for sheet in found] == [DAYS[-1]] * count


def course_of(town: PaperTown) -> SheetCourse:
    with town.workspace.read() as db:
        return sheet_courses(db, {town.course})[town.course]


@pytest.mark.parametrize(
    ("level", "kind", "version"),
    [
        ("A1", "municipal", "easy"), ("A1.2", "municipal", "easy"), ("A2", "municipal", "standard"),
        ("A2", "second_script", "easy"), ("A2", "literacy", "literacy"),
        ("Alpha", "municipal", "literacy"), ("", "homework", "children"),
    ],
)  # fmt: skip
def test_each_kind_of_course_has_its_version(
    town: PaperTown, level: str, kind: str, version: str
) -> None:
    course = replace(course_of(town), level=level, course_type=kind)
    assert version_of(course, AS_USUAL) == version
    assert version_of(course, AS_USUAL, ("standard", "easy")) == "standard"
    for asked in ("standard", "easy", "literacy", "children"):
        assert version_of(course, SheetChoice(version=asked), ("easy",)) == asked


def test_a_childrens_sheet_beside_that_of_the_adults_is_not_taken_again(town: PaperTown) -> None:
    course = course_of(town)
    assert version_of(course, AS_USUAL, ("children",)) == "standard"
    assert version_of(course, AS_USUAL, ("children", "easy")) == "easy"
    school = replace(course, course_type="homework")
    assert version_of(school, AS_USUAL, ("children", "easy")) == "children"


def test_childrens_sheets_are_for_the_children_looked_after(town: PaperTown) -> None:
    with town.workspace.read() as db:
        (found,) = evaluation_sheets(
            db, TODAY, TODAY, None, SheetChoice(version="children"), ending=False
        )
        (held,) = [row for row in lessons_between(db, TODAY, TODAY) if row.childcare]
    assert held.childcare is not None
    words = (
        "1 Blatt, Kinderbogen" if held.childcare.taken == 1 else f"{held.childcare.taken} Blätter"
    )
    assert found.subtitle.startswith(words)
    assert 0 < held.childcare.taken < held.enrolled


def test_what_some_lesson_used_is_asked_whatever_the_period(town: PaperTown) -> None:
    with town.workspace.read() as db:
        (found,) = evaluation_sheets(db, DAYS[-1], DAYS[-1], None, AS_USUAL)
        assert not lessons_between(db, DAYS[-1], DAYS[-1])[0].rides
    sheet = found.sheet
    assert isinstance(sheet, EvaluationSheet)
    assert (sheet.childcare, sheet.shuttle) == (True, True)


def test_what_nobody_used_is_not_asked(town: PaperTown) -> None:
    with town.workspace.rehearse() as db:
        for place in db.scalars(select(ChildcarePlace)):
            place.status = "excused"
        for seat in db.scalars(select(RideSeat)):
            db.delete(seat)
        db.flush()
        (found,) = evaluation_sheets(db, DAYS[-1], DAYS[-1], None, AS_USUAL)
    sheet = found.sheet
    assert isinstance(sheet, EvaluationSheet)
    assert (sheet.childcare, sheet.shuttle) == (False, False)


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
