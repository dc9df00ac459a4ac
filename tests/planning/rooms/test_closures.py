from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ActKind, ClosureReason, ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.availability.exceptions import EVERY_DAY, SpecialHours
from kursplaner.planning.conflicts import finding
from kursplaner.planning.rooms import closures
from kursplaner.store.records import find
from tests.planning.small_town import TUESDAY, SmallTown


def test_an_absence_names_what_it_touches_and_shows_as_conflict(town: SmallTown) -> None:
    teacher = town.people["Seidel"]
    span = (minute_of(TUESDAY), minute_of(TUESDAY, 1440))
    with town.workspace.read() as db:
        plan = closures.propose(db, teacher, *span, ClosureReason.ILL)
    assert [(touched.source, touched.id) for touched in plan.touched] == [
        ("lesson", town.lessons[0])
    ]
    assert plan.touched[0].title == "Kurs K1"
    with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
        key = closures.apply(db, plan)
    with town.workspace.read() as db:
        found = finding.find(db, TUESDAY, TUESDAY, {ConflictKind.CLOSURE})
    assert len(found) == 1
    with town.workspace.change(ActKind.CLOSURE_REMOVED) as db:
        closures.remove(db, key)
    with town.workspace.read() as db:
        assert not finding.find(db, TUESDAY, TUESDAY, {ConflictKind.CLOSURE})


def test_an_end_before_the_start_is_refused(town: SmallTown) -> None:
    with town.workspace.read() as db, pytest.raises(Refused) as refused:
        closures.propose(db, town.rooms["A"], 10, 10, ClosureReason.REPAIR)
    assert refused.value.kind == "end_before_start"


def test_a_closure_touches_what_lies_in_its_minutes_and_lasts_ten_years_at_most(
    town: SmallTown,
) -> None:
    room, starts = town.rooms["A"], minute_of(TUESDAY, 540)
    longest = minute_of(date(2037, 3, 9))
    with town.workspace.read() as db:
        for span, lessons in (
            ((starts - 60, starts), []),
            ((starts - 60, starts + 1), town.lessons[:1]),
            ((starts + 149, longest + 1439), town.lessons),
        ):
            plan = closures.propose(db, room, *span, ClosureReason.REPAIR, " Dach ")
            assert [touched.id for touched in plan.touched] == lessons
            assert (plan.resource_id, plan.starts, plan.ends) == (room, *span)
            assert (plan.reason, plan.note) == (ClosureReason.REPAIR, "Dach")
        with pytest.raises(Refused) as refused:
            closures.propose(db, room, starts, longest + 1440, ClosureReason.REPAIR)
    assert refused.value.kind == "day_out_of_range"
    assert refused.value.facts == {"day": date(2037, 3, 10)}


def test_every_week_until_a_day_and_lifted_for_one_date(town: SmallTown) -> None:
    room, week = town.rooms["A"], timedelta(days=7)
    hours = SpecialHours(TUESDAY, TUESDAY + 2 * week, 660, 720, weekdays=frozenset({1}))
    with town.workspace.read() as db:
        plan = closures.propose_days(db, room, hours)
        later = closures.propose_days(db, room, replace(hours, starts=690))
        daily = closures.propose_days(db, room, replace(hours, weekdays=EVERY_DAY))
    assert [touched.id for touched in plan.touched] == town.lessons[::2]
    assert later.touched == ()
    assert [touched.id for touched in daily.touched] == town.lessons[:5]
    with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
        closures.apply_days(db, plan)
    with town.workspace.change(ActKind.CLOSURE_REMOVED) as db:
        rows = find(db, Closure, resource_id=room)
        assert [row.starts for row in rows] == [
            minute_of(TUESDAY + number * week, 660) for number in range(3)
        ]
        closures.remove(db, rows[1].id)
    with town.workspace.read() as db:
        assert len(find(db, Closure, resource_id=room)) == 2


def test_a_closure_within_another_is_refused_and_what_overlaps_is_told_once(
    town: SmallTown,
) -> None:
    room, (starts, ends) = town.rooms["A"], (minute_of(TUESDAY, 480), minute_of(TUESDAY, 1080))

    def close(first: int, last: int, reason: ClosureReason) -> None:
        with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
            closures.apply(db, closures.propose(db, room, first, last, reason))

    def told() -> list[object]:
        with town.workspace.read() as db:
            found = finding.find(db, TUESDAY, TUESDAY, {ConflictKind.CLOSURE})
            return [(met.starts, met.facts["reason"]) for met in found]

    close(starts, ends, ClosureReason.REPAIR)
    for inside in ((starts, ends), (starts + 1, ends), (starts, ends - 1)):
        with pytest.raises(Refused, match="closed_already") as refused:
            close(*inside, ClosureReason.WEATHER)
        assert refused.value.facts == {"first": TUESDAY, "last": TUESDAY}
    hours = SpecialHours(TUESDAY, TUESDAY, 480, 1080)
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="closed_already"):
            closures.propose_days(db, room, hours)
        closures.propose_days(db, room, replace(hours, last=TUESDAY + timedelta(days=1)))
        closures.propose_days(db, town.rooms["B"], hours)
    close(starts - 1, ends, ClosureReason.REPAIR)
    assert told() == [(minute_of(TUESDAY, 540), "repair")]
    close(starts, ends + 1, ClosureReason.WEATHER)
    assert len(told()) == 2


def test_closures_that_shut_different_parts_are_told_both(town: SmallTown) -> None:
    room, begin = town.rooms["A"], minute_of(TUESDAY, 540)
    for span in ((begin - 60, begin + 30), (begin + 60, begin + 70), (begin + 50, begin + 90)):
        with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
            closures.apply(db, closures.propose(db, room, *span, ClosureReason.REPAIR))
    with town.workspace.read() as db:
        found = finding.find(db, TUESDAY, TUESDAY, {ConflictKind.CLOSURE})
    assert sorted((met.starts, met.ends) for met in found) == [
        (begin, begin + 30),
        (begin + 50, begin + 90),
    ]
