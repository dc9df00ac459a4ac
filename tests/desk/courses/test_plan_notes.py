"""What stands against a planned course, gathered, from conflicts made by hand."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.desk.courses.plan_notes import PlanNote, plan_notes, row_of
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.obstacles import Choice, Obstacle, soft
from kursplaner.domain.kinds import ConflictKind, Severity

DAY = date(2027, 3, 2)
ROOM = Subject("room", 3, "Saal")
LESSON = Subject("lesson", 1, "A1")


def conflict(
    kind: ConflictKind, after: int = 0, *subjects: Subject, hard: bool = True, **facts: Any
) -> Conflict:
    day = DAY + timedelta(days=after)
    starts = minute_of(day, 540)
    severity = Severity.HARD if hard else Severity.SOFT
    about = subjects or (ROOM, LESSON)
    return Conflict(
        f"{kind}{after}",
        kind,
        severity,
        day,
        starts,
        starts + 60,
        about,
        cast("ConflictFacts", facts),
    )


def plan(*conflicts: Conflict, **facts: Any) -> Any:
    plain: dict[str, Any] = {
        "room": None,
        "rooms": (),
        "teacher": None,
        "teachers": (),
        "warnings": (),
        "lessons": (),
    }
    return SimpleNamespace(conflicts=conflicts, **(plain | facts))


def test_each_conflict_belongs_to_a_line_of_the_plan() -> None:
    person = Subject("person", 7, "Seidel")
    for found, row in (
        (conflict(ConflictKind.ROOM), "room"),
        (conflict(ConflictKind.NO_ROOM), "room"),
        (conflict(ConflictKind.NO_ROOM, 0, childcare=True), "childcare"),
        (conflict(ConflictKind.CLOSURE), "room"),
        (conflict(ConflictKind.CLOSURE, 0, person), "teacher"),
        (conflict(ConflictKind.AVAILABILITY, 0, person), "teacher"),
        (conflict(ConflictKind.CLOSURE, 0, person, Subject("ride", 0)), "shuttle"),
        (conflict(ConflictKind.AVAILABILITY, 0, person, Subject("childcare", 0)), "childcare"),
        (conflict(ConflictKind.AVAILABILITY, 0, Subject("vehicle", 3)), "shuttle"),
        (conflict(ConflictKind.CREDENTIAL, 0, person, Subject("childcare", 0)), "childcare"),
        (
            conflict(ConflictKind.CREDENTIAL, 0, person, **dict[str, Any]({"for": "driver"})),
            "shuttle",
        ),
        (conflict(ConflictKind.WEEKLY_HOURS, 0, person, work="lesson"), "teacher"),
        (conflict(ConflictKind.WEEKLY_HOURS, 0, person, work="ride"), "shuttle"),
        (conflict(ConflictKind.TRAVEL, 0, person), "teacher"),
        (conflict(ConflictKind.EQUIPMENT), "room"),
        (conflict(ConflictKind.FAMILY_CHAIN, 0, person), "shuttle"),
        (conflict(ConflictKind.VEHICLE), "shuttle"),
        (conflict(ConflictKind.HOLIDAY), "dates"),
    ):
        assert row_of(found) == row


def test_hard_ones_stand_first_and_alike_ones_together() -> None:
    hint = conflict(ConflictKind.NO_ROOM, 0, LESSON, hard=False)
    hints = [conflict(ConflictKind.NO_ROOM, at, LESSON, hard=False) for at in (7, 2)]
    taken = [conflict(ConflictKind.ROOM, at) for at in (9, 4)]
    other = conflict(ConflictKind.ROOM, 1, Subject("room", 4, "Halle"), LESSON)
    found = plan_notes(plan(hint, *hints, *taken, other))
    days = [DAY + timedelta(days=at) for at in (0, 1, 2, 4, 7, 9)]
    assert found == (
        PlanNote("room", hard=True, text=sentence(other), days=(days[1],)),
        PlanNote(
            "room",
            hard=True,
            text="Saal: Raum doppelt belegt am Sa 06.03. und Do 11.03.",
            days=(days[3], days[5]),
        ),
        PlanNote(
            "room",
            hard=False,
            text="Ohne Raum am Di 02.03., Do 04.03. und Di 09.03.",
            days=(days[0], days[2], days[4]),
        ),
    )


def test_where_nobody_is_named_the_kind_begins_the_sentence() -> None:
    found = [conflict(ConflictKind.ROOM, at, Subject("room", 3, "")) for at in (0, 1)]
    assert plan_notes(plan(*found))[0].text.startswith("Raum doppelt belegt ")


def test_a_stand_in_is_free_on_all_days_and_meant_for_it() -> None:
    taken = [conflict(ConflictKind.ROOM, at) for at in (0, 1)]
    here = Choice(3, "Saal", 2, 2)
    busy = Choice(4, "Halle", 1, 2, (soft(Obstacle.BUSY, (DAY + timedelta(days=1),)),))
    small = Choice(5, "Kammer", 2, 2, (soft(Obstacle.TOO_SMALL, capacity=2),))
    good, also = Choice(6, "Aula", 2, 2), Choice(7, "Keller", 2, 2)
    rooms = (here, busy, small, good, also)
    assert plan_notes(plan(*taken, room=here, rooms=rooms))[0].stand_in is good
    assert plan_notes(plan(taken[0], room=here, rooms=rooms))[0].stand_in is busy
    assert plan_notes(plan(*taken, rooms=rooms))[0].stand_in is here
    assert plan_notes(plan(*taken, room=here, rooms=rooms[:3]))[0].stand_in is None
    assert plan_notes(plan(*taken, teachers=rooms))[0].stand_in is None
    soft_one = conflict(ConflictKind.NO_ROOM, 0, LESSON, hard=False)
    assert plan_notes(plan(soft_one, rooms=rooms))[0].stand_in is None
    teacher = conflict(ConflictKind.TEACHER, 0, Subject("person", 7, "Seidel"), LESSON)
    assert plan_notes(plan(teacher, teachers=rooms))[0].stand_in is here


def test_the_end_of_what_is_known_of_holidays_is_a_note() -> None:
    warning = SimpleNamespace(kind="school_data_end", day=DAY)
    text = "Die Schulferien sind nur bis 02.03.2027 bekannt; bitte prüfen."
    assert plan_notes(plan(warnings=(warning,))) == (PlanNote("dates", hard=False, text=text),)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((-1,), "Der Termin liegt in der Vergangenheit. Stimmt das Jahr?"),
        ((-8, -1), "Alle 2 Termine liegen in der Vergangenheit. Stimmt das Jahr?"),
        ((-1, 0), "1 von 2 Terminen liegt in der Vergangenheit."),
        ((-2, -1, 0), "2 von 3 Terminen liegen in der Vergangenheit."),
        ((0, 1), None),
    ],
)
def test_dates_that_have_gone_by_are_told(days: tuple[int, ...], text: str | None) -> None:
    lessons = tuple(SimpleNamespace(day=DAY + timedelta(days=day)) for day in days)
    with clock.pinned(datetime(2027, 3, 2, 8, 0)):
        told = plan_notes(plan(lessons=lessons))
    assert told == (() if text is None else (PlanNote("dates", hard=False, text=text),))
