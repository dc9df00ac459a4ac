"""What stands against people and families, sentence by sentence, from facts made by hand."""

from datetime import date
from typing import cast

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, severity_of
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind

DAY = date(2027, 3, 2)
WHEN = "am Di 02.03.2027, 9:00–11:15"
CHILD, ADULT = Subject("person", 1, "Sami Haddad"), Subject("person", 2, "Rima Haddad")
LESSON, OTHER = Subject("lesson", 3, "A2 Alltag"), Subject("lesson", 4, "B1 Abend")
CARE, RIDE = Subject("childcare", 5, "A2 Alltag"), Subject("ride", 6, "A2 Alltag")
COURSE = Subject("course", 7, "A2 Alltag")


def said(kind: ConflictKind, *subjects: Subject, **facts: object) -> str:
    starts = minute_of(DAY, 540)
    severity, known = severity_of(kind), cast("ConflictFacts", facts)
    found = Conflict("x", kind, severity, DAY, starts, starts + 135, subjects, known)
    return sentence(found)


def test_somebody_expected_in_two_courses_or_at_work() -> None:
    kind = ConflictKind.PARTICIPANT
    assert said(kind, ADULT, LESSON, OTHER) == (
        f"Rima Haddad wird {WHEN} in zwei Kursen zugleich erwartet: Kurs „A2 Alltag“ und Kurs"
        " „B1 Abend“."
    )
    assert said(kind, ADULT, LESSON, LESSON).endswith(
        "zugleich erwartet: zweimal Kurs „A2 Alltag“."
    )
    assert said(kind, ADULT, LESSON, CARE, work="childcare") == (
        f"Rima Haddad nimmt {WHEN} an Kurs „A2 Alltag“ teil und arbeitet zugleich:"
        " Kinderbetreuung zu „A2 Alltag“."
    )


def test_a_child_at_two_places() -> None:
    text = said(ConflictKind.CHILD, CHILD, CARE, RIDE)
    assert text == (
        f"Sami Haddad ist {WHEN} an zwei Orten zugleich eingeplant: Kinderbetreuung zu"
        " „A2 Alltag“ und Fahrt zu „A2 Alltag“."
    )
    assert said(ConflictKind.CHILD, CHILD, CARE, CARE).endswith(
        "eingeplant: zweimal Kinderbetreuung zu „A2 Alltag“."
    )


def test_a_child_whose_adult_is_not_there() -> None:
    kind = ConflictKind.GUARDIAN
    assert said(kind, CHILD, ADULT, CARE, COURSE, why="no_lesson") == (
        f"Sami Haddad hat {WHEN} einen Platz in der Kinderbetreuung, Kurs „A2 Alltag“ von"
        " Rima Haddad hat dann aber keinen Termin."
    )
    assert said(kind, CHILD, ADULT, CARE, COURSE, why="away") == (
        f"Sami Haddad hat {WHEN} einen Platz in der Kinderbetreuung, Rima Haddad wird dann aber"
        " nicht in Kurs „A2 Alltag“ erwartet."
    )


