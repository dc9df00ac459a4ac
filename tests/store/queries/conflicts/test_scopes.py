"""What belongs to a stretch, to some lessons, or to some resources: one minute decides."""

import pytest
from sqlalchemy import select

from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.store.queries.conflicts import scopes
from kursplaner.store.queries.conflicts.scopes import LESSON, Scope, of_lessons, stretch, uses_by
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, lessons, rides, slots, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600


def test_the_first_common_minute_lies_within_the_stretch() -> None:
    scope = stretch(NINE, TEN)
    assert scope == Scope(True, {"scope_starts": NINE, "scope_ends": TEN}, ())
    begins = [(NINE - 1, NINE - 9), (NINE, 0), (0, TEN - 1), (NINE, TEN)]
    assert [scopes.begins_in(scope, *each) for each in begins] == [False, True, True, False]
    assert scopes.begins_in(Scope(False), 0, 1)


def test_the_use_of_resources_goes_on_for_ever() -> None:
    expected = {"scope_starts": NINE, "scope_ends": scopes.LAST_MINUTE}
    assert uses_by({7}, NINE) == Scope(True, expected, (7,))


def test_lessons_bring_their_slots_and_rides(kept: SmallTown, db: Db) -> None:
    first, second = kept.lessons[:2]
    scope = of_lessons(db, [first])
    assert scope == Scope(
        False, {"lessons": [first], "slots": kept.slots[:1], "rides": kept.rides[:2]}
    )
    both = of_lessons(db, (first, second)).parameters
    assert (both["slots"], both["rides"]) == (kept.slots[:2], kept.rides[:4])


def test_rooms_people_and_vehicles_are_told_apart(kept: SmallTown, db: Db) -> None:
    room, person = kept.rooms["A"], kept.people["Roth"]
    assert scopes.kinds_of(db, [room]) == {"room"}
    assert scopes.kinds_of(db, [room, person, kept.vehicle]) == {"room", "person", "vehicle"}
    assert scopes.kinds_of(db, []) == frozenset()


def test_what_takes_place_in_a_room_or_vehicle_from_a_minute_on(kept: SmallTown, db: Db) -> None:
    begin = by_begin(db, kept.lessons[1])
    rooms = [kept.rooms["A"], kept.vehicle]
    found = scopes.of_resources(db, rooms, begin)
    assert found == Scope(
        False, {"lessons": kept.lessons[1:], "slots": [], "rides": kept.rides[3:]}
    )
    later = scopes.of_resources(db, rooms, begin + 1).parameters
    assert (later["lessons"], later["rides"]) == (kept.lessons[2:], kept.rides[3:])
    care = scopes.of_resources(db, [kept.rooms["side"]], 0).parameters
    assert care == {"lessons": [], "slots": kept.slots, "rides": []}
    staff = [kept.people[name] for name in ("Seidel", "Roth", "driver")]
    nothing: dict[str, list[int]] = {"lessons": [], "slots": [], "rides": []}
    assert scopes.of_resources(db, staff, 0).parameters == nothing


def by_begin(db: Db, lesson: int) -> int:
    return int(db.execute(select(LESSON.c.starts).where(LESSON.c.id == lesson)).scalar_one())


def test_of_people_it_is_what_they_take_part_in(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    person, child = add_person(db, "Ada"), add_person(db, "Kind")
    times = [(NINE - 1, TEN), (NINE, TEN)]
    _, lesson = lessons(db, course, times)
    lessons(db, other, times)
    enrol_plainly(db, course, person)
    enrol_plainly(db, other, person, status="waiting")
    early, slot = slots(db, times)
    before, ride = rides(db, times)
    written(db, *(ChildcarePlace(slot_id=key, child_id=child) for key in (early, slot)))
    written(db, *(RideSeat(ride_id=key, person_id=child) for key in (before, ride)))
    parts = {"lessons": [lesson], "slots": [slot], "rides": [ride]}
    assert scopes.of_resources(db, [person, child], NINE).parameters == parts
    assert scopes.of_resources(db, [person], NINE).parameters == {
        **parts, "slots": [], "rides": [],
    }  # fmt: skip


@pytest.mark.parametrize(("start", "end"), [(540, 600), (541, 599)])
def test_what_runs_is_more_than_what_begins(kept: SmallTown, db: Db, start: int, end: int) -> None:
    course = add_course(db, kept, "K2")
    spans = [(500, 540), (500, 541), (540, 550), (541, 600), (599, 650), (600, 650)]
    keys = lessons(db, course, [(MIDNIGHT + a, MIDNIGHT + b) for a, b in spans])
    scope = stretch(MIDNIGHT + start, MIDNIGHT + end)
    mine = select(LESSON.c.id).where(LESSON.c.course_id == course).order_by(LESSON.c.id)

    def found(condition: object) -> list[int]:
        kept_ids = db.execute(mine.where(condition), dict(scope.parameters)).scalars()  # type: ignore[arg-type]
        return [keys.index(key) for key in kept_ids]

    wide = start == 540
    assert found(scopes.began(LESSON)) == ([2, 3, 4] if wide else [3])
    assert found(scopes.running(LESSON)) == ([1, 2, 3, 4] if wide else [2, 3])
    assert found(scopes.lessons_in(whole=True)) == ([2, 3, 4] if wide else [3])
