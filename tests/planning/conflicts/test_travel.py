"""Too little time for the way between two places of work."""

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.places import drive_minutes, metres_between
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, minute_of
from kursplaner.desk.wording.conflicts.obstacles import against_text
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.obstacles import Against, Obstacle
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ConflictKind, Direction
from kursplaner.domain.rides.rides import PlaceDistance, Stop, Vehicle
from kursplaner.domain.rooms import Room, Site
from kursplaner.planning.childcare.beside_lessons import (
    ChildcareWish,
    propose_childcare,
    ratio_rules,
)
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.planning.conflicts.travel import Reach, Ways
from kursplaner.store.queries.choices import RoomFacts, WorkerFacts
from kursplaner.store.queries.conflicts.travel import Ends
from kursplaner.store.queries.taken_times import Taken
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_lesson, add_ride, add_slot

TRAVEL = [ConflictKind.TRAVEL]
ADORF, PLAUEN = (50_320_000, 12_260_000), (50_497_300, 12_137_820)
WAY = drive_minutes(metres_between(ADORF, PLAUEN, 130), 45) + 5
ELEVEN_THIRTY = 690


def at(minute: int) -> int:
    return minute_of(TUESDAY, minute)


def second_site(db: Db, point: tuple[int, int] | None = PLAUEN) -> int:
    """Add a room at another site and return its id."""
    latitude, longitude = point or (None, None)
    site = Site(name="Plauen", land="SN", latitude=latitude, longitude=longitude)
    db.add(site)
    db.flush()
    room = Room(name="Fern", site_id=site.id, capacity=12)
    db.add(room)
    db.flush()
    return room.id


def hurried(db: Db) -> list[Conflict]:
    return find(db, kinds=TRAVEL)


@pytest.mark.parametrize(("spare", "found"), [(-1, 1), (0, 0)])
def test_a_teacher_at_two_sites(town: SmallTown, spare: int, found: int) -> None:
    with town.workspace.fill() as db:
        room, course = second_site(db), add_course(db, town, "K2")
        teachers = [town.people["Seidel"]]
        later = add_lesson(
            db, course, at(ELEVEN_THIRTY + WAY + spare), room=room, teachers=teachers
        )
        conflicts = hurried(db)
        assert len(conflicts) == found
        for lesson in (town.lessons[0], later):
            assert find_for(db, [lesson], TRAVEL) == conflicts
        if conflicts:
            pair = "-".join(sorted((f"lesson{town.lessons[0]}", f"lesson{later}")))
            assert conflicts[0].id == f"travel:{teachers[0]}:{pair}"
            assert sentence(conflicts[0]) == (
                f"Sei Seidel hat am Di 02.03.2027 {WAY - 1} Minuten von Kurs „Kurs K1“ (bis 11:30)"
                f" zu Kurs „Kurs K2“ (ab 12:{WAY - 31:02}); mit Weg und Pause sind {WAY} Minuten"
                " nötig."
            )


@pytest.mark.parametrize("point", [None, ADORF])
def test_no_way_no_conflict(town: SmallTown, point: tuple[int, int] | None) -> None:
    """A place that is not known is not judged; two houses at one point need no drive."""
    with town.workspace.fill() as db:
        room, course = second_site(db, point), add_course(db, town, "K2")
        add_lesson(db, course, at(ELEVEN_THIRTY), room=room, teachers=[town.people["Seidel"]])
        assert not hurried(db)


