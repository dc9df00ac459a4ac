"""Attendance that left the house is corrected with a reason, and the list is named again."""

from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import ClosedMonth
from kursplaner.domain.courses import Course
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import ActKind, Mark
from kursplaner.domain.town import PrintedSheet
from kursplaner.planning.attendance import entering
from kursplaner.planning.attendance.closed_months import (
    Closed,
    closed_by,
    closed_together,
    kept_reason,
)
from kursplaner.planning.attendance.entering import MarkEntry
from kursplaner.store.records import by_id
from tests.planning.small_town import TUESDAY, SmallTown, add_lesson, add_person, enrol_plainly

EVENING = datetime(2027, 3, 2, 20, 0)
FIRST, LAST = date(2027, 3, 1), date(2027, 3, 31)


@pytest.fixture
def stay(town: SmallTown) -> int:
    with town.workspace.fill() as db:
        return enrol_plainly(db, town.course, add_person(db, "Anna"))


def mark(town: SmallTown, stay: int, sign: Mark | str | None, because: str = "") -> int:
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        return entering.mark(db, town.lessons[0], [MarkEntry(sign, stay)], because=because)


def printed(town: SmallTown, **values: object) -> int:
    facts = {"kind": "attendance", "course_id": town.course, "first_day": FIRST, "last_day": LAST}
    facts |= {"layout": "result", "code": f"A {len(values)}", "fingerprint": "", "printed_at": 0}
    with town.workspace.fill() as db:
        sheet = PrintedSheet(**{**facts, **values})
        db.add(sheet)
        db.flush()
        return sheet.id


def test_a_correction_after_the_list_is_printed_says_why(town: SmallTown, stay: int) -> None:
    mark(town, stay, "X")
    number = printed(town)
    mark(town, stay, "X")
    for sign in ("U", None):
        with pytest.raises(Refused, match="attendance_closed") as refused:
            mark(town, stay, sign, "  ")
        closed = refused.value.facts["closed"]
        assert isinstance(closed, Closed)
        assert [sheet.number for sheet in closed.sheets] == [number]
        assert (closed.day, closed.proof) == (TUESDAY, None)
    mark(town, stay, "U", "Zeile verrutscht")
    mark(town, stay, "E", " doch krank ")
    with town.workspace.read() as db:
        assert kept_reason(db, town.lessons[0]) == "doch krank"
        assert kept_reason(db, town.lessons[1]) == ""


def test_the_first_entry_is_no_correction_a_later_one_is(town: SmallTown, stay: int) -> None:
    printed(town)
    mark(town, stay, "X")
    with town.workspace.fill() as db:
        late = enrol_plainly(db, town.course, add_person(db, "Bela"))
    with pytest.raises(Refused, match="attendance_closed"):
        mark(town, late, "X")


@pytest.mark.parametrize(
    "other",
    [
        {"voided": True},
        {"layout": "bamf"},
        {"course_id": None},
        {"kind": "childcare"},
        {"last_day": TUESDAY - timedelta(days=1)},
        {"first_day": TUESDAY + timedelta(days=1)},
    ],
)
def test_other_sheets_close_nothing(town: SmallTown, stay: int, other: dict[str, object]) -> None:
    mark(town, stay, "X")
    printed(town, **other)
    assert mark(town, stay, "U") == 1


@pytest.mark.parametrize(
    ("due", "last", "closes"),
    [(-1, 0, True), (0, 0, False), (None, 0, False), (-1, -1, False)],
)
def test_a_proof_that_was_due_closes_its_period(
    town: SmallTown, stay: int, due: int | None, last: int, *, closes: bool
) -> None:
    mark(town, stay, "X")
    on = None if due is None else TUESDAY + timedelta(days=due)
    with town.workspace.fill() as db:
        ends = TUESDAY + timedelta(days=last)
        grant = Grant(reference="AZ 1", title="", first_day=date(2027, 1, 1), last_day=ends)
        grant.proof_due_on = on
        db.add(grant)
        db.flush()
        by_id(db, Course, town.course).grant_id = grant.id
    with clock.pinned(EVENING), town.workspace.read() as db:
        found = closed_by(db, town.lessons[0])
    assert (found is not None) is closes
    assert found is None or found.proof == ("AZ 1", on)


def test_several_lessons_are_closed_by_all_that_closed_one_of_them(town: SmallTown) -> None:
    printed(town, last_day=TUESDAY)
    printed(town, first_day=FIRST, last_day=TUESDAY, code="A 9")
    april = date(2027, 4, 6)
    with town.workspace.fill() as db:
        later = add_lesson(db, town.course, minute_of(april, 540))
        db.add(ClosedMonth(course_id=town.course, month=date(2027, 4, 1), closed_at=0))
        grant = Grant(reference="AZ 1", title="", first_day=april, last_day=april)
        grant.proof_due_on = date(2026, 1, 1)
        db.add(grant)
        db.flush()
        by_id(db, Course, town.course).grant_id = grant.id
    with town.workspace.read() as db:
        assert closed_together(db, town.lessons[1:3]) is None
        found = closed_together(db, [later, town.lessons[0], town.lessons[1]])
    assert found is not None
    assert (found.day, len(found.sheets), found.month) == (TUESDAY, 2, date(2027, 4, 1))
    assert found.proof == ("AZ 1", date(2026, 1, 1))
