from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import HardConflict
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind, Direction, LeaveReason, Severity, Way
from kursplaner.domain.rides.rides import RideDemand, RideSeat
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.conflicts.severities import set_rule
from kursplaner.planning.enrolments import enrolling, leaving, moving_up, waiting_list, wishes
from kursplaner.planning.enrolments.level_fit import misfit
from kursplaner.planning.enrolments.moving_up import Want, wants
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

TODAY = date(2027, 3, 1)
SMALL, SCHOOL, BABY = date(2023, 2, 1), date(2018, 1, 2), date(2026, 6, 1)
LIMITS = (
    ConflictKind.COURSE_CAPACITY,
    ConflictKind.CHILDCARE_CAPACITY,
    ConflictKind.VEHICLE_CAPACITY,
    ConflictKind.CHILD_SEAT,
)


def family(db: Db, town: SmallTown, name: str, births: tuple[date, ...], *, rides: bool) -> int:
    """Put a family on the waiting list."""
    children = [add_person(db, f"{name}{n}", birth_date=day) for n, day in enumerate(births)]
    draft = EnrolDraft(
        town.course,
        add_person(db, name),
        tuple(ChildWish(child, rides=rides) for child in children),
        way=Way.SHUTTLE if rides else Way.WALK,
        stop_id=town.stop if rides else None,
    )
    return enrolling.enlist(db, enrolling.propose_enrol(db, draft))


