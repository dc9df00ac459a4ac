"""What stands against a lesson, in a pill and in one line."""

from datetime import date

import pytest

from kursplaner.desk.wording.conflicts.of_a_lesson import standing_line, state_word
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind, Severity

HARD, SOFT = Severity.HARD, Severity.SOFT
Kind = ConflictKind


def found(kind: Kind, severity: Severity, *subjects: Subject) -> Conflict:
    who = subjects or (Subject("room", 1, "Saal"),)
    return Conflict("x", kind, severity, date(2027, 3, 2), 0, 1, who, {})


def test_people_are_not_there_while_rooms_are_closed() -> None:
    assert state_word(found(Kind.CLOSURE, HARD, Subject("person", 1, "A"))) == "nicht da"
    assert state_word(found(Kind.CLOSURE, HARD)) == "gesperrt"
    assert state_word(found(Kind.TEACHER, HARD, Subject("person", 1, "A"))) == "verplant"


@pytest.mark.parametrize(
    ("conflicts", "says"),
    [
        ((), ""),
        ((found(Kind.ROOM, HARD),), "1 Raum ist belegt."),
        ((found(Kind.ROOM, HARD), found(Kind.ROOM, HARD)), "1 Raum ist belegt."),
        (
            (found(Kind.ROOM, HARD), found(Kind.ROOM, HARD, Subject("room", 2, "Saal"))),
            "2 Räume sind belegt.",
        ),
        ((found(Kind.ROOM, SOFT),), "1 Hinweis."),
        ((found(Kind.CREDENTIAL, SOFT), found(Kind.TRAVEL, SOFT)), "2 Hinweise."),
        ((found(Kind.CLOSURE, HARD),), "1 weiterer Konflikt."),
        ((found(Kind.CLOSURE, HARD), found(Kind.CHILD_SEAT, HARD)), "2 Konflikte."),
        (
            (
                found(Kind.CREDENTIAL, SOFT),
                found(Kind.CLOSURE, HARD),
                found(Kind.VEHICLE, HARD),
                found(Kind.DRIVER, HARD),
            ),
            "1 Fahrzeug ist unterwegs. 1 Fahrer:in ist verplant. 1 weiterer Konflikt. 1 Hinweis.",
        ),
    ],
)
def test_what_stands_against_a_plan_in_one_line(conflicts: tuple[Conflict, ...], says: str) -> None:
    assert standing_line(conflicts) == says
