"""Wizard, substitutes, timetable and conflicts say the same of one person at the same minutes."""

from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Availability, Closure
from kursplaner.planning.absences.reach import Part, Touched
from kursplaner.planning.absences.stand_ins import candidates
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.courses.new_course import propose
from kursplaner.planning.timetable.town.reading import TimetableWish, town_of
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_lesson
from tests.planning.wizard_town import draft

WEEK = timedelta(days=7)
NEXT = TUESDAY + WEEK
TICKS = range(96 + 36, 96 + 46)
"""Tuesday from 9:00 to 11:30 in quarters of an hour."""


def in_conflicts(db: Db, town: SmallTown) -> bool:
    kinds = [ConflictKind.AVAILABILITY, ConflictKind.CLOSURE]
    return not any(conflict.day == NEXT for conflict in find(db, kinds=kinds))


def for_substitutes(db: Db, town: SmallTown) -> bool:
    starts = minute_of(NEXT, 540)
    lesson = Touched(Part.TEACHER, "lesson", town.lessons[2], starts, starts + 150)
    found = candidates(db, Part.TEACHER, town.course, [lesson], town.people["Seidel"])
    return any(each.choice.id == town.people["Berg"] and each.records for each in found)


def in_the_wizard(db: Db, town: SmallTown) -> bool:
    plan = propose(db, draft(first_day=NEXT, weekdays=(1,), units=3, childcare=False))
    (choice,) = (each for each in plan.teachers if each.id == town.people["Berg"])
    away = {Obstacle.NOT_AVAILABLE, Obstacle.CLOSED}
    return not any(against.obstacle in away for against in choice.against)


def in_the_timetable(db: Db, town: SmallTown) -> bool:
    found = town_of(db, TimetableWish(NEXT - timedelta(days=1), NEXT + timedelta(days=5)))
    busy = found.problem.resource[town.people["Berg"]].busy
    away = {ConflictKind.AVAILABILITY, ConflictKind.CLOSURE}
    return not any(
        each.reason in away and any(each.starts <= tick < each.ends for tick in TICKS)
        for each in busy
    )


@pytest.mark.parametrize(
    ("rows", "there"),
    [
        ([], True),
        ([("available", 540, 690, {})], True),
        ([("available", 541, 690, {})], False),
        ([("available", 540, 689, {})], False),
        ([("available", 540, 600, {}), ("if_needed", 600, 690, {})], True),
        ([("available", 540, 600, {}), ("if_needed", 601, 690, {})], False),
        ([("available", 0, 1440, {"weekday": 2})], False),
        ([("available", 0, 1440, {"weekday": 2, "valid_until": NEXT - timedelta(1)})], True),
        ([("available", 0, 1440, {"weekday": 2, "valid_until": NEXT})], False),
        ([("available", 0, 1440, {"weekday": 2, "valid_from": NEXT})], False),
        ([("available", 0, 1440, {"weekday": 2, "valid_from": NEXT + timedelta(8)})], True),
        ([("unavailable", 0, 540, {}), ("unavailable", 690, 1440, {})], True),
        ([("unavailable", 0, 541, {})], False),
        ([("unavailable", 689, 1440, {})], False),
        ([("unavailable", 0, 1440, {}), ("extra", 540, 690, {"valid_until": NEXT})], True),
        ([("unavailable", 0, 1440, {}), ("extra", 540, 689, {"valid_until": NEXT})], False),
        ([("closure", -600, 540, {})], True),
        ([("closure", -600, 541, {})], False),
        ([("closure", 690, 900, {})], True),
        ([("closure", 689, 900, {})], False),
    ],
)
def test_four_places_agree_to_the_minute(
    town: SmallTown,
    rows: list[tuple[str, int, int, dict[str, object]]],
    there: bool,  # noqa: FBT001 (a case)
) -> None:
    with town.workspace.fill() as db:
        berg = town.people["Berg"] = town.people["Vogel"]
        for kind, starts, ends, more in rows:
            if kind == "closure":
                span = {"starts": minute_of(NEXT, starts), "ends": minute_of(NEXT, ends)}
                db.add(Closure(resource_id=berg, reason="away", **span))
                continue
            values = {"weekday": 1, "starts": starts, "ends": ends, **more}
            db.add(Availability(resource_id=berg, kind=kind, **values))
    with town.workspace.rehearse() as db:
        asked = [for_substitutes(db, town), in_the_wizard(db, town)]
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        friday = minute_of(NEXT + timedelta(days=3), 540)
        add_lesson(db, course, friday, room=town.rooms["B"], teachers=[berg])
        asked.append(in_the_timetable(db, town))
        add_lesson(db, course, minute_of(NEXT, 540), room=town.rooms["B"], teachers=[berg])
        asked.append(in_conflicts(db, town))
    assert asked == [there] * 4
