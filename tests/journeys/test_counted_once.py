"""However often somebody leaves and comes back: grid, paper, evacuation list and workbook agree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.spans import moment_of
from kursplaner.desk.exports.funder import funder_report
from kursplaner.desk.printing.attendance import list_of
from kursplaner.desk.printing.sheets import SheetChoice
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.domain.kinds import LeaveReason
from kursplaner.planning.attendance import entering
from kursplaner.planning.attendance.entering import MarkEntry
from kursplaner.planning.attendance.presence import presence
from kursplaner.planning.enrolments import enrolling, leaving
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.queries.attendance.attendance import attendance_grid
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between, lessons_of_course
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build
from tests.towns import passing

LAST, AFTERWARDS = date(2027, 3, 31), datetime(2027, 4, 1, 12, 0)
NAMES = ("Amini", "Bakr")
Day = tuple[tuple[str, str | None, str | None], ...]
STEP = st.tuples(
    st.sampled_from(["stay", "go", "come", "swap"]),
    st.sampled_from([None, "X", "E", "U"]),
    st.sampled_from([None, "X", "U"]),
)
"""What somebody does on a day, with a mark before it and one after it."""


@pytest.fixture(scope="module")
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


class TakenBack(Exception):  # noqa: N818 (it ends one example without a trace)
    """Nothing of this stays."""


@dataclass
class History:
    """What happened, told without the program: days in the course, and the last mark of each.

    Attributes:
        away: of whom it was noted that she is not there, and who did not come again since.
    """

    days: dict[int, set[date]] = field(default_factory=dict)
    since: dict[int, date | None] = field(default_factory=dict)
    signs: dict[tuple[int, int], str] = field(default_factory=dict)
    away: set[tuple[int, date]] = field(default_factory=set)

    def covers(self, person: int, day: date) -> bool:
        since = self.since.get(person)
        return day in self.days.get(person, ()) or (since is not None and since <= day)


def lived(db: Db, town: SmallTown, steps: list[Day]) -> History:
    told, people = History(), [add_person(db, name) for name in NAMES]
    come(db, told, town, TUESDAY, people[0])
    for lesson, todays in zip(lessons_of_course(db, town.course), steps, strict=False):
        with clock.pinned(moment_of(lesson.starts + 10)):
            for person, (what, before, after) in zip(people, todays, strict=True):
                mark(db, told, lesson, person, before)
                if what in {"go", "swap"} and told.since.get(person):
                    go(db, told, town, lesson.day, person)
                if what in {"come", "swap"} and not told.since.get(person):
                    come(db, told, town, lesson.day, person)
                mark(db, told, lesson, person, after)
    return told


def mark(db: Db, told: History, lesson: LessonRow, person: int, sign: str | None) -> None:
    if sign is not None and told.covers(person, lesson.day):
        entering.mark(db, lesson.id, [MarkEntry(sign, person_id=person)])
        told.signs[person, lesson.id] = sign
        (told.away.discard if sign == "X" else told.away.add)((person, lesson.day))


def go(db: Db, told: History, town: SmallTown, day: date, person: int) -> None:
    plan = leaving.propose_leave(db, town.course, person, day, LeaveReason.WORK)
    leaving.apply_leave(db, plan)
    first = told.since[person] or day
    told.days.setdefault(person, set()).update(
        first + timedelta(days=n) for n in range((day - first).days + 1)
    )
    told.since[person] = None


def come(db: Db, told: History, town: SmallTown, day: date, person: int) -> None:
    enrolling.apply(db, enrolling.propose_enrol(db, EnrolDraft(town.course, person, from_day=day)))
    told.since[person] = day
    told.away.discard((person, day))


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.tuples(STEP, STEP), min_size=2, max_size=4))
def test_everybody_counts_once(town: SmallTown, steps: list[Day]) -> None:
    with pytest.raises(TakenBack), town.workspace.fill() as db:
        told = lived(db, town, steps)
        with clock.pinned(AFTERWARDS):
            grid_agrees(db, town, told)
            paper_agrees(db, town, told)
            workbook_agrees(db, told)
            evacuation_agrees(db, town, told)
        raise TakenBack


def grid_agrees(db: Db, town: SmallTown, told: History) -> None:
    grid = attendance_grid(db, town.course)
    assert len({person.person_id for person in grid.people}) == len(grid.people)
    assert {key: row.mark for key, row in grid.counted.items()} == told.signs
    for person in grid.people:
        for lesson in grid.lessons:
            assert person.expected(lesson) is told.covers(person.person_id, lesson.day)


def paper_agrees(db: Db, town: SmallTown, told: History) -> None:
    planned = list_of(db, town.course, TUESDAY, LAST, SheetChoice(filled=True))
    assert planned is not None
    sheet, grid = planned.sheet, attendance_grid(db, town.course)
    assert isinstance(sheet, AttendanceSheet)
    ids = {person.family_name: person.person_id for person in grid.people}
    names = [row.family_name for row in sheet.people]
    assert len(set(names)) == len(names)
    for row in sheet.people:
        key = ids[row.family_name]
        for lesson, cell in zip(grid.lessons, row.cells, strict=True):
            assert cell.outside is not told.covers(key, lesson.day)
            assert (cell.mark or None) == told.signs.get((key, lesson.id))


def workbook_agrees(db: Db, told: History) -> None:
    report = funder_report(db, TUESDAY, LAST)
    lessons = {lesson.id: lesson for lesson in lessons_between(db, TUESDAY, LAST)}
    assert [lesson.present for lesson in report.lessons] == [
        sum(sign == "X" and at == key for (_, at), sign in told.signs.items()) for key in lessons
    ]
    assert len({row.person for row in report.attendance}) == len(report.attendance)
    for row in report.attendance:
        mine = [sign for (person, _), sign in told.signs.items() if person == row.person]
        assert (row.planned, row.present) == (len(mine), mine.count("X"))
        assert row.minutes == 135 * mine.count("X")


def evacuation_agrees(db: Db, town: SmallTown, told: History) -> None:
    people = set(told.days) | set(told.since)
    for lesson in lessons_of_course(db, town.course):
        moment = presence(db, lesson.day, [lesson], lesson.starts + 60)
        there = [who.person_id for who in moment.people if who.person_id in people]
        assert sorted(there) == sorted(
            person
            for person in people
            if told.covers(person, lesson.day) and (person, lesson.day) not in told.away
        )
