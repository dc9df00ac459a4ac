"""Conflicts of one cause stand together, and nothing else does."""

from dataclasses import replace

import pytest

from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind as Kind
from kursplaner.domain.kinds import Severity
from kursplaner.planning.conflicts.grouping import cause, grouped
from tests.planning.fixes.situations import FIRST_LESSON, conflict

WEEK = 7 * 1440


def made(kind: Kind, *subjects: tuple[str, int], weeks: int = 0, **facts: object) -> Conflict:
    span = (FIRST_LESSON[0] + weeks * WEEK, FIRST_LESSON[1] + weeks * WEEK)
    found = conflict(kind, *subjects, span=span, **facts)
    return replace(found, id=f"{kind}:{subjects}:{weeks}:{sorted(facts)}")


def ids(*conflicts: Conflict) -> list[list[str]]:
    return [[each.id for each in group.conflicts] for group in grouped(conflicts)]


def test_a_closure_is_one_group_whatever_it_meets() -> None:
    first = made(Kind.CLOSURE, ("room", 1), ("lesson", 5), closure=7, reason="repair")
    later = made(Kind.CLOSURE, ("room", 1), ("lesson", 6), weeks=1, closure=7, reason="repair")
    other = made(Kind.CLOSURE, ("room", 1), ("lesson", 7), weeks=2, closure=8, reason="repair")
    elsewhere = made(Kind.CLOSURE, ("room", 2), ("lesson", 8), closure=7, reason="repair")
    groups = grouped([later, first, other, elsewhere])
    assert [group.conflicts for group in groups] == [(first, later), (other,), (elsewhere,)]
    assert groups[0].id.startswith("group:")
    assert [group.id for group in groups[1:]] == [other.id, elsewhere.id]


def test_the_hours_of_somebody_are_one_group_of_both_kinds() -> None:
    care = made(Kind.CARER_HOURS, ("person", 3), minutes=1200)
    week = made(Kind.WEEKLY_HOURS, ("person", 3), weeks=1, minutes=1200, work="childcare")
    another = made(Kind.WEEKLY_HOURS, ("person", 4), minutes=1200, work="childcare")
    assert ids(care, week, another) == [[care.id, week.id], [another.id]]


def test_hard_ones_hints_and_accepted_ones_never_share_a_group() -> None:
    hard = made(Kind.CLOSURE, ("room", 1), ("lesson", 5), closure=7)
    soft = replace(hard, id="soft", severity=Severity.SOFT)
    taken_on = replace(hard, id="taken on").accepted("mit allen abgesprochen")
    assert ids(hard, soft, taken_on) == [[hard.id], ["soft"], ["taken on"]]


@pytest.mark.parametrize("kind", [Kind.NO_ROOM, Kind.NO_TEACHER, Kind.RIDE_MISSING])
def test_what_a_course_lacks_is_one_group(kind: Kind) -> None:
    first = made(kind, ("lesson", 5), ("course", 1))
    later = made(kind, ("lesson", 6), ("course", 1), weeks=1)
    other = made(kind, ("lesson", 7), ("course", 2))
    assert ids(first, later, other) == [[first.id, later.id], [other.id]]


def test_children_of_one_childcare_are_one_group() -> None:
    first = made(Kind.GUARDIAN, ("person", 1), ("childcare", 4))
    second = made(Kind.GUARDIAN, ("person", 2), ("childcare", 4))
    assert ids(first, second) == [[first.id, second.id]]


def test_a_day_off_is_one_group_and_another_day_another() -> None:
    first = made(Kind.HOLIDAY, ("lesson", 1), ("course", 1), name="Karfreitag")
    second = made(Kind.HOLIDAY, ("lesson", 2), ("course", 2), name="Karfreitag")
    later = made(Kind.HOLIDAY, ("lesson", 3), ("course", 1), weeks=1, name="Ostermontag")
    assert ids(first, second, later) == [[first.id, second.id], [later.id]]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_cause_that_hangs_on_no_order(kind: Kind) -> None:
    some = [made(kind, ("person", at), ("lesson", at), weeks=at) for at in range(3)]
    assert cause(some[0]) == cause(replace(some[0], id="another run"))
    forth, back = grouped(some), grouped(reversed(some))
    assert {group.id for group in forth} == {group.id for group in back}
    assert sum(len(group.conflicts) for group in forth) == len(some)
