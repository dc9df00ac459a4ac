"""What a correction of an enrolment refuses to the day, and what it says as it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Enrolment, PlannedLesson
from kursplaner.domain.kinds import LeaveReason
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.planning.enrolments import correcting
from kursplaner.planning.enrolments.correcting import EnrolmentCorrection, EnrolmentWish
from kursplaner.planning.enrolments.family_fit import Fit
from kursplaner.store.journal.rehearsal import RowChange
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.morning_town import Morning, build_morning
from tests.planning.small_town import NOW, TUESDAY
from tests.store.queries.written import written
from tests.towns import passing

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def kept() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


@pytest.fixture
def db(kept: Morning) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def olena(db: Db, kept: Morning, **values: Any) -> EnrolmentWish:
    plain = correcting.as_it_is(db, kept.enrolments["Olena"])
    return replace(plain, draft=replace(plain.draft, **values))


def refusal(db: Db, wish: EnrolmentWish) -> str:
    """Return the kind of the refusal, or nothing."""
    try:
        correcting.propose(db, wish)
    except Refused as found:
        return found.kind
    return ""


@pytest.mark.parametrize(
    ("joined", "asked", "first", "from_day"),
    [
        (TUESDAY, None, TUESDAY, TUESDAY),
        (TUESDAY - 9 * DAY, None, NOW.date(), TUESDAY - 9 * DAY),
        (None, TUESDAY + DAY, TUESDAY + DAY, None),
        (None, None, NOW.date(), None),
    ],
)
def test_the_wish_that_changes_nothing(
    kept: Morning,
    db: Db,
    joined: date | None,
    asked: date | None,
    first: date,
    from_day: date | None,
) -> None:
    row = by_id(db, Enrolment, kept.enrolments["Rima"])
    row.joined_on, row.asked_on, row.reason, row.reason_note = joined, asked, "work", "Bäckerei"
    for demand_on in (first - DAY, first):
        for demand in find(db, RideDemand, enrolment_id=row.id):
            demand.ended_on = demand_on
        db.flush()
        found = correcting.as_it_is(db, row.id)
        assert (found.draft.stop_id is None) is (demand_on < first)
    found = correcting.as_it_is(db, row.id)
    assert (found.enrolment_id, found.version, found.draft.from_day) == (
        *(row.id, row.version),
        from_day,
    )
    assert (found.reason, found.reason_note) == (LeaveReason.WORK, "Bäckerei")
    row.reason = None
    assert correcting.as_it_is(db, row.id).reason is None


def test_of_some_dates_only_those_to_come_are_told(kept: Morning, db: Db) -> None:
    row, lessons = by_id(db, Enrolment, kept.enrolments["Olena"]), kept.town.lessons
    row.only_planned_lessons = True
    written(db, *(PlannedLesson(enrolment_id=row.id, lesson_id=key) for key in lessons[:3]))
    for minute, ahead in ((0, lessons[:3]), (1, lessons[1:3])):
        with clock.pinned(datetime(2027, 3, 2, 9, minute)):
            assert correcting.as_it_is(db, row.id).draft.only_lessons == frozenset(ahead)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (TUESDAY + 2 * DAY, ""),
        (TUESDAY + 3 * DAY, "attended_before"),
        (TUESDAY + 9 * DAY, "attended_before"),
    ],
)
def test_nobody_begins_after_a_day_with_a_mark(kept: Morning, db: Db, day: date, kind: str) -> None:
    key = kept.enrolments["Olena"]
    for at in (1, 2):
        written(db, AttendanceMark(lesson_id=kept.town.lessons[at], enrolment_id=key, mark="E"))
    wish = olena(db, kept, from_day=day)
    assert refusal(db, wish) == kind
    if kind:
        with pytest.raises(Refused) as told:
            correcting.propose(db, wish)
        assert told.value.facts == {"day": TUESDAY + 2 * DAY, "first_day": day}


@pytest.mark.parametrize(
    ("stay", "day", "kind"),
    [
        ((-20, -5), -5, "stay_overlaps"),
        ((-20, -5), -4, ""),
        ((-20, -5), -30, "stay_overlaps"),
        ((0, 3), -5, "stay_overlaps"),
        ((1, 3), -5, ""),
        ((None, -5), -6, ""),
        ((-20, None), -6, ""),
    ],
)
def test_an_earlier_stay_ends_before_the_next_begins(
    kept: Morning, db: Db, stay: tuple[int | None, int | None], day: int, kind: str
) -> None:
    row = Enrolment(course_id=kept.town.course, person_id=kept.people["Olena"], status="left")
    row.joined_on, row.left_on = (None if at is None else TUESDAY + at * DAY for at in stay)
    written(db, row)
    assert refusal(db, olena(db, kept, from_day=TUESDAY + day * DAY)) == kind


def test_only_dates_to_come_can_be_chosen(kept: Morning, db: Db) -> None:
    lessons = kept.town.lessons
    for minute, kind in ((0, ""), (1, "lesson_not_to_come")):
        with clock.pinned(datetime(2027, 3, 2, 9, minute)):
            assert refusal(db, olena(db, kept, only_lessons=frozenset(lessons[:1]))) == kind


def test_another_version_is_overtaken(kept: Morning, db: Db) -> None:
    wish = olena(db, kept)
    for version, kind in ((wish.version, ""), (0, "overtaken")):
        assert refusal(db, replace(wish, version=version)) == kind


@pytest.mark.parametrize(
    ("status", "reason", "note", "after"),
    [
        ("left", LeaveReason.WORK, " x ", ("work", "x")),
        ("refused", None, "", (None, "")),
        ("enrolled", LeaveReason.WORK, "x", ("other", "alt")),
        ("completed", LeaveReason.WORK, "x", ("other", "alt")),
        ("waiting", LeaveReason.WORK, "x", ("other", "alt")),
    ],
)
def test_only_of_what_ended_the_reason_is_corrected(
    kept: Morning,
    db: Db,
    status: str,
    reason: LeaveReason | None,
    note: str,
    after: tuple[str | None, str],
) -> None:
    row = by_id(db, Enrolment, kept.enrolments["Olena"])
    row.status, row.reason, row.reason_note = status, "other", "alt"
    db.flush()
    wish = replace(olena(db, kept, note=" neu "), reason=reason, reason_note=note)
    correcting.apply(db, correcting.propose(db, wish))
    assert (row.reason, row.reason_note, row.note) == (*after, "neu")


def test_rows_that_come_and_go_are_counted() -> None:
    rows = (
        RowChange("ride_seat", 1, None, {}),
        RowChange("ride_seat", 2, {}, None),
        RowChange("ride_seat", 3, None, {}),
        RowChange("ride_seat", 4, {}, {}),
        RowChange("enrolment", 5, None, {}),
    )
    wish: Any = None
    plan = EnrolmentCorrection(wish, wish, Fit((), (), (), ()), (), rows, "")
    told = [plan.count("ride_seat", new=new) for new in (True, False)]
    assert (told, plan.count("enrolment", new=False), plan.empty) == ([2, 1], 0, False)
    assert replace(plan, rows=()).empty
