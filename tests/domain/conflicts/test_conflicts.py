from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from kursplaner.domain.conflicts.conflicts import (
    OVERLAPS,
    WITHOUT_TIME,
    Conflict,
    Subject,
    double_id,
    hard_ones,
    in_order,
    pair_id,
    renamed,
    severity_of,
)
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, Severity

DAY = date(2027, 3, 2)
ROOM = Subject("room", 4, "A")


def conflict(
    key: str = "a",
    kind: ConflictKind = ConflictKind.ROOM,
    severity: Severity = Severity.HARD,
    starts: int = 540,
    **facts: object,
) -> Conflict:
    known = cast("ConflictFacts", facts)
    return Conflict(key, kind, severity, DAY, starts, starts + 60, (ROOM,), known)


def test_only_a_hard_conflict_stops_an_act() -> None:
    assert conflict().hard
    assert not conflict(severity=Severity.SOFT).hard
    mixed = [conflict("a"), conflict("b", severity=Severity.SOFT), conflict("c")]
    assert [found.id for found in hard_ones(mixed)] == ["a", "c"]
    assert hard_ones([]) == ()


def test_taken_on_it_is_soft_and_says_why_and_the_first_one_stays_as_it_was() -> None:
    before = conflict(people=14, capacity=12)
    after = before.accepted("Raum ist groß genug")
    assert after.severity is Severity.SOFT
    assert dict(after.facts) == {"people": 14, "capacity": 12, "accepted": "Raum ist groß genug"}
    assert (after.id, after.kind, after.starts, after.ends) == ("a", ConflictKind.ROOM, 540, 600)
    assert before.hard
    assert "accepted" not in before.facts


def test_an_acceptance_holds_while_the_facts_do() -> None:
    before = conflict(people=14, capacity=12)
    assert before.accepted("gut").fingerprint() == before.fingerprint()
    assert replace(before, severity=Severity.SOFT).fingerprint() == before.fingerprint()
    turned = conflict(capacity=12, people=14)
    assert turned.fingerprint() == before.fingerprint()
    assert conflict(people=15, capacity=12).fingerprint() != before.fingerprint()
    assert conflict(people=14).fingerprint() != before.fingerprint()


@pytest.mark.parametrize("kind", list(ConflictKind))
def test_another_time_is_another_conflict_unless_it_lasts(kind: ConflictKind) -> None:
    prints = {
        conflict(kind=kind).fingerprint(),
        conflict(kind=kind, starts=541).fingerprint(),
        replace(conflict(kind=kind), ends=601).fingerprint(),
    }
    assert len(prints) == (1 if kind in WITHOUT_TIME else 3)


def test_double_use_is_hard_and_most_else_is_soft() -> None:
    assert {severity_of(kind) for kind in OVERLAPS} == {Severity.HARD}
    hard = {kind for kind in ConflictKind if severity_of(kind) is Severity.HARD}
    assert hard - OVERLAPS == {
        ConflictKind.COURSE,
        ConflictKind.CLOSURE,
        ConflictKind.CHILDCARE_CAPACITY,
        ConflictKind.VEHICLE_CAPACITY,
        ConflictKind.CHILD_SEAT,
        ConflictKind.NEVER_TOGETHER,
        ConflictKind.WAITING_ORDER,
    }
    assert severity_of(ConflictKind.TRAVEL) is Severity.SOFT


def test_a_clash_of_two_has_the_same_id_from_both_sides() -> None:
    found = pair_id(ConflictKind.ROOM, 4, "lesson:2", "lesson:1")
    assert found == pair_id(ConflictKind.ROOM, 4, "lesson:1", "lesson:2")
    assert found == "room:4:lesson:1-lesson:2"
    assert found != pair_id(ConflictKind.ROOM, 5, "lesson:1", "lesson:2")
    assert found != pair_id(ConflictKind.TEACHER, 4, "lesson:1", "lesson:2")


def test_hard_ones_come_first_then_the_earlier_then_kind_and_id_and_each_once() -> None:
    soft = conflict("soft", severity=Severity.SOFT, starts=100)
    late = conflict("late", starts=700)
    early = conflict("early", starts=600)
    teacher = conflict("a", ConflictKind.TEACHER, starts=700)
    twin = conflict("kate", starts=700)
    found = in_order([soft, teacher, late, twin, early, late, soft])
    assert [each.id for each in found] == ["early", "kate", "late", "a", "soft"]
    assert ConflictKind.ROOM < ConflictKind.TEACHER


def test_of_two_with_one_id_the_last_counts() -> None:
    assert in_order([conflict(people=1), conflict(people=2)])[0].facts == {"people": 2}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("double:3-7", "double:3-5"),
        ("double:7-9", "double:5-9"),
        ("double:4-7", "double:4-5"),
        ("never_together:6-7:lesson7", "never_together:5-6:lesson7"),
        ("never_together:3-8:lesson7", "never_together:3-8:lesson7"),
        ("double", "double"),
        ("teacher:7:lesson1-lesson7", "teacher:5:lesson1-lesson7"),
        ("teacher:77:lesson1-lesson7", "teacher:77:lesson1-lesson7"),
        ("guardian:7:7", "guardian:5:5"),
        ("room:7:lesson1-lesson2", "room:7:lesson1-lesson2"),
        ("room_capacity:7", "room_capacity:7"),
        ("vehicle:7:ride1-ride2", "vehicle:7:ride1-ride2"),
    ],
)
def test_an_acceptance_follows_a_person_who_has_another_number(before: str, after: str) -> None:
    assert renamed(before, 7, 5) == after


def test_two_records_are_two_people_whichever_is_named_first() -> None:
    assert double_id(7, 3) == double_id(3, 7) == "double:3-7"
