from typing import cast

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, severity_of
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.laying_out import TimetableWish, Town
from kursplaner.planning.timetable.mending.mending import Mending
from kursplaner.planning.timetable.mending.units import Part, Role, Unit
from kursplaner.planning.timetable.town import mended
from kursplaner.planning.timetable.town.mended import left_over, owners_of
from kursplaner.planning.timetable.town.plan import At, Bar
from kursplaner.planning.timetable.town.reading import COURSE
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, TUESDAY, SmallTown
from tests.planning.timetable.mending.mended_towns import LAST, MONDAY, fails

AT = minute_of(TUESDAY, NINE)


def read(town: SmallTown) -> Town:
    with town.workspace.read() as db:
        return laying_out.town_of(db, TimetableWish(MONDAY, LAST, mend=True))


def test_what_was_chosen_is_taken_out_and_its_places_are_closed(town: SmallTown) -> None:
    fails(town, town.rooms["A"])
    whole = read(town)
    assert whole.mending is not None
    chosen = whole.mending.choose(2)
    left = left_over(whole, chosen)
    lessons = {row.id for series in left.series.values() for row in series.lessons}
    assert town.lessons[0] not in lessons
    assert {event.id for event in left.problem.events} == left.series.keys()
    room = chosen[0].resources[0]
    kinds = {
        each.id: [(busy.starts, busy.ends, busy.reason) for busy in each.busy]
        for each in left.problem.resources
    }
    first = whole.weeks.tick(AT)
    assert (first, first + 10, ConflictKind.ROOM) in kinds[room or 0]
    assert (first, first + 10, ConflictKind.COURSE) in kinds[COURSE + town.course]


def test_nothing_chosen_leaves_the_problem_as_it_is(town: SmallTown) -> None:
    fails(town, town.rooms["A"])
    whole = read(town)
    left = left_over(whole, ())
    assert left.problem.events == whole.problem.events
    assert left.series == whole.series


def test_every_record_belongs_to_a_course(town: SmallTown) -> None:
    fails(town, town.people["Roth"])
    whole = read(town)
    assert whole.mending is not None
    assert owners_of(whole.mending.units) == {
        ("lesson", town.lessons[0]): town.course,
        ("childcare", town.slots[0]): town.course,
        ("ride", town.rides[0]): town.course,
        ("ride", town.rides[1]): town.course,
    }


def unit(*roles: Role, lesson: int | None = None, troubles: tuple[Conflict, ...] = ()) -> Unit:
    values = (AT, AT + 150, roles, 5, False, True, False, False)
    return Unit(1, 7, lesson, *values, troubles=troubles)


def test_childcare_and_rides_are_told_by_the_lessons_they_serve(town: SmallTown) -> None:
    cares = Role(Part.CARER, "childcare", town.slots[0], 1, -15, 165, 3)
    drives = [Role(Part.DRIVER, "ride", town.rides[at], 1, -50, -10, 3) for at in range(2, 4)]
    assert town.slots[0] != town.lessons[1]
    with town.workspace.read() as db:
        assert mended._lessons(db, unit(cares)) == [town.lessons[0]]
        assert mended._lessons(db, unit(*drives)) == [town.lessons[1]]
        assert mended._lessons(db, unit(cares, *drives)) == town.lessons[:2]
        assert mended._lessons(db, unit(cares, lesson=99)) == (99,)


def trouble(kind: ConflictKind, *named: tuple[str, int, str]) -> Conflict:
    subjects = tuple(Subject(*each) for each in named)
    return Conflict("x", kind, severity_of(kind), TUESDAY, AT, AT + 90, subjects, {})


def test_each_trouble_is_told_once_in_its_order() -> None:
    troubles = (
        trouble(ConflictKind.CLOSURE, ("room", 9, "9")),
        trouble(ConflictKind.CLOSURE, ("room", 9, "9"), ("lesson", 1, "")),
        trouble(ConflictKind.CLOSURE, ("room", 8, "Saal")),
        trouble(ConflictKind.ROOM, ("room", 9, "9")),
        trouble(ConflictKind.HOLIDAY, ("lesson", 9, "A2")),
    )
    works = Role(Part.TEACHER, "lesson", 1, 3, 0, 90, 5)
    found = mended._bars(
        cast("Db", None), cast("Mending", None), unit(works, troubles=troubles), {9: "Raum 9"}
    )
    assert list(found) == [
        Bar(ConflictKind.CLOSURE, 1000, "Raum 9", ""),
        Bar(ConflictKind.CLOSURE, 999, "Saal", ""),
        Bar(ConflictKind.ROOM, 998, "Raum 9", ""),
        Bar(ConflictKind.HOLIDAY, 997, "", ""),
    ]


@pytest.mark.parametrize("noun", ["room", "person", "vehicle"])
def test_rooms_people_and_vehicles_are_called_by_their_names(noun: str) -> None:
    of = trouble(ConflictKind.CLOSURE, (noun, 9, "Saal"), ("person", 1, "Roth"))
    assert mended._named(of, {9: "Name", 1: "Roth"}) == "Name"
    assert mended._named(of, {1: "Roth"}) == "Saal"


def test_where_it_is_now_is_told_with_day_minutes_room_and_teachers() -> None:
    roles = (
        Role(Part.ROOM, "lesson", 1, 9, 0, 150, 5),
        Role(Part.TEACHER, "lesson", 1, 3, 0, 150, 5),
        Role(Part.TEACHER, "lesson", 1, None, 0, 150, 5),
        Role(Part.CHILDCARE_ROOM, "childcare", 1, 8, 0, 150, 5),
    )
    names = {9: "A", 3: "Roth", 8: "Spiel", 2: "Vogel"}
    at = mended._at(unit(*roles, lesson=1), AT + 1440, (9, 3, 2, 8), names)
    assert at == At(2, NINE, NINE + 150, "A", "Roth; Vogel")
    slot = mended._at(unit(*roles), AT, (9, 3, None, 8), names)
    assert slot == At(1, NINE, NINE + 150, "Spiel", "Roth; ")