def test_a_carer_and_a_cancelled_lesson(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        room, course = second_site(db), add_course(db, town, "K2")
        teachers = [town.people["Seidel"]]
        add_lesson(db, course, at(720), room=room, teachers=teachers, status="cancelled")
        assert not hurried(db)
        lesson = add_lesson(db, course, at(730))
        add_slot(db, [lesson], (at(715), at(800)), room, [town.people["Roth"]])
        (found,) = hurried(db)
        assert found.facts == {"minutes": 10, "needed": WAY}
        assert [subject.noun for subject in found.subjects] == ["person", "childcare", "childcare"]


def test_a_driver_from_the_last_stop_to_the_next_first(town: SmallTown) -> None:
    """The way back ends in the village; the next way out begins at another one."""
    with town.workspace.fill() as db:
        stop = Stop(name="Plauen", latitude=PLAUEN[0], longitude=PLAUEN[1])
        db.add(stop)
        db.flush()
        home, lesson = town.stop, add_lesson(db, add_course(db, town, "K2"), at(840))
        town.stop = stop.id
        first = town.rides[0]
        add_ride(db, town, lesson, Direction.OUT, (at(535), at(575)))
        (found,) = hurried(db)
        assert found.subjects[1].id == first
        assert found.facts["minutes"] == 5
        db.add(PlaceDistance(from_stop_id=home, to_stop_id=stop.id, metres=9, minutes=1))
        db.flush()
        assert hurried(db) == [found], "that is the way from the site, not from the stop"
        by_id(db, Vehicle, town.vehicle).depot_stop_id = home
        db.flush()
        away = metres_between((50_410_000, 12_170_000), ADORF, 130)
        assert hurried(db)[0].facts["needed"] == drive_minutes(away, 45) + 5


class TakenBack(Exception):  # noqa: N818
    """Ends a property's example."""


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    works=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2), st.integers(0, 1)), max_size=7)
)
def test_it_finds_what_counting_by_hand_finds(
    town: SmallTown, works: list[tuple[int, int, int]]
) -> None:
    """Slots of half an hour at three sites: neighbours in a person's day, from both sides."""
    day = 100
    with pytest.raises(TakenBack), town.workspace.fill() as db:
        points = (ADORF, PLAUEN, (50_622_790, 12_303_440))
        rooms = [second_site(db, point) for point in points]
        course = add_course(db, town, "K2")
        lines: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        people = [town.people["Seidel"], town.people["Vogel"]]
        for half_hour, site, who in dict.fromkeys(works):
            starts = at(day * 1440 + half_hour * 30)
            if any(starts == other[0] for other in lines[who]):
                continue
            lesson = add_lesson(db, course, starts, teachers=[people[who]], minutes=30)
            by_id(db, Lesson, lesson).room_id = rooms[site]
            lines[who].append((starts, site, lesson))
        db.flush()
        expected = set()
        for who, line in lines.items():
            ordered = sorted(line)
            for (starts, site, lesson), (later, other, its) in pairwise(ordered):
                metres = metres_between(points[site], points[other], 130)
                needed = drive_minutes(metres, 45) + 5 if site != other else 0
                if later - starts - 30 < needed:
                    pair = "-".join(sorted((f"lesson{lesson}", f"lesson{its}")))
                    expected.add(f"travel:{people[who]}:{pair}")
        assert {found.id for found in hurried(db)} == expected
        keys = [lesson for line in lines.values() for _, _, lesson in line]
        assert {f.id for key in keys for f in find_for(db, [key], TRAVEL)} == expected
        raise TakenBack


@pytest.mark.parametrize(("gap", "carers"), [(WAY - 1, (11,)), (WAY, (10,))])
@pytest.mark.parametrize("before", [True, False])
def test_childcare_takes_a_carer_who_need_not_hurry(
    gap: int, carers: tuple[int, ...], *, before: bool
) -> None:
    """The usual carer works in Plauen right before or after; the slot is open 8:45 to 11:45."""
    span = Span(1440 + 540, 1440 + 690)
    start = 1440 + (525 - gap - 60 if before else 705 + gap)
    times = FreeTimes({10: [Taken(start, start + 60, "lesson", 5)]})
    plauen = ("site", 2)
    points = {("site", 1): ADORF, plauen: PLAUEN}
    ways = Ways(points, {}, Settings())
    people = [WorkerFacts(key, f"C{key}", "carer", "", "") for key in (10, 11)]
    room = RoomFacts(1, "Nebenraum", 1, "Rathaus", "SN", 10, "childcare", False, None)
    wish = ChildcareWish((span,), beside_id=1, site_id=1, carer_ids=(10,))
    rules = ratio_rules(Settings())
    times.knows_ways(Reach(ways, {("lesson", 5): Ends(plauen, plauen)}))
    plan = propose_childcare(wish, (room,), people, times, rules)
    assert plan.slots[0].carers == carers
    against = [obstacle.obstacle for obstacle in plan.carer_choices[0].against]
    assert (Obstacle.TRAVEL in against) is (carers == (11,))
    assert "zu wenig Zeit für den Weg" in against_text(Against(Obstacle.TRAVEL))