FAMILIES = st.lists(
    st.tuples(st.lists(st.sampled_from((SMALL, SCHOOL, BABY)), max_size=3), st.booleans()),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(families=FAMILIES, free=st.integers(0, 3), gone=st.booleans())
def test_as_many_move_up_as_fit_in_order_and_wholly(
    town: SmallTown, families: list[tuple[list[date], bool]], free: int, *, gone: bool
) -> None:
    class TakenBack(Exception):  # noqa: N818
        """Ends one example without a trace."""

    with pytest.raises(TakenBack), town.workspace.fill() as db:
        leaver = add_person(db, "Geht")
        enrol_plainly(db, town.course, leaver)
        by_id(db, Course, town.course).capacity = free + 1
        for number, (births, rides) in enumerate(families):
            family(db, town, f"F{number}", tuple(births), rides=rides)
        if gone:
            plan = leaving.propose_leave(db, town.course, leaver, TODAY, LeaveReason.WORK)
            leaving.apply_leave(db, plan)
        chance = moving_up.chance(db, town.course, TODAY)
        assert len(chance.fitting) <= free + gone
        assert [e.position for e in chance.fitting] == sorted(e.position for e in chance.fitting)
        assert all(wants(entry.plan) for entry in chance.staying)
        moving_up.move_up_together(db, [e.enrolment_id for e in chance.fitting], chance.day)
        assert find(db, kinds=LIMITS) == []
        assert moving_up.chance(db, town.course, TODAY).fitting == ()
        for entry in chance.fitting:
            whole(db, town, entry.enrolment_id)
        for entry in chance.staying:
            assert records(db, ChildcarePlace, enrolment_id=entry.enrolment_id) == []
            assert records(db, RideSeat, enrolment_id=entry.enrolment_id) == []
        raise TakenBack


def whole(db: Db, town: SmallTown, enrolment_id: int) -> None:
    """Parent and children both: a place on every day, a seat on every ride."""
    draft = wishes.draft_of(db, enrolment_id, TODAY)
    places = records(db, ChildcarePlace, enrolment_id=enrolment_id)
    days = {place.slot_id for place in places}
    assert len(places) == len(days) * len(draft.children)
    seats = records(db, RideSeat, enrolment_id=enrolment_id)
    riders = (1 + len(draft.children)) if draft.way is Way.SHUTTLE else 0
    assert len(seats) == len({seat.ride_id for seat in seats}) * riders


def test_it_says_what_each_waits_for(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family(db, town, "Fuenf", (SMALL,) * 5, rides=False)
        family(db, town, "Sitze", (SMALL,) * 2, rides=True)
        full = family(db, town, "Allein", (), rides=False)
        found = moving_up.chance(db, town.course)
        by_key = {e.enrolment_id: e for e in (*found.fitting, *found.staying)}
        assert by_key[full].plan.fits
        by_id(db, Course, town.course).capacity = 0
        found = moving_up.chance(db, town.course)
        assert found.fitting == ()
        assert dict(found.lacking)[Want.COURSE] == 3


def test_a_later_last_day_gives_the_day_of_moving_up(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 1
        leaver = add_person(db, "Geht")
        enrol_plainly(db, town.course, leaver)
        waiting = family(db, town, "Wartet", (), rides=False)
        plan = leaving.propose_leave(db, town.course, leaver, date(2027, 3, 4), LeaveReason.WORK)
        leaving.apply_leave(db, plan)
        found = moving_up.chance(db, town.course, TODAY)
        assert found.day == date(2027, 3, 5)
        assert [e.enrolment_id for e in found.fitting] == [waiting]
        moving_up.move_up_together(db, [waiting], found.day)
        assert by_id(db, Enrolment, waiting).joined_on == date(2027, 3, 5)


def test_together_is_one_act_or_none(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        keys = [family(db, town, f"F{n}", (), rides=False) for n in range(2)]
        by_id(db, Course, town.course).capacity = 1
    with pytest.raises(HardConflict), town.workspace.change(ActKind.MOVED_UP) as db:
        moving_up.move_up_together(db, keys, TODAY)
    with town.workspace.read() as db:
        assert {by_id(db, Enrolment, key).status for key in keys} == {"waiting"}


@pytest.mark.parametrize(
    ("person", "course", "said"),
    [
        ("A1", "A2", ""),
        ("A1.2", "A2.1", ""),
        ("A1.1", "A2.1", "below"),
        ("A0", "A1", ""),
        ("Alpha", "A1", "below"),
        ("A0", "Alpha", ""),
        ("A2", "A2.1", ""),
        ("A2.2", "A2.1", "above"),
        ("B1", "A2", "above"),
        ("", "A2", ""),
        ("A2", "", ""),
    ],
)
def test_a_level_suits_or_not(person: str, course: str, said: str) -> None:
    assert misfit(person, course) == said


def test_the_level_is_a_hint_a_wall_or_nothing(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).level = "B1"
        draft = EnrolDraft(town.course, add_person(db, "Anfang", level="A1"))
        plan = enrolling.propose_enrol(db, draft)
        assert [(lack.kind, lack.hard) for lack in plan.lacks] == [(ConflictKind.LEVEL, False)]
        assert plan.fits
        set_rule(db, town.course, ConflictKind.LEVEL, Severity.HARD)
        assert not enrolling.propose_enrol(db, draft).fits
        waiting = enrolling.enlist(db, enrolling.propose_enrol(db, draft))
        with pytest.raises(HardConflict):
            waiting_list.move_up(db, waiting)
        set_rule(db, town.course, ConflictKind.LEVEL, Severity.OFF)
        assert waiting_list.propose_move_up(db, waiting).lacks == ()


@given(
    st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.booleans()), min_size=1, max_size=4),
    st.integers(0, 3),
)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_several_lists_are_judged_as_each_by_itself(
    town: SmallTown, families: list[tuple[int, bool, bool]], capacity: int
) -> None:
    with town.workspace.rehearse() as db:
        by_id(db, Course, town.course).capacity = capacity
        leaves = enrol_plainly(db, town.course, add_person(db, "Geht"))
        by_id(db, Enrolment, leaves).left_on = TUESDAY + timedelta(days=8)
        by_id(db, Enrolment, leaves).status = "left"
        for position, (children, rides, some) in enumerate(families, start=1):
            _waits(db, town, position, children, rides=rides, some=some)
        together = moving_up.chances(db, [town.course])[town.course]
        alone = moving_up.chance(db, town.course)
        assert together.day == alone.day
        assert together.lacking == alone.lacking
        assert [e.enrolment_id for e in together.fitting] == [e.enrolment_id for e in alone.fitting]
        assert [wants(e.plan) for e in together.staying] == [wants(e.plan) for e in alone.staying]
        assert moving_up.chances(db, []) == {}


def _waits(
    db: Db,
    town: SmallTown,
    position: int,
    children: int,
    *,
    rides: bool,
    some: bool,
) -> None:
    values = {"status": "waiting", "waiting_position": position, "only_planned_lessons": some}
    adult = add_person(db, f"Wartet{position}")
    key = enrol_plainly(db, town.course, adult, way="shuttle" if rides else "unknown", **values)
    for number in range(children):
        child = add_person(db, f"K{position}{number}", birth_date=date(2022 + number, 5, 1))
        db.add(EnrolmentChild(enrolment_id=key, child_id=child, rides=rides))
    for way in Direction if rides else ():
        db.add(RideDemand(enrolment_id=key, direction=way.value, stop_id=town.stop))
    for lesson in town.lessons[::2] if some else ():
        db.add(PlannedLesson(enrolment_id=key, lesson_id=lesson))
    db.flush()
