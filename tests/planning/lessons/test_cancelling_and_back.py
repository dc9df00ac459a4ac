"""What a cancellation takes along, and what comes back when it is taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, CancelReason, Direction
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import Ride, RideDemand, RideLesson, RideSeat, Stop
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.lessons.cancelling import CancelPlan, RestorePlan
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_ride,
    add_slot,
)
from tests.planning.stored_lessons import held, occupied, times_of_ride, times_of_slot

REASON = CancelReason.TEACHER_ILL


def proposed(db: Db, lessons: list[int], **how: bool) -> CancelPlan:
    return cancelling.propose_cancel(db, lessons, REASON, "Grippe", **how)


def stored(db: Db, plan: CancelPlan) -> tuple[int, ...]:
    return cancelling.apply(db, plan)


def cancel(town: SmallTown, *lessons: int, **how: bool) -> tuple[int, ...]:
    with town.workspace.change(ActKind.LESSON_CANCELLED) as db:
        return stored(db, proposed(db, list(lessons), **how))


def back(db: Db, lesson: int) -> RestorePlan:
    return cancelling.propose_restore(db, lesson)


def restore(town: SmallTown, lesson: int) -> None:
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        cancelling.apply_restore(db, back(db, lesson))


def standing(town: SmallTown) -> dict[str, list[tuple[str, str | None]]]:
    """Return status and reason of everything, in the order in which it was made."""
    with town.workspace.read() as db:
        rows: dict[str, Sequence[Lesson | ChildcareSlot | Ride]] = {
            "lesson": find(db, Lesson),
            "childcare_slot": find(db, ChildcareSlot),
            "ride": find(db, Ride),
        }
        return {noun: [(row.status, row.cancel_reason) for row in rows[noun]] for noun in rows}


def test_it_takes_its_own_childcare_and_rides_and_only_those(town: SmallTown) -> None:
    cancel(town, town.lessons[1])
    gone, stays = ("cancelled", "teacher_ill"), ("planned", None)
    assert standing(town) == {
        "lesson": [stays, gone, *[stays] * 4],
        "childcare_slot": [stays, gone, *[stays] * 4],
        "ride": [stays, stays, gone, gone, *[stays] * 8],
    }
    with town.workspace.read() as db:
        assert by_id(db, Lesson, town.lessons[1]).cancel_note == "Grippe"
    records = (("lesson", town.lessons), ("childcare", town.slots), ("ride", town.rides[::2]))
    for source, keys in records:
        assert [bool(occupied(town, source, key)) for key in keys] == [True, False, *[True] * 4]


def test_all_comes_back_as_it_was(town: SmallTown) -> None:
    before = standing(town)
    records = (("lesson", town.lessons[0]), ("childcare", town.slots[0]),
               ("ride", town.rides[0]), ("ride", town.rides[1]))  # fmt: skip
    busy = [occupied(town, *record) for record in records]
    times = times_of_slot(town, town.slots[0]), times_of_ride(town, town.rides[0])
    cancel(town, *town.lessons[:2])
    restore(town, town.lessons[0])
    gone, after = ("cancelled", "teacher_ill"), standing(town)
    assert after["lesson"] == [before["lesson"][0], gone, *before["lesson"][2:]]
    assert after["childcare_slot"][:2] == [("planned", None), gone]
    assert after["ride"][:4] == [("planned", None)] * 2 + [gone] * 2
    with town.workspace.read() as db:
        notes = [row.cancel_note for row in find(db, Lesson)]
    assert notes == ["", "Grippe", "", "", "", ""]
    assert [occupied(town, *record) for record in records] == busy
    assert (times_of_slot(town, town.slots[0]), times_of_ride(town, town.rides[0])) == times


def test_it_tells_the_fullest_childcare_and_ride(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        second = Family(db, town, "Azizi")
        for place in find(db, ChildcarePlace, child_id=second.child)[1:]:
            place.status = "excused"
        seats = find(db, RideSeat, person_id=second.child)
        for seat in seats[1:]:
            seat.result = "cancelled_in_time"
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[:2])
        assert (plan.children, plan.passengers) == (2, 4)
        assert (plan.slot_ids, plan.ride_ids) == (tuple(town.slots[:2]), tuple(town.rides[:4]))
        plan = proposed(db, town.lessons[1:2])
        assert (plan.children, plan.passengers) == (1, 3)
    with town.workspace.fill() as db:
        alone = add_lesson(db, add_course(db, town, "K2"), minute_of(TUESDAY, 900))
    with town.workspace.read() as db:
        plan = proposed(db, [alone])
        assert (plan.children, plan.passengers) == (0, 0)


def test_what_serves_others_and_what_was_driven_stays_and_is_told(town: SmallTown) -> None:
    at = minute_of(TUESDAY, 840)
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        first, second = (add_lesson(db, course, at + n * 60, minutes=60) for n in (0, 1))
        slot = add_slot(db, [first, second], (at, at + 120), town.rooms["tiny"], [])
        ride = add_ride(db, town, first, Direction.OUT, (at - 40, at))
        db.add(RideLesson(ride_id=ride, lesson_id=second))
        done = add_ride(db, town, first, Direction.BACK, (at + 120, at + 150))
        by_id(db, Ride, done).status = "done"
    with town.workspace.read() as db:
        plan = proposed(db, [first])
        assert [(kept.noun, kept.id, kept.why) for kept in plan.untouched] == [
            ("childcare", slot, "serves_other_lessons"),
            ("ride", ride, "serves_other_lessons"),
            ("ride", done, "driven"),
        ]
        assert (plan.slot_ids, plan.ride_ids) == ((), ())
        plan = proposed(db, [first, second])
        assert [(kept.id, kept.why) for kept in plan.untouched] == [(done, "driven")]
        assert (plan.slot_ids, plan.ride_ids) == ((slot,), (ride,))
    cancel(town, first)
    with town.workspace.read() as db:
        assert by_id(db, ChildcareSlot, slot).status == "planned"
        rides = [by_id(db, Ride, key).status for key in (ride, done)]
    assert rides == ["planned", "done"]
    cancel(town, second)
    with town.workspace.read() as db:
        assert by_id(db, ChildcareSlot, slot).status == "cancelled"


def test_lessons_of_two_courses_and_none_are_refused(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_lesson(db, add_course(db, town, "K2"), minute_of(TUESDAY, 900))
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="several_courses"):
            proposed(db, [town.lessons[0], other])
        with pytest.raises(Refused, match="no_lesson"):
            proposed(db, [])
        with pytest.raises(Refused, match="not_found"):
            proposed(db, [99_999])
    cancel(town, town.lessons[0])
    with town.workspace.read() as db, pytest.raises(Refused, match="lesson_cancelled"):
        proposed(db, town.lessons[:2])


def test_from_here_on_the_series_goes_and_the_rest_stays(town: SmallTown) -> None:
    cancel(town, town.lessons[4])
    cancel(town, town.lessons[0], from_here_on=True)
    states = [state for state, _ in standing(town)["lesson"]]
    assert states == [*["cancelled", "planned"] * 3]


@pytest.mark.parametrize("at", [0, 1])
def test_a_change_of_any_of_them_overtakes(town: SmallTown, at: int) -> None:
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[:2], make_up=at == 0)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        by_id(db, Lesson, town.lessons[at]).topic = "Wetter"
    with (
        pytest.raises(Refused, match="overtaken") as refused,
        town.workspace.change(ActKind.LESSON_CANCELLED) as db,
    ):
        stored(db, plan)
    assert refused.value.facts["id"] == town.lessons[0]
    assert {state for state, _ in standing(town)["lesson"]} == {"planned"}


def test_what_is_free_at_the_end_must_still_be(town: SmallTown) -> None:
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[:1], make_up=True)
    with town.workspace.fill() as db:
        day = TUESDAY + timedelta(days=21)
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(day, NINE + 149), room=town.rooms["A"])
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_CANCELLED) as db,
    ):
        stored(db, plan)


def test_only_what_is_cancelled_and_not_made_up_comes_back(town: SmallTown) -> None:
    with town.workspace.read() as db, pytest.raises(Refused, match="lesson_not_cancelled"):
        back(db, town.lessons[0])
    (made,) = cancel(town, town.lessons[0], make_up=True)
    with town.workspace.read() as db, pytest.raises(Refused, match="made_up") as refused:
        back(db, town.lessons[0])
    assert refused.value.facts["makeup_id"] == made
    cancel(town, made)
    restore(town, town.lessons[0])
    assert standing(town)["lesson"][0] == ("planned", None)


def test_a_plan_to_take_it_back_is_overtaken(town: SmallTown) -> None:
    cancel(town, town.lessons[0])
    with town.workspace.read() as db:
        plan = back(db, town.lessons[0])
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        by_id(db, Lesson, town.lessons[0]).topic = "Wetter"
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_CHANGED) as db,
    ):
        cancelling.apply_restore(db, plan)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        again = back(db, town.lessons[0])
        assert again.version != plan.version
        cancelling.apply_restore(db, replace(plan, version=again.version))
    assert standing(town)["lesson"][0] == ("planned", None)


@pytest.mark.parametrize(
    ("who", "after", "free"),
    [
        ("A", 149, False),
        ("A", 150, True),
        ("Roth", 164, False),
        ("Roth", 165, True),
        ("driver", 199, False),
        ("driver", 200, True),
    ],
)
def test_what_took_its_place_since_stops_it(
    town: SmallTown, who: str, after: int, *, free: bool
) -> None:
    cancel(town, town.lessons[0])
    with town.workspace.fill() as db:
        course, at = add_course(db, town, "K2"), minute_of(TUESDAY, NINE + after)
        room = town.rooms.get(who)
        teachers = [town.people[who]] if who in town.people else []
        add_lesson(db, course, at, room=room, teachers=teachers, minutes=30)
    if free:
        restore(town, town.lessons[0])
        assert standing(town)["lesson"][0] == ("planned", None)
        return
    with pytest.raises(HardConflict):
        restore(town, town.lessons[0])
    assert standing(town)["lesson"][0] == ("cancelled", "teacher_ill")
    assert occupied(town, "lesson", town.lessons[0]) == set()


def test_rides_go_where_people_board_by_now(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        stop = Stop(name="Nah", municipality="Ort", latitude=50_380_000, longitude=12_240_000)
        db.add(stop)
        db.flush()
        for way in Direction:
            wish = {"direction": way.value, "stop_id": town.stop}
            db.add(RideDemand(enrolment_id=family.enrolment, **wish))
        near = stop.id
    cancel(town, town.lessons[0])
    with town.workspace.fill() as db:
        for demand in find(db, RideDemand):
            demand.stop_id = near
        since = TUESDAY - timedelta(days=30)
        db.add(PersonAddress(person_id=family.mother, valid_from=since, stop_id=near))
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        elsewhere = cancelling.apply_restore(db, back(db, town.lessons[0]))
    with town.workspace.read() as db:
        seats = find(db, RideSeat, person_id=family.mother, ride_id=town.rides[:2])
        assert {seat.stop_id for seat in seats} == {near}
    assert len(elsewhere) >= 1
    assert held(town, town.lessons[0]).starts == minute_of(TUESDAY, NINE)
