from dataclasses import replace
from datetime import date

import pytest

from kursplaner.domain.conflicts.conflicts import OVERLAPS, SEVERITIES, Conflict
from kursplaner.domain.conflicts.limits import LIMITS, Passing, taken_on, takes_on
from kursplaner.domain.kinds import ConflictKind, Severity

HARD = Conflict("x", ConflictKind.ROOM, Severity.HARD, date(2027, 3, 2), 0, 1, (), {})


def test_the_table_says_of_each_kind_how_far_it_may_be_passed() -> None:
    assert set(LIMITS) == set(ConflictKind)
    never = {kind for kind, passing in LIMITS.items() if passing is Passing.NEVER}
    assert never == OVERLAPS | {ConflictKind.VEHICLE_CAPACITY, ConflictKind.CHILD_SEAT}
    told = {ConflictKind.ROOM_CAPACITY, ConflictKind.WEEKLY_HOURS, ConflictKind.CARER_HOURS}
    assert {LIMITS[kind] for kind in told} == {Passing.TOLD}
    assert {LIMITS[kind] for kind in SEVERITIES} == {Passing.NEVER, Passing.WITH_REASON}


@pytest.mark.parametrize("kind", ConflictKind)
def test_a_reason_takes_on_what_may_be(kind: ConflictKind) -> None:
    hard = replace(HARD, kind=kind)
    assert taken_on([hard], "  ") == [hard]
    (found,) = taken_on([hard], " so ist es ")
    assert found.hard is not takes_on(hard)
    assert found.facts.get("accepted") == (None if found.hard else "so ist es")
    assert takes_on(hard) is (LIMITS[kind] is not Passing.NEVER)
    shared = taken_on([hard], "so", shared=True)[0]
    assert shared.hard is (not takes_on(hard) and kind not in OVERLAPS)
    soft = replace(hard, severity=Severity.SOFT)
    assert taken_on([soft], "so") == [soft]
