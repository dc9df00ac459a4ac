"""Another week of a teacher, carer, driver or vehicle: what it touches, ways out, one act."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, ConflictKind, Role
from kursplaner.domain.people import Availability, Closure, Profile
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.availability import changing
from kursplaner.planning.availability.changing import (
    AvailabilityPlan,
    AvailabilityWish,
    chosen_alike,
)
from kursplaner.planning.availability.exceptions import SpecialHours, exceptions_of
from kursplaner.planning.availability.most_hours import MostMinutes
from kursplaner.planning.availability.touched import Why
from kursplaner.planning.availability.ways import Way, WayKind
from kursplaner.planning.availability.weeks import Painted, WeekWish
from kursplaner.planning.conflicts.finding import find as find_conflicts
from kursplaner.store.journal.rehearsal import changed_rows
from kursplaner.store.occupations import busy
from kursplaner.store.records import by_id, find
from tests.planning.small_town import TUESDAY, SmallTown

WEEK, DAY = timedelta(days=7), timedelta(days=1)
SECOND = TUESDAY + WEEK - DAY
"""The Monday of the second week: two Tuesdays and two Thursdays are left then."""
MOST_OF_IT = tuple(Painted(weekday, 480, 960) for weekday in range(5) if weekday != 1)


def week(*tuesday: tuple[int, int], first: date = SECOND) -> WeekWish:
    """Return a week that is open on every working day, on Tuesdays only at some hours."""
    return WeekWish(first, hours=(*MOST_OF_IT, *(Painted(1, *hours) for hours in tuesday)))


def planned(town: SmallTown, wish: AvailabilityWish) -> AvailabilityPlan:
    with town.workspace.rehearse() as db:
        return changing.propose(db, wish)


def stored(town: SmallTown, plan: AvailabilityPlan, chosen: dict[str, str]) -> None:
    with town.workspace.change(ActKind.AVAILABILITY_CHANGED) as db:
        changing.apply(db, plan, chosen)


def ways(plan: AvailabilityPlan) -> list[list[WayKind]]:
    return [[way.kind for way in misfit.ways] for misfit in plan.misfits]


def way(plan: AvailabilityPlan, kind: WayKind) -> Way:
    return next(way for way in plan.misfits[0].ways if way.kind is kind)


def test_a_later_begin_on_tuesdays_is_told_with_substitute_and_time(town: SmallTown) -> None:
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    plan = planned(town, AvailabilityWish(seidel, week((600, 960))))
    (misfit,) = plan.misfits
    group = misfit.group
    assert (group.ids, group.why) == ((town.lessons[2], town.lessons[4]), Why.HOURS)
    assert (group.open_from, group.open_until, group.course_id) == (600, 960, town.course)
    assert (plan.records, plan.stays) == (2, 2)
    kinds = [WayKind.SUBSTITUTE, WayKind.OTHER_TIME, WayKind.OPEN, WayKind.KEEP]
    assert ways(plan) == [kinds]
    assert (way(plan, kinds[0]).comes, way(plan, kinds[0]).covered) == (vogel, 2)
    assert (way(plan, kinds[1]).starts, way(plan, kinds[1]).ends) == (600, 750)
    assert (plan.minutes_before, plan.minutes_after({}), plan.limit) == (300, 150, None)
    with town.workspace.read() as db:
        assert find(db, Availability, resource_id=seidel) == []
    stored(town, plan, {})
    with town.workspace.read() as db:
        teachers = {row.lesson_id: row.person_id for row in find(db, LessonPerson)}
        assert [teachers[key] for key in town.lessons] == [
            *(seidel, seidel),
            *(vogel, seidel),
            *(vogel, seidel),
        ]
        assert len(find(db, Availability, resource_id=seidel)) == 5
        assert find_conflicts(db, kinds=[ConflictKind.AVAILABILITY]) == []
    town.workspace.undo()
    with town.workspace.read() as db:
        assert {row.person_id for row in find(db, LessonPerson)} == {seidel}
        assert find(db, Availability, resource_id=seidel) == []
    assert planned(town, plan.wish) == plan


@pytest.mark.parametrize(
    ("hours", "touched"),
    [((540, 690), 0), ((541, 690), 2), ((540, 689), 2), ((0, 1440), 0)],
)
def test_the_bounds_of_the_hours_count_to_the_minute(
    town: SmallTown, hours: tuple[int, int], touched: int
) -> None:
    plan = planned(town, AvailabilityWish(town.people["Seidel"], week(hours)))
    assert plan.records == touched
    for first, count in ((TUESDAY + WEEK, 2), (TUESDAY + WEEK + DAY, 1), (TUESDAY, 3)):
        moved = AvailabilityWish(town.people["Seidel"], week((541, 690), first=first))
        assert planned(town, moved).records == count


def test_another_time_moves_all_that_hangs_on_the_lessons(town: SmallTown) -> None:
    seidel = town.people["Seidel"]
    plan = planned(town, AvailabilityWish(seidel, week((600, 960))))
    chosen = chosen_alike(plan, [WayKind.OTHER_TIME])
    assert (plan.minutes_before, plan.minutes_after(chosen)) == (300, 300)
    stored(town, plan, chosen)
    with town.workspace.read() as db:
        lesson = by_id(db, Lesson, town.lessons[2])
        assert lesson.starts == minute_of(TUESDAY + WEEK, 600)
        ride = by_id(db, Ride, town.rides[4])
        assert ride.starts == minute_of(TUESDAY + WEEK, 550)
        assert find_conflicts(db, kinds=[ConflictKind.AVAILABILITY]) == []


def test_left_open_and_kept(town: SmallTown) -> None:
    seidel = town.people["Seidel"]
    plan = planned(town, AvailabilityWish(seidel, week()))
    assert plan.misfits[0].group.open_from is None
    kept = chosen_alike(plan, [])
    stored(town, plan, kept)
    with town.workspace.read() as db:
        found = find_conflicts(db, kinds=[ConflictKind.AVAILABILITY])
        assert [conflict.day for conflict in found] == [TUESDAY + WEEK, TUESDAY + 2 * WEEK]
    town.workspace.undo()
    stored(town, plan, chosen_alike(plan, [WayKind.OPEN]))
    with town.workspace.read() as db:
        assert find(db, LessonPerson, lesson_id=[town.lessons[2], town.lessons[4]]) == []
        open_ones = find_conflicts(db, kinds=[ConflictKind.NO_TEACHER])
        assert len(open_ones) == 2


def test_a_carer_a_driver_and_a_vehicle_have_weeks_too(town: SmallTown) -> None:
    for name, source in (("Roth", "childcare"), ("driver", "ride")):
        plan = planned(town, AvailabilityWish(town.people[name], week()))
        assert {misfit.group.source for misfit in plan.misfits} == {source}
        assert plan.records == (2 if name == "Roth" else 4)
        stored(town, plan, chosen_alike(plan, [WayKind.OPEN]))
    plan = planned(town, AvailabilityWish(town.vehicle, week()))
    assert (plan.records, plan.limit) == (4, None)
    stored(town, plan, chosen_alike(plan, [WayKind.OPEN]))
    with town.workspace.read() as db:
        assert find(db, ChildcareSlotCarer, slot_id=town.slots[2]) == []
        ride = by_id(db, Ride, town.rides[4])
        assert (ride.driver_id, ride.vehicle_id) == (None, None)
    with pytest.raises(Refused, match="not_for_rooms"):
        planned(town, AvailabilityWish(town.rooms["A"], week()))


def test_a_day_away_and_a_day_more(town: SmallTown) -> None:
    seidel = town.people["Seidel"]
    away = SpecialHours(TUESDAY + WEEK, TUESDAY + WEEK, note=" Fortbildung ")
    saturday = TUESDAY + 4 * DAY
    more = SpecialHours(saturday, saturday, 540, 780, present=True)
    plan = planned(town, AvailabilityWish(seidel, added=(away, more)))
    (misfit,) = plan.misfits
    assert (misfit.group.why, misfit.group.ids) == (Why.AWAY, (town.lessons[2],))
    kinds = [WayKind.SUBSTITUTE, WayKind.MAKE_UP, WayKind.OPEN, WayKind.KEEP]
    assert ways(plan) == [kinds]
    stored(town, plan, chosen_alike(plan, [WayKind.MAKE_UP]))
    with town.workspace.read() as db:
        assert by_id(db, Lesson, town.lessons[2]).status == "cancelled"
        found = exceptions_of(db, seidel)
        assert [each.special for each in found] == [more, replace(away, note="Fortbildung")]
        assert len(find(db, Lesson, course_id=town.course)) == 7
        gone = tuple(each.key for each in found)
    back = planned(town, AvailabilityWish(seidel, removed=gone))
    assert back.misfits == ()
    stored(town, back, {})
    with town.workspace.read() as db:
        assert exceptions_of(db, seidel) == ()
    with pytest.raises(Refused, match="exception_unknown"):
        planned(town, AvailabilityWish(seidel, removed=gone))


def test_most_hours_a_week(town: SmallTown) -> None:
    seidel = town.people["Seidel"]
    most = MostMinutes(Role.TEACHER, 299)
    plan = planned(town, AvailabilityWish(seidel, most=most))
    assert (plan.limit, plan.minutes_before, plan.misfits) == (299, 300, ())
    stored(town, plan, {})
    with town.workspace.read() as db:
        (profile,) = find(db, Profile, person_id=seidel)
        assert profile.weekly_minutes == 299
        assert len(find_conflicts(db, kinds=[ConflictKind.WEEKLY_HOURS])) == 3
    stored(town, planned(town, AvailabilityWish(seidel, most=replace(most, minutes=None))), {})
    for wrong, kind in (
        (replace(most, minutes=0), "hours_out_of_range"),
        (replace(most, minutes=10081), "hours_out_of_range"),
        (MostMinutes(Role.CARER, 60), "role_unknown"),
    ):
        with pytest.raises(Refused, match=kind):
            planned(town, AvailabilityWish(seidel, most=wrong))


def test_what_changed_since_is_refused_and_nothing_stored(town: SmallTown) -> None:
    seidel = town.people["Seidel"]
    plan = planned(town, AvailabilityWish(seidel, week()))
    with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
        at = minute_of(TUESDAY + WEEK)
        db.add(Closure(resource_id=seidel, starts=at, ends=at + 1440, reason="ill"))
    with pytest.raises(Refused, match="overtaken_plan"):
        stored(town, plan, {})
    fresh = planned(town, AvailabilityWish(seidel, week()))
    assert fresh.records == 1
    with pytest.raises(Refused, match="way_unknown"):
        stored(town, fresh, {fresh.misfits[0].group.key: "nonsense"})
    with pytest.raises(Refused, match="overtaken_plan"):
        stored(town, fresh, {"another": "keep"})
    with town.workspace.read() as db:
        assert find(db, Availability, resource_id=seidel) == []
        assert len(busy(db, [seidel], by_id(db, Lesson, town.lessons[2]))) == 1


hours = st.tuples(st.integers(0, 6), st.integers(16, 44), st.integers(1, 30)).map(
    lambda t: Painted(t[0], t[1] * 15, min(1440, (t[1] + t[2]) * 15))
)
resources = st.sampled_from(["Seidel", "Roth", "driver", "vehicle"])
choice = st.lists(st.sampled_from(list(WayKind)), min_size=1, max_size=3)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(who=resources, painted=st.lists(hours, max_size=6), away=st.booleans(), kinds=choice)
def test_the_preview_is_what_changes(
    town: SmallTown,
    who: str,
    painted: list[Painted],
    away: bool,  # noqa: FBT001 (drawn)
    kinds: list[WayKind],
) -> None:
    key = town.vehicle if who == "vehicle" else town.people[who]
    added = (SpecialHours(TUESDAY + WEEK, TUESDAY + WEEK),) if away else ()
    wish = AvailabilityWish(key, WeekWish(SECOND, hours=tuple(painted)), added=added)
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
        chosen = chosen_alike(plan, kinds)
        expected = changing.outcome(db, plan, chosen)
        assert changed_rows(db) == []
    with town.workspace.change(ActKind.AVAILABILITY_CHANGED) as db:
        changing.apply(db, plan, chosen)
        rows = changed_rows(db)
    told = {(row.table, row.id): row.after for row in expected.rows}
    assert {(row.table, row.id): row.after for row in rows} == told
    town.workspace.undo()
    assert planned(town, wish) == plan
