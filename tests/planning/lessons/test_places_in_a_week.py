from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Availability, Closure
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.places_in_a_week import VerdictState, verdicts
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson

MONDAY = date(2027, 3, 1)
SUNDAY = date(2027, 3, 7)
FRIDAY = date(2027, 3, 5)


def test_each_place_says_whether_it_is_free(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(FRIDAY, NINE), room=town.rooms["A"])
        friday = FRIDAY.weekday()
        db.add(
            Availability(
                resource_id=town.people["Seidel"],
                kind="unavailable",
                weekday=friday,
                starts=900,
                ends=960,
            )
        )
    with town.workspace.read() as db:
        found = verdicts(db, town.lessons[0], MONDAY, SUNDAY)
    assert found[TUESDAY, NINE].state is VerdictState.FREE
    assert found[FRIDAY, NINE].state is VerdictState.TAKEN
    assert found[FRIDAY, NINE].why[0].kind is ConflictKind.ROOM
    assert found[FRIDAY, NINE + 150].state is VerdictState.FREE
    assert found[FRIDAY, NINE + 135].state is VerdictState.TAKEN
    assert found[FRIDAY, 15 * 60].state is VerdictState.SOFT
    assert found[MONDAY, 7 * 60].state is VerdictState.PAST


def test_a_recorded_or_past_lesson_has_no_verdicts(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        past = add_lesson(db, town.course, minute_of(date(2027, 2, 23), NINE))
    with town.workspace.read() as db, pytest.raises(Refused, match="lesson_past"):
        verdicts(db, past, MONDAY, SUNDAY)


def test_verdicts_and_proposals_agree_everywhere(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(FRIDAY, 777), room=town.rooms["A"], minutes=43)
        add_lesson(db, other, minute_of(FRIDAY, 1000), teachers=[town.people["driver"]])
        starts = minute_of(FRIDAY, 600)
        db.add(
            Closure(resource_id=town.rooms["side"], starts=starts, ends=starts + 5, reason="closed")
        )
    with town.workspace.read() as db:
        found = verdicts(db, town.lessons[0], MONDAY, MONDAY + timedelta(days=4), 30)
        for (day, minute), verdict in found.items():
            if verdict.state is VerdictState.PAST:
                continue
            plan = changing.glance(db, MoveWish(town.lessons[0], minute_of(day, minute)))
            kinds = {(c.id, c.kind) for c in plan.conflicts}
            assert kinds == {(c.id, c.kind) for c in verdict.why}, (day, minute)