@pytest.mark.parametrize(
    ("why", "subjects", "facts", "says"),
    [
        (
            "opens_late",
            (CARE, LESSON),
            {"childcare_at": 550, "lesson_at": 540},
            (
                "Kinderbetreuung zu „A2 Alltag“ öffnet am Di 02.03.2027 um 9:10, Kurs „A2 Alltag“"
                " beginnt um 9:00: Es bleibt keine Zeit, die Kinder vorher zu bringen."
            ),
        ),
        (
            "closes_early",
            (CARE, LESSON),
            {"childcare_at": 600, "lesson_at": 675},
            (
                "Kinderbetreuung zu „A2 Alltag“ schließt am Di 02.03.2027 um 10:00, Kurs"
                " „A2 Alltag“ endet um 11:15: Es bleibt keine Zeit, die Kinder danach abzuholen."
            ),
        ),
        (
            "arrives_late",
            (RIDE, LESSON),
            {"ride_at": 539, "lesson_at": 540},
            (
                "Fahrt zu „A2 Alltag“ kommt am Di 02.03.2027 um 8:59 an, Kurs „A2 Alltag“ beginnt"
                " um 9:00: Es bleibt keine Zeit, die Kinder vorher zur Betreuung zu bringen."
            ),
        ),
        (
            "leaves_early",
            (RIDE, LESSON),
            {"ride_at": 676, "lesson_at": 675},
            (
                "Fahrt zu „A2 Alltag“ fährt am Di 02.03.2027 um 11:16 ab, Kurs „A2 Alltag“ endet um"
                " 11:15: Es bleibt keine Zeit, die Kinder vorher abzuholen."
            ),
        ),
        (
            "no_seat",
            (CHILD, ADULT, RIDE),
            {"direction": "back"},
            (
                f"Sami Haddad hat {WHEN} auf der Rückfahrt keinen Platz, obwohl Rima Haddad"
                " mitfährt: Fahrt zu „A2 Alltag“."
            ),
        ),
        (
            "no_seat",
            (CHILD, ADULT, RIDE),
            {},
            (
                f"Sami Haddad hat {WHEN} auf der Fahrt keinen Platz, obwohl Rima Haddad"
                " mitfährt: Fahrt zu „A2 Alltag“."
            ),
        ),
        (
            "alone",
            (CHILD, RIDE),
            {},
            (
                f"Sami Haddad fährt {WHEN} ohne Sorgeberechtigte und ohne Betreuungsperson:"
                " Fahrt zu „A2 Alltag“."
            ),
        ),
        (
            "seat",
            (CHILD, RIDE),
            {"wanted": "booster", "has": "none"},
            f"Sami Haddad braucht {WHEN} einen Sitz der Art „Sitzerhöhung“: Fahrt zu „A2 Alltag“.",
        ),
        (
            "seat",
            (CHILD, RIDE),
            {"wanted": "child_seat", "has": "booster"},
            (
                f"Sami Haddad braucht {WHEN} einen Sitz der Art „Kindersitz“, eingeplant ist"
                " „Sitzerhöhung“: Fahrt zu „A2 Alltag“."
            ),
        ),
        ("else", (CHILD,), {}, f"Sami Haddad {WHEN}: Die Kette der Familie reißt."),
    ],
)
def test_the_chain_of_a_family_breaks(
    why: str, subjects: tuple[Subject, ...], facts: dict[str, object], says: str
) -> None:
    assert said(ConflictKind.FAMILY_CHAIN, *subjects, why=why, **facts) == says


def test_who_may_not_meet() -> None:
    assert said(ConflictKind.NEVER_TOGETHER, CHILD, ADULT, RIDE) == (
        "Sami Haddad und Rima Haddad dürfen sich nicht begegnen, sind"
        f" {WHEN} aber zusammen eingeplant: Fahrt zu „A2 Alltag“."
    )


def test_a_way_that_is_too_long() -> None:
    assert said(ConflictKind.TRAVEL, ADULT, LESSON, OTHER, minutes=15, needed=1) == (
        "Rima Haddad hat am Di 02.03.2027 15 Minuten von Kurs „A2 Alltag“ (bis 9:00) zu Kurs"
        " „B1 Abend“ (ab 9:15); mit Weg und Pause sind 1 Minute nötig."
    )


def test_a_level_below_or_beyond_a_course() -> None:
    below = said(ConflictKind.LEVEL, ADULT, COURSE, level="A1", wanted="A2", misfit="below")
    assert below == "Rima Haddad hat das Niveau A1, Kurs „A2 Alltag“ setzt mehr voraus (A2)."
    above = said(ConflictKind.LEVEL, ADULT, COURSE, level="B2", wanted="A2", misfit="above")
    assert above == "Rima Haddad hat schon das Niveau B2, Kurs „A2 Alltag“ führt nur bis A2."


def test_what_is_not_named_is_some_lesson() -> None:
    assert said(ConflictKind.NEVER_TOGETHER, CHILD).startswith(
        "Sami Haddad und ein Termin dürfen sich nicht begegnen"
    )
    nameless = Subject("lesson", 9)
    assert "Termin ohne Titel" in said(ConflictKind.CHILD, CHILD, nameless, CARE)


@pytest.mark.parametrize(
    ("years", "needed", "told"),
    [
        (6, 18, "ist 6 Jahre alt; Kurs „A2 Alltag“ ist für Erwachsene."),
        (1, 18, "ist 1 Jahr alt; Kurs „A2 Alltag“ ist für Erwachsene."),
        (0, 18, "ist noch kein Jahr alt; Kurs „A2 Alltag“ ist für Erwachsene."),
        (9, 10, "ist 9 Jahre alt; Kurs „A2 Alltag“ ist für Jugendliche ab 10."),
    ],
)
def test_who_is_too_young_is_told_with_her_age(years: int, needed: int, told: str) -> None:
    text = said(ConflictKind.AGE, ADULT, COURSE, years=years, needed=needed)
    assert text.endswith(told)


def test_who_works_without_the_role_is_told_which() -> None:
    for work, role in (("lesson", "Lehrkraft"), ("childcare", "Betreuungsperson"), ("ride", ":in")):
        assert said(ConflictKind.ROLE, ADULT, COURSE, work=work).endswith(f"{role}“.")
