"""Every place that says whether a lesson was held says the same, whatever was marked and when."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of, moment_of
from kursplaner.desk.exports.funder import funder_report
from kursplaner.desk.lessons.card import lesson_card
from kursplaner.desk.printing.attendance import list_of
from kursplaner.desk.printing.sheets import SheetChoice
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import CancelReason
from kursplaner.planning.attendance import entering
from kursplaner.planning.lessons import cancelling
from kursplaner.store.queries.attendance.attendance import (
    attendance_grid,
    lessons_without_attendance,
)
from kursplaner.store.queries.lessons import bundles
from kursplaner.store.queries.lessons.lessons import lessons_of_course
from kursplaner.store.queries.timetable import lessons_to_place
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.ui.attendance.content import grid_content
from tests.desk.paper_town import DAYS, NOW, PaperTown, build
from tests.towns import copied

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
BEGIN, END = 540, 690
MOMENTS = [minute_of(day, at) for day in DAYS for at in (BEGIN - 1, BEGIN, END - 1, END)]
SIGNS = ("X", "E", "U", "W", "P", "K")
STATES = (("planned", False), ("held", True), ("held", False), ("cancelled", False))


@dataclass(frozen=True)
class Case:
    """What stands in the file: a state a lesson, and marks by (lesson, person)."""

    now: int
    states: tuple[tuple[str, bool], ...]
    marks: dict[tuple[int, int], str]

    def recorded(self, at: int) -> bool:
        """Tell by the words of the rule whether a lesson is recorded."""
        status, done = self.states[at]
        told = {sign for (lesson, _), sign in self.marks.items() if lesson == at} - {*"EWP"}
        begun = minute_of(DAYS[at], BEGIN) <= self.now
        return begun and status != "cancelled" and (done or status == "held" or bool(told))

    def held(self, at: int) -> bool:
        """Tell by the words of the rule whether a lesson was held."""
        over = minute_of(DAYS[at], END) <= self.now and self.states[at][0] != "cancelled"
        return over or self.recorded(at)

    def signs(self, at: int) -> Counter[str]:
        """Return how often each sign counts in a lesson."""
        own = (sign for (lesson, _), sign in self.marks.items() if lesson == at)
        return Counter(own) if self.held(at) else Counter()


CASES = st.builds(
    Case,
    st.sampled_from(MOMENTS),
    st.tuples(*[st.sampled_from(STATES) for _ in DAYS]),
    st.dictionaries(
        st.tuples(st.integers(0, len(DAYS) - 1), st.integers(0, 3)), st.sampled_from(SIGNS)
    ),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperTown]:
    with copied(build, tmp_path_factory.mktemp("held") / "Gehalten.kursplan", NOW) as made:
        yield made


def put(town: PaperTown, case: Case) -> None:
    """Write a case into the file past all rules, as an older program may have left it."""
    people = list(town.enrolments.values())
    with town.workspace.fill() as db:
        for mark in find(db, AttendanceMark):
            db.delete(mark)
        for key, (status, done) in zip(town.lessons, case.states, strict=True):
            lesson = by_id(db, Lesson, key)
            lesson.status, lesson.attendance_done = status, done
        db.flush()
        for (at, person), sign in case.marks.items():
            keys = {"lesson_id": town.lessons[at], "enrolment_id": people[person]}
            db.add(AttendanceMark(mark=sign, **keys))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASES)
def test_all_places_agree_on_what_was_held(town: PaperTown, case: Case) -> None:
    put(town, case)
    with clock.pinned(moment_of(case.now)), town.workspace.read() as db:
        _rows(db, town, case)
        _figures(db, town, case)
        _grid_and_sheet(db, town, case)
        _locks(db, town, case)


def _rows(db: Db, town: PaperTown, case: Case) -> None:
    rows = lessons_of_course(db, town.course)
    whole = range(len(DAYS))
    assert [row.held for row in rows] == [case.held(at) for at in whole]
    assert [row.recorded for row in rows] == [case.recorded(at) for at in whole]
    plain = bundles.lessons_of_course(db, town.course)
    assert [(row.recorded, row.status) for row in plain] == [
        (row.recorded, row.status) for row in rows
    ]
    missing = {row.id for row in lessons_without_attendance(db, FIRST, LAST)}
    assert missing == {row.id for row in rows if row.held and not row.recorded}
    assert all(row.status != "held" or row.held for row in rows)


def _figures(db: Db, town: PaperTown, case: Case) -> None:
    report = funder_report(db, FIRST, LAST)
    whole = range(len(DAYS))
    assert [row.held for row in report.lessons] == [case.held(at) for at in whole]
    assert [row.present for row in report.lessons] == [case.signs(at)["X"] for at in whole]
    counted = sum((case.signs(at) for at in whole), Counter())
    assert sum(row.planned for row in report.attendance) == counted.total()
    assert sum(row.present for row in report.attendance) == counted["X"]
    sums = entering.sums(db, [town.course], FIRST, LAST).values()
    assert sum(of_course.marks for of_course in sums) == counted.total()
    assert sum(of_course.present for of_course in sums) == counted["X"]


def _grid_and_sheet(db: Db, town: PaperTown, case: Case) -> None:
    answer = attendance_grid(db, town.course)
    grid = grid_content(answer, answer.lessons, moment_of(case.now).date(), hidden=False)
    places = {key: at for at, key in enumerate(town.lessons)}
    signs = [case.signs(places[row.id]) for row in answer.lessons]
    assert list(grid.sums) == [str(some["X"]) if some else "" for some in signs]
    counted = sum(signs, Counter())
    share = round(100 * counted["X"] / counted.total()) if counted else None
    assert grid.total == ("" if share is None else f"{share} %")
    planned = list_of(db, town.course, FIRST, LAST, SheetChoice(filled=True))
    if planned is None:
        return
    assert isinstance(planned.sheet, AttendanceSheet)
    printed = [
        [person.cells[at].mark for person in planned.sheet.people] for at in range(len(signs))
    ]
    assert [Counter(filter(None, column)) for column in printed] == signs


def _locks(db: Db, town: PaperTown, case: Case) -> None:
    placed = {row.id for row in lessons_to_place(db, 0, minute_of(LAST))}
    for at, key in enumerate(town.lessons):
        card = lesson_card(db, key)
        assert card is not None
        cancelled, recorded = case.states[at][0] == "cancelled", case.recorded(at)
        assert card.cancellable == (not cancelled and not recorded)
        begun = minute_of(DAYS[at], BEGIN) <= case.now
        assert card.changeable == (card.cancellable and not begun)
        assert card.cancellable == (key in placed)
        try:
            cancelling.propose_cancel(db, [key], CancelReason.SNOW)
            free = True
        except Refused:
            free = False
        assert free == card.cancellable
