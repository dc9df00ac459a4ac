"""Somebody rides on some weekdays only: her seats of the others are free, and nobody misses her."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import (
    AbsenceKind,
    ActKind,
    CancelReason,
    ClosureReason,
    ConflictKind,
    DemandException,
    Way,
)
from kursplaner.domain.rides.rides import RideDemand, RideDemandException
from kursplaner.planning.absences import reporting
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.enrolments import correcting, waiting_list
from kursplaner.planning.enrolments.correcting import EnrolmentCorrection
from kursplaner.planning.enrolments.enrolling import propose_enrol
from kursplaner.planning.enrolments.family_fit import EVERY_DAY
from kursplaner.planning.enrolments.ride_days import ride_days_of
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.people.families import FamilyDraft, PersonDraft, enrol_family
from kursplaner.planning.rides import day_plan, other_stop
from kursplaner.planning.rides.other_stop import StopWish
from kursplaner.store.queries.rides.unserved import unserved
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.riding_town import SECOND_WEEK, RidingTown, build_riding_town
from tests.planning.small_town import NINE, NOW, TUESDAY
from tests.towns import passing

TUE, THU = 1, 3
ONLY_TUESDAYS = frozenset((TUE,))
THURSDAY = TUESDAY + timedelta(days=2)
CHANGED = ActKind.ENROLMENT_CHANGED


def build_shuttle_town(path: Path) -> RidingTown:
    """Make the riding town; the family comes with the shuttle."""
    made = build_riding_town(path)
    with made.workspace.fill() as db:
        by_id(db, Enrolment, made.enrolment).way = Way.SHUTTLE.value
    return made


@pytest.fixture
def riding() -> Iterator[RidingTown]:
    with passing(build_shuttle_town, NOW) as made:
        yield made


def proposed(riding: RidingTown, days: frozenset[int] | None) -> EnrolmentCorrection:
    with riding.workspace.rehearse() as db:
        wish = correcting.as_it_is(db, riding.enrolment)
        return correcting.propose(db, replace(wish, draft=replace(wish.draft, ride_days=days)))


def rides_on(riding: RidingTown, days: frozenset[int] | None) -> EnrolmentCorrection:
    plan = proposed(riding, days)
    with riding.workspace.change(CHANGED) as db:
        correcting.apply(db, plan)
    return plan


def days_ridden(db: Db, riding: RidingTown) -> dict[int, frozenset[int]]:
    return ride_days_of(db, find(db, RideDemand, enrolment_id=riding.enrolment), TUESDAY)


def days_seated(riding: RidingTown, person: int = 0) -> set[date]:
    return {day for day, _ in riding.seats(person)}


def test_on_the_other_days_the_seats_are_free_and_nobody_misses_her(riding: RidingTown) -> None:
    plan = rides_on(riding, ONLY_TUESDAYS)
    assert plan.count("ride_seat", new=False) == 12
    weeks = [TUESDAY + timedelta(days=7 * week) for week in range(3)]
    for person in (riding.mother, riding.child):
        assert days_seated(riding, person) == set(weeks)
    with riding.workspace.read() as db:
        assert unserved(db, THURSDAY) == []
        missing = [c for c in conflicts(db) if c.kind is ConflictKind.RIDE_MISSING]
        assert missing == []
        assert days_ridden(db, riding) == {riding.enrolment: EVERY_DAY - {THU}}
    assert riding.workspace.undo() is not None
    assert len(days_seated(riding)) == 6


def test_planning_a_day_anew_keeps_to_it(riding: RidingTown) -> None:
    rides_on(riding, ONLY_TUESDAYS)
    with riding.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, TUESDAY))
    assert {day.weekday() for day in days_seated(riding)} == {TUE}


def test_every_day_again_gives_the_seats_back(riding: RidingTown) -> None:
    before = riding.seats()
    rides_on(riding, ONLY_TUESDAYS)
    rides_on(riding, None)
    assert riding.seats() == before
    with riding.workspace.read() as db:
        assert find(db, RideDemandException) == []
    assert proposed(riding, None).empty


def test_days_gone_by_stay_as_they_were(riding: RidingTown) -> None:
    with clock.pinned(datetime.combine(SECOND_WEEK, time(7))):
        rides_on(riding, frozenset((THU,)))
    seated = days_seated(riding)
    assert TUESDAY in seated
    assert SECOND_WEEK not in seated
    with riding.workspace.read() as db:
        assert min(row.day for row in find(db, RideDemandException)) == SECOND_WEEK


@pytest.mark.parametrize("days", [frozenset[int](), frozenset((0, 5))])
def test_who_rides_rides_on_some_day_of_the_course(
    riding: RidingTown, days: frozenset[int]
) -> None:
    with pytest.raises(Refused, match="no_ride_days"):
        proposed(riding, days)


def test_another_way_leaves_no_dates_behind(riding: RidingTown) -> None:
    rides_on(riding, ONLY_TUESDAYS)
    with riding.workspace.rehearse() as db:
        wish = correcting.as_it_is(db, riding.enrolment)
        draft = replace(wish.draft, way=Way.BUS)
        plan = correcting.propose(db, replace(wish, draft=draft))
    with riding.workspace.change(CHANGED) as db:
        correcting.apply(db, plan)
        assert find(db, RideDemandException) == []
    assert riding.seats() == {}


def test_an_absence_on_such_a_day_comes_and_goes(riding: RidingTown) -> None:
    near = riding.stops["near"]
    wish = StopWish(riding.mother, TUESDAY, near)
    with riding.workspace.change(ActKind.RIDE_CHANGED) as db:
        other_stop.apply(db, other_stop.propose(db, wish))
    rides_on(riding, ONLY_TUESDAYS)
    with riding.workspace.read() as db:
        before = {(r.demand_id, r.day, r.kind, r.stop_id) for r in find(db, RideDemandException)}
    ill = AbsenceDraft(
        AbsenceKind.PERSON, TUESDAY, THURSDAY, ClosureReason.ILL, riding.mother, note="krank"
    )
    with riding.workspace.change(ActKind.ABSENCE_REPORTED) as db:
        key = reporting.apply(db, reporting.propose(db, ill))
        skipped = find(db, RideDemandException, day=TUESDAY)
        assert {row.kind for row in skipped} == {DemandException.SKIP.value}
    with riding.workspace.change(ActKind.ABSENCE_ENDED) as db:
        reporting.end(db, key, TUESDAY - timedelta(days=1))
    with riding.workspace.read() as db:
        after = {(r.demand_id, r.day, r.kind, r.stop_id) for r in find(db, RideDemandException)}
    assert after == before
    assert riding.seats()[TUESDAY, "out"] == near


def test_who_waits_keeps_the_days_and_moves_up_with_them(riding: RidingTown) -> None:
    with riding.workspace.fill() as db:
        row = by_id(db, Enrolment, riding.enrolment)
        row.status, row.waiting_position, row.joined_on = "waiting", 1, None
        row.asked_on = TUESDAY
    rides_on(riding, ONLY_TUESDAYS)
    with riding.workspace.change(ActKind.MOVED_UP) as db:
        waiting_list.move_up(db, riding.enrolment, TUESDAY)
    with riding.workspace.read() as db:
        assert days_ridden(db, riding) == {riding.enrolment: EVERY_DAY - {THU}}
    dated = {day.weekday() for day in days_seated(riding) if day >= TUESDAY}
    assert TUE in dated


def not_ridden(riding: RidingTown) -> list[date]:
    with riding.workspace.read() as db:
        return sorted({row.day for row in find(db, RideDemandException)})


def test_a_lesson_put_on_another_day_stays_not_ridden(riding: RidingTown) -> None:
    rides_on(riding, ONLY_TUESDAYS)
    before, wednesday = not_ridden(riding), TUESDAY + timedelta(days=1)
    assert before[0] == THURSDAY
    with riding.workspace.change(ActKind.LESSON_MOVED) as db:
        wish = MoveWish(riding.town.lessons[1], minute_of(wednesday, NINE))
        changing.apply(db, changing.propose(db, wish))
        assert unserved(db, wednesday) == []
    assert not_ridden(riding) == [wednesday, *before[1:]]
    assert riding.workspace.undo() is not None
    assert not_ridden(riding) == before


def test_on_a_day_she_rides_the_lesson_put_there_expects_her(riding: RidingTown) -> None:
    rides_on(riding, ONLY_TUESDAYS)
    before, tuesday = not_ridden(riding), TUESDAY + timedelta(days=21)
    with riding.workspace.change(ActKind.LESSON_MOVED) as db:
        wish = MoveWish(riding.town.lessons[1], minute_of(tuesday, NINE))
        changing.apply(db, changing.propose(db, wish))
        assert {row.person_id for row in unserved(db, tuesday)} == {riding.mother}
    assert not_ridden(riding) == before[1:]


def test_lessons_made_up_are_ridden_to_as_on_their_weekday(riding: RidingTown) -> None:
    rides_on(riding, ONLY_TUESDAYS)
    before = not_ridden(riding)
    with riding.workspace.change(ActKind.LESSON_CANCELLED) as db:
        lessons = riding.town.lessons[:2]
        plan = cancelling.propose_cancel(db, lessons, CancelReason.SNOW, make_up=True)
        days = [day_of(made.starts) for made in plan.made_up]
        assert [day.weekday() for day in days] == [TUE, THU]
        cancelling.apply(db, plan)
        assert [unserved(db, day) for day in days] == [[], []]
    assert not_ridden(riding) == [*before, days[1]]
    assert days[0] in days_seated(riding)
    assert days[1] not in days_seated(riding)


DAYS = st.sampled_from((None, ONLY_TUESDAYS, frozenset((THU,)), frozenset((TUE, THU))))


@settings(max_examples=5)
@given(wishes=st.lists(DAYS, min_size=1, max_size=3))
def test_what_was_wished_last_holds(wishes: list[frozenset[int] | None]) -> None:
    with passing(build_shuttle_town, NOW) as riding:
        before = riding.seats()
        for days in wishes:
            plan = proposed(riding, days)
            if not plan.empty:
                rides_on(riding, days)
        last = wishes[-1]
        wanted = {key for key in before if last is None or key[0].weekday() in last}
        assert set(riding.seats()) == wanted


def enrolled(riding: RidingTown, days: frozenset[int] | None) -> int:
    adult = PersonDraft("Neu", "Nora", stop_id=riding.town.stop)
    draft = FamilyDraft(adult, course_id=riding.town.course, way=Way.SHUTTLE, ride_days=days)
    draft = replace(draft, stop_id=riding.town.stop, from_day=TUESDAY)
    with riding.workspace.change(ActKind.ENROLLED) as db:
        return enrol_family(db, draft).adult_id


def test_who_is_enrolled_chooses_the_days_at_once(riding: RidingTown) -> None:
    person = enrolled(riding, ONLY_TUESDAYS)
    weeks = {TUESDAY + timedelta(days=7 * week) for week in range(3)}
    assert days_seated(riding, person) == weeks
    with riding.workspace.read() as db:
        (stay,) = find(db, Enrolment, person_id=person)
        demands = find(db, RideDemand, enrolment_id=stay.id)
        assert ride_days_of(db, demands, TUESDAY)[stay.id] == EVERY_DAY - {THU}
        assert unserved(db, THURSDAY) == []
    assert riding.workspace.undo() is not None
    assert len(days_seated(riding, enrolled(riding, None))) == 6


@pytest.mark.parametrize("days", [frozenset[int](), frozenset((0, 5))])
def test_who_is_enrolled_rides_on_some_day_of_the_course(
    riding: RidingTown, days: frozenset[int]
) -> None:
    with pytest.raises(Refused, match="no_ride_days"):
        enrolled(riding, days)
    with clock.pinned(datetime(2027, 6, 1, 8, 0)), riding.workspace.read() as db:
        draft = EnrolDraft(riding.town.course, riding.town.people["Roth"], way=Way.SHUTTLE)
        plan = propose_enrol(db, replace(draft, ride_days=days))
        assert plan.draft.ride_days == days
