"""Marks, times and sums exactly at their limits, and for whom a list is complete."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonTally, PlannedLesson
from kursplaner.domain.kinds import ActKind, ExcuseReason, Mark
from kursplaner.planning.attendance import entering, guests
from kursplaner.planning.attendance.entering import AttendanceSums, MarkEntry, sums_of
from kursplaner.planning.attendance.guests import GuestCount
from kursplaner.store.queries.attendance.marks import MarkedStay
from kursplaner.store.records import by_id, find
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

EVENING = datetime(2027, 3, 2, 20, 0)
BEGIN = datetime(2027, 3, 2, 9, 0)
ONE_DAY = timedelta(days=1)


def stay(town: SmallTown, name: str = "Anna", **values: Any) -> int:
    with town.workspace.fill() as db:
        key = enrol_plainly(db, town.course, add_person(db, name))
        for field, value in values.items():
            setattr(by_id(db, Enrolment, key), field, value)
        return key


def enter(
    town: SmallTown, *entries: MarkEntry, lesson: int = 0, at: datetime = EVENING, done: bool = True
) -> int:
    with clock.pinned(at), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        return entering.mark(db, town.lessons[lesson], entries, done=done)


def marks(town: SmallTown, lesson: int = 0) -> dict[int, str]:
    with town.workspace.read() as db:
        rows = find(db, AttendanceMark, lesson_id=town.lessons[lesson])
        return {row.enrolment_id: row.mark for row in rows}


def state(town: SmallTown, lesson: int = 0) -> tuple[str, bool]:
    with town.workspace.read() as db:
        row = by_id(db, Lesson, town.lessons[lesson])
        return row.status, row.attendance_done


@pytest.mark.parametrize(
    ("came", "left", "fits"),
    [
        (540, 690, True),
        (539, None, False),
        (None, 691, False),
        (690, None, True),
        (None, 540, True),
        (600, 600, True),
        (601, 600, False),
    ],
)
def test_times_lie_within_the_lesson(
    town: SmallTown, came: int | None, left: int | None, *, fits: bool
) -> None:
    key = stay(town)
    entry = MarkEntry("X", key, came_at=came, left_at=left)
    if fits:
        assert enter(town, entry) == 1
        return
    with pytest.raises(Refused, match="time_outside") as told:
        enter(town, entry)
    assert (told.value.facts["came_at"], told.value.facts["left_at"]) == (came, left)
    assert marks(town) == {}


@pytest.mark.parametrize(
    ("sign", "stored"), [("x", "X"), (" abc ", "ABC"), ("abcd", None), ("  ", None), ("", None)]
)
def test_a_sign_has_one_to_three_letters(town: SmallTown, sign: str, stored: str | None) -> None:
    key = stay(town)
    if stored is None:
        with pytest.raises(Refused, match="mark_unreadable"):
            enter(town, MarkEntry(sign, key))
        return
    enter(town, MarkEntry(sign, key))
    assert marks(town) == {key: stored}


@pytest.mark.parametrize(
    ("joined", "left", "fits"),
    [(TUESDAY, TUESDAY, True), (TUESDAY + ONE_DAY, None, False), (None, TUESDAY - ONE_DAY, False)],
)
def test_marks_stand_from_the_first_to_the_last_day(
    town: SmallTown, joined: date | None, left: date | None, *, fits: bool
) -> None:
    key = stay(town, joined_on=joined, left_on=left, status="left" if left else "enrolled")
    if fits:
        assert enter(town, MarkEntry("X", key)) == 1
        return
    with pytest.raises(Refused, match="outside_stay") as told:
        enter(town, MarkEntry("X", key))
    assert told.value.facts["joined_on"] == joined
    assert told.value.facts["left_on"] == left
    assert enter(town, MarkEntry(None, key)) == 0


def test_a_person_stands_for_the_stay_of_that_day(town: SmallTown) -> None:
    first = stay(town, status="left", left_on=TUESDAY)
    with town.workspace.fill() as db:
        person = by_id(db, Enrolment, first).person_id
        second = enrol_plainly(db, town.course, person)
        by_id(db, Enrolment, second).joined_on = TUESDAY + ONE_DAY
    enter(town, MarkEntry("X", person_id=person))
    later = datetime(2027, 3, 4, 20, 0)
    enter(town, MarkEntry("X", person_id=person), lesson=1, at=later)
    assert (marks(town), marks(town, 1)) == ({first: "X"}, {second: "X"})


def test_who_plans_her_dates_is_marked_on_those_alone(town: SmallTown) -> None:
    whole, some = stay(town), stay(town, "Bela", only_planned_lessons=True)
    with town.workspace.fill() as db:
        db.add(PlannedLesson(enrolment_id=some, lesson_id=town.lessons[1]))
    with pytest.raises(Refused, match="not_planned"):
        enter(town, MarkEntry("X", some))
    for lesson, who in ((0, {whole}), (1, {whole, some})):
        later = EVENING + 2 * lesson * ONE_DAY
        with clock.pinned(later), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
            assert entering.all_present(db, town.lessons[lesson]) == len(who)
        assert marks(town, lesson) == dict.fromkeys(who, "X")


def test_all_present_leaves_out_who_is_not_there_that_day(town: SmallTown) -> None:
    key = stay(town)
    stay(town, "Spaet", joined_on=TUESDAY + ONE_DAY)
    gone = {"joined_on": TUESDAY - ONE_DAY, "left_on": TUESDAY - ONE_DAY, "status": "left"}
    stay(town, "Frueh", **gone)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        assert entering.all_present(db, town.lessons[0]) == 1
    assert marks(town) == {key: "X"}


def test_a_list_is_complete_only_where_somebody_says_so_and_something_stands_in_it(
    town: SmallTown,
) -> None:
    key = stay(town)
    enter(town, MarkEntry("X", key), done=False)
    assert state(town) == ("held", False)
    enter(town, MarkEntry("E", key), done=False)
    assert state(town) == ("planned", False)
    enter(town, MarkEntry("E", key))
    assert state(town) == ("held", True)
    enter(town, MarkEntry(None, key))
    assert state(town) == ("planned", False)
    enter(town, MarkEntry("E", key), at=BEGIN - timedelta(minutes=1))
    assert state(town) == ("planned", False)
    enter(town, MarkEntry("X", key), at=BEGIN)
    assert state(town) == ("held", True)


def excuse(town: SmallTown, *keys: int, at: datetime) -> int:
    with clock.pinned(at), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        return entering.excuse(db, town.lessons[0], keys, ExcuseReason.ILL)


def test_excuses_beforehand_leave_marks_alone(town: SmallTown) -> None:
    anna, bela = stay(town), stay(town, "Bela")
    enter(town, MarkEntry("X", anna), done=False)
    assert excuse(town, anna, bela, bela, at=EVENING) == 1
    assert marks(town) == {anna: "X", bela: "E"}
    cem = stay(town, "Cem")
    enter(town, MarkEntry("X", anna))
    assert excuse(town, cem, at=EVENING) == 0
    assert excuse(town, cem, at=BEGIN - timedelta(minutes=1)) == 1
    with town.workspace.read() as db:
        reasons = [row.reason for row in find(db, AttendanceMark, enrolment_id=[bela, cem])]
        assert reasons == ["ill", "ill"]


def tally(town: SmallTown, adults: int, women: int, children: int, at: datetime = BEGIN) -> None:
    with clock.pinned(at), town.workspace.change(ActKind.TALLY_ENTERED) as db:
        guests.enter(db, town.lessons[0], GuestCount(adults, women, children))


def test_a_tally_counts_no_more_women_than_adults(town: SmallTown) -> None:
    with pytest.raises(Refused, match="not_walk_in"):
        tally(town, 1, 0, 0)
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).walk_in = True
    for numbers in ((1, 2, 0), (-1, 0, 0), (1, -1, 0), (1, 1, -1)):
        with pytest.raises(Refused, match="tally_impossible"):
            tally(town, *numbers)
    with pytest.raises(Refused, match="guests_to_come") as told:
        tally(town, 1, 1, 0, BEGIN - timedelta(minutes=1))
    assert told.value.facts["begins"] == minute_at(BEGIN)
    tally(town, 0, 0, 0)
    tally(town, 2, 2, 3)
    with town.workspace.read() as db:
        rows = [(row.adults, row.women, row.children) for row in find(db, LessonTally)]
        assert rows == [(2, 2, 3)]
    assert state(town) == ("held", True)


def test_sums_are_of_the_days_asked_for(town: SmallTown) -> None:
    key, later = stay(town), datetime(2027, 3, 31, 20, 0)
    for lesson, sign in enumerate(("X", "W", "P")):
        enter(town, MarkEntry(sign, key), lesson=lesson, at=later)
    next_week = TUESDAY + 7 * ONE_DAY
    with clock.pinned(later), town.workspace.read() as db:
        who = by_id(db, Enrolment, key).person_id
        whole = entering.sums(db, [town.course], TUESDAY, next_week)[who]
        assert whole == AttendanceSums(present=1, changed=1, internship=1, minutes=135)
        assert (whole.marks, whole.share_tenths) == (3, 333)
        between = (TUESDAY + ONE_DAY, next_week - ONE_DAY)
        assert entering.sums(db, [town.course], *between)[who] == AttendanceSums(changed=1)


@given(st.lists(st.sampled_from([*Mark, "?"]), max_size=30))
def test_the_share_is_rounded_and_every_mark_counts_once(signs: list[str]) -> None:
    stays = [
        MarkedStay(lesson, 1, 1, 1, 540, 690, 135, sign, None, None)
        for lesson, sign in enumerate(signs)
    ]
    found = sums_of(stays)
    assert found.marks == len(signs)
    present = signs.count(Mark.PRESENT)
    assert (found.present, found.minutes) == (present, 135 * present)
    if not signs:
        assert found.share_tenths is None
        return
    share = found.share_tenths
    assert share is not None
    assert abs(share * len(signs) - 1000 * present) * 2 <= len(signs)
