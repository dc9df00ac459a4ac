"""Causes in one line, and the act that solves them all."""

from dataclasses import replace

import pytest

from kursplaner.desk.wording.conflicts import groups
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind as Kind
from kursplaner.planning.conflicts.grouping import grouped
from kursplaner.planning.fixes.cost import Touched
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.for_all import FixForAll
from kursplaner.planning.fixes.situation import FixKind
from tests.planning.fixes.situations import FIRST_LESSON, conflict

DAY = 1440


def made(kind: Kind, *subjects: Subject, days: int = 0, **facts: object) -> Conflict:
    span = (FIRST_LESSON[0] + days * DAY, FIRST_LESSON[1] + days * DAY)
    found = conflict(kind, ("room", 1), span=span, **facts)
    return replace(found, id=f"{kind}{days}", subjects=subjects)


def said(*conflicts: Conflict, hidden: bool = False) -> tuple[str, str]:
    (group,) = grouped(conflicts)
    return groups.title(group, hidden=hidden), groups.detail(group, hidden=hidden)


ROOM, TEACHER = Subject("room", 2, "Raum 2"), Subject("person", 9, "Seidel, Birgit")
LESSON, COURSE = Subject("lesson", 5, "A2 Alltag"), Subject("course", 1, "A2 Alltag")


def test_a_closure_tells_what_why_how_often_and_when() -> None:
    some = [made(Kind.CLOSURE, ROOM, LESSON, days=at, reason="repair") for at in (0, 2)]
    assert said(*some) == (
        "Raum 2 steht nicht zur Verfügung (Reparatur)",
        "2 Termine, Di 02.03. und Do 04.03.",
    )
    many = [made(Kind.CLOSURE, ROOM, LESSON, days=at, reason="repair") for at in range(4)]
    assert said(*many)[1] == "4 Termine, an 4 Tagen ab Di 02.03."


def test_hours_of_both_kinds_are_said_once() -> None:
    some = [
        made(Kind.CARER_HOURS, TEACHER, days=0),
        made(Kind.WEEKLY_HOURS, TEACHER, days=7, work="childcare"),
    ]
    title, detail = said(*some)
    assert title.endswith(": zu viele Betreuungs- und Wochenstunden")
    assert detail == "in 2 Wochen ab Di 02.03."
    assert "Seidel" not in said(*some, hidden=True)[0]


def test_what_a_course_lacks_names_the_course() -> None:
    some = [made(Kind.NO_ROOM, LESSON, COURSE, days=at) for at in range(2)]
    assert said(*some)[0].startswith("A2 Alltag: ")


def test_a_single_one_is_its_sentence() -> None:
    (group,) = grouped([made(Kind.CLOSURE, ROOM, LESSON, reason="repair")])
    assert groups.line(group) == groups.detail(group)
    assert groups.marked_line(group).startswith("Konflikt: Raum 2 steht am Di 02.03.2027")


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        (FixKind.OTHER_ROOM, {"name": "Raum 201", "title": "A2"}, "Raum 201 nehmen (3-mal)"),
        (FixKind.OTHER_DAY, {"from": 0, "to": 1440}, "1 Tag später beginnen (3-mal)"),
        (FixKind.OTHER_TIME, {"from": 90, "to": 0}, "1 Stunde und 30 Minuten früher beginnen"),
        (
            FixKind.OTHER_TEACHER,
            {
                "name": "Vogel, Max",
                "goes_name": "Roth, Kim",
                "records": 3,
                "first": FIRST_LESSON[0],
            },
            "M. Vogel unterrichtet statt K. Roth (3-mal ab Di 02.03.)",
        ),
    ],
)
def test_an_act_for_all_says_how_often(kind: FixKind, facts: FixFacts, words: str) -> None:
    some = tuple(made(Kind.CLOSURE, ROOM, LESSON, days=at) for at in range(3))
    fix = FixForAll(some[0], kind, (), facts, 0, "", (), (), Touched(), some, 3)
    assert groups.fix_text(fix).startswith(words)
